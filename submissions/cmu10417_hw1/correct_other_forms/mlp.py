import math
import random as stdlib_random

import numpy


def random_weight_init(indim, outdim):
    b = math.sqrt(6.0 / (indim + outdim))
    rows = [[stdlib_random.uniform(-b, b) for _ in range(indim)] for _ in range(outdim)]
    return numpy.array(rows)


def zeros_bias_init(outdim):
    return numpy.array([[0.0]] * outdim)


def labels2onehot(labels):
    rows = []
    for label in labels:
        row = [0.0] * 12
        row[int(label)] = 1.0
        rows.append(row)
    return numpy.array(rows)


class Transform(object):
    pass


class ReLU(Transform):
    def __init__(self, dropout_probability=0):
        self.p = dropout_probability

    def forward(self, x, train=True):
        rows, columns = x.shape
        draws = None
        if train:
            draws = numpy.random.uniform(0, 1, x.shape)
        out = numpy.zeros((rows, columns))
        self.slope = numpy.zeros((rows, columns))
        for i in range(rows):
            for j in range(columns):
                if x[i, j] >= 0:
                    if train:
                        self.slope[i, j] = 1.0 if draws[i, j] > self.p else 0.0
                    else:
                        self.slope[i, j] = 1.0 - self.p
                out[i, j] = self.slope[i, j] * x[i, j]
        return out

    def backward(self, grad_wrt_out):
        return numpy.einsum("ij,ij->ij", grad_wrt_out, self.slope)


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.alpha, self.lr = alpha, lr
        self.params = [random_weight_init(indim, outdim), zeros_bias_init(outdim)]
        self.moving = [0.0, 0.0]
        self.zerograd()

    def zerograd(self):
        self.grads = []

    def forward(self, x, train=True):
        self.inputs = x.copy()
        return numpy.einsum("oi,ib->ob", self.params[0], x) + self.params[1]

    def backward(self, grad_wrt_out):
        gw = numpy.zeros(self.params[0].shape)
        gb = numpy.zeros(self.params[1].shape)
        for n in range(grad_wrt_out.shape[1]):
            gw += numpy.outer(grad_wrt_out[:, n], self.inputs[:, n])
            gb[:, 0] += grad_wrt_out[:, n]
        self.grads.append((gw, gb))
        return numpy.einsum("oi,ob->ib", self.params[0], grad_wrt_out)

    def step(self):
        for k in (0, 1):
            total = sum(pair[k] for pair in self.grads)
            self.moving[k] = self.alpha * self.moving[k] + total
            self.params[k] = self.params[k] - self.lr * self.moving[k]

    def getW(self):
        return self.params[0]

    def getb(self):
        return self.params[1]

    def loadparams(self, w, b):
        self.params = [w, b]


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        classes, n = logits.shape
        self.answer = numpy.argmax(labels, axis=0)
        self.guess = numpy.argmax(logits, axis=0)
        self.gradient = numpy.zeros((classes, n))
        total = 0.0
        for j in range(n):
            column = [float(v) for v in logits[:, j]]
            top = max(column)
            log_sum = top + math.log(math.fsum(math.exp(v - top) for v in column))
            total += log_sum - column[self.answer[j]]
            for i in range(classes):
                self.gradient[i, j] = math.exp(column[i] - log_sum) / n
            self.gradient[self.answer[j], j] -= 1.0 / n
        return total / n

    def backward(self):
        return self.gradient

    def getAccu(self):
        right = [g == a for g, a in zip(self.guess, self.answer)]
        return sum(right) / len(right)


class _Chain(Transform):
    def build(self, sizes, alpha, p, lr):
        self.chain = []
        for k in range(len(sizes) - 1):
            if k:
                self.chain.append(ReLU(p))
            self.chain.append(LinearMap(sizes[k], sizes[k + 1], alpha=alpha, lr=lr))

    def maps(self):
        return self.chain[0::2]

    def forward(self, x, train=True):
        for part in self.chain:
            x = part.forward(x, train=train)
        return x

    def backward(self, grad_wrt_out):
        for part in self.chain[::-1]:
            grad_wrt_out = part.backward(grad_wrt_out)

    def step(self):
        for part in self.maps():
            part.step()

    def zerograd(self):
        for part in self.maps():
            part.zerograd()

    def loadparams(self, Ws, bs):
        for part, w, b in zip(self.maps(), Ws, bs):
            part.loadparams(w, b)

    def getWs(self):
        return [part.getW() for part in self.maps()]

    def getbs(self):
        return [part.getb() for part in self.maps()]


class SingleLayerMLP(_Chain):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.build([indim, hiddenlayer, outdim], alpha, dropout_probability, lr)


class TwoLayerMLP(_Chain):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01):
        self.build([indim] + list(hiddenlayers) + [outdim], alpha, dropout_probability, lr)
