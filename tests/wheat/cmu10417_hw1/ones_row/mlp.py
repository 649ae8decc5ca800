"""W and b in one matrix [W b]; the input gets a row of ones; getters return views."""

import numpy as np


def random_weight_init(indim, outdim):
    return (np.random.random((outdim, indim)) * 2 - 1) * np.sqrt(6 / (indim + outdim))


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1))


def labels2onehot(labels):
    return np.identity(12)[np.asarray(labels).astype(int)]


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
        self.scale = (1 - self.dropout_probability) * np.ones_like(x)
        if train:
            self.scale = np.ones_like(x)
            self.scale[np.random.uniform(0, 1, x.shape) <= self.dropout_probability] = 0
        self.scale[x < 0] = 0
        return self.scale * x

    def backward(self, grad_wrt_out):
        return self.scale * grad_wrt_out


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.theta = np.hstack([random_weight_init(indim, outdim), zeros_bias_init(outdim)])
        self.grad = np.zeros_like(self.theta)
        self.velocity = np.zeros_like(self.theta)
        self.alpha, self.lr = alpha, lr

    def forward(self, x, train=True):
        self.x1 = np.vstack((x, np.ones((1, x.shape[1]))))
        return self.theta @ self.x1

    def backward(self, grad_wrt_out):
        self.grad = self.grad + grad_wrt_out @ self.x1.T
        return (self.theta.T @ grad_wrt_out)[:-1]

    def step(self):
        self.velocity = self.alpha * self.velocity + self.grad
        self.theta = self.theta - self.lr * self.velocity

    def zerograd(self):
        self.grad = np.zeros_like(self.theta)

    def getW(self):
        return self.theta[:, :-1]

    def getb(self):
        return self.theta[:, -1:]

    def loadparams(self, w, b):
        self.theta = np.concatenate((w, b), axis=1)


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        self.logits, self.labels = logits.copy(), labels.copy()
        self.probs = self._softmax(logits)
        lse = logits.max(0) + np.log(np.exp(logits - logits.max(0)).sum(0))
        picked = logits[labels.argmax(0), np.arange(labels.shape[1])]
        return np.mean(lse - picked)

    @staticmethod
    def _softmax(z):
        out = np.empty(z.shape)
        for j in range(z.shape[1]):
            e = np.exp(z[:, j] - z[:, j].max())
            out[:, j] = e / e.sum()
        return out

    def backward(self):
        return (self.probs - self.labels) / len(self.labels.T)

    def getAccu(self):
        return np.mean(np.argmax(self.logits, axis=0) == np.argmax(self.labels, axis=0))


class SingleLayerMLP(Transform):
    n_hidden = 1

    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self._make((indim, hiddenlayer, outdim), alpha, dropout_probability, lr)

    def _make(self, sizes, alpha, p, lr):
        self.maps = [LinearMap(sizes[k], sizes[k + 1], alpha, lr) for k in range(len(sizes) - 1)]
        self.relus = [ReLU(p) for _ in range(self.n_hidden)]

    def forward(self, x, train=True):
        for k in range(self.n_hidden):
            x = self.relus[k].forward(self.maps[k].forward(x, train), train)
        return self.maps[self.n_hidden].forward(x, train)

    def backward(self, grad_wrt_out):
        g = self.maps[self.n_hidden].backward(grad_wrt_out)
        for k in range(self.n_hidden - 1, -1, -1):
            g = self.maps[k].backward(self.relus[k].backward(g))
        return g

    def step(self):
        for m in self.maps:
            m.step()

    def zerograd(self):
        for m in self.maps:
            m.zerograd()

    def loadparams(self, Ws, bs):
        for k, m in enumerate(self.maps):
            m.loadparams(Ws[k], bs[k])

    def getWs(self):
        return [m.getW() for m in self.maps]

    def getbs(self):
        return [m.getb() for m in self.maps]


class TwoLayerMLP(SingleLayerMLP):
    n_hidden = 2

    def __init__(
        self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01
    ):
        self._make((indim, hiddenlayers[0], hiddenlayers[1], outdim), alpha, dropout_probability, lr)
