"""Pure Python loops over the points, math.fsum, Python floats only."""
import math

import numpy as np


def _pairs(x, y):
    return [(float(a), float(b)) for a, b in zip(x, y)]


def fit(x, y):
    pts = _pairs(x, y)
    n = len(pts)
    xbar = math.fsum(a for a, _ in pts) / n
    ybar = math.fsum(b for _, b in pts) / n
    top = math.fsum((a - xbar) * (b - ybar) for a, b in pts)
    bottom = math.fsum((a - xbar) * (a - xbar) for a, _ in pts)
    w1 = top / bottom
    w0 = ybar - w1 * xbar
    return w0, w1


def rss(x, y, w0, w1):
    total = 0.0
    for a, b in _pairs(x, y):
        total += (b - (w1 * a + w0)) ** 2
    return total


def rss_gradient(x, y, w0, w1):
    d0 = d1 = 0.0
    for a, b in _pairs(x, y):
        e = w1 * a + w0 - b
        d0 += 2 * e
        d1 += 2 * e * a
    return d0, d1
