import numpy as np

class Tensor:
    def __init__(self, data, back=None):
        self.data, self.back = np.asarray(data), back or (lambda g: None)
        self.grad = 0 * self.data.astype("float64")

    def backward(self, g=None):
        g = np.ones(self.data.shape) if g is None else np.asarray(g)
        while g.ndim > self.data.ndim:
            g = g.sum(0)
        self.grad = self.grad + g
        self.back(g)

    def __add__(a, b):
        return Tensor(a.data + b.data, lambda g: (a.backward(g), b.backward(g)))

    def __mul__(a, b):
        return Tensor(a.data * b.data, lambda g: (a.backward(g * b.data), b.backward(g * a.data)))

    def __matmul__(a, b):
        return Tensor(a.data @ b.data, lambda g: (a.backward(g @ b.data.T), b.backward(a.data.T @ g)))

    def sum(a):
        return Tensor(a.data.sum(), lambda g: a.backward(g * np.ones_like(a.data, dtype=float)))

def relu(a):
    return Tensor(a.data.clip(min=0), lambda g: a.backward(np.where(a.data > 0, g, 0)))

def exp(a):
    return Tensor(np.exp(a.data), lambda g: a.backward(np.exp(a.data) * g))
