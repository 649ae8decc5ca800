"""CMU 10-417/617 Homework 1, Problem 1.3: your construction goes here.

Use numpy only, and keep the interface.
"""

import numpy as np


def step_network(x, y):
    """Step units that give N points their labels: the weights W, b and a.

    x has shape (N, D), and its rows are N distinct points: some may share coordinates, and some
    may be close together (about 0.01). y has shape (N,): any real labels. Return W of shape
    (N, D), b of shape (N,) and a of shape (N,) such that for every point x_i

        sum_j a_j step(W_j . x_i + b_j) = y_i,    where step(z) is 1 for z >= 0 and else 0.
    """
    raise NotImplementedError
