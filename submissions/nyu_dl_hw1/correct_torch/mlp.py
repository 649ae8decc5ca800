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

    def activate(self, name, z):
        if name == "relu":
            return torch.relu(z)
        if name == "sigmoid":
            return torch.sigmoid(z)
        return z

    def slope(self, name, z):
        if name == "relu":
            return (z > 0).float()
        if name == "sigmoid":
            s = torch.sigmoid(z)
            return s * (1 - s)
        return torch.ones_like(z)

    def forward(self, x):
        z1 = x.mm(self.parameters["W1"].t()) + self.parameters["b1"]
        z2 = self.activate(self.f_function, z1)
        z3 = z2.mm(self.parameters["W2"].t()) + self.parameters["b2"]
        self.cache = dict(x=x, z1=z1, z2=z2, z3=z3)
        return self.activate(self.g_function, z3)

    def backward(self, dJdy_hat):
        dJdz3 = dJdy_hat * self.slope(self.g_function, self.cache["z3"])
        dJdz2 = dJdz3.mm(self.parameters["W2"])
        dJdz1 = dJdz2 * self.slope(self.f_function, self.cache["z1"])
        self.grads["dJdW2"] = self.grads["dJdW2"] + dJdz3.t().mm(self.cache["z2"])
        self.grads["dJdb2"] = self.grads["dJdb2"] + dJdz3.sum(0)
        self.grads["dJdW1"] = self.grads["dJdW1"] + dJdz1.t().mm(self.cache["x"])
        self.grads["dJdb1"] = self.grads["dJdb1"] + dJdz1.sum(0)

    def clear_grad_and_cache(self):
        for grad in self.grads:
            self.grads[grad] = torch.zeros(1)
        self.cache = dict()


def mse_loss(y, y_hat):
    loss = torch.mean((y_hat - y) ** 2)
    return loss, 2 * (y_hat - y) / y.numel()


def bce_loss(y, y_hat):
    eps = 1e-7
    p = torch.clamp(y_hat, eps, 1 - eps)
    loss = -torch.mean(y * torch.log(p) + (1 - y) * torch.log(1 - p))
    return loss, (p - y) / (p * (1 - p)) / y.numel()
