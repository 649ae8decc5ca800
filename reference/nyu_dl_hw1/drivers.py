"""How the submitted module is exercised. This file runs beside the student's code.

Arrays go in as the module works with them, torch's tensors or numpy's, and come back as numpy's.
"""

import sys

import numpy as np

GRADIENTS = {"dW1": "dJdW1", "db1": "dJdb1", "dW2": "dJdW2", "db2": "dJdb2"}


def _maker(mlp):
    """What makes an array of the module's own kind: a tensor, if it has imported any of torch."""
    origins = (
        getattr(v, "__module__", None) or getattr(v, "__name__", "") for v in vars(mlp).values()
    )
    if not any(str(origin).partition(".")[0] == "torch" for origin in origins):
        return np.asarray
    torch = sys.modules["torch"]
    return lambda array: torch.tensor(array, dtype=torch.get_default_dtype())


def _plain(value):
    """A copy as numpy's array."""
    return np.array(value.detach() if hasattr(value, "detach") else value)


def _network(mlp, W1, b1, W2, b2, f, g):
    """An MLP with these parameters."""
    network = mlp.MLP(W1.shape[1], W1.shape[0], f, W2.shape[1], W2.shape[0], g)
    make = _maker(mlp)
    for name, value in (("W1", W1), ("b1", b1), ("W2", W2), ("b2", b2)):
        network.parameters[name] = make(value)
    return network


def _observe(network, x, upstream):
    """Forward and backward of one batch, with all that they yield."""
    seen = {"y_hat": _plain(network.forward(x))}
    network.backward(upstream)
    return seen | {name: _plain(network.grads[own]) for name, own in GRADIENTS.items()}


def forward(mlp, W1, b1, W2, b2, f, g, x):
    """An MLP(..., f, ..., g) with these parameters: its predictions for x."""
    return {"y_hat": _network(mlp, W1, b1, W2, b2, f, g).forward(_maker(mlp)(x))}


def backward(mlp, W1, b1, W2, b2, f, g, x, upstream):
    """An MLP(..., f, ..., g) with these parameters: predictions for x, gradients for upstream."""
    make = _maker(mlp)
    return _observe(_network(mlp, W1, b1, W2, b2, f, g), make(x), make(upstream))


def cleared(mlp, W1, b1, W2, b2, f, g, x, upstream):
    """Forward, backward, clear_grad_and_cache(): what is left in grads and cache."""
    make = _maker(mlp)
    network = _network(mlp, W1, b1, W2, b2, f, g)
    before = _observe(network, make(x), make(upstream))
    network.clear_grad_and_cache()
    left = [np.abs(_plain(gradient)).max() for gradient in network.grads.values()]
    return {
        "largest_gradient_before": max(np.abs(before[name]).max() for name in GRADIENTS),
        "largest_gradient_after": max(left, default=0.0),
        "entries_in_cache": len(network.cache),
    }


class Network:
    """A student's MLP(indim, hidden, f, hidden, outdim, g), with numpy's arrays in and out."""

    def __init__(self, mlp, indim, hidden, f, outdim, g):
        self._make = _maker(mlp)
        self._network = mlp.MLP(indim, hidden, f, hidden, outdim, g)

    def load(self, parameters):
        """Replace W1, b1, W2 and b2."""
        for name, value in zip(("W1", "b1", "W2", "b2"), parameters):
            self._network.parameters[name] = self._make(value)

    def forward(self, x):
        y_hat = self._pass(self._network.forward, x)
        return np.asarray(y_hat.detach() if hasattr(y_hat, "detach") else y_hat)

    def backward(self, dJdy_hat):
        self._pass(self._network.backward, dJdy_hat)

    def _pass(self, method, array):
        """Pass an array of the module's own kind, which must stay as it is."""
        given = self._make(array)
        result, before = method(given), self._make(array)
        if not np.array_equal(_plain(given), _plain(before)):
            raise ValueError(f"{method.__name__} changed its argument")
        return result

    def clear_grad_and_cache(self):
        self._network.clear_grad_and_cache()

    def parameters(self):
        return [_plain(self._network.parameters[name]) for name in ("W1", "b1", "W2", "b2")]

    def grads(self):
        return {name: _plain(self._network.grads[name]) for name in GRADIENTS.values()}

    def largest_gradient(self):
        return max((np.abs(_plain(g)).max() for g in self._network.grads.values()), default=0.0)

    def entries_in_cache(self):
        return len(self._network.cache)


def mse(mlp, y, y_hat):
    """mse_loss(y, y_hat)."""
    make = _maker(mlp)
    J, dy_hat = mlp.mse_loss(make(y), make(y_hat))
    return {"J": J, "dy_hat": dy_hat}


def _arguments(mlp, loss, y, y_hat):
    """Whether a loss leaves its arguments as they are, tensors too."""
    make = _maker(mlp)
    given = [make(y.copy()), make(y_hat.copy())]
    with np.errstate(all="ignore"):  # at 0 and 1 a gradient may overflow
        loss(*given)
    unchanged = [np.array_equal(_plain(a), _plain(make(b))) for a, b in zip(given, (y, y_hat))]
    return dict(zip(("y_unchanged", "y_hat_unchanged"), unchanged))


def mse_arguments(mlp, y, y_hat):
    """mse_loss(y, y_hat): are y and y_hat what they were?"""
    return _arguments(mlp, mlp.mse_loss, y, y_hat)


def bce_arguments(mlp, y, y_hat):
    """bce_loss(y, y_hat): are y and y_hat what they were?"""
    return _arguments(mlp, mlp.bce_loss, y, y_hat)


def bce(mlp, y, y_hat):
    """bce_loss(y, y_hat)."""
    make = _maker(mlp)
    J, dy_hat = mlp.bce_loss(make(y), make(y_hat))
    return {"J": J, "dy_hat": dy_hat}
