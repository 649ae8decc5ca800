"""The reference implementation of CMU 10-417/617 Homework 1, Problem 5.

Batches are columns: x is (indim, batch).
"""

from itertools import pairwise

import numpy as np

CLASSES = 12


def random_weight_init(indim, outdim):
    """Uniform in ±sqrt(6 / (indim + outdim)), shape (outdim, indim)."""
    bound = np.sqrt(6 / (indim + outdim))
    return np.random.uniform(-bound, bound, (outdim, indim))


def zeros_bias_init(outdim):
    """Zeros of shape (outdim, 1)."""
    return np.zeros((outdim, 1))


def labels2onehot(labels):
    """One row for each label: shape (N, 12)."""
    return np.eye(CLASSES)[np.asarray(labels, dtype=int)]


class Transform:
    """A function of one input, with its derivative."""

    def forward(self, x, train=True):
        """The output for a batch."""

    def backward(self, grad_wrt_out):
        """The gradient with respect to the last input, for one with respect to its output."""

    def step(self):
        """Update the parameters by their gradients."""

    def zerograd(self):
        """Set the parameters' gradients to zero."""


class ReLU(Transform):
    """max(x, 0), and dropout after it in training; evaluation scales by 1 - p instead."""

    def __init__(self, dropout_probability=0):
        self.dropout_probability = dropout_probability

    def forward(self, x, train=True):
        self.mask = (x > 0).astype(x.dtype)
        if train and self.dropout_probability:
            self.mask *= np.random.uniform(0, 1, x.shape) > self.dropout_probability
        elif not train:
            self.mask *= 1 - self.dropout_probability
        return x * self.mask

    def backward(self, grad_wrt_out):
        return grad_wrt_out * self.mask


class LinearMap(Transform):
    """W x + b, with momentum."""

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.alpha, self.lr = alpha, lr
        self.loadparams(random_weight_init(indim, outdim), zeros_bias_init(outdim))

    def forward(self, x, train=True):
        self.x = x
        return self.W @ x + self.b

    def backward(self, grad_wrt_out):
        self.gW += grad_wrt_out @ self.x.T
        self.gb += grad_wrt_out.sum(axis=1, keepdims=True)
        return self.W.T @ grad_wrt_out

    def step(self):
        self.vW = self.alpha * self.vW + self.gW
        self.vb = self.alpha * self.vb + self.gb
        self.W = self.W - self.lr * self.vW
        self.b = self.b - self.lr * self.vb

    def zerograd(self):
        self.gW = np.zeros_like(self.W)
        self.gb = np.zeros_like(self.b)

    def getW(self):
        return self.W

    def getb(self):
        return self.b

    def loadparams(self, w, b):
        """Start from copies of these parameters, at rest."""
        self.W, self.b = np.array(w), np.array(b)
        self.vW, self.vb = np.zeros_like(self.W), np.zeros_like(self.b)
        self.zerograd()


class SoftmaxCrossEntropyLoss:
    """The mean over the batch of the cross entropy of softmax(logits) and one-hot labels."""

    def forward(self, logits, labels, get_predictions=False):
        shifted = logits - logits.max(axis=0, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))
        self.p, self.labels = np.exp(log_p), labels
        loss = -(labels * log_p).sum() / logits.shape[1]
        return (loss, self.p.argmax(axis=0)) if get_predictions else loss

    def backward(self):
        return (self.p - self.labels) / self.p.shape[1]

    def getAccu(self):
        return float(np.mean(self.p.argmax(axis=0) == self.labels.argmax(axis=0)))


class _Network(Transform):
    """Linear maps with a ReLU between each two."""

    def __init__(self, sizes, alpha, dropout_probability, lr):
        self.linear = [LinearMap(indim, outdim, alpha, lr) for indim, outdim in pairwise(sizes)]
        self.layers = [self.linear[0]]
        for layer in self.linear[1:]:
            self.layers += [ReLU(dropout_probability), layer]

    def forward(self, x, train=True):
        for layer in self.layers:
            x = layer.forward(x, train)
        return x

    def backward(self, grad_wrt_out):
        for layer in reversed(self.layers):
            grad_wrt_out = layer.backward(grad_wrt_out)
        return grad_wrt_out

    def step(self):
        for layer in self.linear:
            layer.step()

    def zerograd(self):
        for layer in self.linear:
            layer.zerograd()

    def loadparams(self, Ws, bs):
        for layer, W, b in zip(self.linear, Ws, bs, strict=True):
            layer.loadparams(W, b)

    def getWs(self):
        return [layer.getW() for layer in self.linear]

    def getbs(self):
        return [layer.getb() for layer in self.linear]


class SingleLayerMLP(_Network):
    """One hidden layer."""

    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        super().__init__([indim, hiddenlayer, outdim], alpha, dropout_probability, lr)


class TwoLayerMLP(_Network):
    """Two hidden layers."""

    def __init__(
        self, indim, outdim, hiddenlayers=(100, 100), alpha=0.1, dropout_probability=0, lr=0.01
    ):
        super().__init__([indim, *hiddenlayers, outdim], alpha, dropout_probability, lr)
