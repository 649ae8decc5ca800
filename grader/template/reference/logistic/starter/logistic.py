def loss(w, X, y):
    """Return the mean logistic loss and its gradient with respect to w."""
    raise NotImplementedError
