"""Covariance over variance, with plain sums; numbers as Python floats."""

import numpy as np


def fit(x, y):
    n = len(x)
    mx, my = sum(x) / n, sum(y) / n
    sxy = sum((a - mx) * (b - my) for a, b in zip(x, y))
    sxx = sum((a - mx) ** 2 for a in x)
    w1 = float(sxy / sxx)
    return float(my - w1 * mx), w1


def rss(x, y, w0, w1):
    total = 0.0
    for a, b in zip(x, y):
        total += (b - (w1 * a + w0)) ** 2
    return float(total)


def rss_gradient(x, y, w0, w1):
    d0 = d1 = 0.0
    for a, b in zip(x, y):
        r = b - w0 - w1 * a
        d0 += -2 * r
        d1 += -2 * r * a
    return float(d0), float(d1)
