"""Everything is np.einsum, logaddexp.reduce for the loss, and velocities already carry the rate."""

import numpy as np
from numpy import einsum


def random_weight_init(indim, outdim):
    return (2 * np.random.random_sample((outdim, indim)) - 1) * (6.0 / (indim + outdim)) ** 0.5


def zeros_bias_init(outdim):
    return np.zeros([outdim, 1], dtype=np.float64)


def labels2onehot(labels):
    return einsum("ij->ij", (np.asarray(labels)[:, np.newaxis] == np.arange(12)).astype(float))


class Transform:
    def forward(self, x, train=True): ...

    def backward(self, grad_wrt_out): ...

    def step(self): ...

    def zerograd(self): ...


class ReLU(Transform):
    def __init__(self, dropout_probability=0):
        self.p = dropout_probability
        self._slope = None

    def forward(self, x, train=True):
        if train:
            keep = (np.random.uniform(0, 1, x.shape) > self.p) * 1.0
        else:
            keep = np.full(x.shape, 1.0 - self.p)
        self._slope = einsum("hn,hn->hn", keep, np.heaviside(x, 0.0))
        return einsum("hn,hn->hn", self._slope, x)

    def backward(self, grad_wrt_out):
        return einsum("hn,hn->hn", self._slope, grad_wrt_out)


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.W, self.b = random_weight_init(indim, outdim), zeros_bias_init(outdim)
        self.alpha, self.lr = alpha, lr
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)
        self.vW, self.vb = np.zeros_like(self.W), np.zeros_like(self.b)

    def forward(self, x, train=True):
        self._in = x
        return einsum("oi,in->on", self.W, x) + self.b

    def backward(self, grad_wrt_out):
        self.dW = self.dW + einsum("on,in->oi", grad_wrt_out, self._in)
        self.db = self.db + einsum("on->o", grad_wrt_out)[:, None]
        return einsum("oi,on->in", self.W, grad_wrt_out)

    def step(self):
        # velocity in units of the parameters: v <- alpha v - lr g, w <- w + v
        self.vW = self.alpha * self.vW - self.lr * self.dW
        self.vb = self.alpha * self.vb - self.lr * self.db
        self.W = self.W + self.vW
        self.b = self.b + self.vb

    def zerograd(self):
        self.dW, self.db = 0 * self.W, 0 * self.b

    def getW(self):
        return self.W

    def getb(self):
        return self.b

    def loadparams(self, w, b):
        self.W, self.b = np.array(w, dtype=float), np.array(b, dtype=float)


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        self._n = logits.shape[-1]
        self._y = labels
        self._logp = logits - np.logaddexp.reduce(logits, axis=0)
        return -einsum("kn,kn->", labels, self._logp) / self._n

    def backward(self):
        return (np.exp(self._logp) - self._y) / self._n

    def getAccu(self):
        return float((self._logp.argmax(0) == self._y.argmax(0)).mean())


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.l1 = LinearMap(indim, hiddenlayer, alpha=alpha, lr=lr)
        self.a1 = ReLU(dropout_probability)
        self.l2 = LinearMap(hiddenlayer, outdim, alpha=alpha, lr=lr)

    def forward(self, x, train=True):
        return self.l2.forward(self.a1.forward(self.l1.forward(x, train), train), train)

    def backward(self, grad_wrt_out):
        return self.l1.backward(self.a1.backward(self.l2.backward(grad_wrt_out)))

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
        return [self.l1.W, self.l2.W]

    def getbs(self):
        return [self.l1.b, self.l2.b]


class TwoLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1,
                 dropout_probability=0, lr=0.01):
        h1, h2 = hiddenlayers
        self.l1 = LinearMap(indim, h1, alpha=alpha, lr=lr)
        self.a1 = ReLU(dropout_probability)
        self.l2 = LinearMap(h1, h2, alpha=alpha, lr=lr)
        self.a2 = ReLU(dropout_probability)
        self.l3 = LinearMap(h2, outdim, alpha=alpha, lr=lr)

    def forward(self, x, train=True):
        x = self.a1.forward(self.l1.forward(x, train), train)
        x = self.a2.forward(self.l2.forward(x, train), train)
        return self.l3.forward(x, train)

    def backward(self, grad_wrt_out):
        g = self.a2.backward(self.l3.backward(grad_wrt_out))
        g = self.a1.backward(self.l2.backward(g))
        self.l1.backward(g)  # what is returned is free: nothing

    def step(self):
        self.l1.step(), self.l2.step(), self.l3.step()

    def zerograd(self):
        self.l1.zerograd(), self.l2.zerograd(), self.l3.zerograd()

    def loadparams(self, Ws, bs):
        self.l1.loadparams(Ws[0], bs[0])
        self.l2.loadparams(Ws[1], bs[1])
        self.l3.loadparams(Ws[2], bs[2])

    def getWs(self):
        return [self.l1.W, self.l2.W, self.l3.W]

    def getbs(self):
        return [self.l1.b, self.l2.b, self.l3.b]
