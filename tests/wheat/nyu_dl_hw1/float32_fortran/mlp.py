"""float32 and Fortran order inside: parameters are read as such in every call; results are float32."""

import numpy as np

f32 = lambda a: np.asfortranarray(a, dtype=np.float32)


def _stable_sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


class _Fn:
    def __init__(self, name):
        self.f = getattr(self, name)
        self.d = getattr(self, "d_" + name)

    relu = staticmethod(lambda z: np.maximum(z, 0))
    d_relu = staticmethod(lambda a: np.sign(a))
    sigmoid = staticmethod(_stable_sigmoid)
    d_sigmoid = staticmethod(lambda a: a * (1 - a))
    identity = staticmethod(lambda z: z)
    d_identity = staticmethod(np.ones_like)


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
        self.f, self.g = _Fn(f_function), _Fn(g_function)
        self.parameters = {
            "W1": f32(np.random.randn(linear_1_out_features, linear_1_in_features)),
            "b1": f32(np.random.randn(linear_1_out_features)),
            "W2": f32(np.random.randn(linear_2_out_features, linear_2_in_features)),
            "b2": f32(np.random.randn(linear_2_out_features)),
        }
        self.grads = {"dJd" + k: np.zeros_like(v) for k, v in self.parameters.items()}
        self.cache = {}

    def forward(self, x):
        p = {k: f32(v) for k, v in self.parameters.items()}
        x = f32(x)
        h = self.f.f(x @ p["W1"].T + p["b1"])
        y_hat = self.g.f(h @ p["W2"].T + p["b2"])
        self.cache.update(x=x, h=h, y_hat=y_hat)
        return y_hat

    def backward(self, dJdy_hat):
        x, h, y_hat = self.cache["x"], self.cache["h"], self.cache["y_hat"]
        d3 = f32(dJdy_hat) * self.g.d(y_hat)
        d1 = d3 @ f32(self.parameters["W2"]) * self.f.d(h)
        self.grads["dJdW2"], self.grads["dJdb2"] = (h.T @ d3).T, d3.sum(0)
        self.grads["dJdW1"], self.grads["dJdb1"] = (x.T @ d1).T, d1.sum(0)

    def clear_grad_and_cache(self):
        for k in self.grads:
            self.grads[k] = np.zeros_like(self.grads[k])
        self.cache = {}


def mse_loss(y, y_hat):
    d = f32(y_hat) - f32(y)
    return (d * d).mean(), d * np.float32(2 / d.size)


def bce_loss(y, y_hat):
    y, p = f32(y), f32(y_hat)
    q = 1 - p
    tiny = np.float32(1e-12)
    p, q = np.maximum(p, tiny), np.maximum(q, tiny)
    return -(y * np.log(p) + (1 - y) * np.log(q)).mean(), ((1 - y) / q - y / p) / np.float32(y.size)
