"""Stateless static functions with context objects, as in torch.autograd.Function; copy.deepcopy guards data."""

import copy

import numpy as np


class Context:
    """What a forward saves for its backward."""

    def save(self, *values):
        self.saved = copy.deepcopy(values)


def random_weight_init(indim, outdim):
    bound = np.sqrt(6 / (indim + outdim))
    return np.random.uniform(-bound, bound, (outdim, indim))


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1))


def labels2onehot(labels):
    out = np.zeros((12, len(labels)))
    out[np.asarray(labels, int), np.arange(len(labels))] = 1
    return out.T


class LinearFunction:
    @staticmethod
    def forward(ctx, x, w, b):
        ctx.save(x, w)
        return w @ x + b

    @staticmethod
    def backward(ctx, g):
        x, w = ctx.saved
        return w.T @ g, g @ x.T, g.sum(axis=1, keepdims=True)


class ReluFunction:
    @staticmethod
    def forward(ctx, x, factor):
        ctx.save(x > 0, factor)
        return np.maximum(x, 0) * factor

    @staticmethod
    def backward(ctx, g):
        active, factor = ctx.saved
        return active * factor * g


class LossFunction:
    @staticmethod
    def forward(ctx, z, y):
        ctx.save(z, y)
        top = z.max(axis=0)
        return np.mean(top + np.log(np.sum(np.exp(z - top), axis=0)) - np.sum(z * y, axis=0))

    @staticmethod
    def backward(ctx):
        z, y = ctx.saved
        # softmax by the differences to every other logit, overflow clipped away
        e = np.exp(z - z.max(axis=0))
        return (e / e.sum(axis=0) - y) / y.shape[1]


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
        self.p = dropout_probability

    def forward(self, x, train=True):
        factor = (np.random.uniform(0, 1, x.shape) > self.p).astype(float) if train else 1.0 - self.p
        self.ctx = Context()
        return ReluFunction.forward(self.ctx, x, factor)

    def backward(self, grad_wrt_out):
        return ReluFunction.backward(self.ctx, grad_wrt_out)


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.w, self.b = random_weight_init(indim, outdim), zeros_bias_init(outdim)
        self.alpha, self.lr = alpha, lr
        self.dw, self.db = np.zeros_like(self.w), np.zeros_like(self.b)
        self.vw, self.vb = copy.deepcopy(self.dw), copy.deepcopy(self.db)

    def forward(self, x, train=True):
        self.ctx = Context()
        return LinearFunction.forward(self.ctx, x, self.w, self.b)

    def backward(self, grad_wrt_out):
        dx, dw, db = LinearFunction.backward(self.ctx, grad_wrt_out)
        self.dw += dw
        self.db += db
        return dx

    def step(self):
        self.vw *= self.alpha
        self.vw += self.dw
        self.vb *= self.alpha
        self.vb += self.db
        self.w -= self.lr * self.vw
        self.b -= self.lr * self.vb

    def zerograd(self):
        self.dw *= 0
        self.db *= 0

    def getW(self):
        return copy.deepcopy(self.w)

    def getb(self):
        return copy.deepcopy(self.b)

    def loadparams(self, w, b):
        self.w, self.b = copy.deepcopy(w), copy.deepcopy(b)


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        self.ctx = Context()
        return LossFunction.forward(self.ctx, logits, labels)

    def backward(self):
        return LossFunction.backward(self.ctx)

    def getAccu(self):
        z, y = self.ctx.saved
        return np.mean([np.argmax(a) == np.argmax(b) for a, b in zip(z.T, y.T)])


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.modules = [LinearMap(indim, hiddenlayer, alpha, lr), ReLU(dropout_probability),
                        LinearMap(hiddenlayer, outdim, alpha, lr)]

    def forward(self, x, train=True):
        values = [x]
        for m in self.modules:
            values.append(m.forward(values[-1], train))
        return values.pop()

    def backward(self, grad_wrt_out):
        grads = [grad_wrt_out]
        for m in reversed(self.modules):
            grads.append(m.backward(grads[-1]))
        return grads.pop()

    def step(self):
        for m in self.modules:
            m.step()

    def zerograd(self):
        for m in self.modules:
            m.zerograd()

    def loadparams(self, Ws, bs):
        todo = list(zip(Ws, bs))
        for m in self.modules:
            if type(m) is LinearMap:
                m.loadparams(*todo.pop(0))

    def getWs(self):
        return [m.getW() for m in self.modules if type(m) is LinearMap]

    def getbs(self):
        return [m.getb() for m in self.modules if type(m) is LinearMap]


class TwoLayerMLP(SingleLayerMLP):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1,
                 dropout_probability=0, lr=0.01):
        hiddenlayers = copy.deepcopy(hiddenlayers)
        super().__init__(indim, hiddenlayers[1], hiddenlayers[0], alpha, dropout_probability, lr)
        self.modules += [ReLU(dropout_probability), LinearMap(hiddenlayers[1], outdim, alpha, lr)]
