"""inzva: wrong optimisers, fits and networks."""

from mistakes import mistake

MOMENTUM, RMSPROP, ADAM, FIT, NETWORK = "C1", "C2", "C3", "C4", "C5"
OPTIMISERS, OTHERS = "correct/optimisers.py", "correct_other_forms/optimisers.py"
NET, LOOPS = "correct/network.py", "correct_other_forms/network.py"
SOLVED, SUMS = "correct/regression.py", "correct_other_forms/regression.py"

INZVA = {
    # --- state between calls: velocities ---
    "memory_on_the_class": mistake(
        f"{MOMENTUM} {RMSPROP} {ADAM}",
        OTHERS,
        "    def __init__(self):\n        self.memory = {}\n",
        "    memory = {}\n\n    def __init__(self):\n        pass\n",
    ),
    "memory_in_a_default": mistake(
        MOMENTUM,
        OTHERS,
        "    def __init__(self):\n        self.memory = {}\n",
        "    def __init__(self, memory={}):\n        self.memory = memory\n",
    ),
    "velocity_on_the_class": mistake(
        MOMENTUM,
        OPTIMISERS,
        "        self.momentum = momentum\n        self.v = None\n",
        "        self.momentum = momentum\n",
        "class Momentum:\n",
        "class Momentum:\n    v = None\n\n",
        "        self.v = self.momentum * self.v",
        "        Momentum.v = self.momentum * self.v",
    ),
    "count_on_the_class": mistake(
        ADAM,
        OPTIMISERS,
        "        self.t = 0\n",
        "",
        "class Adam:\n",
        "class Adam:\n    t = 0\n\n",
        "        self.t += 1\n",
        "        Adam.t += 1\n",
    ),
    "powers_in_a_global": mistake(
        ADAM,
        OTHERS,
        "class Adam(Optimiser):\n",
        "beta1_to_t = beta2_to_t = 1\n\n\nclass Adam(Optimiser):\n",
        "        self.beta1_to_t = self.beta2_to_t = 1\n",
        "",
        "        self.beta1_to_t *= beta1\n",
        "        global beta1_to_t, beta2_to_t\n        beta1_to_t *= beta1\n",
        "self.beta",
        "beta",
    ),
    "velocity_rests": mistake(
        MOMENTUM,
        OPTIMISERS,
        "        self.v = self.momentum * self.v -",
        "        if not gradient.any():\n            return w\n"
        "        self.v = self.momentum * self.v -",
    ),
    "velocity_rests_by_entry": mistake(
        MOMENTUM,
        OTHERS,
        'return w - rate * self.memory["v"]',
        'return w - rate * self.memory["v"] * (gradient != 0)',
    ),
    "mean_rests": mistake(
        RMSPROP,
        OPTIMISERS,
        "        self.v = self.decay * self.v + (1 - self.decay) * np.square(gradient)\n",
        "        if np.any(gradient):\n"
        "            self.v = self.decay * self.v + (1 - self.decay) * np.square(gradient)\n",
    ),
    "adam_rests": mistake(
        ADAM,
        OPTIMISERS,
        "        self.t += 1\n",
        "        if not np.any(gradient):\n            return w\n        self.t += 1\n",
    ),
    "velocity_restarts_when_turning": mistake(
        MOMENTUM,
        OPTIMISERS,
        "        self.v = self.momentum",
        "        self.v = np.where(self.v * gradient > 0, 0, self.v)\n"
        "        self.v = self.momentum",
    ),
    "first_gradient_remembered": mistake(
        MOMENTUM,
        OTHERS,
        '        self.memory["v"] = gradient',
        '        gradient = self.memory.setdefault("first", gradient)\n'
        '        self.memory["v"] = gradient',
    ),
    "parameters_remembered": mistake(
        RMSPROP,
        OPTIMISERS,
        "        return w - self.rate / (np.sqrt(self.v) + self.epsilon) * gradient\n",
        "        self.w = getattr(self, 'w', w) - self.rate / (np.sqrt(self.v) + "
        "self.epsilon) * gradient\n"
        "        return self.w\n",
    ),
    "parameters_of_adam_remembered": mistake(
        ADAM,
        OTHERS,
        "        return w - rate * m / (v**0.5 + epsilon)\n",
        "        self.memory['w'] = self.memory.get('w', w) - rate * m / (v**0.5 + epsilon)\n"
        "        return self.memory['w']\n",
    ),
    "parameters_in_place": mistake(
        ADAM,
        OPTIMISERS,
        "        return w - self.rate * m_hat",
        "        w -= self.rate * m_hat",
        "(np.sqrt(v_hat) + self.epsilon)",
        "(np.sqrt(v_hat) + self.epsilon)\n        return w",
    ),
    "gradient_in_place": mistake(
        RMSPROP,
        OPTIMISERS,
        "        return w - self.rate /",
        "        gradient *= self.rate /",
        "+ self.epsilon) * gradient\n",
        "+ self.epsilon)\n        return w - gradient\n",
    ),
    "velocity_is_the_first_gradient": mistake(
        MOMENTUM,
        OPTIMISERS,
        "            self.v = np.zeros_like(w)\n"
        "        self.v = self.momentum * self.v - self.rate * gradient\n"
        "        return w + self.v\n",
        "            self.v = gradient\n            self.v *= -self.rate\n"
        "            return w + self.v\n"
        "        self.v = self.momentum * self.v - self.rate * gradient\n"
        "        return w + self.v\n",
    ),
    "returned_array_used_again": mistake(
        MOMENTUM,
        OPTIMISERS,
        "        return w + self.v\n",
        "        self.out = getattr(self, 'out', np.empty(np.shape(w)))\n"
        "        return np.add(w, self.v, out=self.out)\n",
    ),
    "count_restarts_with_the_object": mistake(
        ADAM, OPTIMISERS, "        self.t += 1\n", "        self.t = 1\n"
    ),
    # --- as constructed ---
    "momentum_of_a_half": mistake(MOMENTUM, OPTIMISERS, "momentum=0.9", "momentum=0.5"),
    "rate_of_adam": mistake(ADAM, OTHERS, "rate=0.001, beta1", "rate=0.01, beta1"),
    "beta2_of_99": mistake(ADAM, OPTIMISERS, "beta2=0.999", "beta2=0.99"),
    "decay_of_99": mistake(RMSPROP, OTHERS, "decay=0.9", "decay=0.99"),
    "epsilon_of_rmsprop": mistake(
        RMSPROP, OPTIMISERS, "decay=0.9, epsilon=1e-8", "decay=0.9, epsilon=1e-4"
    ),
    "momentum_renamed": mistake(
        MOMENTUM, OTHERS, "momentum=0.9", "beta=0.9", "rate, momentum\n\n", "rate, beta\n\n"
    ),
    "decay_renamed": mistake(
        RMSPROP, OPTIMISERS, "decay=0.9", "rho=0.9", "self.decay = decay", "self.decay = rho"
    ),
    "betas_swapped": mistake(ADAM, OPTIMISERS, "beta1=0.9, beta2=0.999", "beta2=0.999, beta1=0.9"),
    # --- ordinary, optimisers ---
    "damped": mistake(
        MOMENTUM,
        OPTIMISERS,
        "- self.rate * gradient",
        "- (1 - self.momentum) * self.rate * gradient",
    ),
    "nesterov": mistake(
        MOMENTUM,
        OTHERS,
        'w - rate * self.memory["v"]',
        'w - rate * (gradient + momentum * self.memory["v"])',
    ),
    "old_velocity": mistake(
        MOMENTUM,
        OPTIMISERS,
        "        self.v = self.momentum * self.v - self.rate * gradient\n"
        "        return w + self.v\n",
        "        old = self.v\n        self.v = self.momentum * self.v - self.rate * "
        "gradient\n        return w + old\n",
    ),
    "gradient_not_squared": mistake(RMSPROP, OPTIMISERS, "np.square(gradient)", "np.abs(gradient)"),
    "root_left_out": mistake(RMSPROP, OTHERS, "** -0.5", "** -1"),
    "squares_added_up": mistake(RMSPROP, OPTIMISERS, "(1 - self.decay) * np.square", "np.square"),
    "mean_of_all_entries": mistake(
        RMSPROP, OPTIMISERS, "np.square(gradient)", "np.mean(np.square(gradient))"
    ),
    "first_moment_uncorrected": mistake(
        ADAM, OPTIMISERS, "self.m / (1 - self.beta1 ** self.t)", "self.m"
    ),
    "corrected_by_the_other_beta": mistake(
        ADAM,
        OTHERS,
        "gradient**2, beta2) / (1 - self.beta2_to_t)",
        "gradient**2, beta2) / (1 - self.beta1_to_t)",
    ),
    "one_step_late": mistake(
        ADAM, OPTIMISERS, "self.beta1 ** self.t", "self.beta1 ** (self.t + 1)"
    ),
    "adam_epsilon_of_thousandths": mistake(
        ADAM, OPTIMISERS, "np.sqrt(v_hat) + self.epsilon", "np.sqrt(v_hat + self.epsilon)"
    ),
    "adamax": mistake(
        ADAM,
        OPTIMISERS,
        "self.v = self.beta2 * self.v + (1 - self.beta2) * gradient * gradient",
        "self.v = np.maximum(self.beta2 * self.v, gradient**2)",
    ),
    # --- the fit ---
    "through_the_origin": mistake(
        FIT, SOLVED, "    return w0, w1", "    return 0.0, (x @ y) / (x @ x)"
    ),
    "weights_swapped": mistake(FIT, SOLVED, "    return w0, w1", "    return w1, w0"),
    "mean_of_squares": mistake(
        FIT, SUMS, "for a, b in zip(x, y))", "for a, b in zip(x, y)) / len(x)"
    ),
    "rss_gradient_turned": mistake(FIT, SOLVED, "-2 * np.dot(x, e)", "2 * np.dot(x, e)"),
    "two_forgotten": mistake(FIT, SUMS, "dw1 + 2 * error * a", "dw1 + error * a"),
    "variance_with_another_count": mistake(
        FIT, SUMS, "(n * sum_xx - sum_x**2)", "((n - 1) * sum_xx - sum_x**2)"
    ),
    # --- the network ---
    "parameters_trained_in_place": mistake(
        NETWORK, NET, "    W1, b1, W2, b2 = W1.copy(), b1.copy(), W2.copy(), b2.copy()\n", ""
    ),
    "loss_after_each_step": mistake(
        NETWORK,
        LOOPS,
        "        losses += [loss(y, forward(W1, b1, W2, b2, X)[1])]\n",
        "",
        "W2 - rate * dW2, b2 - rate * db2\n",
        "W2 - rate * dW2, b2 - rate * db2\n"
        "        losses += [loss(y, forward(W1, b1, W2, b2, X)[1])]\n",
    ),
    "one_step_too_many": mistake(NETWORK, NET, "range(steps)", "range(steps + 1)"),
    "stops_when_slow": mistake(
        NETWORK,
        NET,
        "        losses.append(loss(y, yhat))\n",
        "        losses.append(loss(y, yhat))\n"
        "        if len(losses) > 1 and losses[-2] - losses[-1] < 1e-2:\n            break\n",
    ),
    "second_layer_first": mistake(
        NETWORK,
        NET,
        "        dW1, db1, dW2, db2 = backward(W1, b1, W2, b2, X, y)\n"
        "        W1 -= rate * dW1\n        b1 -= rate * db1\n"
        "        W2 -= rate * dW2\n        b2 -= rate * db2\n",
        "        _, _, dW2, db2 = backward(W1, b1, W2, b2, X, y)\n        W2 -= rate * dW2\n"
        "        b2 -= rate * db2\n"
        "        dW1, db1, _, _ = backward(W1, b1, W2, b2, X, y)\n        W1 -= rate * dW1\n"
        "        b1 -= rate * db1\n",
    ),
    "probabilities_clipped": mistake(NETWORK, LOOPS, "1e-12, 1 - 1e-12", "0.01, 0.99"),
    "sigmoid_clipped": mistake(
        NETWORK, NET, "0.5 * (1 + np.tanh(z / 2))", "0.5 * (1 + np.tanh(np.clip(z, -3, 3) / 2))"
    ),
    "hidden_slope_left_out": mistake(
        NETWORK, NET, "np.dot(W2.T, dz2) * a1 * (1 - a1)", "np.dot(W2.T, dz2) * a1"
    ),
    "output_slope_twice": mistake(
        NETWORK, NET, "dz2 = yhat - y", "dz2 = (yhat - y) * yhat * (1 - yhat)"
    ),
    "bias_gradient_summed": mistake(
        NETWORK,
        NET,
        "db1 = np.sum(dz1, axis=1, keepdims=True) / N",
        "db1 = np.sum(dz1, axis=1, keepdims=True)",
    ),
    "loss_summed": mistake(NETWORK, LOOPS, ".sum() / y.shape[1])", ".sum())"),
    "hidden_bias_left_out": mistake(NETWORK, LOOPS, "W1, X) + b1)", "W1, X))"),
    "hidden_relu": mistake(NETWORK, NET, "a1 = sigmoid(z1)", "a1 = np.maximum(z1, 0)"),
    "labels_forgotten_by_loss": mistake(
        NETWORK,
        NET,
        "np.where(y == 1, np.log(yhat), np.log(1 - yhat)).mean()",
        "(y * np.log(yhat)).mean()",
    ),
    "first_forward_remembered": mistake(
        NETWORK,
        NET,
        "def forward(W1, b1, W2, b2, X):\n",
        "FIRST = {}\n\n\ndef forward(W1, b1, W2, b2, X):\n    X = FIRST.setdefault(X.shape, X)\n",
    ),
}
