import numpy as np


class Momentum:
    def __init__(self, rate=0.01, momentum=0.9):
        self.rate = rate
        self.momentum = momentum
        self.v = None

    def step(self, w, gradient):
        if self.v is None:
            self.v = np.zeros_like(w)
        self.v = self.momentum * self.v - self.rate * gradient
        return w + self.v


class RMSProp:
    def __init__(self, rate=0.001, decay=0.9, epsilon=1e-8):
        self.rate = rate
        self.decay = decay
        self.epsilon = epsilon
        self.v = None

    def step(self, w, gradient):
        if self.v is None:
            self.v = np.zeros_like(w)
        self.v = self.decay * self.v + (1 - self.decay) * np.square(gradient)
        return w - self.rate / (np.sqrt(self.v) + self.epsilon) * gradient


class Adam:
    def __init__(self, rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.rate = rate
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.m = None
        self.v = None
        self.t = 0

    def step(self, w, gradient):
        if self.m is None:
            self.m = np.zeros_like(w)
            self.v = np.zeros_like(w)
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * gradient
        self.v = self.beta2 * self.v + (1 - self.beta2) * gradient * gradient
        m_hat = self.m / (1 - self.beta1 ** self.t)
        v_hat = self.v / (1 - self.beta2 ** self.t)
        return w - self.rate * m_hat / (np.sqrt(v_hat) + self.epsilon)
