"""Torch tensors, in the style of the course's skeleton; clamped probabilities, no autograd."""

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

    @staticmethod
    def _act(name, z):
        return {"relu": torch.relu, "sigmoid": torch.sigmoid, "identity": torch.clone}[name](z)

    @staticmethod
    def _dact(name, z):
        if name == "relu":
            return (z > 0).to(z.dtype)
        if name == "sigmoid":
            s = torch.sigmoid(z)
            return s * (1 - s)
        return torch.ones_like(z)

    def forward(self, x):
        z1 = torch.mm(x, self.parameters["W1"].t()) + self.parameters["b1"]
        z2 = self._act(self.f_function, z1)
        z3 = torch.mm(z2, self.parameters["W2"].t()) + self.parameters["b2"]
        self.cache.update(x=x, z1=z1, z2=z2, z3=z3)
        return self._act(self.g_function, z3)

    def backward(self, dJdy_hat):
        x, z1, z2, z3 = (self.cache[k] for k in ("x", "z1", "z2", "z3"))
        delta3 = dJdy_hat * self._dact(self.g_function, z3)
        delta1 = torch.mm(delta3, self.parameters["W2"]) * self._dact(self.f_function, z1)
        self.grads["dJdW2"] = torch.mm(delta3.t(), z2)
        self.grads["dJdb2"] = delta3.sum(dim=0)
        self.grads["dJdW1"] = torch.mm(delta1.t(), x)
        self.grads["dJdb1"] = delta1.sum(dim=0)

    def clear_grad_and_cache(self):
        for grad in self.grads:
            self.grads[grad] = torch.zeros_like(self.grads[grad])
        self.cache = dict()


def mse_loss(y, y_hat):
    loss = ((y_hat - y) ** 2).mean()
    dJdy_hat = 2 * (y_hat - y) / y_hat.numel()
    return loss, dJdy_hat


def bce_loss(y, y_hat):
    tiny = 1e-12
    p = torch.clamp(y_hat, min=tiny)
    q = torch.clamp(1 - y_hat, min=tiny)
    loss = -(y * torch.log(p) + (1 - y) * torch.log(q)).mean()
    dJdy_hat = ((1 - y) / q - y / p) / y_hat.numel()
    return loss, dJdy_hat
