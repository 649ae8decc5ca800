"""What is asked of the package."""


def forward(autodiff, x, y):
    """A + b, a * b, relu(a) and exp(b) of Tensor(x) and Tensor(y)."""
    a, b = autodiff.Tensor(x), autodiff.Tensor(y)
    found = {"sum": a + b, "product": a * b, "relu": autodiff.relu(a), "exp": autodiff.exp(b)}
    return {name: tensor.data for name, tensor in found.items()}


def entrywise(autodiff, x, y):
    """(relu(a) * exp(b) + a).sum().backward()."""
    a, b = autodiff.Tensor(x), autodiff.Tensor(y)
    loss = (autodiff.relu(a) * autodiff.exp(b) + a).sum()
    loss.backward()
    return {"loss": loss.data, "dx": a.grad, "dy": b.grad}


def matrices(autodiff, x, W, b):
    """exp(x @ W + b).sum().backward(), with a row b."""
    x, W, b = map(autodiff.Tensor, (x, W, b))
    loss = autodiff.exp(x @ W + b).sum()
    loss.backward()
    return {"loss": loss.data, "dx": x.grad, "dW": W.grad, "db": b.grad}


def twice(autodiff, x):
    """With s = a * a: (s + s * a).sum().backward()."""
    a = autodiff.Tensor(x)
    square = a * a
    loss = (square + square * a).sum()
    loss.backward()
    return {"loss": loss.data, "dx": a.grad}
