"""__slots__ everywhere, an abstract base class and mixins: one for parameters, one for chains."""

import abc

import numpy as np


def random_weight_init(indim, outdim):
    half_width = np.sqrt(6.0 / np.float64(indim + outdim))
    return half_width - 2 * half_width * np.random.rand(outdim, indim)


def zeros_bias_init(outdim):
    return np.zeros(outdim).reshape(-1, 1)


def labels2onehot(labels):
    labels = np.asarray(labels)
    hot = np.zeros((labels.shape[0], 12), dtype=int)
    hot[np.arange(labels.shape[0]), labels.astype(int)] = 1
    return hot


class Transform(abc.ABC):
    __slots__ = ()

    @abc.abstractmethod
    def forward(self, x, train=True):
        raise NotImplementedError

    @abc.abstractmethod
    def backward(self, grad_wrt_out):
        raise NotImplementedError

    def step(self):
        """Nothing to learn."""

    def zerograd(self):
        """Nothing to clear."""


class ParamsMixin:
    """step and zerograd for whoever names its parameters in NAMES."""

    __slots__ = ()
    NAMES = ()

    def _init_params(self, **values):
        for name in self.NAMES:
            setattr(self, name, values[name])
            setattr(self, "g" + name, np.zeros_like(values[name]))
            setattr(self, "v" + name, np.zeros_like(values[name]))

    def step(self):
        for name in self.NAMES:
            v = getattr(self, "v" + name)
            v *= self.alpha
            v += getattr(self, "g" + name)
            setattr(self, name, getattr(self, name) - self.lr * v)

    def zerograd(self):
        for name in self.NAMES:
            getattr(self, "g" + name).fill(0)


class ReLU(Transform):
    __slots__ = ("rate", "on")

    def __init__(self, dropout_probability=0):
        self.rate = dropout_probability
        self.on = None

    def forward(self, x, train=True):
        on = np.zeros(x.shape)
        if train:
            on[np.logical_and(x > 0, np.random.uniform(0, 1, x.shape) > self.rate)] = 1
        else:
            on[x > 0] = 1 - self.rate
        self.on = on
        return on * x

    def backward(self, grad_wrt_out):
        return self.on * grad_wrt_out


class LinearMap(ParamsMixin, Transform):
    __slots__ = ("W", "b", "gW", "gb", "vW", "vb", "alpha", "lr", "x")
    NAMES = ("W", "b")

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self._init_params(W=random_weight_init(indim, outdim), b=zeros_bias_init(outdim))
        self.alpha, self.lr = alpha, lr
        self.x = None

    def forward(self, x, train=True):
        self.x = x
        return self.b + self.W @ x

    def backward(self, grad_wrt_out):
        self.gW += grad_wrt_out @ self.x.T
        self.gb += grad_wrt_out.sum(axis=1).reshape(-1, 1)
        return (grad_wrt_out.T @ self.W).T

    def getW(self):
        return self.W

    def getb(self):
        return self.b

    def loadparams(self, w, b):
        self.W = np.array(w, dtype=self.W.dtype)
        self.b = np.array(b, dtype=self.b.dtype)


class SoftmaxCrossEntropyLoss:
    __slots__ = ("e", "s", "y")

    def forward(self, logits, labels):
        top = np.amax(logits, axis=0)
        self.e = np.exp(logits - top)
        self.s = self.e.sum(axis=0)
        self.y = labels
        right = np.where(labels == 1, logits - top, 0).sum(axis=0)
        return (np.log(self.s) - right).mean()

    def backward(self):
        return np.divide(self.e / self.s - self.y, self.y.shape[1])

    def getAccu(self):
        return np.mean(self.e.argmax(axis=0) == np.asarray(self.y).argmax(axis=0))


class ChainMixin:
    __slots__ = ()

    def forward(self, x, train=True):
        out = x
        for name in self.ORDER:
            out = getattr(self, name).forward(out, train)
        return out

    def backward(self, grad_wrt_out):
        g = grad_wrt_out
        for name in reversed(self.ORDER):
            g = getattr(self, name).backward(g)
        return g

    def _lin(self):
        return [getattr(self, name) for name in self.ORDER if name.startswith("lin")]

    def step(self):
        for layer in self._lin():
            layer.step()

    def zerograd(self):
        for layer in self._lin():
            layer.zerograd()

    def loadparams(self, Ws, bs):
        for layer, w, b in zip(self._lin(), Ws, bs):
            layer.loadparams(w, b)

    def getWs(self):
        return [layer.getW() for layer in self._lin()]

    def getbs(self):
        return [layer.getb() for layer in self._lin()]


class SingleLayerMLP(ChainMixin, Transform):
    ORDER = ("lin1", "relu1", "lin2")
    __slots__ = ORDER

    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.lin1 = LinearMap(indim, hiddenlayer, alpha, lr)
        self.relu1 = ReLU(dropout_probability)
        self.lin2 = LinearMap(hiddenlayer, outdim, alpha, lr)


class TwoLayerMLP(ChainMixin, Transform):
    ORDER = ("lin1", "relu1", "lin2", "relu2", "lin3")
    __slots__ = ORDER

    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1,
                 dropout_probability=0, lr=0.01):
        self.lin1 = LinearMap(indim, hiddenlayers[0], alpha, lr)
        self.relu1 = ReLU(dropout_probability)
        self.lin2 = LinearMap(hiddenlayers[0], hiddenlayers[1], alpha, lr)
        self.relu2 = ReLU(dropout_probability)
        self.lin3 = LinearMap(hiddenlayers[1], outdim, alpha, lr)
