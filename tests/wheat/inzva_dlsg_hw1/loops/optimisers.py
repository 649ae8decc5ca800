"""Entry by entry with np.ndenumerate/np.ndindex, state in dicts keyed by the index, Python floats."""
import math

import numpy as np


class Momentum:
    def __init__(self, rate=0.01, momentum=0.9):
        self.rate = rate
        self.momentum = momentum
        self.v = {}

    def step(self, w, gradient):
        new = np.empty(np.shape(w))
        for i in np.ndindex(np.shape(w)):
            self.v[i] = self.momentum * self.v.get(i, 0.0) + float(gradient[i])
            new[i] = w[i] - self.rate * self.v[i]
        return new


class RMSProp:
    def __init__(self, rate=0.001, decay=0.9, epsilon=1e-8):
        self.rate, self.decay, self.epsilon = rate, decay, epsilon
        self.mean = {}

    def step(self, w, gradient):
        new = np.empty(np.shape(w))
        for i in np.ndindex(np.shape(w)):
            g = float(gradient[i])
            self.mean[i] = self.decay * self.mean.get(i, 0.0) + (1 - self.decay) * g * g
            new[i] = w[i] - self.rate * g / math.sqrt(self.mean[i] + self.epsilon)
        return new


class Adam:
    def __init__(self, rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.rate, self.beta1, self.beta2, self.epsilon = rate, beta1, beta2, epsilon
        self.moments = {}
        self.t = 0

    def step(self, w, gradient):
        self.t += 1
        c1 = 1 - math.pow(self.beta1, self.t)
        c2 = 1 - math.pow(self.beta2, self.t)
        new = np.empty(np.shape(w))
        for i in np.ndindex(np.shape(w)):
            g = float(gradient[i])
            m, v = self.moments.get(i, (0.0, 0.0))
            m = self.beta1 * m + (1 - self.beta1) * g
            v = self.beta2 * v + (1 - self.beta2) * g * g
            self.moments[i] = m, v
            new[i] = w[i] - self.rate * (m / c1) / (math.sqrt(v / c2) + self.epsilon)
        return new
