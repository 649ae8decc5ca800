import numpy as np

class Linear:
    def __init__(self, n, m): self.W = np.ones((m, n)); self.b = np.ones(m)
    def forward(self, x): self.x = x; return np.einsum("nd,kd->nk", x, self.W) + self.b[None]
    def backward(self, g):
        self.dLdW, self.dLdb = np.einsum("nk,nd->kd", g, self.x), np.einsum("nk->k", g)
        return np.einsum("nk,kd->nd", g, self.W)

class Sigmoid:
    def forward(self, x): self.y = 0.5 * (1 + np.tanh(x / 2)); return self.y
    def backward(self, g): return g * (self.y - self.y ** 2)

class Tanh:
    def forward(self, x): self.y = 2 * Sigmoid().forward(2 * x) - 1; return self.y
    def backward(self, g): return g * (1 - self.y) * (1 + self.y)

class CrossEntropy:
    def forward(self, z, y):
        self.y = y
        self.p = np.exp(z - z.max(1)[:, None]); self.p /= self.p.sum(1)[:, None]
        with np.errstate(divide="ignore"):
            logs = np.maximum(np.log(self.p), z - np.log(np.sum(np.exp(z - z.max(1)[:, None]), 1))[:, None] - z.max(1)[:, None])
        return -logs[y == 1].mean()
    def backward(self): return (self.p - self.y) / len(self.p)

class SGD:
    def __init__(self, layers, lr, mu):
        self.__dict__.update(locals())
        self.old = None
    def step(self):
        new = [[l.dLdW, l.dLdb] for l in self.layers]
        if self.old: new = [[n + self.mu * o for n, o in zip(*two)] for two in zip(new, self.old)]
        self.old = new
        for l, (w, b) in zip(self.layers, new):
            l.W = l.W - self.lr * w; l.b = l.b - self.lr * b
