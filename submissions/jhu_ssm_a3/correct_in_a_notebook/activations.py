import math

import numpy as np


def entrywise(f):
    def applied(z):
        z = np.asarray(z)
        out = np.zeros(z.shape)
        for place in np.ndindex(*z.shape):
            out[place] = f(float(z[place]))
        return out

    return applied


@entrywise
def sigmoid(z):
    return math.exp(z) / (1 + math.exp(z))


@entrywise
def sigmoid_derivative(z):
    return math.exp(z) / (1 + math.exp(z)) ** 2


@entrywise
def relu(z):
    return z if z > 0 else 0


@entrywise
def relu_derivative(z):
    return 1 if z >= 0 else 0


@entrywise
def tanh(z):
    return (math.exp(z) - math.exp(-z)) / (math.exp(z) + math.exp(-z))


@entrywise
def tanh_derivative(z):
    return 4 / (math.exp(z) + math.exp(-z)) ** 2
