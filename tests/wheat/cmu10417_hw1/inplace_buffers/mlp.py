"""Own buffers, updated in place with out= and +=, the parameters too; what is returned is always fresh."""

import numpy as np


def random_weight_init(indim, outdim):
    w = np.random.uniform(0.0, 1.0, (outdim, indim))
    w -= 0.5
    w *= 2 * np.sqrt(6 / (indim + outdim))
    return w


def zeros_bias_init(outdim):
    b = np.empty((outdim, 1))
    b[...] = 0
    return b


def labels2onehot(labels):
    out = np.zeros(12 * len(labels))
    out[np.arange(len(labels)) * 12 + np.asarray(labels, dtype=int)] = 1
    return out.reshape(len(labels), 12)


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
        self.drop = dropout_probability
        self.buf = np.zeros((0, 0))

    def forward(self, x, train=True):
        if self.buf.shape != x.shape:
            self.buf = np.empty(x.shape)
        np.greater(x, 0, out=self.buf)
        if train:
            u = np.random.uniform(0, 1, x.shape)
            self.buf *= u > self.drop
        else:
            self.buf *= 1 - self.drop
        return self.buf * x

    def backward(self, grad_wrt_out):
        return self.buf * grad_wrt_out


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.W = random_weight_init(indim, outdim)
        self.b = zeros_bias_init(outdim)
        self.dW, self.vW, self.tW = (np.zeros((outdim, indim)) for _ in range(3))
        self.db, self.vb, self.tb = (np.zeros((outdim, 1)) for _ in range(3))
        self.alpha = alpha
        self.lr = lr
        self.xbuf = np.zeros((indim, 0))

    def forward(self, x, train=True):
        if self.xbuf.shape != x.shape:
            self.xbuf = np.empty(x.shape)
        self.xbuf[:] = x
        out = np.matmul(self.W, self.xbuf)
        out += self.b
        return out

    def backward(self, grad_wrt_out):
        np.matmul(grad_wrt_out, self.xbuf.T, out=self.tW)
        self.dW += self.tW
        np.sum(grad_wrt_out, axis=1, keepdims=True, out=self.tb)
        self.db += self.tb
        return np.matmul(self.W.T, grad_wrt_out)

    def step(self):
        for p, d, v, t in ((self.W, self.dW, self.vW, self.tW), (self.b, self.db, self.vb, self.tb)):
            v *= self.alpha
            v += d
            np.multiply(v, self.lr, out=t)
            p -= t

    def zerograd(self):
        self.dW[:] = 0.0
        self.db[:] = 0.0

    def getW(self):
        return self.W

    def getb(self):
        return self.b

    def loadparams(self, w, b):
        np.copyto(self.W, w)
        np.copyto(self.b, b)


class SoftmaxCrossEntropyLoss:
    def __init__(self):
        self.p = None

    def forward(self, logits, labels):
        self.p = np.array(logits, dtype=float)
        self.p -= self.p.max(axis=0)
        loss = -np.sum(self.p * labels)
        np.exp(self.p, out=self.p)
        z = self.p.sum(axis=0)
        self.p /= z
        loss += np.log(z).sum()
        self.y = np.array(labels, dtype=float)
        self.guess = np.asarray(logits).argmax(axis=0)
        return loss / self.p.shape[1]

    def backward(self):
        g = self.p.copy()
        g -= self.y
        g /= g.shape[1]
        return g

    def getAccu(self):
        return np.count_nonzero(self.guess == self.y.argmax(axis=0)) / len(self.guess)


class _Base(Transform):
    def forward(self, x, train=True):
        h = x
        for i, lin in enumerate(self.lins):
            h = lin.forward(h, train)
            if i < len(self.relus):
                h = self.relus[i].forward(h, train)
        return h

    def backward(self, grad_wrt_out):
        g = self.lins[-1].backward(grad_wrt_out)
        for lin, relu in zip(self.lins[-2::-1], self.relus[::-1]):
            g = lin.backward(relu.backward(g))
        return g

    def step(self):
        for lin in self.lins:
            lin.step()

    def zerograd(self):
        for lin in self.lins:
            lin.zerograd()

    def loadparams(self, Ws, bs):
        for k, lin in enumerate(self.lins):
            lin.loadparams(Ws[k], bs[k])

    def getWs(self):
        return [lin.W for lin in self.lins]

    def getbs(self):
        return [lin.b for lin in self.lins]


class SingleLayerMLP(_Base):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.lins = (LinearMap(indim, hiddenlayer, alpha, lr), LinearMap(hiddenlayer, outdim, alpha, lr))
        self.relus = (ReLU(dropout_probability),)


class TwoLayerMLP(_Base):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1,
                 dropout_probability=0, lr=0.01):
        self.lins = (LinearMap(indim, hiddenlayers[0], alpha, lr),
                     LinearMap(hiddenlayers[0], hiddenlayers[1], alpha, lr),
                     LinearMap(hiddenlayers[1], outdim, alpha, lr))
        self.relus = (ReLU(dropout_probability), ReLU(dropout_probability))
