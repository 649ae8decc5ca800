def loss(logistic, w, X, y):
    """loss(w, X, y)."""
    value, gradient = logistic.loss(w, X, y)
    return {"value": value, "dw": gradient}
