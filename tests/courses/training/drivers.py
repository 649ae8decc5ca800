"""What is asked of the model and the loop."""

import torch


def loaded(model, W, V):
    """Model(d, h, k) with these weights and no biases."""
    net = model.Model(W.shape[1], W.shape[0], V.shape[0])
    weights = [p for p in net.parameters() if p.ndim == 2]
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.zero_()
        for parameter, value in zip(weights, (W, V), strict=True):
            parameter.copy_(torch.tensor(value))
    return net


def forward(model, x, W, V):
    """Model(d, h, k)(x), logits, with given weights."""
    return {"logits": loaded(model, W, V)(torch.tensor(x, dtype=torch.float32))}


def accuracy(train, logits, y):
    """accuracy(logits, y): the share of right predictions, as a number."""
    return {"accuracy": float(train.accuracy(torch.tensor(logits), torch.tensor(y)))}


def training(train, x, y, W, V, lr):
    """fit(net, x, y, lr, epochs=5): full batches, gradient descent; the loss of each epoch."""
    net = loaded(train, W, V)
    losses = train.fit(net, torch.tensor(x, dtype=torch.float32), torch.tensor(y), lr, 5)
    return {"train_loss": [float(loss) for loss in losses]}


def evaluation(train, x, y, W, V, lr):
    """evaluate(net, x, y): the loss, without gradients; fit goes on as before."""
    net, x, y = loaded(train, W, V), torch.tensor(x, dtype=torch.float32), torch.tensor(y)
    loss = train.evaluate(net, x, y)
    train.fit(net, x, y, lr, 1)
    return {"loss": float(loss), "after": float(train.evaluate(net, x, y))}
