"""Torch with addmm, einsum and torch.where; logs clamped at -100 as PyTorch's BCELoss; grads accumulate."""

from __future__ import annotations

from typing import Dict, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor


class Activation:
    def __init__(self, name: str) -> None:
        self.name = name
        assert name in ("relu", "sigmoid", "identity")

    def __call__(self, z: Tensor) -> Tensor:
        if self.name == "relu":
            return F.relu(z)
        if self.name == "sigmoid":
            return torch.exp(F.logsigmoid(z))
        return 1 * z

    def pull(self, z: Tensor, grad: Tensor) -> Tensor:
        if self.name == "relu":
            return torch.where(z > 0, grad, torch.zeros_like(grad))
        if self.name == "sigmoid":
            return grad * torch.sigmoid(z) * torch.sigmoid(-z)
        return grad


class MLP:
    def __init__(
        self,
        linear_1_in_features: int,
        linear_1_out_features: int,
        f_function: str,
        linear_2_in_features: int,
        linear_2_out_features: int,
        g_function: str,
    ) -> None:
        self.f, self.g = Activation(f_function), Activation(g_function)
        first = torch.nn.init.kaiming_uniform_(torch.empty(linear_1_out_features, linear_1_in_features))
        second = torch.nn.init.xavier_uniform_(torch.empty(linear_2_out_features, linear_2_in_features))
        self.parameters: Dict[str, Tensor] = {
            "W1": first, "b1": torch.zeros(linear_1_out_features),
            "W2": second, "b2": torch.zeros(linear_2_out_features),
        }
        self.grads: Dict[str, Tensor] = {"dJd" + k: torch.zeros_like(v) for k, v in self.parameters.items()}
        self.cache: Dict[str, Tensor] = {}

    @torch.no_grad()
    def forward(self, x: Tensor) -> Tensor:
        p = self.parameters
        z1 = torch.addmm(p["b1"], x, p["W1"].T)
        z2 = self.f(z1)
        z3 = torch.addmm(p["b2"], z2, p["W2"].T)
        self.cache = {"x": x, "z1": z1, "z2": z2, "z3": z3, "W2": p["W2"]}
        return self.g(z3)

    @torch.no_grad()
    def backward(self, dJdy_hat: Tensor) -> None:
        c = self.cache
        d3 = self.g.pull(c["z3"], dJdy_hat)
        d1 = self.f.pull(c["z1"], torch.einsum("nk,kh->nh", d3, c["W2"]))
        for name, value in (
            ("dJdW2", torch.einsum("nk,nh->kh", d3, c["z2"])),
            ("dJdb2", torch.einsum("nk->k", d3)),
            ("dJdW1", torch.einsum("nh,nd->hd", d1, c["x"])),
            ("dJdb1", torch.einsum("nh->h", d1)),
        ):
            self.grads[name] = self.grads[name] + value

    def clear_grad_and_cache(self) -> None:
        self.grads = {k: torch.zeros_like(v) for k, v in self.grads.items()}
        self.cache = {}


def mse_loss(y: Tensor, y_hat: Tensor) -> Tuple[Tensor, Tensor]:
    return F.mse_loss(y_hat, y), (y_hat - y).mul(2).div(y.numel())


def bce_loss(y: Tensor, y_hat: Tensor) -> Tuple[Tensor, Tensor]:
    log_p = torch.log(y_hat).clamp(min=-100)
    log_q = torch.log(1 - y_hat).clamp(min=-100)
    J = -torch.where(y == 1, log_p, log_q).mean()
    grad = (y_hat - y) / (y_hat * (1 - y_hat)).clamp(min=1e-12)
    return J, grad / y.numel()
