"""CMU: ordinary mistakes: a sign, a factor, an axis, an order, a formula half remembered."""

from cmu_state import DROPOUT, LINEAR, LOSS, MOMENTUM, NETWORKS, RELU
from mistakes import mistake

CONSTRUCTION = "correct/construction.py"
OTHER_CONSTRUCTION = "correct_other_forms/construction.py"

ORDINARY = {
    # --- 5.1.1, initial values ---
    "bound_of_inputs_alone": mistake(
        "5.1.1", "prelude", "np.sqrt(indim + outdim)", "np.sqrt(indim)"
    ),
    "bound_without_root": mistake(
        "5.1.1", "prelude", "np.sqrt(indim + outdim)", "(indim + outdim)"
    ),
    "positive_weights": mistake("5.1.1", "prelude", "uniform(-b, b,", "uniform(0, b,"),
    "normal_weights": mistake(
        "5.1.1", "prelude", "uniform(-b, b, (outdim, indim))", "normal(0, b, (outdim, indim))"
    ),
    "transposed_weights": mistake("5.1.1", "prelude", "(outdim, indim))", "(indim, outdim))"),
    "labels_from_one": mistake(
        "5.1.1", "prelude", "i == lab for i in range(12)", "i == lab for i in range(1, 13)"
    ),
    "labels_in_columns": mistake("5.1.1", "prelude", ".astype(int)", ".astype(int).T"),
    "labels_as_many_as_seen": mistake("5.1.1", "prelude", "range(12)", "range(max(labels) + 1)"),
    # --- 5.1.2a, 5.1.3: the linear map ---
    "bias_left_out": mistake(LINEAR, "linear/closures", "return w @ x + b", "return w @ x"),
    "bias_gradient_overwritten": mistake(
        LINEAR, "linear/loops", "self.gb[i] += g", "self.gb[i] = g"
    ),
    "input_gradient_of_the_last_unit": mistake(
        LINEAR, "linear/loops", "dx[j, k] += g * self", "dx[j, k] = g * self"
    ),
    "bias_gradient_averaged": mistake(
        LINEAR, "linear/in_place", "grad_wrt_out.sum(1)", "grad_wrt_out.mean(1)"
    ),
    "bias_gradient_along_the_wrong_axis": mistake(
        LINEAR, "linear/outer_products", "grad.reshape(-1, 1)", "grad.mean()"
    ),
    "averaged_over_the_batch": mistake(
        LINEAR,
        "linear/gradient_lists",
        "grad_wrt_out.dot(self.seen.T)",
        "grad_wrt_out.dot(self.seen.T) / self.seen.shape[1]",
    ),
    "last_unit_not_learnt": mistake(
        f"{LINEAR} {MOMENTUM}",
        "linear/loops",
        "        for i in range(self.outdim):\n            self.vb",
        "        for i in range(self.outdim - 1):\n            self.vb",
    ),
    "ascends": mistake(
        f"{LINEAR} {MOMENTUM}",
        "linear/rate_in_velocity",
        "self.w = self.w + self.vw",
        "self.w = self.w - self.vw",
    ),
    "old_velocity": mistake(
        f"{LINEAR} {MOMENTUM}",
        "linear/flat",
        "        self.speed = self.alpha * self.speed + self.delta\n"
        "        self.theta = self.theta - self.lr * self.speed\n",
        "        self.theta = self.theta - self.lr * self.speed\n"
        "        self.speed = self.alpha * self.speed + self.delta\n",
    ),
    "nesterov": mistake(
        MOMENTUM, "linear/in_place", "p -= self.lr * v", "p -= self.lr * (g + self.alpha * v)"
    ),
    "damped": mistake(MOMENTUM, "linear/in_place", "v += g", "v += (1 - self.alpha) * g"),
    "damped_tuple": mistake(
        MOMENTUM,
        "linear/closures",
        "self.alpha * v + g for",
        "self.alpha * v + (1 - self.alpha) * g for",
    ),
    "bias_without_momentum": mistake(
        MOMENTUM,
        "linear/dataclasses",
        "        for parameter in (self.W, self.b):\n"
        "            parameter.update(**self.options)\n",
        "        self.W.update(**self.options)\n        self.b.update(0, self.options['lr'])\n",
    ),
    "rate_for_alpha": mistake(
        MOMENTUM, "linear/augmented", "alpha, lr = self.hyper", "lr, alpha = self.hyper"
    ),
    # --- 5.1.2b, 5.1.4: ReLU ---
    "slope_of_the_gradient": mistake(
        RELU, "relu/modes", "(np.sign(self.x) + 1) / 2", "(np.sign(grad_wrt_out) + 1) / 2"
    ),
    "leaks": mistake(
        RELU, "relu/where", "np.where(self.keep, x, 0)", "np.where(self.keep, x, 0.01 * x)"
    ),
    "mask_left_out_of_backward": mistake(DROPOUT, "relu/closure", "g * gate * mask", "g * gate"),
    "evaluation_unscaled": mistake(
        DROPOUT, "relu/indexing", "        if not train:\n", "        if False:\n"
    ),
    "scaled_by_p": mistake(DROPOUT, "relu/loops", "1 - self.p", "self.p"),
    "inverted_dropout": mistake(
        DROPOUT,
        "relu/masked_copy",
        "1.0 if train else self.kept",
        "1 / self.kept if train else 1.0",
    ),
    # --- 5.1.2c: the loss ---
    "summed": mistake(LOSS, "loss/loops", "return total / len(self.columns)", "return total"),
    "gradient_summed": mistake(LOSS, "loss/log_sum_exp", " / self.labels.shape[1]", ""),
    "averaged_over_classes": mistake(
        LOSS, "loss/plain", "np.log(self.probs)) / self.n", "np.log(self.probs)) / labels.size"
    ),
    "over_rows": mistake(
        LOSS, "loss/plain", "np.sum(e, axis=0)", "np.sum(e, axis=1, keepdims=True)"
    ),
    "gradient_turned": mistake(
        LOSS, "loss/epsilon", "(self.p - self.labels)", "(self.labels - self.p)"
    ),
    "bits": mistake(LOSS, "loss/indices", "-np.log(p", "-np.log2(p"),
    "hits_counted": mistake(
        LOSS, "loss/jacobian", "sum(self._right) / len(self._right)", "sum(self._right)"
    ),
    "percent": mistake(
        LOSS, "loss/log_sum_exp", ".argmax(0)).mean())", ".argmax(0)).mean() * 100)"
    ),
    # --- 5.1.5: networks ---
    "relu_at_the_end": mistake(
        NETWORKS,
        "network/base_class",
        "        return x\n",
        "        return np.maximum(x, 0)\n",
    ),
    "second_relu_missing": mistake(
        "5.1.5b", "network/mapping", "if number <= len(widths):", "if number == 1:"
    ),
    "default_alpha_inside": mistake(NETWORKS, "network/base_class", "alpha=alpha, lr=lr", "lr=lr"),
    "default_rate_inside": mistake(NETWORKS, "network/cloned_options", "lr=lr, alpha", "alpha"),
    "mode_not_passed_on": mistake(
        NETWORKS, "network/base_class", "layer.forward(x, train=train)", "layer.forward(x)"
    ),
    "first_layer_rests": mistake(
        NETWORKS,
        "network/by_itself",
        "        for k in range(len(self.Ws)):\n            self.vWs",
        "        for k in range(1, len(self.Ws)):\n            self.vWs",
    ),
    "biases_of_another_layer": mistake(
        "5.1.5b",
        "network/plain",
        "return [self.l1.getb(), self.l2.getb(), self.l3.getb()]",
        "return [self.l1.getb(), self.l1.getb(), self.l3.getb()]",
    ),
    # --- 1.3a: the construction ---
    "one_coordinate": mistake(
        "1.3a", OTHER_CONSTRUCTION, "v = np.random.randn(D)", "v = np.eye(D)[0]"
    ),
    "labels_unsorted": mistake(
        "1.3a",
        CONSTRUCTION,
        "a[j] = y[order[j]] - total\n        total = y[order[j]]",
        "a[j] = y[j] - total\n        total = y[j]",
    ),
    "labels_not_differences": mistake(
        "1.3a", CONSTRUCTION, "y[order[j]] - total\n", "y[order[j]]\n"
    ),
    "half_a_unit": mistake("1.3a", CONSTRUCTION, "+ gap / 2", "+ 0.5"),
    "threshold_turned": mistake("1.3a", CONSTRUCTION, "+ gap / 2", "- gap / 2"),
    "first_cut_at_the_midpoint": mistake(
        "1.3a", OTHER_CONSTRUCTION, "    cuts[0] -= 1\n", "    cuts[0] += 1e-3\n"
    ),
}
