"""Questions 6.1.3 to 6.1.5, the experiments: trains every setting and writes the curves.

    python experiments.py

On points in ten dimensions whose class is the sign of a product, XOR in short, so that depth has
something to do.
"""

import csv
from itertools import pairwise
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
EPOCHS, BATCH, UNITS = 20, 50, 512
COLUMNS = ("train_loss", "train_accuracy", "dev_loss", "dev_accuracy")
SLOPES = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda h: h * (1 - h)),
    "relu": (lambda z: np.maximum(z, 0), lambda h: (h > 0).astype(h.dtype)),
    "tanh": (np.tanh, lambda h: 1 - h**2),
}
SETTINGS = {  # (activation, hidden layers, learning rate)
    "depth": {str(depth): ("relu", depth, 0.05) for depth in range(4)},
    "activations": {
        f"{name}-{depth}": (name, depth, 0.05) for name in SLOPES for depth in (1, 2, 3)
    },
    "learning_rates": {
        f"{rate}-{depth}": ("relu", depth, rate)
        for rate in (0.01, 0.05, 0.075, 0.1, 0.125)
        for depth in range(4)
    },
}


def points(rng, count):
    """Inputs (count, 10) and labels (count,)."""
    x = rng.normal(size=(count, 10)).astype(np.float32)
    return x, (x[:, 0] * x[:, 1] > 0).astype(int)


def start(rng, depth):
    """Weights and biases of each layer."""
    widths = [10, *[UNITS] * depth, 2]
    sizes = pairwise(widths)
    return [
        (rng.normal(0, m**-0.5, (m, n)).astype(np.float32), np.zeros(n, np.float32))
        for m, n in sizes
    ]


def forward(layers, x, function):
    """The values of all layers, the last being log-probabilities."""
    values = [x]
    for number, (W, b) in enumerate(layers, 1):
        z = values[-1] @ W + b
        values.append(function(z) if number < len(layers) else z)
    top = values[-1] - values[-1].max(axis=1, keepdims=True)
    values[-1] = top - np.log(np.exp(top).sum(axis=1, keepdims=True))
    return values


def step(layers, x, y, activation, rate):
    """One step of SGD on the mean cross-entropy."""
    function, slope = SLOPES[activation]
    values = forward(layers, x, function)
    gradient = (np.exp(values[-1]) - np.eye(2, dtype=np.float32)[y]) / len(y)
    for number in reversed(range(len(layers))):
        W, b = layers[number]
        below = values[number]
        down = gradient @ W.T * slope(below) if number else None
        layers[number] = (W - rate * below.T @ gradient, b - rate * gradient.sum(axis=0))
        gradient = down


def train(setting, seed):
    """A row (epoch, *COLUMNS) after each epoch."""
    activation, depth, rate = setting
    rng = np.random.default_rng(seed)
    sets = {"train": points(rng, 2000), "dev": points(rng, 500)}
    layers = start(rng, depth)
    x, y = sets["train"]
    for epoch in range(1, EPOCHS + 1):
        order = rng.permutation(len(y))
        for chosen in np.split(order, len(y) // BATCH):
            step(layers, x[chosen], y[chosen], activation, rate)
        row = []
        for inputs, labels in sets.values():
            scores = forward(layers, inputs, SLOPES[activation][0])[-1]
            row.append(float(-scores[np.arange(len(labels)), labels].mean()))
            row.append(float((scores.argmax(axis=1) == labels).mean()))
        yield epoch, *row


def main():
    """Write `<experiment>.csv` for each experiment."""
    for experiment, settings in SETTINGS.items():
        with (HERE / f"{experiment}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("setting", "epoch", *COLUMNS))
            for name, setting in settings.items():
                for epoch, *values in train(setting, seed=1):
                    writer.writerow((name, epoch, *(f"{value:.4f}" for value in values)))


if __name__ == "__main__":
    main()
