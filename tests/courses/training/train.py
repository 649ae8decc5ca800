import torch
from model import Model
from torch.nn.functional import cross_entropy

__all__ = ["Model", "accuracy", "evaluate", "fit"]


def accuracy(logits, y):
    return (logits.argmax(dim=1) == y).float().mean().item()


def fit(net, x, y, lr, epochs):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        optimizer.zero_grad()
        loss = cross_entropy(net(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def evaluate(net, x, y):
    net.eval()
    with torch.no_grad():
        return cross_entropy(net(x), y).item()
