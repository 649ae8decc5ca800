"""torch's functional interface, einsum, torch.no_grad, gradients that add up."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

FUNCTIONS = {"relu": F.relu, "sigmoid": torch.sigmoid, "identity": nn.Identity()}
SLOPES = {
    "relu": lambda s, a: (a > 0).type_as(a),
    "sigmoid": lambda s, a: a * (1 - a),
    "identity": lambda s, a: torch.ones_like(a),
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
        self.names = [f_function, g_function]
        sizes = [
            (linear_1_out_features, linear_1_in_features),
            (linear_2_out_features, linear_2_in_features),
        ]
        self.parameters, self.grads, self.cache = {}, {}, {}
        for i, (n_out, n_in) in enumerate(sizes, 1):
            self.parameters[f"W{i}"] = torch.empty(n_out, n_in).uniform_(-0.5, 0.5)
            self.parameters[f"b{i}"] = torch.zeros(n_out)
            self.grads[f"dJdW{i}"] = torch.zeros(n_out, n_in)
            self.grads[f"dJdb{i}"] = torch.zeros(n_out)

    @torch.no_grad()
    def forward(self, x):
        a = x.detach().clone()
        for i in (1, 2):
            self.cache[f"in{i}"] = a
            s = F.linear(a, self.parameters[f"W{i}"], self.parameters[f"b{i}"])
            a = FUNCTIONS[self.names[i - 1]](s)
            self.cache[f"slope{i}"] = SLOPES[self.names[i - 1]](s, a)
        return a

    def backward(self, dJdy_hat):
        with torch.no_grad():
            d = dJdy_hat
            for i in (2, 1):
                d = d * self.cache[f"slope{i}"]
                self.grads[f"dJdW{i}"] = self.grads[f"dJdW{i}"] + torch.einsum(
                    "bo,bi->oi", d, self.cache[f"in{i}"]
                )
                self.grads[f"dJdb{i}"] = self.grads[f"dJdb{i}"] + torch.sum(d, 0)
                d = d.matmul(self.parameters[f"W{i}"])

    def clear_grad_and_cache(self):
        self.grads = {k: torch.zeros(v.shape) for k, v in self.grads.items()}
        self.cache = {}


def mse_loss(y, y_hat):
    return F.mse_loss(y_hat, y), (y_hat - y) * (2 / y.nelement())


def bce_loss(y, y_hat):
    eps = torch.finfo(y_hat.dtype).eps
    p = y_hat.clamp(min=eps, max=1 - eps)
    return F.binary_cross_entropy(p, y), (p - y) / (p * (1 - p) * y.nelement())
