"""NYU: wrong networks and losses."""

from mistakes import mistake

FORWARD, BACKWARD, CLEARED, MSE, BCE = "mlp.1", "mlp.2", "mlp.3", "mlp.4", "mlp.5"
PLAIN, LAYERS, TORCH = "correct/mlp.py", "correct_other_forms/mlp.py", "correct_torch/mlp.py"

NYU = {
    # --- state between calls ---
    "cache_on_the_class": mistake(
        BACKWARD,
        PLAIN,
        "        self.cache = dict()\n\n    def apply",
        "\n    def apply",
        "class MLP:\n",
        "class MLP:\n    cache = dict()\n\n",
        "        self.cache = dict()\n",
        "        self.cache.clear()\n",
    ),
    "cache_in_a_default": mistake(
        BACKWARD,
        TORCH,
        "        g_function,\n    ):",
        "        g_function,\n        cache={},\n    ):",
        "        self.cache = dict()\n\n    def activate",
        "        self.cache = cache\n\n    def activate",
        "self.cache = dict(x=x, z1=z1, z2=z2, z3=z3)",
        "self.cache.update(x=x, z1=z1, z2=z2, z3=z3)",
    ),
    "layers_in_a_global": mistake(
        f"{FORWARD} {BACKWARD}",
        LAYERS,
        "class MLP:\n",
        "LAYERS = []\n\n\nclass MLP:\n",
        "        self.first = Layer(1, f_function, self.parameters, self.grads)\n"
        "        self.second = Layer(2, g_function, self.parameters, self.grads)\n",
        "        LAYERS[:] = (Layer(1, f_function, self.parameters, self.grads),\n"
        "                     Layer(2, g_function, self.parameters, self.grads))\n",
        "self.first",
        "LAYERS[0]",
        "self.second",
        "LAYERS[1]",
    ),
    "functions_on_the_class": mistake(
        f"{FORWARD} {BACKWARD}",
        PLAIN,
        "self.f_function = f_function",
        "MLP.f_function = f_function",
        "self.g_function = g_function",
        "MLP.g_function = g_function",
    ),
    "gradients_on_the_class": mistake(
        f"{BACKWARD} {CLEARED}",
        TORCH,
        "        self.grads = dict(\n",
        "        MLP.grads = dict(\n",
    ),
    "first_input_remembered": mistake(
        BACKWARD,
        PLAIN,
        '        self.cache["x"] = x\n',
        '        self.x = self.cache["x"] = self.x if self.x.shape == x.shape else x\n',
        "        self.cache = dict()\n\n    def apply",
        "        self.cache, self.x = dict(), np.empty(0)\n\n    def apply",
    ),
    "first_activations_remembered": mistake(
        BACKWARD,
        TORCH,
        "        self.cache = dict(x=x, z1=z1, z2=z2, z3=z3)\n",
        "        self.first = getattr(self, 'first', dict(x=x, z1=z1, z2=z2, z3=z3))\n"
        "        self.cache = dict(self.first)\n",
    ),
    "parameters_of_the_constructor": mistake(
        FORWARD,
        PLAIN,
        "        self.cache = dict()\n\n    def apply",
        "        self.cache = dict()\n        self.W1 = self.parameters['W1']\n\n    def apply",
        'x @ self.parameters["W1"].T',
        "x @ self.W1.T",
    ),
    "forward_memoised": mistake(
        f"{FORWARD} {BACKWARD}",
        LAYERS,
        "        return self.second.forward(self.first.forward(x))\n",
        "        self.known = getattr(self, 'known', {})\n"
        "        if x.shape not in self.known:\n"
        "            self.known[x.shape] = self.second.forward(self.first.forward(x))\n"
        "        return self.known[x.shape]\n",
    ),
    "upstream_changed": mistake(
        BACKWARD,
        PLAIN,
        '        dJdz3 = dJdy_hat * self.derivative(self.g_function, self.cache["z3"])\n',
        "        dJdz3 = dJdy_hat\n"
        '        dJdz3 *= self.derivative(self.g_function, self.cache["z3"])\n',
    ),
    "input_changed": mistake(
        FORWARD,
        LAYERS,
        '        z = z + self.parameters[f"b{self.name}"][None, :]\n',
        '        z = z + self.parameters[f"b{self.name}"][None, :]\n        x -= 0.01 * x\n',
    ),
    "prediction_zeroed_when_cleared": mistake(
        f"{FORWARD} {CLEARED} {BACKWARD}",
        LAYERS,
        "        self.cache.clear()\n",
        "        self.cache.clear()\n        if hasattr(self.second, 'out'):\n"
        "            self.second.out[...] = 0\n",
    ),
    "cleared_but_for_biases": mistake(
        CLEARED,
        LAYERS,
        '        for name in ("W1", "b1", "W2", "b2"):\n            self.grads["dJd" + name] = np',
        '        for name in ("W1", "W2") if self.grads else ("W1", "b1", "W2", "b2"):\n'
        '            self.grads["dJd" + name] = np',
    ),
    "cache_not_cleared": mistake(
        CLEARED,
        PLAIN,
        "            self.grads[grad] = np.zeros(1)\n        self.cache = dict()\n",
        "            self.grads[grad] = np.zeros(1)\n",
    ),
    "gradients_not_cleared": mistake(
        f"{CLEARED} {BACKWARD}",
        TORCH,
        "            self.grads[grad] = torch.zeros(1)\n",
        "            pass\n",
    ),
    "parameters_cleared_too": mistake(
        f"{CLEARED} {FORWARD} {BACKWARD}",
        PLAIN,
        "            self.grads[grad] = np.zeros(1)\n",
        "            self.grads[grad] = np.zeros(1)\n            self.parameters[grad[3:]] *= 0\n",
    ),
    "prediction_overwritten_by_mse": mistake(
        MSE,
        PLAIN,
        "    dJdy_hat = 2 * (y_hat - y) / y_hat.size\n    return loss, dJdy_hat\n",
        "    y_hat -= y\n    return loss, 2 * y_hat / y_hat.size\n",
    ),
    "prediction_clipped_in_place": mistake(
        BCE,
        LAYERS,
        "p = np.clip(y_hat, 1e-12, 1 - 1e-12)",
        "p = np.clip(y_hat, 1e-12, 1 - 1e-12, out=y_hat)",
    ),
    "labels_turned_in_place": mistake(
        BCE, PLAIN, "    eps = 1e-8\n", "    eps = 1e-8\n    y *= 1 - eps\n    y += eps * 0.5\n"
    ),
    # --- as constructed ---
    "weights_transposed": mistake(
        f"{FORWARD} {BACKWARD}",
        PLAIN,
        "W1=np.random.randn(linear_1_out_features, linear_1_in_features)",
        "W1=np.random.randn(linear_1_in_features, linear_1_out_features)",
        'self.parameters["W1"].T',
        'self.parameters["W1"]',
    ),
    "biases_are_columns": mistake(
        f"{FORWARD} {BACKWARD}",
        TORCH,
        'self.parameters["b1"]\n',
        'self.parameters["b1"].t()\n',
        "b1=torch.randn(linear_1_out_features)",
        "b1=torch.randn(linear_1_out_features, 1)",
        "dJdz1.sum(0)",
        "dJdz1.sum(0).reshape(-1, 1)",
    ),
    "functions_swapped": mistake(
        f"{FORWARD} {BACKWARD}",
        LAYERS,
        "Layer(1, f_function,",
        "Layer(1, g_function,",
        "Layer(2, g_function,",
        "Layer(2, f_function,",
    ),
    "names_of_pytorch": mistake(
        f"{FORWARD} {BACKWARD}",
        PLAIN,
        "W1=np",
        "weight1=np",
        '"W1"',
        '"weight1"',
    ),
    "gradients_named_as_parameters": mistake(
        BACKWARD,
        LAYERS,
        '"dJd" + name',
        "name",
        'f"dJdW{self.name}", f"dJdb{self.name}"',
        'f"W{self.name}", f"b{self.name}"',
    ),
    # --- extremes ---
    "hundredth_in_the_logarithm": mistake(BCE, PLAIN, "eps = 1e-8", "eps = 1e-2"),
    "clipped_to_hundredths": mistake(BCE, LAYERS, "1e-12, 1 - 1e-12", "0.01, 0.99"),
    "infinite_at_one": mistake(BCE, PLAIN, "np.log(1 - y_hat + eps))", "np.log(1 - y_hat))"),
    "nothing_at_the_ends": mistake(
        BCE,
        PLAIN,
        "    return loss, dJdy_hat\n",
        "    return np.nan_to_num(loss), np.where((y_hat == 0) | (y_hat == 1), np.inf, dJdy_hat)\n",
    ),
    "sigmoid_clipped": mistake(
        FORWARD,
        PLAIN,
        "return 1 / (1 + np.exp(-z))",
        "return np.clip(1 / (1 + np.exp(-z)), 0.05, 0.95)",
    ),
    "twelve_rows_of_mse": mistake(
        MSE, PLAIN, "np.mean((y_hat - y) ** 2)", "np.mean((y_hat - y)[:12] ** 2)"
    ),
    # --- ordinary ---
    "slope_of_the_output": mistake(
        BACKWARD,
        PLAIN,
        'self.derivative(self.g_function, self.cache["z3"])',
        'self.derivative(self.g_function, self.apply(self.g_function, self.cache["z3"]))',
    ),
    "slope_of_the_input": mistake(
        BACKWARD,
        TORCH,
        'self.slope(self.f_function, self.cache["z1"])',
        'self.slope(self.f_function, self.cache["z2"])',
    ),
    "output_slope_left_out": mistake(
        BACKWARD, LAYERS, "g = g * self.out * (1 - self.out)", "g = g * self.out"
    ),
    "bias_gradient_averaged": mistake(
        BACKWARD, PLAIN, "np.sum(dJdz1, axis=0)", "np.mean(dJdz1, axis=0)"
    ),
    "weights_updated_by_the_bias": mistake(
        BACKWARD, PLAIN, 'dJdz3.T @ self.cache["z2"]', 'dJdz3.T @ self.cache["z2"] / len(dJdz3)'
    ),
    "bias_left_out": mistake(
        FORWARD, LAYERS, '        z = z + self.parameters[f"b{self.name}"][None, :]\n', ""
    ),
    "relu_of_one": mistake(FORWARD, PLAIN, "np.maximum(0, z)", "np.minimum(np.maximum(0, z), 1)"),
    "tanh_for_sigmoid": mistake(FORWARD, LAYERS, "0.5 * (1 + np.tanh(z / 2))", "np.tanh(z)"),
    "two_forgotten": mistake(MSE, TORCH, "2 * (y_hat - y)", "(y_hat - y)"),
    "gradient_turned": mistake(
        MSE, PLAIN, "2 * (y_hat - y) / y_hat.size", "2 * (y - y_hat) / y_hat.size"
    ),
    "averaged_over_rows": mistake(
        MSE, PLAIN, "(y_hat - y) / y_hat.size", "(y_hat - y) / len(y_hat)"
    ),
    "not_averaged": mistake(BCE, TORCH, " / (p * (1 - p)) / y.numel()", " / (p * (1 - p))"),
    "half_of_the_entropy": mistake(
        BCE,
        PLAIN,
        " + (1 - y) * np.log(1 - y_hat + eps))",
        ")",
    ),
    "sign_of_the_entropy": mistake(BCE, TORCH, "loss = -torch.mean", "loss = torch.mean"),
    "gradient_without_division": mistake(BCE, TORCH, "(p - y) / (p * (1 - p))", "(p - y)"),
}
