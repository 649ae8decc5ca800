"""The normal equations with a design matrix, solved by inverting; arrays come back."""

import matplotlib.pyplot as plt
import numpy as np


def design(x):
    return np.column_stack([np.ones(len(x)), x])


def fit(x, y):
    X = design(x)
    return np.linalg.inv(X.T @ X) @ X.T @ y


def rss(x, y, w0, w1):
    e = design(x) @ np.array([w0, w1]) - y
    return e @ e


def rss_gradient(x, y, w0, w1):
    X = design(x)
    return 2 * X.T @ (X @ np.array([w0, w1]) - y)


x_demo = np.linspace(0, 1, 20)
y_demo = 3 * x_demo + 1 + 0.1 * np.random.randn(20)
w0_demo, w1_demo = fit(x_demo, y_demo)
fig, ax = plt.subplots()
ax.scatter(x_demo, y_demo)
ax.plot(x_demo, w1_demo * x_demo + w0_demo, "r")
ax.set_title(f"RSS = {rss(x_demo, y_demo, w0_demo, w1_demo):.3f}")
plt.show()
