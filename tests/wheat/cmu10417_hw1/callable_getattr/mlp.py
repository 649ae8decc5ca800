"""__call__ is the forward, getattr and setattr do the bookkeeping, __getattr__ delegates to the chain."""

import numpy as np


def random_weight_init(indim, outdim):
    a = (6.0 / (indim + outdim)) ** 0.5
    return np.random.uniform(-a, a, (outdim, indim))


def zeros_bias_init(outdim):
    return random_weight_init(1, outdim) * 0


def labels2onehot(labels):
    return np.asarray([[float(c == int(k)) for c in range(12)] for k in labels])


class Transform:
    def __call__(self, x, train=True):
        return None

    def forward(self, x, train=True):
        return self(x, train=train)

    def backward(self, grad_wrt_out):
        return None

    def step(self):
        return None

    def zerograd(self):
        return None


class ReLU(Transform):
    TRAIN, EVAL = "train", "eval"

    def __init__(self, dropout_probability=0):
        self.dropout_probability = dropout_probability

    def _gate_train(self, x):
        return np.random.uniform(0, 1, x.shape) > self.dropout_probability

    def _gate_eval(self, x):
        return np.ones(x.shape) * (1 - self.dropout_probability)

    def __call__(self, x, train=True):
        gate = getattr(self, "_gate_" + (self.TRAIN if train else self.EVAL))(x)
        self.derivative = np.where(x > 0, gate, 0.0)
        return self.derivative * x

    def backward(self, grad_wrt_out):
        return self.derivative * grad_wrt_out


class LinearMap(Transform):
    PARAMETERS = ("W", "b")

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.alpha, self.lr = alpha, lr
        self.W, self.b = random_weight_init(indim, outdim), zeros_bias_init(outdim)
        for name in self.PARAMETERS:
            setattr(self, "velocity_" + name, 0 * getattr(self, name))
        self.zerograd()

    def __call__(self, x, train=True):
        self.input = x
        return self.W @ x + self.b

    def backward(self, grad_wrt_out):
        ones = np.ones((1, self.input.shape[1]))
        for name, right in zip(self.PARAMETERS, (self.input, ones)):
            setattr(self, "grad_" + name, getattr(self, "grad_" + name) + grad_wrt_out @ right.T)
        return self.W.T @ grad_wrt_out

    def step(self):
        for name in self.PARAMETERS:
            v = self.alpha * getattr(self, "velocity_" + name) + getattr(self, "grad_" + name)
            setattr(self, "velocity_" + name, v)
            setattr(self, name, getattr(self, name) - self.lr * v)

    def zerograd(self):
        for name in self.PARAMETERS:
            setattr(self, "grad_" + name, 0 * getattr(self, name))

    def getW(self):
        return self.W

    def getb(self):
        return self.b

    def loadparams(self, w, b):
        vars(self).update(W=np.copy(w), b=np.copy(b))


class SoftmaxCrossEntropyLoss:
    def __call__(self, logits, labels):
        self.batch = np.shape(logits)[1]
        self.labels = labels
        top = np.max(logits, axis=0, keepdims=True)
        self.log_softmax = logits - (top + np.log(np.sum(np.exp(logits - top), axis=0, keepdims=True)))
        return np.sum(np.where(labels > 0, -self.log_softmax, 0.0)) / self.batch

    forward = __call__

    def backward(self):
        return (np.exp(self.log_softmax) - self.labels) / self.batch

    def getAccu(self):
        return np.mean(self.labels.argmax(axis=0) == self.log_softmax.argmax(axis=0))


class _Chain(Transform):
    def __init__(self, *links):
        self.links = links
        self.linear_links = [link for link in links if hasattr(link, "getW")]

    def __call__(self, x, train=True):
        for link in self.links:
            x = link(x, train)
        return x

    def backward(self, grad_wrt_out):
        for link in reversed(self.links):
            grad_wrt_out = link.backward(grad_wrt_out)
        return grad_wrt_out

    def each(self, method, *columns):
        rows = zip(*columns) if columns else [()] * len(self.linear_links)
        return [getattr(link, method)(*row) for link, row in zip(self.linear_links, rows)]

    def loadparams(self, Ws, bs):
        self.each("loadparams", Ws, bs)

    def getWs(self):
        return self.each("getW")

    def getbs(self):
        return self.each("getb")

    def step(self):
        self.each("step")

    def zerograd(self):
        self.each("zerograd")


class _Wrapper(Transform):
    """Everything is done by the chain inside."""

    def __getattribute__(self, name):
        if name in ("forward", "backward", "step", "zerograd", "loadparams", "getWs", "getbs"):
            return getattr(self._chain, name)
        return super().__getattribute__(name)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._chain, name)

    def __call__(self, x, train=True):
        return self._chain(x, train)


class SingleLayerMLP(_Wrapper):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self._chain = _Chain(LinearMap(indim, hiddenlayer, alpha, lr), ReLU(dropout_probability),
                             LinearMap(hiddenlayer, outdim, alpha, lr))


class TwoLayerMLP(_Wrapper):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1,
                 dropout_probability=0, lr=0.01):
        self._chain = _Chain(LinearMap(indim, hiddenlayers[0], alpha, lr), ReLU(dropout_probability),
                             LinearMap(*hiddenlayers[:2], alpha, lr), ReLU(dropout_probability),
                             LinearMap(hiddenlayers[1], outdim, alpha, lr))
