"""Mistakes: in which file of the reference, what becomes what, and the questions it costs."""

FILE = "numerics.py"
WRONG = {
    "not orthogonal": (FILE, "v -= R[i, j] * Q[:, i]", "pass", "1"),
    "not normalized": (FILE, "Q[:, j] = v / R[j, j]", "Q[:, j] = v", "1"),
    "the row space": (FILE, "matrix_rank(A) :]", "matrix_rank(A) - 1 :]", "2"),
    "everything": (FILE, "[np.linalg.matrix_rank(A) :].T", ".T", "2"),
    "any answer to a singular system": (FILE, 'raise ValueError("A is singular")',
                                        "return np.linalg.pinv(A) @ b", "3"),
    "an exception for every system": (FILE, "< len(A)", "<= len(A)", "3"),
    "the smallest": (FILE, "v = A @ v", "v = np.linalg.solve(A, v)", "4"),
    "too few steps": (FILE, "range(500)", "range(2)", "4"),
    "one step": (FILE, "range(100)", "range(1)", "5"),
    "a step in the wrong direction": (FILE, "x - f(x)", "x + f(x)", "5"),
}
