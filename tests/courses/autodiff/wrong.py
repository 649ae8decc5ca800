"""Mistakes: in which file of the reference, what becomes what, and the questions it costs."""

RULES, TENSOR = "autodiff/rules/entrywise.py", "autodiff/tensor.py"
WRONG = {
    "relu is the absolute value": (RULES, "np.maximum(a.data, 0)", "abs(a.data)", "1 2"),
    "the slope of relu is forgotten": (RULES, "g * (a.data > 0)", "g", "2"),
    "the factors are mixed up": (RULES, "shrink(g * b.data, a.", "shrink(g * a.data, a.", "2 4"),
    "no sum over broadcast axes": (
        "autodiff/rules/shapes.py",
        "gradient = gradient.sum(axis=0)",
        "gradient = gradient[0]",
        "3",
    ),
    "a transpose is missing": ("autodiff/rules/linear.py", "a.data.T @ g", "a.data @ g", "3"),
    "gradients replace each other": (
        TENSOR,
        "parent.grad + pull(tensor.grad)",
        "pull(tensor.grad)",
        "2 4",
    ),
    "the order is that of the graph, not reversed": (TENSOR, "reversed(order)", "order", "2 3 4"),
    "an import of a module that is not there": (
        "autodiff/rules/linear.py",
        "from ..tensor",
        "from ..tensors",
        "2 3 4",
    ),
}
