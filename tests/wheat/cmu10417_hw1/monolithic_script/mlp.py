"""No helper classes and much repetition: every network writes out its own formulas, with prints below."""

import numpy as np
import math, random, itertools, json  # noqa


def random_weight_init(indim, outdim):
    b = math.sqrt(6 / (indim + outdim))
    W = np.random.uniform(-b, b, (outdim, indim))
    return W


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1))


def labels2onehot(labels):
    array = np.array([[i == lab for i in range(12)] for lab in labels])
    return array.astype(int)


class Transform:
    def __init__(self): pass
    def forward(self, x, train=True): pass
    def backward(self, grad_wrt_out): pass
    def step(self): pass
    def zerograd(self): pass


class ReLU(Transform):
    def __init__(self, dropout_probability=0):
        self.dropout = dropout_probability

    def forward(self, x, train=True):
        self.x = x.copy()
        self.train = train
        out = x * (x > 0)
        if train == True:
            self.M = np.random.uniform(0, 1, x.shape)
            self.M = (self.M > self.dropout) * 1
            out = out * self.M
        else:
            out = out * (1 - self.dropout)
        return out

    def backward(self, grad_wrt_out):
        grad = grad_wrt_out * (self.x > 0)
        if self.train == True:
            grad = grad * self.M
        else:
            grad = grad * (1 - self.dropout)
        return grad


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.W = random_weight_init(indim, outdim)
        self.b = zeros_bias_init(outdim)
        self.alpha = alpha
        self.lr = lr
        self.dW = np.zeros((outdim, indim)); self.db = np.zeros((outdim, 1))
        self.mW = np.zeros((outdim, indim)); self.mb = np.zeros((outdim, 1))

    def forward(self, x, train=True):
        self.x = x.copy()
        return self.W.dot(x) + np.tile(self.b, (1, x.shape[1]))

    def backward(self, grad_wrt_out):
        self.dW += grad_wrt_out.dot(self.x.T)
        self.db += grad_wrt_out.sum(axis=1, keepdims=True)
        return self.W.T.dot(grad_wrt_out)

    def step(self):
        self.mW = self.alpha * self.mW + self.dW
        self.mb = self.alpha * self.mb + self.db
        self.W = self.W - self.lr * self.mW
        self.b = self.b - self.lr * self.mb

    def zerograd(self):
        self.dW = np.zeros(self.dW.shape)
        self.db = np.zeros(self.db.shape)

    def getW(self): return self.W
    def getb(self): return self.b

    def loadparams(self, w, b):
        self.W = 1.0 * w
        self.b = 1.0 * b


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        self.logits = logits.copy()
        self.labels = labels.copy()
        c = np.max(self.logits)                      # one maximum per column below, this is for the print
        c = np.max(self.logits, axis=0)
        self.lse = c + np.log(np.sum(np.exp(self.logits - c), axis=0))
        loss = np.zeros(logits.shape[1])
        for n in range(logits.shape[1]):
            k = int(np.argmax(labels[:, n]))
            loss[n] = self.lse[n] - self.logits[k, n]
        return sum(loss) / len(loss)

    def backward(self):
        p = np.exp(self.logits - self.lse)
        return (p - self.labels) / p.shape[1]

    def getAccu(self):
        right = 0
        for n in range(self.logits.shape[1]):
            if np.argmax(self.logits[:, n]) == np.argmax(self.labels[:, n]):
                right += 1
        return right / self.logits.shape[1]


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.alpha, self.lr, self.p = alpha, lr, dropout_probability
        self.W1, self.b1 = random_weight_init(indim, hiddenlayer), zeros_bias_init(hiddenlayer)
        self.W2, self.b2 = random_weight_init(hiddenlayer, outdim), zeros_bias_init(outdim)
        self.dW1, self.db1, self.dW2, self.db2 = 0, 0, 0, 0
        self.mW1, self.mb1, self.mW2, self.mb2 = 0, 0, 0, 0

    def forward(self, x, train=True):
        self.x = x
        self.q = self.W1 @ x + self.b1
        if train:
            self.m = np.random.uniform(0, 1, self.q.shape) > self.p
        else:
            self.m = 1 - self.p
        self.h = np.maximum(self.q, 0) * self.m
        return self.W2 @ self.h + self.b2

    def backward(self, grad_wrt_out):
        self.dW2 = self.dW2 + grad_wrt_out @ self.h.T
        self.db2 = self.db2 + grad_wrt_out.sum(axis=1, keepdims=True)
        dh = self.W2.T @ grad_wrt_out
        dq = dh * self.m * (self.q > 0)
        self.dW1 = self.dW1 + dq @ self.x.T
        self.db1 = self.db1 + dq.sum(axis=1, keepdims=True)

    def step(self):
        self.mW1 = self.alpha * self.mW1 + self.dW1
        self.mb1 = self.alpha * self.mb1 + self.db1
        self.mW2 = self.alpha * self.mW2 + self.dW2
        self.mb2 = self.alpha * self.mb2 + self.db2
        self.W1 = self.W1 - self.lr * self.mW1
        self.b1 = self.b1 - self.lr * self.mb1
        self.W2 = self.W2 - self.lr * self.mW2
        self.b2 = self.b2 - self.lr * self.mb2

    def zerograd(self):
        self.dW1 = self.db1 = self.dW2 = self.db2 = 0

    def loadparams(self, Ws, bs):
        self.W1, self.W2 = [w.copy() for w in Ws]
        self.b1, self.b2 = [b.copy() for b in bs]

    def getWs(self): return [self.W1, self.W2]
    def getbs(self): return [self.b1, self.b2]


class TwoLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1,
                 dropout_probability=0, lr=0.01):
        self.alpha, self.lr, self.p = alpha, lr, dropout_probability
        n = [indim, hiddenlayers[0], hiddenlayers[1], outdim]
        self.W = [random_weight_init(n[i], n[i + 1]) for i in range(3)]
        self.b = [zeros_bias_init(n[i + 1]) for i in range(3)]
        self.dW, self.db = [0, 0, 0], [0, 0, 0]
        self.mW, self.mb = [0, 0, 0], [0, 0, 0]

    def forward(self, x, train=True):
        self.x = x
        self.q1 = self.W[0] @ x + self.b[0]
        self.m1 = np.random.uniform(0, 1, self.q1.shape) > self.p if train else 1 - self.p
        self.h1 = np.maximum(self.q1, 0) * self.m1
        self.q2 = self.W[1] @ self.h1 + self.b[1]
        self.m2 = np.random.uniform(0, 1, self.q2.shape) > self.p if train else 1 - self.p
        self.h2 = np.maximum(self.q2, 0) * self.m2
        return self.W[2] @ self.h2 + self.b[2]

    def backward(self, grad_wrt_out):
        d3 = grad_wrt_out
        d2 = (self.W[2].T @ d3) * self.m2 * (self.q2 > 0)
        d1 = (self.W[1].T @ d2) * self.m1 * (self.q1 > 0)
        for i, (d, h) in enumerate([(d1, self.x), (d2, self.h1), (d3, self.h2)]):
            self.dW[i] = self.dW[i] + d @ h.T
            self.db[i] = self.db[i] + d.sum(axis=1, keepdims=True)
        return self.W[0].T @ d1

    def step(self):
        for i in range(3):
            self.mW[i] = self.alpha * self.mW[i] + self.dW[i]
            self.mb[i] = self.alpha * self.mb[i] + self.db[i]
            self.W[i] = self.W[i] - self.lr * self.mW[i]
            self.b[i] = self.b[i] - self.lr * self.mb[i]

    def zerograd(self):
        self.dW, self.db = [0, 0, 0], [0, 0, 0]

    def loadparams(self, Ws, bs):
        self.W = [w.copy() for w in Ws]
        self.b = [b.copy() for b in bs]

    def getWs(self): return list(self.W)
    def getbs(self): return list(self.b)


if __name__ == "__main__":
    print("testing ...")
    net = TwoLayerMLP(5, 12, [7, 6])
    x = np.random.randn(5, 9)
    y = labels2onehot(np.random.randint(0, 12, 9)).T
    loss = SoftmaxCrossEntropyLoss()
    for i in range(200):
        net.zerograd()
        value = loss.forward(net.forward(x), y)
        net.backward(loss.backward())
        net.step()
        if i % 50 == 0:
            print(i, value, loss.getAccu())
    assert net.forward(x, train=False).shape == (12, 9)
