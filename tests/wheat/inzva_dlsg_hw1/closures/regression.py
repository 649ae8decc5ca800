"""A closure over the data, functools.partial, covariance matrix by np.cov, a namedtuple returned."""
from collections import namedtuple
from functools import partial

import numpy as np

Line = namedtuple("Line", "w0 w1")


def _error(x, y):
    return lambda w0, w1: np.polynomial.polynomial.polyval(x, [w0, w1]) - y


def fit(x, y):
    C = np.cov(x, y, bias=True)
    slope = C[0, 1] / C[0, 0]
    return Line(w0=np.mean(y) - slope * np.mean(x), w1=slope)


def rss(x, y, w0, w1):
    e = _error(x, y)(w0, w1)
    return np.dot(e, e)


def rss_gradient(x, y, w0, w1):
    twice = partial(np.dot, 2 * _error(x, y)(w0, w1))
    return Line(twice(np.ones(len(x))), twice(x))
