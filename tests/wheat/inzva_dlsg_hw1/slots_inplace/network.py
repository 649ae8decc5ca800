"""A workspace with __slots__ and preallocated Fortran-ordered buffers, all updates in place on own copies."""
import numpy as np


def _sigmoid_inplace(z):
    np.negative(z, out=z)
    np.clip(z, -700, 700, out=z)
    np.exp(z, out=z)
    z += 1
    np.reciprocal(z, out=z)
    return z


class Workspace:
    __slots__ = ("A", "P", "D", "E", "dW1", "db1", "dW2", "db2")

    def __init__(self, hidden, D, N):
        new = lambda *s: np.empty(s, dtype=np.float64, order="F")  # noqa: E731
        self.A, self.D = new(hidden, N), new(hidden, N)
        self.P, self.E = new(1, N), new(1, N)
        self.dW1, self.db1, self.dW2, self.db2 = new(hidden, D), new(hidden, 1), new(1, hidden), new(1, 1)

    def forward(self, W1, b1, W2, b2, X):
        np.matmul(W1, X, out=self.A)
        self.A += b1
        _sigmoid_inplace(self.A)
        np.matmul(W2, self.A, out=self.P)
        self.P += b2
        _sigmoid_inplace(self.P)

    def backward(self, W2, X, y):
        np.subtract(self.P, y, out=self.E)
        self.E /= X.shape[1]
        np.matmul(W2.T, self.E, out=self.D)
        self.D *= self.A
        self.D *= 1 - self.A
        np.matmul(self.D, X.T, out=self.dW1)
        np.sum(self.D, axis=1, keepdims=True, out=self.db1)
        np.matmul(self.E, self.A.T, out=self.dW2)
        np.sum(self.E, axis=1, keepdims=True, out=self.db2)


def _space(W1, X):
    return Workspace(W1.shape[0], W1.shape[1], X.shape[1])


def forward(W1, b1, W2, b2, X):
    ws = _space(W1, X)
    ws.forward(W1, b1, W2, b2, X)
    return ws.A, ws.P


def loss(y, yhat):
    p = np.array(yhat, dtype=float)
    np.clip(p, 1e-16, 1 - 1e-16, out=p)
    zeros = np.equal(y, 0)
    p[zeros] = 1 - p[zeros]
    np.clip(p, 1e-16, None, out=p)
    np.log(p, out=p)
    return -p.mean()


def backward(W1, b1, W2, b2, X, y):
    ws = _space(W1, X)
    ws.forward(W1, b1, W2, b2, X)
    ws.backward(W2, X, y)
    return ws.dW1, ws.db1, ws.dW2, ws.db2


def train(W1, b1, W2, b2, X, y, rate, steps):
    W1, b1, W2, b2 = (np.array(a, dtype=np.float64, order="F", copy=True) for a in (W1, b1, W2, b2))
    ws = _space(W1, X)
    losses = np.empty(steps)
    for k in range(steps):
        ws.forward(W1, b1, W2, b2, X)
        losses[k] = loss(y, ws.P)
        ws.backward(W2, X, y)
        W1 -= rate * ws.dW1
        b1 -= rate * ws.db1
        W2 -= rate * ws.dW2
        b2 -= rate * ws.db2
    return (W1, b1, W2, b2), losses
