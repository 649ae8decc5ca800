from dataclasses import dataclass, field

import numpy as np


def random_weight_init(indim, outdim):
    unit = np.random.random((outdim, indim))
    return (2 * unit - 1) * (6 / (indim + outdim)) ** 0.5


zeros_bias_init = lambda outdim: np.zeros(shape=(outdim, 1))  # noqa: E731
labels2onehot = lambda labels: np.identity(12)[labels]  # noqa: E731


class Transform:
    """Remembers what backward needs in a tape."""

    def step(self):
        return None

    def zerograd(self):
        return None


class ReLU(Transform):
    def __init__(self, dropout_probability=0):
        self.rate = dropout_probability

    def forward(self, x, train=True):
        keep = np.random.uniform(size=x.shape) > self.rate if train else 1 - self.rate
        self.slope = np.where(np.signbit(x), 0, 1) * keep
        return (x + np.abs(x)) / 2 * keep

    def backward(self, grad_wrt_out):
        return np.multiply(self.slope, grad_wrt_out, order="F")


@dataclass
class Parameter:
    value: np.ndarray
    grad: np.ndarray = None
    velocity: np.ndarray = 0.0

    def __post_init__(self):
        self.value = np.asfortranarray(self.value)
        self.grad = np.zeros_like(self.value)

    def update(self, alpha, lr):
        self.velocity = self.grad + alpha * self.velocity
        self.value = self.value - lr * self.velocity


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.hyper = {"alpha": alpha, "lr": lr}
        self.loadparams(random_weight_init(indim, outdim), zeros_bias_init(outdim))

    def loadparams(self, w, b):
        self.W, self.b = Parameter(np.copy(w)), Parameter(np.copy(b))

    def forward(self, x, train=True):
        self.tape = x
        return np.matmul(self.W.value, x) + self.b.value

    def backward(self, grad_wrt_out):
        np.add(self.W.grad, np.tensordot(grad_wrt_out, self.tape, (1, 1)), out=self.W.grad)
        np.add(self.b.grad, np.sum(grad_wrt_out, 1)[:, None], out=self.b.grad)
        return np.tensordot(self.W.value, grad_wrt_out, (0, 0))

    def step(self):
        self.W.update(**self.hyper)
        self.b.update(**self.hyper)

    def zerograd(self):
        self.W.grad[...] = self.b.grad[...] = 0

    def getW(self):
        return self.W.value

    def getb(self):
        return self.b.value


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        self.seen = logits, labels
        peak = np.max(logits, axis=0)
        log_z = peak + np.log(np.exp(logits - peak).sum(0))
        self.log_p = logits - log_z
        return np.array([np.mean(-self.log_p.T[labels.T.astype(bool)])])

    def backward(self):
        return (np.exp(self.log_p) - self.seen[1]) / self.seen[1].shape[-1]

    def getAccu(self):
        logits, labels = self.seen
        return (logits.argmax(0) == labels.argmax(0)).mean()


@dataclass
class _Net(Transform):
    maps: list = field(default_factory=list)
    gates: list = field(default_factory=list)

    def forward(self, x, train=True):
        for layer, gate in zip(self.maps, self.gates):
            x = gate.forward(layer.forward(x), train)
        return self.maps[-1].forward(x)

    def backward(self, grad_wrt_out):
        g = self.maps[-1].backward(grad_wrt_out)
        for layer, gate in zip(self.maps[-2::-1], self.gates[::-1]):
            g = layer.backward(gate.backward(g))
        return g

    def step(self):
        [layer.step() for layer in self.maps]

    def zerograd(self):
        [layer.zerograd() for layer in self.maps]

    def loadparams(self, Ws, bs):
        [layer.loadparams(w, b) for layer, w, b in zip(self.maps, Ws, bs)]

    def getWs(self):
        return [layer.getW() for layer in self.maps]

    def getbs(self):
        return [layer.getb() for layer in self.maps]


def _net(widths, alpha, p, lr):
    pairs = list(zip(widths, widths[1:]))
    return [LinearMap(a, b, alpha, lr) for a, b in pairs], [ReLU(p) for _ in pairs[1:]]


class SingleLayerMLP(_Net):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        super().__init__(*_net([indim, hiddenlayer, outdim], alpha, dropout_probability, lr))


class TwoLayerMLP(_Net):
    def __init__(self, indim, outdim, hiddenlayers=(100, 100), alpha=0.1, dropout_probability=0, lr=0.01):
        super().__init__(*_net([indim, *hiddenlayers, outdim], alpha, dropout_probability, lr))
