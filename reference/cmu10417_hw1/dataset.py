"""Data for the training-loop test: the course's Omniglot pickle, or drawn strokes.

`omniglot_12.pkl`, if it lies beside this file, holds ((trainX, trainY), (testX, testY)) with
images as rows; without it a small set of strokes in twelve classes stands in.
"""

from pathlib import Path

import numpy as np

from grader import load_arrays

PICKLE = Path(__file__).with_name("omniglot_12.pkl")
CLASSES, SIDE = 12, 12
TRAIN, TEST = 192, 60


def load(path):
    """The course's ((trainX, trainY), (testX, testY)): images (N, pixels), labels (N,)."""
    (train_x, train_y), (test_x, test_y) = load_arrays(path)
    return (train_x, train_y), (test_x, test_y)


def strokes(rng, count):
    """Images (count, SIDE²) of one stroke each, and labels: the stroke's angle, in twelve steps."""
    labels = rng.integers(0, CLASSES, count)
    angle = (labels + rng.uniform(-0.3, 0.3, count)) * np.pi / CLASSES
    centre = rng.uniform(-1.5, 1.5, (2, count, 1, 1))
    y, x = np.mgrid[:SIDE, :SIDE] - (SIDE - 1) / 2
    x, y = x - centre[0], y - centre[1]
    across = x * np.sin(angle)[:, None, None] - y * np.cos(angle)[:, None, None]
    along = x * np.cos(angle)[:, None, None] + y * np.sin(angle)[:, None, None]
    images = np.exp(-(across**2)) * (np.abs(along) < SIDE / 3)
    return images.reshape(count, -1), labels


def sample(rng):
    """A small training and test set: images as columns, labels one-hot, both (·, N)."""
    if PICKLE.exists():
        train, test = (_some(rng, *part) for part in zip(load(PICKLE), (TRAIN, TEST), strict=True))
    else:
        train, test = strokes(rng, TRAIN), strokes(rng, TEST)
    return _in_columns(train, test)


def whole(rng):
    """As `sample`: all that the pickle holds, or as many strokes as show something."""
    if PICKLE.exists():
        return _in_columns(*load(PICKLE))
    return _in_columns(strokes(rng, 5 * TRAIN), strokes(rng, 5 * TEST))


def packed(images):
    """Drawings in black and white as bytes, so that a whole set can be sent to a process."""
    return images.astype(np.uint8) if np.isin(images, (0, 1)).all() else images


def _in_columns(train, test):
    sets = {}
    for name, (images, labels) in (("train", train), ("test", test)):
        sets[f"{name}_x"] = np.asarray(images, float).T.copy()
        sets[f"{name}_y"] = np.eye(CLASSES)[:, np.asarray(labels, int)]
    return sets


def _some(rng, part, count):
    images, labels = part
    chosen = rng.permutation(len(labels))[:count]
    return images[chosen], labels[chosen]


SHAPE = (105 * 105 if PICKLE.exists() else SIDE * SIDE, TRAIN, TEST)
