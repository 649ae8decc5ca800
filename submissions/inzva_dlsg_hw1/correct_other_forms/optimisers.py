import numpy


class Optimiser:
    def __init__(self):
        self.memory = {}

    def averaged(self, name, value, rate):
        """The running mean of a value under a name."""
        before = self.memory.get(name, numpy.zeros(value.shape))
        self.memory[name] = before + (1 - rate) * (value - before)
        return self.memory[name]


class Momentum(Optimiser):
    def __init__(self, rate=0.01, momentum=0.9):
        super().__init__()
        self.settings = rate, momentum

    def step(self, w, gradient):
        rate, momentum = self.settings
        self.memory["v"] = gradient + momentum * self.memory.get("v", 0)
        return w - rate * self.memory["v"]


class RMSProp(Optimiser):
    def __init__(self, rate=0.001, decay=0.9, epsilon=1e-8):
        super().__init__()
        self.settings = rate, decay, epsilon

    def step(self, w, gradient):
        rate, decay, epsilon = self.settings
        return w - rate * gradient * (self.averaged("v", gradient**2, decay) + epsilon) ** -0.5


class Adam(Optimiser):
    def __init__(self, rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        super().__init__()
        self.settings = rate, beta1, beta2, epsilon
        self.beta1_to_t = self.beta2_to_t = 1

    def step(self, w, gradient):
        rate, beta1, beta2, epsilon = self.settings
        self.beta1_to_t *= beta1
        self.beta2_to_t *= beta2
        m = self.averaged("m", gradient, beta1) / (1 - self.beta1_to_t)
        v = self.averaged("v", gradient**2, beta2) / (1 - self.beta2_to_t)
        return w - rate * m / (v**0.5 + epsilon)
