"""A table of functions and slopes; gradients add up until they are cleared; caches W2 too."""

import numpy as np

ACTIVATIONS = {
    "identity": (lambda s: s + 0.0, lambda s, a: 1.0),
    "relu": (lambda s: s * (s > 0), lambda s, a: (s > 0) * 1.0),
    "sigmoid": (lambda s: 1 / (1 + np.exp(-s)), lambda s, a: a * (1 - a)),
}


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
        shapes = {
            "W1": (linear_1_out_features, linear_1_in_features),
            "b1": (linear_1_out_features,),
            "W2": (linear_2_out_features, linear_2_in_features),
            "b2": (linear_2_out_features,),
        }
        rng = np.random.default_rng()
        self.parameters = {k: rng.normal(0, 0.1, size=s) for k, s in shapes.items()}
        self.grads = {"dJd" + k: np.zeros(s) for k, s in shapes.items()}
        self.cache = {}
        self.f, self.df = ACTIVATIONS[f_function]
        self.g, self.dg = ACTIVATIONS[g_function]

    def forward(self, x):
        c, p = self.cache, self.parameters
        c["x"] = np.array(x)
        c["s1"] = np.einsum("bi,oi->bo", x, p["W1"]) + p["b1"]
        c["a1"] = self.f(c["s1"])
        c["W2"] = np.array(p["W2"])
        c["s2"] = np.einsum("bi,oi->bo", c["a1"], p["W2"]) + p["b2"]
        c["y_hat"] = self.g(c["s2"])
        return np.array(c["y_hat"])

    def backward(self, dJdy_hat):
        c = self.cache
        d2 = dJdy_hat * self.dg(c["s2"], c["y_hat"])
        d1 = (d2 @ c["W2"]) * self.df(c["s1"], c["a1"])
        for layer, d, a in (("1", d1, c["x"]), ("2", d2, c["a1"])):
            self.grads["dJdW" + layer] += np.einsum("bo,bi->oi", d, a)
            self.grads["dJdb" + layer] += d.sum(0)

    def clear_grad_and_cache(self):
        for g in self.grads.values():
            g[...] = 0
        self.cache.clear()


def mse_loss(y, y_hat):
    diff = np.subtract(y_hat, y)
    return np.square(diff).sum() / diff.size, diff * (2.0 / diff.size)


def bce_loss(y, y_hat):
    tiny = np.finfo(float).tiny
    J = np.where(y == 1, -np.log(np.maximum(y_hat, tiny)), -np.log(np.maximum(1 - y_hat, tiny)))
    eps = 1e-15
    grad = np.where(y == 1, -1 / np.maximum(y_hat, eps), 1 / np.maximum(1 - y_hat, eps))
    return J.mean(), grad / y.size
