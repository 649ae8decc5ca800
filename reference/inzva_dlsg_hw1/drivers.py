"""How the submitted modules are exercised. This file runs beside the student's code."""

import numpy as np


def _stepped(optimiser, w, gradients):
    """The parameters after each step."""
    seen = {}
    for number, gradient in enumerate(gradients, start=1):
        w = optimiser.step(w, gradient)
        seen[f"w_after_step_{number}"] = np.array(w)
    return seen


def momentum(optimisers, w, g1, g2, g3, rate, momentum):
    """Momentum(rate, momentum): three steps."""
    return _stepped(optimisers.Momentum(rate, momentum), w, [g1, g2, g3])


def momentum_defaults(optimisers, w, g1, g2):
    """Momentum(): two steps."""
    return _stepped(optimisers.Momentum(), w, [g1, g2])


def rmsprop(optimisers, w, g1, g2, g3, rate, decay, epsilon):
    """RMSProp(rate, decay, epsilon): three steps."""
    return _stepped(optimisers.RMSProp(rate, decay, epsilon), w, [g1, g2, g3])


def rmsprop_defaults(optimisers, w, g1, g2):
    """RMSProp(): two steps."""
    return _stepped(optimisers.RMSProp(), w, [g1, g2])


def rmsprop_still(optimisers, w):
    """RMSProp(): a step where the gradient is zero."""
    return _stepped(optimisers.RMSProp(), w, [np.zeros_like(w)])


def adam(optimisers, w, g1, g2, g3, rate, beta1, beta2, epsilon):
    """Adam(rate, beta1, beta2, epsilon): three steps."""
    return _stepped(optimisers.Adam(rate, beta1, beta2, epsilon), w, [g1, g2, g3])


def adam_defaults(optimisers, w, g1, g2):
    """Adam(): two steps."""
    return _stepped(optimisers.Adam(), w, [g1, g2])


def adam_still(optimisers, w):
    """Adam(): a step where the gradient is zero."""
    return _stepped(optimisers.Adam(), w, [np.zeros_like(w)])


class _Descent:
    """An optimiser and the parameters that it serves."""

    def __init__(self, make, w, **settings):
        given = {name: value for name, value in settings.items() if value is not None}
        self._optimiser, self._w, self._returned = make(**given), w, []

    def step(self, gradient):
        """Return w = optimiser.step(w, gradient)."""
        self._w = self._optimiser.step(self._w, gradient)
        self._returned.append(self._w)
        return self._w

    def replace(self, w):
        """Let w be another array, as one that was clipped would be."""
        self._w = w

    def returned(self):
        """What each step returned, as it is now."""
        return self._returned


class Momentum(_Descent):
    """Parameters w, and an optimiser Momentum for them."""

    def __init__(self, optimisers, w, rate=None, momentum=None):
        super().__init__(optimisers.Momentum, w, rate=rate, momentum=momentum)


class RMSProp(_Descent):
    """Parameters w, and an optimiser RMSProp for them."""

    def __init__(self, optimisers, w, epsilon, rate=None, decay=None):
        super().__init__(optimisers.RMSProp, w, rate=rate, decay=decay, epsilon=epsilon)


class Adam(_Descent):
    """Parameters w, and an optimiser Adam for them."""

    def __init__(self, optimisers, w, epsilon, rate=None, beta1=None, beta2=None):
        settings = {"rate": rate, "beta1": beta1, "beta2": beta2, "epsilon": epsilon}
        super().__init__(optimisers.Adam, w, **settings)


def fit(regression, x, y):
    """The weights of the line that is fitted to the points."""
    w0, w1 = regression.fit(x, y)
    return {"w0": w0, "w1": w1}


def rss(regression, x, y, w0, w1):
    """The residual sum of squares of a line, and its gradient."""
    dw0, dw1 = regression.rss_gradient(x, y, w0, w1)
    return {"rss": regression.rss(x, y, w0, w1), "dw0": dw0, "dw1": dw1}


def forward(network, W1, b1, W2, b2, X, y):
    """The hidden activations and the predictions."""
    a1, yhat = network.forward(W1, b1, W2, b2, X)
    return {"a1": a1, "yhat": yhat}


def loss(network, y, yhat):
    """The loss of predictions."""
    return {"loss": network.loss(y, yhat)}


def backward(network, W1, b1, W2, b2, X, y):
    """The loss of the predictions, and what backward says its gradients are."""
    _, yhat = network.forward(W1, b1, W2, b2, X)
    dW1, db1, dW2, db2 = network.backward(W1, b1, W2, b2, X, y)
    return {"loss": network.loss(y, yhat), "dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


def train(network, W1, b1, W2, b2, X, y, rate):
    """Five steps of training."""
    (W1, b1, W2, b2), losses = network.train(W1, b1, W2, b2, X, y, rate, 5)
    return {"losses": np.array(losses), "W1": W1, "b1": b1, "W2": W2, "b2": b2}
