"""Classes with value and slope; the functions are bound methods of their instances."""

import numpy as np


class Activation:
    def __call__(self, z):
        return self.value(np.asarray(z, dtype=np.float64))

    def derivative(self, z):
        return self.slope(np.asarray(z, dtype=np.float64))


class Sigmoid(Activation):
    def value(self, z):
        return 0.5 + 0.5 * np.tanh(z / 2)

    def slope(self, z):
        return 0.25 * (1 - np.tanh(z / 2) ** 2)


class ReLU(Activation):
    def value(self, z):
        return (z + np.abs(z)) / 2

    def slope(self, z):
        return (1 + np.sign(z)) / 2


class Tanh(Activation):
    def value(self, z):
        return np.sinh(np.clip(z, -300, 300)) / np.cosh(np.clip(z, -300, 300))

    def slope(self, z):
        return 1 - np.square(self.value(z))


sigmoid, relu, tanh = Sigmoid(), ReLU(), Tanh()
sigmoid_derivative = sigmoid.derivative
relu_derivative = relu.derivative
tanh_derivative = tanh.derivative
