"""A script: naive sigmoid as in the lecture, gradient checks and a training run with a plot below the main guard."""

import argparse
import sys

import numpy as np


def sigmoid(z):
    with np.errstate(over="ignore"):  # exp(-z) may be inf, and then 1 / inf is right
        return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0.0, z)


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
        assert linear_1_out_features == linear_2_in_features
        for name in (f_function, g_function):
            assert name in ("relu", "sigmoid", "identity"), name
        self.n_in, self.n_hidden, self.n_out = linear_1_in_features, linear_1_out_features, linear_2_out_features
        self.f_function = f_function
        self.g_function = g_function
        self.parameters = dict(
            W1=np.random.randn(self.n_hidden, self.n_in) * 0.5,
            b1=np.random.randn(self.n_hidden) * 0.5,
            W2=np.random.randn(self.n_out, self.n_hidden) * 0.5,
            b2=np.random.randn(self.n_out) * 0.5,
        )
        self.grads = dict(
            dJdW1=np.zeros((self.n_hidden, self.n_in)),
            dJdb1=np.zeros(self.n_hidden),
            dJdW2=np.zeros((self.n_out, self.n_hidden)),
            dJdb2=np.zeros(self.n_out),
        )
        self.cache = dict()

    def _function(self, name, z):
        return {"relu": relu, "sigmoid": sigmoid}.get(name, lambda v: v)(z)

    def _jacobians(self, name, z):
        """The diagonal Jacobian of each sample, shape (batch, features, features)."""
        if name == "relu":
            d = np.where(z > 0, 1.0, 0.0)
        elif name == "sigmoid":
            d = sigmoid(z) * (1 - sigmoid(z))
        else:
            d = np.ones(z.shape)
        return d[:, :, None] * np.eye(z.shape[1])

    def forward(self, x):
        assert x.ndim == 2 and x.shape[1] == self.n_in, x.shape
        z1 = x @ self.parameters["W1"].T + self.parameters["b1"]
        z2 = self._function(self.f_function, z1)
        z3 = z2 @ self.parameters["W2"].T + self.parameters["b2"]
        y_hat = self._function(self.g_function, z3)
        self.cache.update(x=x, z1=z1, z2=z2, z3=z3)
        assert y_hat.shape == (len(x), self.n_out)
        return y_hat

    def backward(self, dJdy_hat):
        x, z1, z2, z3 = self.cache["x"], self.cache["z1"], self.cache["z2"], self.cache["z3"]
        # rows times Jacobians, sample by sample
        dJdz3 = (dJdy_hat[:, None, :] @ self._jacobians(self.g_function, z3))[:, 0, :]
        dJdz2 = dJdz3 @ self.parameters["W2"]
        dJdz1 = (dJdz2[:, None, :] @ self._jacobians(self.f_function, z1))[:, 0, :]
        self.grads["dJdW2"] = (dJdz3[:, :, None] * z2[:, None, :]).sum(axis=0)
        self.grads["dJdb2"] = dJdz3.sum(axis=0)
        self.grads["dJdW1"] = (dJdz1[:, :, None] * x[:, None, :]).sum(axis=0)
        self.grads["dJdb1"] = dJdz1.sum(axis=0)

    def clear_grad_and_cache(self):
        for key in self.grads:
            self.grads[key] = np.zeros(self.grads[key].shape)
        self.cache = dict()


def mse_loss(y, y_hat):
    assert y.shape == y_hat.shape, (y.shape, y_hat.shape)
    n, k = y.shape
    return np.sum((y_hat - y) ** 2) / (n * k), 2 * (y_hat - y) / (n * k)


def bce_loss(y, y_hat):
    assert y.shape == y_hat.shape, (y.shape, y_hat.shape)
    n, k = y.shape
    eps = 1e-16
    p = np.where(y_hat == 0, eps, y_hat)
    q = np.where(y_hat == 1, eps, 1 - y_hat)
    loss = y * np.log(p) + (1 - y) * np.log(q)
    return -np.sum(loss) / (n * k), -(y / p - (1 - y) / q) / (n * k)


def gradient_check(net, loss, x, y, h=1e-6):
    """The greatest difference between the gradients and central differences."""
    net.clear_grad_and_cache()
    net.backward(loss(y, net.forward(x))[1])
    worst = 0
    for name, value in net.parameters.items():
        for index in np.ndindex(value.shape):
            old = value[index]
            value[index] = old + h
            up = loss(y, net.forward(x))[0]
            value[index] = old - h
            down = loss(y, net.forward(x))[0]
            value[index] = old
            worst = max(worst, abs((up - down) / (2 * h) - net.grads["dJd" + name][index]))
    return worst


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--plot", action="store_true")
    args = parser.parse_args()
    np.random.seed(0)
    x = np.random.randn(20, 3)
    y = (x[:, :2] * x[:, 1:] > 0).astype(float)
    net = MLP(3, 8, "relu", 8, 2, "sigmoid")
    print("gradient check:", gradient_check(net, bce_loss, x, y), gradient_check(net, mse_loss, x, y))
    curve = []
    for step in range(args.steps):
        net.clear_grad_and_cache()
        J, g = bce_loss(y, net.forward(x))
        net.backward(g)
        for name in net.parameters:
            net.parameters[name] = net.parameters[name] - 0.5 * net.grads["dJd" + name]
        curve.append(J)
    print("loss from", curve[0], "to", curve[-1], file=sys.stderr)
    if args.plot:
        import matplotlib.pyplot as plt
        import pandas as pd

        pd.Series(curve).plot()
        plt.show()


if __name__ == "__main__":
    main()
