"""Mistakes: in which file of the reference, what becomes what, and the questions it costs."""

WRONG = {
    "no bias": ("mynn/linear.py", "+ self.b", "", "1"),
    "divided by the batch": (
        "mynn/linear.py",
        "dLdA.T @ self.Z",
        "dLdA.T @ self.Z / len(dLdA)",
        "1",
    ),
    "the input is changed": ("mynn/linear.py", "self.Z = Z\n", "Z -= 0.5; self.Z = Z\n", "1"),
    "W is replaced": (
        "mynn/linear.py",
        "        return dLdA @",
        "        self.W = self.W.T\n        return dLdA @",
        "1",
    ),
    "the slope of the wrong function": ("mynn/activation.py", "1 - self.A**2", "1 - self.A", "2"),
    "not shifted": ("mynn/loss.py", "Z - Z.max(axis=1, keepdims=True)", "1.0 * Z", "3"),
    "no mean": ("mynn/loss.py", "/ len(Z)", "", "3"),
    "no mean of the gradient": ("mynn/loss.py", "/ len(self.Y)", "", "3"),
    "momentum is forgotten": ("mynn/optim.py", "self.mu * vW + layer", "layer", "4"),
    "an import that is not allowed": (
        "mynn/optim.py",
        "class SGD",
        "import torch\n\nclass Old(torch.optim.SGD): pass\n\nclass SGD",
        "1 2 3 4",
    ),
}
