import numpy as np


class Layer:
    """Linear, then a function."""

    def __init__(self, name, kind, parameters, grads):
        self.name, self.kind = name, kind
        self.parameters, self.grads = parameters, grads

    def forward(self, x):
        self.x = x
        z = np.einsum("bi,oi->bo", x, self.parameters[f"W{self.name}"])
        z = z + self.parameters[f"b{self.name}"][None, :]
        if self.kind == "sigmoid":
            self.out = 0.5 * (1 + np.tanh(z / 2))
        else:
            self.out = np.where(z >= 0, z, 0) if self.kind == "relu" else z
        self.z = z
        return self.out

    def backward(self, g):
        if self.kind == "sigmoid":
            g = g * self.out * (1 - self.out)
        elif self.kind == "relu":
            g = np.where(self.z >= 0, g, 0)
        W, b = f"dJdW{self.name}", f"dJdb{self.name}"
        for row in range(len(g)):  # backward adds, as torch's does
            self.grads[W] = self.grads[W] + np.outer(g[row], self.x[row])
            self.grads[b] = self.grads[b] + g[row]
        return g @ self.parameters[f"W{self.name}"]


class MLP:
    def __init__(self, linear_1_in_features, linear_1_out_features, f_function,
                 linear_2_in_features, linear_2_out_features, g_function):
        rng = np.random.default_rng()
        self.parameters = {
            "W1": rng.normal(size=(linear_1_out_features, linear_1_in_features)),
            "b1": rng.normal(size=linear_1_out_features),
            "W2": rng.normal(size=(linear_2_out_features, linear_2_in_features)),
            "b2": rng.normal(size=linear_2_out_features),
        }
        self.grads, self.cache = {}, {}
        self.first = Layer(1, f_function, self.parameters, self.grads)
        self.second = Layer(2, g_function, self.parameters, self.grads)
        self.clear_grad_and_cache()

    def forward(self, x):
        return self.second.forward(self.first.forward(x))

    def backward(self, dJdy_hat):
        self.first.backward(self.second.backward(dJdy_hat))

    def clear_grad_and_cache(self):
        for name in ("W1", "b1", "W2", "b2"):
            self.grads["dJd" + name] = np.zeros(np.shape(self.parameters[name]))
        self.cache.clear()


def mse_loss(y, y_hat):
    rows, columns = y.shape
    J = sum((y_hat[i, j] - y[i, j]) ** 2 for i in range(rows) for j in range(columns))
    return J / (rows * columns), (y_hat - y) * 2 / (rows * columns)


def bce_loss(y, y_hat):
    p = np.clip(y_hat, 1e-12, 1 - 1e-12)
    J = np.where(y == 1, -np.log(p), -np.log(1 - p)).mean()
    return J, np.where(y == 1, -1 / p, 1 / (1 - p)) / y.size
