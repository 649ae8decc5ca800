import numpy as np


class Linear:
    def __init__(self, d, k):
        self.W, self.b = np.zeros((k, d)), np.zeros(k)

    def forward(self, Z):
        self.Z = Z
        return Z @ self.W.T + self.b

    def backward(self, dLdA):
        self.dLdW = dLdA.T @ self.Z
        self.dLdb = dLdA.sum(axis=0)
        return dLdA @ self.W
