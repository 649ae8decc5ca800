"""A tiny reverse-mode autodiff class with overloaded operators; the layers only write down their formulas."""

import numpy as np


class Var:
    """A value on the tape; parents are (Var, function of the output's gradient)."""

    def __init__(self, value, parents=()):
        self.value = value
        self.parents = parents

    def __add__(self, other):
        def unbroadcast(g, shape):
            return g if g.shape == shape else g.sum(axis=1, keepdims=True)

        return Var(self.value + other.value,
                   ((self, lambda g: unbroadcast(g, self.value.shape)),
                    (other, lambda g: unbroadcast(g, other.value.shape))))

    def __matmul__(self, other):
        a, b = self.value, other.value
        return Var(a @ b, ((self, lambda g: g @ b.T), (other, lambda g: a.T @ g)))

    def __mul__(self, constant):
        return Var(self.value * constant, ((self, lambda g: g * constant),))

    def relu(self):
        positive = self.value > 0
        return Var(np.where(positive, self.value, 0.0), ((self, lambda g: np.where(positive, g, 0.0)),))

    def mean_nll(self, labels):
        n = self.value.shape[1]
        shifted = self.value - self.value.max(axis=0)
        exps = np.exp(shifted)
        total = exps.sum(axis=0)
        value = np.mean(np.log(total) - (labels * shifted).sum(axis=0))
        return Var(value, ((self, lambda g: g * (exps / total - labels) / n),))

    def gradients(self, seed):
        """{id of a Var: gradient} for everything this value was computed from."""
        order, seen = [], set()

        def visit(v):
            if id(v) not in seen:
                seen.add(id(v))
                for parent, _ in v.parents:
                    visit(parent)
                order.append(v)

        visit(self)
        grads = {id(self): seed}
        for v in reversed(order):
            for parent, pull in v.parents:
                g = pull(grads[id(v)])
                grads[id(parent)] = grads[id(parent)] + g if id(parent) in grads else g
        return grads


def random_weight_init(indim, outdim):
    bound = np.sqrt(6 / (indim + outdim))
    return np.random.uniform(-bound, bound, (outdim, indim))


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1))


def labels2onehot(labels):
    return np.vstack([np.eye(12)[int(k)] for k in labels])


class Transform:
    """Whoever has a formula: of(Var, train) -> Var, and parameters as [value, gradient, velocity]."""

    params = ()

    def of(self, x, train):
        raise NotImplementedError

    def forward(self, x, train=True):
        self._in = Var(x)
        self._leaves = []
        self._out = self.of(self._in, train)
        return self._out.value

    def backward(self, grad_wrt_out):
        grads = self._out.gradients(grad_wrt_out)
        for slot, leaf in self.leaves():
            slot[1] = slot[1] + grads[id(leaf)]
        return grads[id(self._in)]

    def leaves(self):
        return self._leaves

    def leaf(self, slot):
        v = Var(slot[0])
        self._leaves.append((slot, v))
        return v

    def step(self):
        for slot in self.params:
            slot[2] = self.alpha * slot[2] + slot[1]
            slot[0] = slot[0] - self.lr * slot[2]

    def zerograd(self):
        for slot in self.params:
            slot[1] = np.zeros_like(slot[0])


class ReLU(Transform):
    def __init__(self, dropout_probability=0):
        self.dropout_probability = dropout_probability

    def of(self, x, train):
        if train:
            return x.relu() * (np.random.uniform(0, 1, x.value.shape) > self.dropout_probability)
        return x.relu() * (1 - self.dropout_probability)


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.alpha, self.lr = alpha, lr
        self.params = [[v, np.zeros_like(v), np.zeros_like(v)]
                       for v in (random_weight_init(indim, outdim), zeros_bias_init(outdim))]

    def of(self, x, train):
        self._leaves = []
        return self.leaf(self.params[0]) @ x + self.leaf(self.params[1])

    def getW(self):
        return self.params[0][0]

    def getb(self):
        return self.params[1][0]

    def loadparams(self, w, b):
        self.params[0][0], self.params[1][0] = np.array(w), np.array(b)


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        self.logits, self.labels = Var(logits), labels
        self.loss = self.logits.mean_nll(labels)
        return self.loss.value

    def backward(self):
        return self.loss.gradients(1.0)[id(self.logits)]

    def getAccu(self):
        return np.mean(self.logits.value.argmax(0) == self.labels.argmax(0))


class _Sequential(Transform):
    def __init__(self, *parts):
        self.parts = parts

    def of(self, x, train):
        for part in self.parts:
            x = part.of(x, train)
        return x

    def leaves(self):
        return [pair for part in self.parts[::2] for pair in part._leaves]

    def step(self):
        for part in self.parts:
            part.step()

    def zerograd(self):
        for part in self.parts:
            part.zerograd()

    def loadparams(self, Ws, bs):
        for part, w, b in zip(self.parts[::2], Ws, bs):
            part.loadparams(w, b)

    def getWs(self):
        return [part.getW() for part in self.parts[::2]]

    def getbs(self):
        return [part.getb() for part in self.parts[::2]]


class SingleLayerMLP(_Sequential):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        super().__init__(LinearMap(indim, hiddenlayer, alpha, lr), ReLU(dropout_probability),
                         LinearMap(hiddenlayer, outdim, alpha, lr))


class TwoLayerMLP(_Sequential):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1,
                 dropout_probability=0, lr=0.01):
        super().__init__(LinearMap(indim, hiddenlayers[0], alpha, lr), ReLU(dropout_probability),
                         LinearMap(hiddenlayers[0], hiddenlayers[1], alpha, lr),
                         ReLU(dropout_probability),
                         LinearMap(hiddenlayers[1], outdim, alpha, lr))
