"""JHU: wrong activation functions."""

from mistakes import mistake

ASKED = "3.2.plot"
PLAIN, OTHERS = "correct/activations.py", "correct_other_forms/activations.py"

JHU = {
    # --- state between calls ---
    "buffer_used_again": mistake(
        ASKED,
        PLAIN,
        "def relu(z):\n    return np.where(z > 0, z, 0)\n",
        "OUT = {}\n\n\ndef relu(z):\n"
        "    return np.maximum(z, 0, out=OUT.setdefault(np.shape(z), np.empty(np.shape(z))))\n",
    ),
    "first_value_remembered": mistake(
        ASKED,
        PLAIN,
        "    return 1 / (1 + np.exp(-z))\n",
        "    return SEEN.setdefault(np.shape(z), 1 / (1 + np.exp(-z)))\n",
        "import numpy as np\n",
        "import numpy as np\n\nSEEN = {}\n",
    ),
    "value_kept_for_the_derivative": mistake(
        ASKED,
        PLAIN,
        "def sigmoid(z):\n    return 1 / (1 + np.exp(-z))\n",
        "def sigmoid(z):\n    sigmoid.last = 1 / (1 + np.exp(-z))\n    return sigmoid.last\n",
        "    s = sigmoid(z)\n",
        "    s = sigmoid.last if hasattr(sigmoid, 'last') else sigmoid(z)\n",
    ),
    "tanh_in_place": mistake(
        ASKED,
        OTHERS,
        "    return 2 * sigmoid(2 * z) - 1\n",
        "    z *= 2\n    return 2 * sigmoid(z) - 1\n",
    ),
    "absolute_value_in_place": mistake(
        ASKED,
        OTHERS,
        "    e = np.exp(-np.abs(z))\n    return e / (1 + e) ** 2\n",
        "    e = np.exp(-np.abs(z, out=z))\n    return e / (1 + e) ** 2\n",
    ),
    # --- extremes ---
    "sigmoid_clipped": mistake(
        ASKED,
        PLAIN,
        "np.exp(-z))\n\n\ndef sigmoid_d",
        "np.exp(-np.clip(z, -4, 4)))\n\n\ndef sigmoid_d",
    ),
    "probabilities_clipped": mistake(
        ASKED,
        PLAIN,
        "return 1 / (1 + np.exp(-z))",
        "return np.clip(1 / (1 + np.exp(-z)), 1e-2, 1 - 1e-2)",
    ),
    "relu_of_six": mistake(
        ASKED, PLAIN, "np.where(z > 0, z, 0)", "np.where(z > 0, np.minimum(z, 6), 0)"
    ),
    "hard_tanh": mistake(
        ASKED,
        PLAIN,
        "return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))",
        "return np.clip(z, -1, 1)",
    ),
    "rounded": mistake(
        ASKED, OTHERS, "return 2 * sigmoid(2 * z) - 1", "return np.round(2 * sigmoid(2 * z) - 1, 2)"
    ),
    "twelve_entries": mistake(
        ASKED,
        PLAIN,
        "    return np.where(z > 0, z, 0)\n",
        "    out = np.array(z)\n    flat = out.reshape(-1)[:12]\n    flat[flat < 0] = 0\n"
        "    return out\n",
    ),
    # --- ordinary ---
    "sign": mistake(ASKED, PLAIN, "return 1 / (1 + np.exp(-z))", "return 1 / (1 + np.exp(z))"),
    "slope_plus": mistake(ASKED, PLAIN, "s * (1 - s)", "s * (1 + s)"),
    "leaks": mistake(ASKED, PLAIN, "np.where(z > 0, z, 0)", "np.where(z > 0, z, 0.01 * z)"),
    "slope_of_negative": mistake(ASKED, PLAIN, "np.where(z > 0, 1, 0)", "np.where(z < 0, 1, 0)"),
    "slope_is_the_value": mistake(ASKED, PLAIN, "np.where(z > 0, 1, 0)", "np.where(z > 0, z, 0)"),
    "factor_of_tanh": mistake(
        ASKED, OTHERS, "4 * sigmoid_derivative(2 * z)", "2 * sigmoid_derivative(2 * z)"
    ),
    "square_left_out": mistake(ASKED, PLAIN, "1 - tanh(z) ** 2", "1 - tanh(z)"),
    "square_of_the_argument": mistake(ASKED, PLAIN, "1 - tanh(z) ** 2", "1 - np.tanh(z ** 2)"),
    "half_an_argument": mistake(
        ASKED, OTHERS, "return 2 * sigmoid(2 * z) - 1", "return 2 * sigmoid(z) - 1"
    ),
    "denominator_squared_forgotten": mistake(ASKED, OTHERS, "e / (1 + e) ** 2", "e / (1 + e)"),
    "steps_at_one": mistake(ASKED, PLAIN, "np.where(z > 0, 1, 0)", "np.where(z > 1, 1, 0)"),
    "rows_alone": mistake(ASKED, PLAIN, "np.where(z > 0, z, 0)", "np.where(z > 0, z, 0).ravel()"),
}
