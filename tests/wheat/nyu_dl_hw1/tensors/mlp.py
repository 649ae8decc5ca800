"""torch tensors, with the course's usual names; no automatic differentiation."""

import torch


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
            W1=torch.randn(linear_1_out_features, linear_1_in_features),
            b1=torch.randn(linear_1_out_features),
            W2=torch.randn(linear_2_out_features, linear_2_in_features),
            b2=torch.randn(linear_2_out_features),
        )
        self.grads = dict(
            dJdW1=torch.zeros(linear_1_out_features, linear_1_in_features),
            dJdb1=torch.zeros(linear_1_out_features),
            dJdW2=torch.zeros(linear_2_out_features, linear_2_in_features),
            dJdb2=torch.zeros(linear_2_out_features),
        )
        self.cache = dict()

    def forward(self, x):
        self.cache["x"] = x.clone()
        self.cache["z1"] = torch.mm(x, self.parameters["W1"].t()) + self.parameters["b1"]
        self.cache["z2"] = self._f(self.cache["z1"], self.f_function)
        self.cache["z3"] = torch.mm(self.cache["z2"], self.parameters["W2"].t()) + self.parameters["b2"]
        return self._f(self.cache["z3"], self.g_function).clone()

    def _f(self, z, name):
        if name == "relu":
            return torch.relu(z)
        if name == "sigmoid":
            return torch.sigmoid(z)
        return z

    def _df(self, z, name):
        if name == "relu":
            return (z > 0).to(z.dtype)
        if name == "sigmoid":
            return torch.sigmoid(z) * (1 - torch.sigmoid(z))
        return torch.ones_like(z)

    def backward(self, dJdy_hat):
        d3 = dJdy_hat * self._df(self.cache["z3"], self.g_function)
        d1 = torch.mm(d3, self.parameters["W2"]) * self._df(self.cache["z1"], self.f_function)
        self.grads["dJdW2"] = torch.mm(d3.t(), self.cache["z2"])
        self.grads["dJdb2"] = d3.sum(dim=0)
        self.grads["dJdW1"] = torch.mm(d1.t(), self.cache["x"])
        self.grads["dJdb1"] = d1.sum(dim=0)

    def clear_grad_and_cache(self):
        for grad in self.grads:
            self.grads[grad] = torch.zeros_like(self.grads[grad])
        self.cache = dict()


def mse_loss(y, y_hat):
    loss = ((y_hat - y) ** 2).mean()
    return loss, 2 * (y_hat - y) / y.numel()


def bce_loss(y, y_hat):
    p = torch.clamp(y_hat, 1e-7, 1 - 1e-7)
    loss = -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()
    return loss, (-(y / p) + (1 - y) / (1 - p)) / y.numel()
