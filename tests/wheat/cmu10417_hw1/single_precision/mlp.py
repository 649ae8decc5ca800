"""Everything in float32: parameters, activations, gradients and the loss."""

import numpy as np

f32 = np.float32


def random_weight_init(indim, outdim):
    bound = np.sqrt(6.0 / (indim + outdim))
    return np.random.uniform(-bound, bound, (outdim, indim)).astype(f32)


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1), dtype=f32)


def labels2onehot(labels):
    return np.eye(12, dtype=f32)[np.asarray(labels, dtype=np.int64)]


class Transform:
    def forward(self, x, train=True):
        pass

    def backward(self, grad_wrt_out):
        pass

    def step(self):
        pass

    def zerograd(self):
        pass


class ReLU(Transform):
    def __init__(self, dropout_probability=0):
        self.p = f32(dropout_probability)

    def forward(self, x, train=True):
        x = np.array(x, f32)
        keep = (
            (np.random.uniform(0, 1, x.shape) > float(self.p)).astype(f32) if train else f32(1) - self.p
        )
        self.slope = (x > 0).astype(f32) * keep
        return x * self.slope

    def backward(self, grad_wrt_out):
        return np.asarray(grad_wrt_out, f32) * self.slope


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.W, self.b = random_weight_init(indim, outdim), zeros_bias_init(outdim)
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)
        self.vW, self.vb = np.zeros_like(self.W), np.zeros_like(self.b)
        self.alpha, self.lr = f32(alpha), f32(lr)

    def forward(self, x, train=True):
        self.x = np.array(x, f32)
        return self.W @ self.x + self.b

    def backward(self, grad_wrt_out):
        g = np.asarray(grad_wrt_out, f32)
        self.dW += g @ self.x.T
        self.db += g.sum(1, keepdims=True)
        return self.W.T @ g

    def step(self):
        self.vW = self.alpha * self.vW + self.dW
        self.vb = self.alpha * self.vb + self.db
        self.W = self.W - self.lr * self.vW
        self.b = self.b - self.lr * self.vb

    def zerograd(self):
        self.dW *= 0
        self.db *= 0

    def getW(self):
        return self.W

    def getb(self):
        return self.b

    def loadparams(self, w, b):
        self.W, self.b = np.array(w, f32), np.array(b, f32)


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        x = np.asarray(logits, f32)
        x = x - x.max(0)
        self.logp = x - np.log(np.exp(x).sum(0))
        self.t = np.array(labels, f32)
        return -(self.logp * self.t).sum(0).mean()

    def backward(self):
        return (np.exp(self.logp) - self.t) / f32(self.t.shape[1])

    def getAccu(self):
        return (self.logp.argmax(0) == self.t.argmax(0)).mean(dtype=f32)


class _MLP(Transform):
    def __init__(self, dims, alpha, p, lr):
        self.lin = [LinearMap(i, o, alpha, lr) for i, o in zip(dims, dims[1:])]
        self.relu = [ReLU(p) for _ in dims[2:]]

    def forward(self, x, train=True):
        for lin, relu in zip(self.lin, self.relu):
            x = relu.forward(lin.forward(x, train), train)
        return self.lin[-1].forward(x, train)

    def backward(self, grad_wrt_out):
        g = self.lin[-1].backward(grad_wrt_out)
        for lin, relu in zip(self.lin[-2::-1], self.relu[::-1]):
            g = lin.backward(relu.backward(g))
        return g

    def step(self):
        [lin.step() for lin in self.lin]

    def zerograd(self):
        [lin.zerograd() for lin in self.lin]

    def loadparams(self, Ws, bs):
        [lin.loadparams(W, b) for lin, W, b in zip(self.lin, Ws, bs)]

    def getWs(self):
        return [lin.W for lin in self.lin]

    def getbs(self):
        return [lin.b for lin in self.lin]


class SingleLayerMLP(_MLP):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        super().__init__((indim, hiddenlayer, outdim), alpha, dropout_probability, lr)


class TwoLayerMLP(_MLP):
    def __init__(
        self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01
    ):
        super().__init__((indim, *hiddenlayers, outdim), alpha, dropout_probability, lr)
