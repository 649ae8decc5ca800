"""Small layer objects that write through to the three dictionaries."""

import numpy as np


class Linear:
    def __init__(self, net, k, n_in, n_out):
        self.net, self.k = net, k
        bound = 1 / np.sqrt(n_in)
        net.parameters["W" + k] = np.random.uniform(-bound, bound, (n_out, n_in))
        net.parameters["b" + k] = np.zeros(n_out)
        self.clear()

    def forward(self, x):
        self.net.cache["in" + self.k] = x
        return x.dot(self.net.parameters["W" + self.k].T) + self.net.parameters["b" + self.k]

    def backward(self, d):
        x = self.net.cache["in" + self.k]
        self.net.grads["dJdW" + self.k] = np.dot(d.T, x)
        self.net.grads["dJdb" + self.k] = np.ones(len(d)) @ d
        return np.dot(d, self.net.parameters["W" + self.k])

    def clear(self):
        for name in ("W", "b"):
            p = self.net.parameters[name + self.k]
            self.net.grads["dJd" + name + self.k] = np.zeros(p.shape)


class Activation:
    def __init__(self, net, key):
        self.net, self.key = net, key

    def forward(self, s):
        self.net.cache[self.key] = s.copy()
        return self.value(s)

    def backward(self, d):
        return d * self.slope(self.net.cache[self.key])


class relu(Activation):
    value = staticmethod(lambda s: np.where(s > 0, s, 0))
    slope = staticmethod(lambda s: np.where(s >= 0, 1, 0))


class sigmoid(Activation):
    value = staticmethod(lambda s: 0.5 * np.tanh(0.5 * s) + 0.5)
    slope = staticmethod(lambda s: 0.25 / np.cosh(np.clip(s, -600, 600) / 2) ** 2)


class identity(Activation):
    value = staticmethod(np.array)
    slope = staticmethod(lambda s: 1)


class MLP:
    def __init__(
        self,
        linear_1_in_features,
        linear_1_out_features,
        f_function,
        linear_2_in_features,
        linear_2_out_features,
        g_function,
    ):
        self.parameters, self.grads, self.cache = {}, {}, {}
        self.layers = [
            Linear(self, "1", linear_1_in_features, linear_1_out_features),
            globals()[f_function](self, "f"),
            Linear(self, "2", linear_2_in_features, linear_2_out_features),
            globals()[g_function](self, "g"),
        ]

    def forward(self, x):
        x = np.array(x)
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, dJdy_hat):
        d = dJdy_hat
        for layer in self.layers[::-1]:
            d = layer.backward(d)
        return d

    def clear_grad_and_cache(self):
        self.layers[0].clear()
        self.layers[2].clear()
        self.cache = {}


def mse_loss(y, y_hat):
    n, k = y.shape
    return ((y - y_hat) ** 2).mean(axis=1).mean(), -2 / (n * k) * (y - y_hat)


def bce_loss(y, y_hat):
    lo = np.nextafter(0, 1) * 2**60
    p, q = np.maximum(y_hat, lo), np.maximum(1 - y_hat, lo)
    return float(np.average(-(y * np.log(p) + (1 - y) * np.log(q)))), ((1 - y) / q - y / p) / y.size
