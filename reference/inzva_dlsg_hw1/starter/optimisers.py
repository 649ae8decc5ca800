"""Homework 1: your optimisers go here. Use numpy only, and keep the interface.

An optimiser serves one array of parameters w, of any shape. step(w, gradient), with a gradient of
w's shape, returns the new parameters and changes neither argument. What an optimiser remembers
between steps is its own, starts at zero, and isn't w: another w may come with the next step.
Several optimisers are used at once, and a later step doesn't change what an earlier one returned.
"""

import numpy as np


class Momentum:
    """Remembers a velocity v: first v = momentum * v + gradient, then w goes to w - rate * v."""

    def __init__(self, rate=0.01, momentum=0.9):
        raise NotImplementedError

    def step(self, w, gradient):
        """The parameters after one more step, in w's shape."""
        raise NotImplementedError


class RMSProp:
    """Remembers a running mean of squared gradients, with the given decay; see question 11b.

    epsilon may be under the root or beside it.
    """

    def __init__(self, rate=0.001, decay=0.9, epsilon=1e-8):
        raise NotImplementedError

    def step(self, w, gradient):
        """The parameters after one more step, in w's shape."""
        raise NotImplementedError


class Adam:
    """Adam as in Kingma and Ba (2015), Algorithm 1, with epsilon where the paper has it."""

    def __init__(self, rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        raise NotImplementedError

    def step(self, w, gradient):
        """The parameters after one more step, in w's shape."""
        raise NotImplementedError
