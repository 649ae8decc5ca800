"""tanh and the derivatives through the sigmoid alone; lambdas."""

import numpy as np
import matplotlib.pyplot as plt
from scipy.special import expit

sigmoid = lambda z: 1.0 / (1.0 + np.exp(-np.clip(z, -700, 700)))
sigmoid_derivative = lambda z: sigmoid(z) * sigmoid(-z)
relu = lambda z: z * (z > 0)
relu_derivative = lambda z: (z >= 0) * 1.0
tanh = lambda z: 2 * sigmoid(2 * z) - 1
tanh_derivative = lambda z: 4 * sigmoid_derivative(2 * z)

if __name__ == "__main__":
    z = np.linspace(-10, 10, 1000)
    for f in (sigmoid, relu, tanh):
        plt.plot(z, f(z), label=f.__name__)
    plt.show()
