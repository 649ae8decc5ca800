def fit(x, y):
    n = len(x)
    sum_x = sum_y = sum_xx = sum_xy = 0.0
    for a, b in zip(x, y):
        sum_x += a
        sum_y += b
        sum_xx += a * a
        sum_xy += a * b
    w1 = (n * sum_xy - sum_x * sum_y) / (n * sum_xx - sum_x**2)
    w0 = (sum_y - w1 * sum_x) / n
    return w0, w1


def rss(x, y, w0, w1):
    return sum((b - w1 * a - w0) ** 2 for a, b in zip(x, y))


def rss_gradient(x, y, w0, w1):
    dw0 = dw1 = 0
    for a, b in zip(x, y):
        error = w1 * a + w0 - b
        dw0 = dw0 + 2 * error
        dw1 = dw1 + 2 * error * a
    return dw0, dw1
