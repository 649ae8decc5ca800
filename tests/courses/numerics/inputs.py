"""Matrices of each kind."""

import numpy as np

from grader import Inputs, drawn, reals, size, uniform

tall = Inputs(A=reals(size("n") + size("more"), "n"), regimes="normal")
wide = Inputs(A=reals("n", size("n") + size("more")), regimes="normal")
roots = Inputs(c=uniform(1, 30))


def system(rng):
    A = rng.standard_normal((4, 4))
    A[3] = A[3] if rng.random() < 0.5 else A[0] + A[1]
    return A


systems = Inputs(A=drawn(system), b=reals(4), regimes="normal")
definite = Inputs(
    A=drawn(lambda rng: np.diag([9.0, 4, 2, 1]) + rng.uniform(0, 0.3) * np.ones((4, 4)))
)
