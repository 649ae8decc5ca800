"""Plain numpy as the lecture has it, every method written out in each class."""

import numpy as np


def random_weight_init(indim, outdim):
    bound = np.sqrt(6.0 / (indim + outdim))
    return np.random.uniform(-bound, bound, (outdim, indim))


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1))


def labels2onehot(labels):
    return np.eye(12)[np.asarray(labels)]


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
        self.x = x.copy()
        if train:
            self.mask = np.random.uniform(0, 1, x.shape) > self.p
        else:
            self.mask = 1 - self.p
        return np.maximum(x, 0) * self.mask

    def backward(self, grad_wrt_out):
        return grad_wrt_out * (self.x > 0) * self.mask


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.alpha = alpha
        self.lr = lr
        self.W = random_weight_init(indim, outdim)
        self.b = zeros_bias_init(outdim)
        self.dW = np.zeros((outdim, indim))
        self.db = np.zeros((outdim, 1))
        self.vW = np.zeros((outdim, indim))
        self.vb = np.zeros((outdim, 1))

    def forward(self, x, train=True):
        self.x = x.copy()
        return self.W @ x + self.b

    def backward(self, grad_wrt_out):
        self.dW = self.dW + grad_wrt_out @ self.x.T
        self.db = self.db + grad_wrt_out.sum(axis=1, keepdims=True)
        return self.W.T @ grad_wrt_out

    def step(self):
        self.vW = self.alpha * self.vW - self.lr * self.dW
        self.vb = self.alpha * self.vb - self.lr * self.db
        self.W = self.W + self.vW
        self.b = self.b + self.vb

    def zerograd(self):
        self.dW = np.zeros_like(self.W)
        self.db = np.zeros_like(self.b)

    def getW(self):
        return self.W

    def getb(self):
        return self.b

    def loadparams(self, w, b):
        self.W = w.copy()
        self.b = b.copy()


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        shifted = logits - logits.max(axis=0, keepdims=True)
        self.logprobs = shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))
        self.labels = labels.copy()
        return -np.sum(labels * self.logprobs) / logits.shape[1]

    def backward(self):
        return (np.exp(self.logprobs) - self.labels) / self.labels.shape[1]

    def getAccu(self):
        return np.mean(self.logprobs.argmax(axis=0) == self.labels.argmax(axis=0))


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.l1 = LinearMap(indim, hiddenlayer, alpha, lr)
        self.act = ReLU(dropout_probability)
        self.l2 = LinearMap(hiddenlayer, outdim, alpha, lr)

    def forward(self, x, train=True):
        h = self.l1.forward(x, train)
        h = self.act.forward(h, train)
        return self.l2.forward(h, train)

    def backward(self, grad_wrt_out):
        g = self.l2.backward(grad_wrt_out)
        g = self.act.backward(g)
        return self.l1.backward(g)

    def step(self):
        self.l1.step()
        self.l2.step()

    def zerograd(self):
        self.l1.zerograd()
        self.l2.zerograd()

    def loadparams(self, Ws, bs):
        self.l1.loadparams(Ws[0], bs[0])
        self.l2.loadparams(Ws[1], bs[1])

    def getWs(self):
        return [self.l1.getW(), self.l2.getW()]

    def getbs(self):
        return [self.l1.getb(), self.l2.getb()]


class TwoLayerMLP(Transform):
    def __init__(
        self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01
    ):
        h1, h2 = hiddenlayers
        self.l1 = LinearMap(indim, h1, alpha, lr)
        self.act1 = ReLU(dropout_probability)
        self.l2 = LinearMap(h1, h2, alpha, lr)
        self.act2 = ReLU(dropout_probability)
        self.l3 = LinearMap(h2, outdim, alpha, lr)

    def forward(self, x, train=True):
        h = self.act1.forward(self.l1.forward(x, train), train)
        h = self.act2.forward(self.l2.forward(h, train), train)
        return self.l3.forward(h, train)

    def backward(self, grad_wrt_out):
        g = self.act2.backward(self.l3.backward(grad_wrt_out))
        g = self.act1.backward(self.l2.backward(g))
        return self.l1.backward(g)

    def step(self):
        self.l1.step()
        self.l2.step()
        self.l3.step()

    def zerograd(self):
        self.l1.zerograd()
        self.l2.zerograd()
        self.l3.zerograd()

    def loadparams(self, Ws, bs):
        for layer, W, b in zip((self.l1, self.l2, self.l3), Ws, bs):
            layer.loadparams(W, b)

    def getWs(self):
        return [self.l1.W, self.l2.W, self.l3.W]

    def getbs(self):
        return [self.l1.b, self.l2.b, self.l3.b]
