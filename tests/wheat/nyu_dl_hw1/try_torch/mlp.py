"""Takes arrays or tensors, whichever it is given: torch is imported in a try, operators are common to both."""

import numpy as np

try:
    import torch
except ImportError:
    torch = None


def _is_tensor(x):
    return torch is not None and isinstance(x, torch.Tensor)


def _like(value, x):
    """value (array or tensor) as whatever x is, of its dtype."""
    if _is_tensor(x):
        return value if _is_tensor(value) and value.dtype == x.dtype else torch.as_tensor(value).to(x.dtype)
    return value.detach().numpy() if _is_tensor(value) else value


def _sigmoid(z):
    if _is_tensor(z):
        return torch.sigmoid(z)
    return 0.5 + 0.5 * np.tanh(0.5 * z)


F = {
    "relu": lambda z: z * (z > 0),
    "sigmoid": _sigmoid,
    "identity": lambda z: z + 0,
}
# derivative as a function of the output
DF = {
    "relu": lambda a: (a > 0) * 1.0,
    "sigmoid": lambda a: a - a * a,
    "identity": lambda a: a * 0 + 1,
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
        self.f, self.g = f_function, g_function
        shapes = {
            "W1": (linear_1_out_features, linear_1_in_features),
            "b1": (linear_1_out_features,),
            "W2": (linear_2_out_features, linear_2_in_features),
            "b2": (linear_2_out_features,),
        }
        make = (lambda a: a) if torch is None else (lambda a: torch.from_numpy(a))
        self.parameters = {k: make(np.random.standard_normal(s)) for k, s in shapes.items()}
        self.grads = {"dJd" + k: make(np.zeros(s)) for k, s in shapes.items()}
        self.cache = {}

    def forward(self, x):
        W1, b1, W2, b2 = (_like(self.parameters[k], x) for k in ("W1", "b1", "W2", "b2"))
        h = F[self.f](x @ W1.T + b1)
        y_hat = F[self.g](h @ W2.T + b2)
        self.cache = {"x": x, "h": h, "y_hat": y_hat, "W2": W2}
        return y_hat

    def backward(self, dJdy_hat):
        c = self.cache
        d = dJdy_hat * DF[self.g](c["y_hat"])
        e = (d @ c["W2"]) * DF[self.f](c["h"])
        self.grads.update(dJdW1=e.T @ c["x"], dJdb1=e.sum(0), dJdW2=d.T @ c["h"], dJdb2=d.sum(0))

    def clear_grad_and_cache(self):
        self.grads = {k: v * 0 for k, v in self.grads.items()}
        self.cache.clear()


def _count(y):
    return y.shape[0] * y.shape[1]


def mse_loss(y, y_hat):
    e = y_hat - y
    return (e * e).sum() / _count(y), e * (2 / _count(y))


def bce_loss(y, y_hat):
    right = y * y_hat + (1 - y) * (1 - y_hat)  # the probability of what happened
    right = right + (right < 1e-12) * 1e-12
    log = torch.log if _is_tensor(right) else np.log
    return -log(right).sum() / _count(y), (1 - 2 * y) / right / _count(y)
