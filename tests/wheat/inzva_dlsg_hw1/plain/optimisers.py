"""State is the Python number 0 until the first step broadcasts it; epsilon beside the root."""
import numpy as np


class Momentum:
    def __init__(self, rate=0.01, momentum=0.9):
        self.rate, self.momentum = rate, momentum
        self.v = 0

    def step(self, w, gradient):
        self.v = self.momentum * self.v + gradient
        return w - self.rate * self.v


class RMSProp:
    def __init__(self, rate=0.001, decay=0.9, epsilon=1e-8):
        self.rate, self.decay, self.epsilon = rate, decay, epsilon
        self.v = 0

    def step(self, w, gradient):
        self.v = self.decay * self.v + (1 - self.decay) * gradient ** 2
        return w - self.rate * gradient / (np.sqrt(self.v) + self.epsilon)


class Adam:
    def __init__(self, rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.rate, self.beta1, self.beta2, self.epsilon = rate, beta1, beta2, epsilon
        self.m = self.v = self.t = 0

    def step(self, w, gradient):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * gradient
        self.v = self.beta2 * self.v + (1 - self.beta2) * gradient ** 2
        mhat = self.m / (1 - self.beta1 ** self.t)
        vhat = self.v / (1 - self.beta2 ** self.t)
        return w - self.rate * mhat / (np.sqrt(vhat) + self.epsilon)
