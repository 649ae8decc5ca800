"""Own buffers changed in place throughout: gradients, velocities, parameters."""

import numpy as np


def random_weight_init(indim, outdim):
    w = np.empty((outdim, indim))
    w[...] = np.random.uniform(-1, 1, w.shape)
    w *= np.sqrt(6 / (indim + outdim))
    return w


def zeros_bias_init(outdim):
    b = np.empty((outdim, 1))
    b.fill(0)
    return b


def labels2onehot(labels):
    out = np.zeros((len(labels), 12))
    out[np.arange(len(labels)), labels] = 1
    return out


class Transform:
    """Nothing to do by default."""

    def forward(self, x, train=True):
        raise NotImplementedError

    def backward(self, grad_wrt_out):
        raise NotImplementedError

    def step(self):
        return None

    def zerograd(self):
        return None


class ReLU(Transform):
    def __init__(self, dropout_probability=0):
        self.dropout_probability = dropout_probability

    def forward(self, x, train=True):
        out = np.array(x, dtype=float)
        out[out < 0] = 0
        self.factor = (out > 0).astype(out.dtype)
        if train is True:
            drop = np.random.uniform(0, 1, x.shape) <= self.dropout_probability
            out[drop] = 0
            self.factor[drop] = 0
        else:
            out *= 1 - self.dropout_probability
            self.factor *= 1 - self.dropout_probability
        return out

    def backward(self, grad_wrt_out):
        g = grad_wrt_out.copy()
        g *= self.factor
        return g


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.lr = lr
        self.alpha = alpha
        self.w = random_weight_init(indim, outdim)
        self.b = zeros_bias_init(outdim)
        self.gw = np.zeros(self.w.shape)
        self.gb = np.zeros(self.b.shape)
        self.mw = np.zeros(self.w.shape)
        self.mb = np.zeros(self.b.shape)

    def forward(self, x, train=True):
        self.x = x + 0
        out = np.matmul(self.w, x)
        out += self.b
        return out

    def backward(self, grad_wrt_out):
        self.gw += np.matmul(grad_wrt_out, self.x.transpose())
        self.gb += np.sum(grad_wrt_out, axis=1)[:, np.newaxis]
        return np.matmul(self.w.transpose(), grad_wrt_out)

    def step(self):
        self.mw *= self.alpha
        self.mw += self.gw
        self.mb *= self.alpha
        self.mb += self.gb
        self.w -= self.lr * self.mw
        self.b -= self.lr * self.mb

    def zerograd(self):
        self.gw.fill(0)
        self.gb[:] = 0

    def getW(self):
        return self.w

    def getb(self):
        return self.b

    def loadparams(self, w, b):
        self.w[...] = w
        self.b[...] = b


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        z = np.array(logits, dtype=np.float64)
        z -= z.max(axis=0)
        logz = np.log(np.sum(np.exp(z), axis=0))
        z -= logz
        self.z = z
        self.labels = np.array(labels, dtype=np.float64)
        z = z * self.labels
        return -z.sum() / z.shape[1]

    def backward(self):
        out = np.exp(self.z)
        out -= self.labels
        out /= out.shape[1]
        return out

    def getAccu(self):
        right = np.equal(np.argmax(self.z, 0), np.argmax(self.labels, 0))
        return np.count_nonzero(right) / right.size


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.hidden = LinearMap(indim, hiddenlayer, alpha=alpha, lr=lr)
        self.relu = ReLU(dropout_probability=dropout_probability)
        self.out = LinearMap(hiddenlayer, outdim, alpha=alpha, lr=lr)

    def forward(self, x, train=True):
        return self.out.forward(
            self.relu.forward(self.hidden.forward(x, train=train), train=train), train=train
        )

    def backward(self, grad_wrt_out):
        self.hidden.backward(self.relu.backward(self.out.backward(grad_wrt_out)))

    def step(self):
        self.hidden.step(), self.out.step()

    def zerograd(self):
        self.hidden.zerograd(), self.out.zerograd()

    def loadparams(self, Ws, bs):
        self.hidden.loadparams(Ws[0], bs[0])
        self.out.loadparams(Ws[1], bs[1])

    def getWs(self):
        return [self.hidden.w, self.out.w]

    def getbs(self):
        return [self.hidden.b, self.out.b]


class TwoLayerMLP(Transform):
    def __init__(
        self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01
    ):
        self.a = LinearMap(indim, hiddenlayers[0], alpha=alpha, lr=lr)
        self.ra = ReLU(dropout_probability)
        self.rest = SingleLayerMLP(
            hiddenlayers[0], outdim, hiddenlayers[1], alpha, dropout_probability, lr
        )

    def forward(self, x, train=True):
        h = self.ra.forward(self.a.forward(x, train), train)
        return self.rest.forward(h, train)

    def backward(self, grad_wrt_out):
        rest = self.rest
        g = rest.hidden.backward(rest.relu.backward(rest.out.backward(grad_wrt_out)))
        self.a.backward(self.ra.backward(g))

    def step(self):
        self.a.step()
        self.rest.step()

    def zerograd(self):
        self.a.zerograd()
        self.rest.zerograd()

    def loadparams(self, Ws, bs):
        self.a.loadparams(Ws[0], bs[0])
        self.rest.loadparams(Ws[1:], bs[1:])

    def getWs(self):
        return [self.a.getW()] + self.rest.getWs()

    def getbs(self):
        return [self.a.getb()] + self.rest.getbs()
