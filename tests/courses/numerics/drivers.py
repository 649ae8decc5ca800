"""What is asked of the functions."""

import numpy as np


def qr(numerics, A):
    """Q, R = qr(A), with orthonormal columns and an upper triangle; signs are free."""
    Q, R = numerics.qr(A)
    return {"Q": Q, "below": np.tril(R, -1), "A": Q @ R}


def null_space(numerics, A):
    """null_space(A): columns that span the solutions of A x = 0."""
    return {"basis": numerics.null_space(A)}


def solve(numerics, A, b):
    """solve(A, b); ValueError where A is singular."""
    return {"x": numerics.solve(A, b)}


solve.raises = ValueError


def power(numerics, A):
    """power(A): the largest eigenvalue and its eigenvector of length 1."""
    value, vector = numerics.power(A)
    return {"value": value, "v": vector}


def newton(numerics, c):
    """newton(f, df, x0) on f(x) = x**3 - c from x0 = 2."""
    return {"root": numerics.newton(lambda x: x**3 - c, lambda x: 3 * x**2, 2.0)}
