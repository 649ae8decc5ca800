"""Question 5.2, the experiments: trains every setting and writes the results tables to submit.

    python experiments.py

On the Omniglot pickle if it lies here, else on drawn strokes; `*.csv` beside this file are the
strokes' curves.
"""

import csv
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
EPOCHS, BATCH = 200, 32
COLUMNS = ("train_loss", "train_accuracy", "test_loss", "test_accuracy")

# (hidden units a layer, momentum, dropout, learning rate)
SETTINGS = {
    "single_layer": {
        "a": ((60,), 0.0, 0.0, 0.001),
        "b": ((60,), 0.4, 0.0, 0.001),
        "c": ((60,), 0.4, 0.2, 0.001),
        "d": ((150,), 0.4, 0.2, 0.001),
    },
    "two_layers": {
        "a": ((60, 60), 0.0, 0.0, 0.001),
        "b": ((60, 60), 0.4, 0.0, 0.001),
        "c": ((60, 60), 0.4, 0.2, 0.001),
        "d": ((150, 150), 0.4, 0.2, 0.001),
    },
    "learning_rate": {
        "a": ((150, 150), 0.0, 0.0, 0.01),
        "b": ((150, 150), 0.0, 0.0, 0.001),
        "c": ((150, 150), 0.0, 0.0, 0.0001),
    },
    "own_experiments": {
        "momentum 0.8": ((60,), 0.8, 0.0, 0.001),
        "dropout 0.5": ((60,), 0.4, 0.5, 0.001),
        "20 units": ((20,), 0.4, 0.0, 0.001),
    },
}


def network(mlp, pixels, classes, setting):
    """A fresh network of a setting."""
    hidden, momentum, dropout, rate = setting
    kind = mlp.SingleLayerMLP if len(hidden) == 1 else mlp.TwoLayerMLP
    units = hidden[0] if len(hidden) == 1 else list(hidden)
    return kind(pixels, classes, units, alpha=momentum, dropout_probability=dropout, lr=rate)


def train(mlp, data, setting, epochs, seed):
    """A row (epoch, *COLUMNS) after each epoch; minibatches are shuffled each time."""
    np.random.seed(seed)
    pixels, classes = len(data["train_x"]), len(data["train_y"])
    net, criterion = network(mlp, pixels, classes, setting), mlp.SoftmaxCrossEntropyLoss()
    for epoch in range(1, epochs + 1):
        order = np.random.permutation(data["train_x"].shape[1])
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            net.zerograd()
            logits = net.forward(data["train_x"][:, chosen], train=True)
            criterion.forward(logits, data["train_y"][:, chosen])
            net.backward(criterion.backward())
            net.step()
        row = []
        for part in ("train", "test"):
            logits = net.forward(data[f"{part}_x"], train=False)
            row.append(float(criterion.forward(logits, data[f"{part}_y"])))
            row.append(float(np.mean(criterion.getAccu())))
        yield epoch, *row


def main():
    """Write `<experiment>.csv` for each experiment."""
    import dataset
    import mlp

    data = dataset.whole(np.random.default_rng(0))
    for experiment, settings in SETTINGS.items():
        with (HERE / f"{experiment}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("setting", "epoch", *COLUMNS))
            for name, setting in settings.items():
                for epoch, *values in train(mlp, data, setting, EPOCHS, seed=1):
                    writer.writerow((name, epoch, *(f"{value:.4f}" for value in values)))
                print(experiment, name, values, file=sys.stderr)  # noqa: T201 - it takes minutes


if __name__ == "__main__":
    main()
