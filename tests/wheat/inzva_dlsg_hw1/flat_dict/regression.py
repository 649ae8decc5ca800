"""Raw-sum formulas in longdouble, dict of sums, asserts, extra helpers, prints and a demo under __main__."""
import numpy as np

DEBUG = False


def sums(x, y):
    """The sums that the closed form needs, about the first point."""
    x, y = np.asarray(x), np.asarray(y)
    assert x.ndim == 1 and x.shape == y.shape
    x, y = x.astype(np.longdouble), y.astype(np.longdouble)
    x, y = x - x[0], y - y[0]
    return dict(n=x.size, x=x.sum(), y=y.sum(), xx=(x * x).sum(), xy=(x * y).sum())


def fit(x, y, verbose=DEBUG):
    s = sums(x, y)
    w1 = (s["n"] * s["xy"] - s["x"] * s["y"]) / (s["n"] * s["xx"] - s["x"] ** 2)
    w0 = (s["y"] - w1 * s["x"]) / s["n"] + np.longdouble(y[0]) - w1 * np.longdouble(x[0])
    if verbose:
        print("fit", w0, w1)
    return float(w0), float(w1)


def predict(x, w0, w1):
    return w1 * x + w0


def rss(x, y, w0, w1):
    return sum((y - predict(x, w0, w1)) ** 2)


def rss_gradient(x, y, w0, w1):
    residual = y - predict(x, w0, w1)
    return -2 * sum(residual), -2 * sum(residual * x)


if __name__ == "__main__":
    import matplotlib.pyplot as plt

    xs = np.linspace(-1, 1, 20)
    ys = 3 * xs + 1
    print(fit(xs, ys, verbose=True))
    plt.plot(xs, ys, "o")
    plt.show()
