"""One branch for each activation; gradients replaced; parameters from standard normals."""

import numpy as np


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
        self.f_function = f_function
        self.g_function = g_function
        self.parameters = dict(
            W1=np.random.randn(linear_1_out_features, linear_1_in_features),
            b1=np.random.randn(linear_1_out_features),
            W2=np.random.randn(linear_2_out_features, linear_2_in_features),
            b2=np.random.randn(linear_2_out_features),
        )
        self.grads = dict(
            dJdW1=np.zeros((linear_1_out_features, linear_1_in_features)),
            dJdb1=np.zeros(linear_1_out_features),
            dJdW2=np.zeros((linear_2_out_features, linear_2_in_features)),
            dJdb2=np.zeros(linear_2_out_features),
        )
        self.cache = dict()

    def forward(self, x):
        s1 = x @ self.parameters["W1"].T + self.parameters["b1"]
        a1 = self.activate(s1, self.f_function)
        s2 = a1 @ self.parameters["W2"].T + self.parameters["b2"]
        y_hat = self.activate(s2, self.g_function)
        self.cache = dict(x=x.copy(), s1=s1, a1=a1.copy(), s2=s2)
        return y_hat.copy()

    def activate(self, s, name):
        if name == "relu":
            return np.maximum(s, 0)
        elif name == "sigmoid":
            return 1 / (1 + np.exp(-s))
        else:
            return s

    def slope(self, s, name):
        if name == "relu":
            return (s > 0).astype(float)
        elif name == "sigmoid":
            sig = 1 / (1 + np.exp(-s))
            return sig * (1 - sig)
        else:
            return np.ones_like(s)

    def backward(self, dJdy_hat):
        dJds2 = dJdy_hat * self.slope(self.cache["s2"], self.g_function)
        self.grads["dJdW2"] = dJds2.T @ self.cache["a1"]
        self.grads["dJdb2"] = dJds2.sum(axis=0)
        dJda1 = dJds2 @ self.parameters["W2"]
        dJds1 = dJda1 * self.slope(self.cache["s1"], self.f_function)
        self.grads["dJdW1"] = dJds1.T @ self.cache["x"]
        self.grads["dJdb1"] = dJds1.sum(axis=0)

    def clear_grad_and_cache(self):
        for grad in self.grads:
            self.grads[grad] = np.zeros_like(self.grads[grad])
        self.cache = dict()


def mse_loss(y, y_hat):
    J = np.mean((y_hat - y) ** 2)
    return J, 2 * (y_hat - y) / y.size


def bce_loss(y, y_hat):
    p = np.clip(y_hat, 1e-12, 1 - 1e-12)
    J = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return J, (p - y) / (p * (1 - p)) / y.size
