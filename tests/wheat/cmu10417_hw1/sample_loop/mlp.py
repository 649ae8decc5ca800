"""Loops over the samples of the batch, one column vector at a time, sums with math.fsum in the loss."""

import math

import numpy as np


def random_weight_init(indim, outdim):
    limit = math.sqrt(6) / math.sqrt(indim + outdim)
    w = np.empty((outdim, indim))
    for o in range(outdim):
        w[o, :] = np.random.uniform(low=-limit, high=limit, size=indim)
    return w


def zeros_bias_init(outdim):
    return np.array([[0.0]] * outdim)


def labels2onehot(labels):
    out = np.zeros((len(labels), 12))
    for row, label in zip(out, labels):
        row[int(label)] = 1
    return out


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
        self.factor = None

    def forward(self, x, train=True):
        out = np.zeros(x.shape)
        factor = np.zeros(x.shape)
        u = np.random.uniform(0, 1, x.shape) if train else None
        for n in range(x.shape[1]):
            for i in range(x.shape[0]):
                if x[i, n] > 0:
                    if not train:
                        factor[i, n] = 1 - self.dropout_probability
                    elif u[i, n] > self.dropout_probability:
                        factor[i, n] = 1
                    out[i, n] = factor[i, n] * x[i, n]
        self.factor = factor
        return out

    def backward(self, grad_wrt_out):
        columns = []
        for n in range(grad_wrt_out.shape[1]):
            columns.append(self.factor[:, n] * grad_wrt_out[:, n])
        return np.stack(columns, axis=1)


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.W = random_weight_init(indim, outdim)
        self.b = zeros_bias_init(outdim)
        self.alpha = alpha
        self.lr = lr
        self.zerograd()
        self.velocityW = np.zeros(self.W.shape)
        self.velocityb = np.zeros(self.b.shape)

    def forward(self, x, train=True):
        self.samples = [x[:, n] for n in range(x.shape[1])]
        return np.column_stack([self.W.dot(s) + self.b[:, 0] for s in self.samples])

    def backward(self, grad_wrt_out):
        grad_in = np.zeros((self.W.shape[1], len(self.samples)))
        for n, sample in enumerate(self.samples):
            g = grad_wrt_out[:, n]
            self.gradW += np.outer(g, sample)
            self.gradb[:, 0] += g
            grad_in[:, n] = self.W.T.dot(g)
        return grad_in

    def step(self):
        self.velocityW = self.alpha * self.velocityW + self.gradW
        self.velocityb = self.alpha * self.velocityb + self.gradb
        self.W = self.W - self.lr * self.velocityW
        self.b = self.b - self.lr * self.velocityb

    def zerograd(self):
        self.gradW = np.zeros(self.W.shape)
        self.gradb = np.zeros(self.b.shape)

    def getW(self):
        return self.W.copy()

    def getb(self):
        return self.b.copy()

    def loadparams(self, w, b):
        self.W = np.array(w, float)
        self.b = np.array(b, float)


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        classes, batch = logits.shape
        self.grads, losses, self.right = [], [], 0
        for n in range(batch):
            z = logits[:, n].tolist()
            y = labels[:, n].tolist()
            top = max(z)
            total = math.fsum(math.exp(v - top) for v in z)
            log_total = top + math.log(total)
            losses.append(math.fsum(t * (log_total - v) for t, v in zip(y, z)))
            self.grads.append(
                [(math.exp(v - log_total) - t) / batch for t, v in zip(y, z)]
            )
            if z.index(top) == y.index(max(y)):
                self.right += 1
        self.batch = batch
        return math.fsum(losses) / batch

    def backward(self):
        return np.array(self.grads).T

    def getAccu(self):
        return self.right / self.batch


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.linears = [LinearMap(indim, hiddenlayer, alpha, lr),
                        LinearMap(hiddenlayer, outdim, alpha, lr)]
        self.relus = [ReLU(dropout_probability)]

    def forward(self, x, train=True):
        for linear, relu in zip(self.linears, self.relus):
            x = relu.forward(linear.forward(x, train), train)
        return self.linears[-1].forward(x, train)

    def backward(self, grad_wrt_out):
        g = self.linears[-1].backward(grad_wrt_out)
        for i in range(len(self.relus) - 1, -1, -1):
            g = self.linears[i].backward(self.relus[i].backward(g))
        return g

    def step(self):
        for i in range(len(self.linears)):
            self.linears[i].step()

    def zerograd(self):
        for i in range(len(self.linears)):
            self.linears[i].zerograd()

    def loadparams(self, Ws, bs):
        for i in range(len(self.linears)):
            self.linears[i].loadparams(Ws[i], bs[i])

    def getWs(self):
        return [m.getW() for m in self.linears]

    def getbs(self):
        return [m.getb() for m in self.linears]


class TwoLayerMLP(SingleLayerMLP):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1,
                 dropout_probability=0, lr=0.01):
        sizes = [indim] + list(hiddenlayers) + [outdim]
        self.linears, self.relus = [], []
        for i in range(3):
            self.linears.append(LinearMap(sizes[i], sizes[i + 1], alpha, lr))
        for i in range(2):
            self.relus.append(ReLU(dropout_probability))
