import numpy as np


def qr(A):
    Q, R = np.zeros(A.shape), np.zeros((A.shape[1], A.shape[1]))
    for j in range(A.shape[1]):
        v = A[:, j].copy()
        for i in range(j):
            R[i, j] = Q[:, i] @ v
            v -= R[i, j] * Q[:, i]
        R[j, j] = np.sqrt(v @ v)
        Q[:, j] = v / R[j, j]
    return Q, R


def null_space(A):
    return np.linalg.svd(A)[2][np.linalg.matrix_rank(A) :].T


def solve(A, b):
    if np.linalg.matrix_rank(A) < len(A):
        raise ValueError("A is singular")
    return np.linalg.solve(A, b)


def power(A):
    v = np.ones(len(A))
    for _ in range(500):
        v = A @ v
        v = v / np.linalg.norm(v)
    return v @ A @ v, v


def newton(f, df, x):
    for _ in range(100):
        x = x - f(x) / df(x)
    return x
