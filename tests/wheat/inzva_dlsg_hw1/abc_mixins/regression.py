"""An ABC of models with __call__, normal equations by np.linalg.solve after centring, unused imports."""
import abc
import copy
import json
import sys

import numpy as np


class Model(abc.ABC):
    @abc.abstractmethod
    def __call__(self, x):
        ...

    def rss(self, x, y):
        d = np.asarray(y) - self(x)
        return float((d * d).sum())


class Line(Model):
    def __init__(self, w0, w1):
        self.w0, self.w1 = w0, w1

    def __call__(self, x):
        return self.w0 + self.w1 * np.asarray(x)

    @classmethod
    def fitted(cls, x, y):
        c = np.mean(x)
        A = np.vander(np.asarray(x) - c, 2)
        w1, at_c = np.linalg.solve(A.T @ A, A.T @ y)
        return cls(at_c - w1 * c, w1)

    def gradient(self, x, y):
        return tuple(2 * float(np.dot(self(x) - y, k)) for k in (np.ones(len(x)), x))


def fit(x, y):
    line = Line.fitted(x, y)
    return line.w0, line.w1


def rss(x, y, w0, w1):
    return Line(w0, w1).rss(x, y)


def rss_gradient(x, y, w0, w1):
    return Line(w0, w1).gradient(x, y)
