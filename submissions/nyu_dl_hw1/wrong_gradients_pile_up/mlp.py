import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


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

    def apply(self, function, z):
        if function == "relu":
            return np.maximum(0, z)
        if function == "sigmoid":
            return sigmoid(z)
        return z

    def derivative(self, function, z):
        if function == "relu":
            return (z > 0) * 1.0
        if function == "sigmoid":
            return sigmoid(z) * (1 - sigmoid(z))
        return np.ones(z.shape)

    def forward(self, x):
        z1 = x @ self.parameters["W1"].T + self.parameters["b1"]
        z2 = self.apply(self.f_function, z1)
        z3 = z2 @ self.parameters["W2"].T + self.parameters["b2"]
        self.cache["x"] = x
        self.cache["z1"] = z1
        self.cache["z2"] = z2
        self.cache["z3"] = z3
        return self.apply(self.g_function, z3)

    def backward(self, dJdy_hat):
        dJdz3 = dJdy_hat * self.derivative(self.g_function, self.cache["z3"])
        dJdz2 = dJdz3 @ self.parameters["W2"]
        dJdz1 = dJdz2 * self.derivative(self.f_function, self.cache["z1"])
        self.grads["dJdW2"] += dJdz3.T @ self.cache["z2"]
        self.grads["dJdb2"] += np.sum(dJdz3, axis=0)
        self.grads["dJdW1"] += dJdz1.T @ self.cache["x"]
        self.grads["dJdb1"] += np.sum(dJdz1, axis=0)

    def clear_grad_and_cache(self):
        self.cache = dict()


def mse_loss(y, y_hat):
    loss = np.mean((y_hat - y) ** 2)
    dJdy_hat = 2 * (y_hat - y) / y_hat.size
    return loss, dJdy_hat


def bce_loss(y, y_hat):
    eps = 1e-8
    loss = -np.mean(y * np.log(y_hat + eps) + (1 - y) * np.log(1 - y_hat + eps))
    dJdy_hat = -(y / (y_hat + eps) - (1 - y) / (1 - y_hat + eps)) / y_hat.size
    return loss, dJdy_hat
