"""Plain style: small layers, the networks share a list of layers through one base class."""

import numpy as np


def random_weight_init(indim, outdim):
    b = np.sqrt(6 / (indim + outdim))
    return np.random.uniform(-b, b, (outdim, indim))


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1))


def labels2onehot(labels):
    return np.array([[1 if i == lab else 0 for i in range(12)] for lab in labels]).reshape(-1, 12)


class Transform:
    def __init__(self):
        pass

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
        Transform.__init__(self)
        self.dropout = dropout_probability

    def forward(self, x, train=True):
        self.x = x
        if train:
            self.mask = np.random.uniform(0, 1, x.shape) > self.dropout
        else:
            self.mask = 1 - self.dropout
        return np.maximum(0, x) * self.mask

    def backward(self, grad_wrt_out):
        return grad_wrt_out * self.mask * (self.x > 0)


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        Transform.__init__(self)
        self.weights = random_weight_init(indim, outdim)
        self.bias = zeros_bias_init(outdim)
        self.alpha = alpha
        self.lr = lr
        self.grad_w = np.zeros((outdim, indim))
        self.grad_b = np.zeros((outdim, 1))
        self.mom_w = np.zeros((outdim, indim))
        self.mom_b = np.zeros((outdim, 1))

    def forward(self, x, train=True):
        self.x = x
        return np.dot(self.weights, x) + self.bias

    def backward(self, grad_wrt_out):
        self.grad_w = self.grad_w + np.dot(grad_wrt_out, self.x.T)
        self.grad_b = self.grad_b + np.sum(grad_wrt_out, axis=1, keepdims=True)
        return np.dot(self.weights.T, grad_wrt_out)

    def step(self):
        self.mom_w = self.alpha * self.mom_w + self.grad_w
        self.mom_b = self.alpha * self.mom_b + self.grad_b
        self.weights = self.weights - self.lr * self.mom_w
        self.bias = self.bias - self.lr * self.mom_b

    def zerograd(self):
        self.grad_w = np.zeros_like(self.grad_w)
        self.grad_b = np.zeros_like(self.grad_b)

    def getW(self):
        return self.weights

    def getb(self):
        return self.bias

    def loadparams(self, w, b):
        self.weights = np.copy(w)
        self.bias = np.copy(b)


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        self.labels = labels
        shifted = logits - np.max(logits, axis=0, keepdims=True)
        logp = shifted - np.log(np.sum(np.exp(shifted), axis=0, keepdims=True))
        self.p = np.exp(logp)
        return -np.sum(labels * logp) / logits.shape[1]

    def backward(self):
        return (self.p - self.labels) / self.p.shape[1]

    def getAccu(self):
        return np.mean(np.argmax(self.p, axis=0) == np.argmax(self.labels, axis=0))


class MLP(Transform):
    def forward(self, x, train=True):
        for layer in self.layers:
            x = layer.forward(x, train)
        return x

    def backward(self, grad_wrt_out):
        for layer in reversed(self.layers):
            grad_wrt_out = layer.backward(grad_wrt_out)
        return grad_wrt_out

    def step(self):
        for layer in self.layers:
            layer.step()

    def zerograd(self):
        for layer in self.layers:
            layer.zerograd()

    def loadparams(self, Ws, bs):
        for layer, w, b in zip(self.layers[::2], Ws, bs):
            layer.loadparams(w, b)

    def getWs(self):
        return [layer.getW() for layer in self.layers[::2]]

    def getbs(self):
        return [layer.getb() for layer in self.layers[::2]]


class SingleLayerMLP(MLP):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.layers = [
            LinearMap(indim, hiddenlayer, alpha, lr),
            ReLU(dropout_probability),
            LinearMap(hiddenlayer, outdim, alpha, lr),
        ]


class TwoLayerMLP(MLP):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1,
                 dropout_probability=0, lr=0.01):
        self.layers = [
            LinearMap(indim, hiddenlayers[0], alpha, lr),
            ReLU(dropout_probability),
            LinearMap(hiddenlayers[0], hiddenlayers[1], alpha, lr),
            ReLU(dropout_probability),
            LinearMap(hiddenlayers[1], outdim, alpha, lr),
        ]
