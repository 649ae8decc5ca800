"""Homogeneous coordinates: the bias is a column of the weights, inputs get a row of ones; fused networks."""

import numpy as np


def random_weight_init(indim, outdim):
    span = 2 * np.sqrt(6 / (indim + outdim))
    return span * (np.random.random((outdim, indim)) - 0.5)


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1))


def labels2onehot(labels):
    return np.where(np.arange(12)[None, :] == np.asarray(labels)[:, None], 1.0, 0.0)


def with_ones(x):
    return np.concatenate([x, np.ones((1, x.shape[1]))], axis=0)


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
        self.dropout_probability = dropout_probability

    def forward(self, x, train=True):
        y = np.array(x, dtype=float)
        self.dead = y <= 0
        self.weight = 1 - self.dropout_probability
        if train:
            self.weight = 1
            self.dead = self.dead | ~(np.random.uniform(0, 1, y.shape) > self.dropout_probability)
        y[self.dead] = 0
        y *= self.weight
        return y

    def backward(self, grad_wrt_out):
        g = np.ma.masked_array(grad_wrt_out, mask=self.dead)
        return np.asarray(g.filled(0)) * self.weight


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.A = np.block([random_weight_init(indim, outdim), zeros_bias_init(outdim)])
        self.G = np.zeros_like(self.A)
        self.M = np.zeros_like(self.A)
        self.alpha = alpha
        self.lr = lr

    def forward(self, x, train=True):
        self.X = with_ones(x)
        return self.A @ self.X

    def backward(self, grad_wrt_out):
        self.G += grad_wrt_out @ self.X.T
        return (self.A.T @ grad_wrt_out)[:-1]

    def step(self):
        self.M = self.alpha * self.M + self.G
        self.A = self.A - self.lr * self.M

    def zerograd(self):
        self.G = np.zeros_like(self.A)

    def getW(self):
        return self.A[:, :-1]

    def getb(self):
        return self.A[:, -1:]

    def loadparams(self, w, b):
        self.A = np.block([w, b])


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        margin = logits[None, :, :] - logits[:, None, :]  # [k, j, n] = z_j - z_k
        top = np.maximum(margin.max(axis=1), 0)
        self.nll = top + np.log(np.exp(margin - top[:, None, :]).sum(axis=1))
        self.y = labels
        return (self.nll * labels).sum(axis=0).mean()

    def backward(self):
        return (np.exp(-self.nll) - self.y) / self.y.shape[1]

    def getAccu(self):
        return (self.nll.argmin(axis=0) == self.y.argmax(axis=0)).mean()


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.first = LinearMap(indim, hiddenlayer, alpha, lr)
        self.relu = ReLU(dropout_probability)
        self.last = LinearMap(hiddenlayer, outdim, alpha, lr)
        self.all = [self.first, self.last]

    def forward(self, x, train=True):
        q = self.first.forward(x, train)
        h = self.relu.forward(q, train)
        return self.last.forward(h, train)

    def backward(self, grad_wrt_out):
        dh = self.last.backward(grad_wrt_out)
        dq = self.relu.backward(dh)
        return self.first.backward(dq)

    def step(self):
        self.first.step()
        self.last.step()

    def zerograd(self):
        self.first.zerograd()
        self.last.zerograd()

    def loadparams(self, Ws, bs):
        self.first.loadparams(Ws[0], bs[0])
        self.last.loadparams(Ws[1], bs[1])

    def getWs(self):
        return [self.first.getW(), self.last.getW()]

    def getbs(self):
        return [self.first.getb(), self.last.getb()]


class TwoLayerMLP(Transform):
    """A SingleLayerMLP, ReLU and a last LinearMap."""

    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1,
                 dropout_probability=0, lr=0.01):
        self.body = SingleLayerMLP(indim, hiddenlayers[1], hiddenlayers[0], alpha, dropout_probability, lr)
        self.relu = ReLU(dropout_probability)
        self.head = LinearMap(hiddenlayers[1], outdim, alpha, lr)

    def forward(self, x, train=True):
        return self.head.forward(self.relu.forward(self.body.forward(x, train), train), train)

    def backward(self, grad_wrt_out):
        return self.body.backward(self.relu.backward(self.head.backward(grad_wrt_out)))

    def step(self):
        self.body.step()
        self.head.step()

    def zerograd(self):
        self.body.zerograd()
        self.head.zerograd()

    def loadparams(self, Ws, bs):
        self.body.loadparams(Ws[:2], bs[:2])
        self.head.loadparams(Ws[2], bs[2])

    def getWs(self):
        return self.body.getWs() + [self.head.getW()]

    def getbs(self):
        return self.body.getbs() + [self.head.getb()]
