"""All parameters in one flat vector (bias folded in as a column of ones), returns views of it, prints progress, asserts, __main__ plots."""
import numpy as np


def pack(*arrays):
    """One new vector with all the entries."""
    return np.concatenate([np.asarray(a, dtype=float).ravel() for a in arrays])


def unpack(theta, hidden, D):
    """Views (W1, b1, W2, b2) of theta."""
    W1, b1, W2, b2 = np.split(theta, np.cumsum([hidden * D, hidden, hidden]))
    return W1.reshape(hidden, D), b1.reshape(hidden, 1), W2.reshape(1, hidden), b2.reshape(1, 1)


def logistic(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def with_ones(X):
    return np.vstack([X, np.ones((1, X.shape[1]))])


def forward(W1, b1, W2, b2, X):
    assert b1.shape == (W1.shape[0], 1) and W2.shape == (1, W1.shape[0]) and b2.shape == (1, 1)
    A = logistic(np.hstack([W1, b1]) @ with_ones(X))
    return A, logistic(np.hstack([W2, b2]) @ with_ones(A))


def loss(y, yhat):
    assert y.shape == yhat.shape
    p = np.where(y > 0.5, yhat, 1 - yhat)
    return float(-np.log(p + (p == 0) * 1e-300).sum() / y.shape[1])


def backward(W1, b1, W2, b2, X, y):
    A, P = forward(W1, b1, W2, b2, X)
    d2 = (P - y) / X.shape[1]
    G2 = d2 @ with_ones(A).T
    G1 = (A * (1 - A) * (W2.T @ d2)) @ with_ones(X).T
    # views of the two joint gradients
    return G1[:, :-1], G1[:, -1:], G2[:, :-1], G2[:, -1:]


def train(W1, b1, W2, b2, X, y, rate, steps, verbose=True):
    hidden, D = W1.shape
    theta = pack(W1, b1, W2, b2)
    history = {"loss": []}
    for k in range(steps):
        p = unpack(theta, hidden, D)
        history["loss"].append(loss(y, forward(*p, X)[1]))
        theta -= rate * pack(*backward(*p, X, y))
        if verbose and k % 100 == 0:
            print(f"step {k}: loss {history['loss'][-1]:.4f}")
    return unpack(theta, hidden, D), history["loss"]


if __name__ == "__main__":
    import matplotlib.pyplot as plt

    rng = np.random.default_rng(0)
    X = rng.normal(size=(2, 50))
    y = (X[:1] * X[1:] > 0).astype(int)
    params, losses = train(rng.normal(size=(4, 2)), np.zeros((4, 1)), rng.normal(size=(1, 4)), np.zeros((1, 1)),
                           X, y, 1.0, 500)
    plt.plot(losses)
    plt.show()
