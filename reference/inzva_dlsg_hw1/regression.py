"""The line that fits points best."""


def fit(x, y):
    x_mean, y_mean = x.mean(), y.mean()
    w1 = ((x - x_mean) * (y - y_mean)).sum() / ((x - x_mean) ** 2).sum()
    return y_mean - w1 * x_mean, w1


def rss(x, y, w0, w1):
    return ((y - (w1 * x + w0)) ** 2).sum()


def rss_gradient(x, y, w0, w1):
    residuals = y - (w1 * x + w0)
    return -2 * residuals.sum(), -2 * (x * residuals).sum()
