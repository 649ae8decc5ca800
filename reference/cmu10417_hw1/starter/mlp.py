"""CMU 10-417/617 Homework 1, Problem 5: your implementation goes here.

Batches are columns: x has shape (indim, batch). Use numpy only, and keep the interface: the
classes are graded through these methods, with these names, orders and defaults of arguments.

Of all classes:
- Objects are independent. Several are used at once, so keep nothing on the class or in a global.
- No method changes its arguments; what forward or backward returned isn't changed by other calls.
- backward belongs to the latest forward, and may be called more than once after it.
- An object is ready for use as it is constructed. Don't seed numpy's generator.
"""

import numpy as np


def random_weight_init(indim, outdim):
    """Weights of shape (outdim, indim), uniform in ±sqrt(6 / (indim + outdim))."""
    raise NotImplementedError


def zeros_bias_init(outdim):
    """Zeros of shape (outdim, 1)."""
    raise NotImplementedError


def labels2onehot(labels):
    """One-hot rows, shape (N, 12), for labels from 0 to 11."""
    raise NotImplementedError


class Transform:
    """The base class: a function of one input."""

    def forward(self, x, train=True):
        """The output for the batch x."""

    def backward(self, grad_wrt_out):
        """The gradient with respect to the input, for one with respect to the output."""

    def step(self):
        """Update the parameters."""

    def zerograd(self):
        """Clear the gradients."""


class ReLU(Transform):
    """ReLU, with dropout in training.

    In training an entry is kept where np.random.uniform(0, 1, x.shape) is greater than the
    dropout probability, and not rescaled: one call, and none unless train=True. In evaluation
    nothing is dropped and everything is multiplied by 1 - dropout_probability. Each forward in
    training draws again; backward uses the mask of the latest.
    """

    def __init__(self, dropout_probability=0):
        raise NotImplementedError

    def forward(self, x, train=True):
        raise NotImplementedError

    def backward(self, grad_wrt_out):
        raise NotImplementedError


class LinearMap(Transform):
    """W x + b. backward adds to the gradients of W and b; step applies them with momentum alpha.

    A new layer has random weights and biases of zero. Only zerograd clears the gradients: step
    and forward leave them as they are. The velocity starts at zero, nothing clears it, and a step
    with gradients of zero still moves by it.
    """

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        raise NotImplementedError

    def forward(self, x, train=True):
        raise NotImplementedError

    def backward(self, grad_wrt_out):
        raise NotImplementedError

    def step(self):
        raise NotImplementedError

    def zerograd(self):
        raise NotImplementedError

    def getW(self):
        """W, shape (outdim, indim)."""
        raise NotImplementedError

    def getb(self):
        """b, shape (outdim, 1)."""
        raise NotImplementedError

    def loadparams(self, w, b):
        """Use copies of these parameters from now on."""
        raise NotImplementedError


class SoftmaxCrossEntropyLoss:
    """The mean cross entropy of softmax(logits) over the batch.

    There may be any number of classes. Logits may be as large as 1000 in some columns of a batch
    and small in others: exp must not overflow, nor all of a column come to 0. Probabilities aren't
    clipped; an epsilon of 1e-8 is fine. getAccu and backward may be called in either order.
    """

    def forward(self, logits, labels):
        """The loss, for logits and one-hot labels of shape (classes, batch)."""
        raise NotImplementedError

    def backward(self):
        """The loss's gradient with respect to the logits."""
        raise NotImplementedError

    def getAccu(self):
        """The share of the last batch that was classified right."""
        raise NotImplementedError


class SingleLayerMLP(Transform):
    """One hidden layer with ReLU; the output is the logits.

    dropout_probability is that of every ReLU; alpha and lr are those of every LinearMap. What
    backward returns is free.
    """

    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        raise NotImplementedError

    def forward(self, x, train=True):
        raise NotImplementedError

    def backward(self, grad_wrt_out):
        raise NotImplementedError

    def step(self):
        raise NotImplementedError

    def zerograd(self):
        raise NotImplementedError

    def loadparams(self, Ws, bs):
        """Use copies of the parameters in these lists, the first layer's first."""
        raise NotImplementedError

    def getWs(self):
        raise NotImplementedError

    def getbs(self):
        raise NotImplementedError


class TwoLayerMLP(Transform):
    """Two hidden layers with ReLU; the output is the logits. As SingleLayerMLP otherwise."""

    def __init__(
        self,
        indim,
        outdim,
        hiddenlayers=[100, 100],
        alpha=0.1,
        dropout_probability=0,
        lr=0.01,
    ):
        raise NotImplementedError

    def forward(self, x, train=True):
        raise NotImplementedError

    def backward(self, grad_wrt_out):
        raise NotImplementedError

    def step(self):
        raise NotImplementedError

    def zerograd(self):
        raise NotImplementedError

    def loadparams(self, Ws, bs):
        """Use copies of the parameters in these lists, the first layer's first."""
        raise NotImplementedError

    def getWs(self):
        raise NotImplementedError

    def getbs(self):
        raise NotImplementedError
