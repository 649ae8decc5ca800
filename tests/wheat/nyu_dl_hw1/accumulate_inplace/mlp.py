"""backward adds in place into the gradients, as PyTorch does, between two clear_grad_and_cache; masked arithmetic."""

import numpy as np


def _relu_(a):
    a[a < 0] = 0
    return a


def _sigmoid_(a):
    """In place, on an own array."""
    np.negative(a, out=a)
    np.logaddexp(0, a, out=a)
    np.negative(a, out=a)
    np.exp(a, out=a)
    return a


def _identity_(a):
    return a


class MLP(object):
    ACTIVATIONS = {"relu": _relu_, "sigmoid": _sigmoid_, "identity": _identity_}

    def __init__(
        self,
        linear_1_in_features,
        linear_1_out_features,
        f_function,
        linear_2_in_features,
        linear_2_out_features,
        g_function,
    ):
        self.f_function, self.g_function = f_function, g_function
        self.parameters, self.grads, self.cache = {}, {}, {}
        for i, (fan_in, fan_out) in enumerate(
            [(linear_1_in_features, linear_1_out_features), (linear_2_in_features, linear_2_out_features)], 1
        ):
            self.parameters["W%d" % i] = np.random.normal(0, fan_in ** -0.5, (fan_out, fan_in))
            self.parameters["b%d" % i] = np.zeros(fan_out)
            self.grads["dJdW%d" % i] = np.zeros((fan_out, fan_in))
            self.grads["dJdb%d" % i] = np.zeros((fan_out,))

    def forward(self, x):
        z2 = np.matmul(x, self.parameters["W1"].T)
        z2 = z2.astype(float)
        z2 += self.parameters["b1"]
        z2 = self.ACTIVATIONS[self.f_function](z2)
        y_hat = np.matmul(z2, self.parameters["W2"].T)
        y_hat += self.parameters["b2"]
        y_hat = self.ACTIVATIONS[self.g_function](y_hat)
        self.cache = {"x": x, "z2": z2, "y_hat": y_hat.copy()}
        return y_hat

    def _through(self, name, out, grad):
        grad = np.array(grad, dtype=float)
        if name == "relu":
            grad[out <= 0] = 0.0
        elif name == "sigmoid":
            grad *= out
            grad *= 1 - out
        return grad

    def backward(self, dJdy_hat):
        grad = self._through(self.g_function, self.cache["y_hat"], dJdy_hat)
        self.grads["dJdW2"] += grad.T @ self.cache["z2"]
        self.grads["dJdb2"] += grad.sum(0)
        grad = self._through(self.f_function, self.cache["z2"], grad @ self.parameters["W2"])
        self.grads["dJdW1"] += grad.T @ self.cache["x"]
        self.grads["dJdb1"] += grad.sum(0)

    def clear_grad_and_cache(self):
        for grad in self.grads.values():
            grad *= 0
        self.cache = {}


def mse_loss(y, y_hat):
    grad = np.array(y_hat, dtype=float)
    grad -= y
    loss = np.mean(np.square(grad))
    grad *= 2
    grad /= grad.size
    return loss, grad


def bce_loss(y, y_hat):
    p = np.ma.masked_less_equal(np.asarray(y_hat, float), 0).filled(1e-12)
    q = np.ma.masked_less_equal(1 - np.asarray(y_hat, float), 0).filled(1e-12)
    loss = -np.sum(y * np.log(p) + (1 - y) * np.log(q)) / y.size
    return loss, ((1 - y) / q - y / p) / y.size
