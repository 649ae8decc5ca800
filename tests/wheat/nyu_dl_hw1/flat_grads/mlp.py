"""One flat gradient vector of which the dictionary's entries are views, filled and cleared in place."""

import itertools

import numpy as np


class MLP:
    NAMES = ("W1", "b1", "W2", "b2")

    def __init__(
        self,
        linear_1_in_features,
        linear_1_out_features,
        f_function,
        linear_2_in_features,
        linear_2_out_features,
        g_function,
    ):
        shapes = (
            (linear_1_out_features, linear_1_in_features), (linear_1_out_features,),
            (linear_2_out_features, linear_2_in_features), (linear_2_out_features,),
        )
        ends = [0] + list(itertools.accumulate(int(np.prod(s)) for s in shapes))
        self.theta = np.random.normal(0, 0.3, ends[-1])
        self.flat = np.zeros(ends[-1])
        views = lambda v: [v[a:b].reshape(s) for a, b, s in zip(ends, ends[1:], shapes)]
        self.parameters = dict(zip(self.NAMES, views(self.theta)))
        self.grads = dict(zip(("dJd" + n for n in self.NAMES), views(self.flat)))
        self.cache = {}
        self.kinds = {1: f_function, 2: g_function}

    def _activation(self, i, z):
        kind = self.kinds[i]
        if kind == "identity":
            slope, out = None, z
        elif kind == "relu":
            slope = z > 0
            out = np.where(slope, z, 0.0)
        else:
            e = np.exp(-np.abs(z))
            out = np.where(z < 0, e, 1.0) / (1 + e)
            slope = e / (1 + e) ** 2
        self.cache[f"slope{i}"] = slope
        return out

    def forward(self, x):
        h = x
        for i in (1, 2):
            self.cache[f"in{i}"] = h
            h = self._activation(i, h @ self.parameters[f"W{i}"].T + self.parameters[f"b{i}"])
        return h

    def backward(self, dJdy_hat):
        g = dJdy_hat
        for i in (2, 1):
            slope = self.cache[f"slope{i}"]
            if slope is not None:
                g = g * slope
            self.grads[f"dJdW{i}"][...] = g.T @ self.cache[f"in{i}"]
            self.grads[f"dJdb{i}"][...] = g.sum(axis=0)
            g = g @ self.parameters[f"W{i}"]

    def clear_grad_and_cache(self):
        self.flat.fill(0)
        self.cache.clear()


def mse_loss(y, y_hat):
    d = (y_hat - y).ravel()
    return d.dot(d) / len(d), (2 * d / len(d)).reshape(y.shape)


def bce_loss(y, y_hat):
    y_hat = y_hat.astype(np.float64)
    with np.errstate(divide="ignore"):
        lp, lq = np.log(y_hat), np.log(1 - y_hat)
    floor = -100.0
    lp, lq = np.maximum(lp, floor), np.maximum(lq, floor)
    J = -(y * lp + (1 - y) * lq).mean()
    grad = ((1 - y) * np.exp(-lq) - y * np.exp(-lp)) / y.size
    return J, grad
