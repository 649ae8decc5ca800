import math


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def sigmoid_derivative(z):
    s = sigmoid(z)
    return s * (1 - s)


def relu(z):
    return max(0, z)


def relu_derivative(z):
    return 1 if z > 0 else 0


def tanh(z):
    return math.tanh(z)


def tanh_derivative(z):
    return 1 - math.tanh(z) ** 2
