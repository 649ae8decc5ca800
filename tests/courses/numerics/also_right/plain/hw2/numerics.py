import numpy as np
import matplotlib.pyplot as plt

def qr(A):
    Q, R = np.linalg.qr(np.asarray(A, dtype=np.float32))
    return -Q, -R

def null_space(A):
    w, V = np.linalg.eigh(A.T @ A)
    return V[:, w < 1e-8 * max(w.max(), 1)] * 3.0

def solve(A, b):
    M = np.c_[A, b].astype(float); n = len(b)
    for k in range(n):
        p = max(range(k, n), key=lambda i: abs(M[i, k]))
        if abs(M[p, k]) < 1e-9:
            raise ValueError("singular")
        M[[k, p]] = M[[p, k]]
        for i in range(k + 1, n):
            M[i] -= M[i, k] / M[k, k] * M[k]
    x = np.zeros(n)
    for k in reversed(range(n)):
        x[k] = (M[k, -1] - M[k, k+1:n] @ x[k+1:]) / M[k, k]
    return x

def power(A):
    w, V = np.linalg.eigh(A)
    return w[-1], V[:, -1]

def newton(f, df, x0):
    history = [x0]
    for i in range(30):
        history.append(history[-1] - f(history[-1]) / df(history[-1]))
    plt.semilogy(history); plt.savefig("newton.png")
    return history[-1]
