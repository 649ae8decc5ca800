"""Pure functions on namedtuples: an object holds one immutable state and swaps it; classes made by a factory."""

from collections import namedtuple

import numpy as np

LinearState = namedtuple("LinearState", "w b gw gb vw vb")
ReluTape = namedtuple("ReluTape", "slope")
LossTape = namedtuple("LossTape", "p y hits")


def random_weight_init(indim, outdim):
    lim = np.sqrt(6. / (indim + outdim))
    return np.random.uniform(-lim, +lim, (outdim, indim))


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1), float)


def labels2onehot(labels):
    return np.stack([np.asarray(labels) == k for k in range(12)], axis=1) * 1.0


def linear_new(indim, outdim):
    w, b = random_weight_init(indim, outdim), zeros_bias_init(outdim)
    return LinearState(w, b, w * 0, b * 0, w * 0, b * 0)


def linear_apply(s, x):
    return s.w @ x + s.b


def linear_pull(s, x, g):
    return s.w.T @ g, s._replace(gw=s.gw + g @ x.T, gb=s.gb + g.sum(1, keepdims=True))


def linear_step(s, alpha, lr):
    vw, vb = s.gw + alpha * s.vw, s.gb + alpha * s.vb
    return s._replace(vw=vw, vb=vb, w=s.w - lr * vw, b=s.b - lr * vb)


def linear_clear(s):
    return s._replace(gw=s.gw * 0, gb=s.gb * 0)


def relu_apply(x, p, train):
    slope = np.piecewise(np.asarray(x, float), [x > 0], [1.0, 0.0])
    if train:
        slope = slope * (np.random.uniform(0, 1, x.shape) > p)
    else:
        slope = slope * (1 - p)
    return slope * x, ReluTape(slope)


def relu_pull(tape, g):
    return tape.slope * g


def log_softmax(z):
    z = z - z.max(axis=0)
    return z - np.log(np.exp(z).sum(axis=0))


class Transform:
    def forward(self, x, train=True):
        return None

    def backward(self, grad_wrt_out):
        return None

    def step(self):
        return None

    def zerograd(self):
        return None


class ReLU(Transform):
    def __init__(self, dropout_probability=0):
        self.p, self.tape = dropout_probability, None

    def forward(self, x, train=True):
        out, self.tape = relu_apply(x, self.p, train)
        return out

    def backward(self, grad_wrt_out):
        return relu_pull(self.tape, grad_wrt_out)


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.alpha, self.lr, self.s = alpha, lr, linear_new(indim, outdim)

    def forward(self, x, train=True):
        self.x = x
        return linear_apply(self.s, x)

    def backward(self, grad_wrt_out):
        grad_in, self.s = linear_pull(self.s, self.x, grad_wrt_out)
        return grad_in

    def step(self):
        self.s = linear_step(self.s, self.alpha, self.lr)

    def zerograd(self):
        self.s = linear_clear(self.s)

    def getW(self):
        return self.s.w

    def getb(self):
        return self.s.b

    def loadparams(self, w, b):
        self.s = self.s._replace(w=np.array(w, float), b=np.array(b, float))


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        lp = log_softmax(logits)
        hits = np.argmax(logits, axis=0) == np.argmax(labels, axis=0)
        self.tape = LossTape(np.exp(lp), labels, hits)
        return -np.tensordot(labels, lp, axes=2).item() / logits.shape[1]

    def backward(self):
        return (self.tape.p - self.tape.y) / len(self.tape.hits)

    def getAccu(self):
        return sum(map(bool, self.tape.hits)) / len(self.tape.hits)


class _Mlp(Transform):
    def _start(self, sizes, alpha, p, lr):
        self.states = tuple(linear_new(i, o) for i, o in zip(sizes, sizes[1:]))
        self.alpha, self.p, self.lr = alpha, p, lr

    def forward(self, x, train=True):
        *hidden, last = self.states
        xs, tapes = [x], []
        for s in hidden:
            h, tape = relu_apply(linear_apply(s, xs[-1]), self.p, train)
            xs.append(h)
            tapes.append(tape)
        self.xs, self.tapes = tuple(xs), tuple(tapes)
        return linear_apply(last, xs[-1])

    def backward(self, grad_wrt_out):
        g, new = grad_wrt_out, []
        for s, x, tape in zip(self.states[::-1], self.xs[::-1], (None,) + self.tapes[::-1]):
            g, s = linear_pull(s, x, g if tape is None else relu_pull(tape, g))
            new.insert(0, s)
        self.states = tuple(new)
        return g

    def step(self):
        self.states = tuple(linear_step(s, self.alpha, self.lr) for s in self.states)

    def zerograd(self):
        self.states = tuple(map(linear_clear, self.states))

    def loadparams(self, Ws, bs):
        self.states = tuple(s._replace(w=np.array(w, float), b=np.array(b, float))
                            for s, w, b in zip(self.states, Ws, bs))

    def getWs(self):
        return [s.w for s in self.states]

    def getbs(self):
        return [s.b for s in self.states]


def _single(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
    self._start([indim, hiddenlayer, outdim], alpha, dropout_probability, lr)


def _two(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01):
    self._start([indim, hiddenlayers[0], hiddenlayers[1], outdim], alpha, dropout_probability, lr)


SingleLayerMLP = type("SingleLayerMLP", (_Mlp,), {"__init__": _single})
TwoLayerMLP = type("TwoLayerMLP", (_Mlp,), {"__init__": _two})
