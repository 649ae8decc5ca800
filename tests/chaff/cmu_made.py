"""CMU: mistakes in what is constructed, in dropout, and at extremes."""

from cmu_state import DROPOUT, LINEAR, LOSS, MOMENTUM, NETWORKS, RELU
from mistakes import mistake

CONSTRUCTED = {
    # --- weights zero, biases random ---
    "init_of_zeros": mistake(
        "5.1.1",
        "prelude",
        "np.random.uniform(-b, b, (outdim, indim))",
        "np.zeros((outdim, indim))",
    ),
    "lazy_zeros": mistake(
        f"5.1.1 {LINEAR}",
        "linear/lazy",
        "random_weight_init(self._shape[1], self._shape[0])",
        "np.zeros(self._shape)",
    ),
    "parameter_of_zeros": mistake(
        f"5.1.1 {LINEAR}",
        "linear/parameters",
        "Parameter(random_weight_init(indim, outdim))",
        "Parameter(np.zeros((outdim, indim)))",
    ),
    "network_of_zeros": mistake(
        f"5.1.1 {NETWORKS}",
        "network/by_itself",
        "random_weight_init(i, o) for i, o",
        "np.zeros((o, i)) for i, o",
    ),
    "init_of_random_biases": mistake(
        "5.1.1", "prelude", "np.zeros((outdim, 1))", "0.01 * np.random.randn(outdim, 1)"
    ),
    "random_bias_in_place": mistake(
        f"5.1.1 {LINEAR}",
        "linear/in_place",
        "zeros_bias_init(outdim)",
        "np.random.uniform(-0.1, 0.1, (outdim, 1))",
    ),
    "random_biases_of_a_network": mistake(
        f"5.1.1 {NETWORKS}",
        "network/by_itself",
        "zeros_bias_init(o) for _, o",
        "np.random.randn(o, 1) for _, o",
    ),
    "constant_bias": mistake(
        f"5.1.1 {LINEAR}",
        "linear/flat",
        "zeros_bias_init(outdim).ravel()",
        "np.full(outdim, 0.1)",
    ),
    # --- the generator reseeded ---
    "init_reseeds": mistake(
        f"5.1.1 {LINEAR}",
        "prelude",
        "    b = np.sqrt(6)",
        "    np.random.seed(0)\n    b = np.sqrt(6)",
    ),
    "relu_reseeds": mistake(
        DROPOUT, "relu/loops", "        drawn = ", "        np.random.seed(123)\n        drawn = "
    ),
    "network_reseeds_itself": mistake(
        f"5.1.1 {NETWORKS}",
        "network/composed",
        "        self.config = ",
        "        np.random.seed(10417)\n        self.config = ",
    ),
    "relu_reseeds_when_constructed": mistake(
        f"{DROPOUT} {RELU}",
        "relu/closure",
        "        self.rate = ",
        "        np.random.seed(7)\n        self.rate = ",
    ),
    # --- other defaults, and other names ---
    "alpha_of_a_tenth": mistake(
        f"{MOMENTUM} {LINEAR}", "linear/loops", "alpha=0, lr=0.01", "alpha=0.1, lr=0.01"
    ),
    "rate_of_a_tenth": mistake(
        f"{MOMENTUM} {LINEAR}", "linear/slots", "alpha=0, lr=0.01", "alpha=0, lr=0.1"
    ),
    "alpha_of_networks": mistake(NETWORKS, "network/base_class", "alpha=0.1,", "alpha=0.9,"),
    "half_as_wide": mistake(
        "5.1.5b", "network/mapping", "hiddenlayers=[100, 100]", "hiddenlayers=[100, 50]"
    ),
    "wider": mistake("5.1.5a", "network/composed", "hiddenlayer=100", "hiddenlayer=150"),
    "evaluates_unless_told": mistake(DROPOUT, "relu/indexing", "train=True", "train=False"),
    "network_evaluates_unless_told": mistake(
        NETWORKS,
        "network/by_itself",
        "def forward(self, x, train=True)",
        "def forward(self, x, train=False)",
    ),
    "drops_a_fifth_unless_told": mistake(
        f"{RELU} {DROPOUT}", "relu/closure", "dropout_probability=0)", "dropout_probability=0.2)"
    ),
    "networks_drop_unless_told": mistake(
        NETWORKS,
        "network/cloned_options",
        "dropout_probability=0, lr",
        "dropout_probability=0.5, lr",
    ),
    "widths_renamed": mistake("5.1.5b", "network/mapping", "hiddenlayers", "hidden_layers"),
    "alpha_renamed": mistake(
        f"{MOMENTUM} {LINEAR}",
        "linear/closures",
        "alpha=0, lr=0.01",
        "momentum=0, lr=0.01",
        "self.alpha, self.lr = alpha, lr",
        "self.alpha, self.lr = momentum, lr",
    ),
    "probability_renamed": mistake(DROPOUT, "relu/where", "dropout_probability", "p"),
    "rate_renamed": mistake(
        NETWORKS,
        "network/base_class",
        "dropout_probability=0, lr=0.01):",
        "dropout_probability=0, learning_rate=0.01):",
        "dropout_probability, lr)\n\n\nclass",
        "dropout_probability, learning_rate)\n\n\nclass",
        "outdim], alpha, dropout_probability, lr)",
        "outdim], alpha, dropout_probability, learning_rate)",
    ),
    "train_renamed": mistake(DROPOUT, "relu/indexing", "train", "training"),
    # --- nothing there until parameters are loaded ---
    "augmented_when_loaded": mistake(
        f"5.1.1 {LINEAR}",
        "linear/augmented",
        "        self.theta = np.hstack([random_weight_init(indim, outdim), "
        "zeros_bias_init(outdim)])\n"
        "        self.velocity = np.zeros_like(self.theta)\n"
        "        self.gradient = np.zeros_like(self.theta)\n",
        "        self.velocity = self.gradient = 0\n",
        "        self.gradient *= 0\n",
        "        self.gradient = 0\n",
    ),
    "parameters_when_loaded": mistake(
        f"5.1.1 {LINEAR}",
        "linear/dataclasses",
        "        self.W = Parameter(random_weight_init(indim, outdim))\n"
        "        self.b = Parameter(zeros_bias_init(outdim))\n",
        "",
    ),
    "biases_when_loaded": mistake(
        NETWORKS,
        "network/mapping",
        "        [layer.loadparams(w, b) for layer, w, b in zip(self.maps, Ws, bs)]\n",
        "        [layer.loadparams(w, b) for layer, w, b in zip(self.maps, Ws, bs)]\n"
        "        self.loaded = True\n",
        "        return [layer.getb() for layer in self.maps]\n",
        "        return [layer.getb() for layer in self.maps] if self.loaded else []\n",
    ),
    "gradients_when_cleared": mistake(
        NETWORKS,
        "network/by_itself",
        "        self.vbs = [0 * b for b in self.bs]\n        self.zerograd()\n",
        "        self.vbs = [0 * b for b in self.bs]\n",
    ),
}

DROPPED = {
    "drawn_in_columns": mistake(
        DROPOUT,
        "relu/modes",
        "np.random.uniform(0, 1, x.shape) <=",
        "np.random.uniform(0, 1, x.T.shape).T <=",
    ),
    "read_in_columns": mistake(
        DROPOUT,
        "relu/loops",
        "np.random.uniform(0, 1, x.shape)",
        "np.random.uniform(0, 1, (columns, rows))",
        "drawn[i, j]",
        "drawn[j, i]",
    ),
    "filled_in_columns": mistake(
        DROPOUT,
        "relu/closure",
        "np.random.uniform(0, 1, x.shape)",
        "np.random.uniform(0, 1, x.size).reshape(x.shape, order='F')",
    ),
    "the_other_end": mistake(
        DROPOUT,
        "relu/modes",
        "<= self.dropout_probability",
        ">= 1 - self.dropout_probability",
    ),
    "keeps_what_it_should_drop": mistake(
        DROPOUT,
        "relu/indexing",
        "drawn <= self.dropout_probability",
        "drawn > self.dropout_probability",
    ),
    "one_minus_the_draw": mistake(
        DROPOUT,
        "relu/masked_copy",
        "np.random.uniform(0, 1, x.shape) <=",
        "1 - np.random.uniform(0, 1, x.shape) <=",
    ),
    "permutation": mistake(
        DROPOUT,
        "relu/where",
        "(np.random.uniform(0, 1, x.shape) > self.p)",
        "(np.random.permutation(x.size).reshape(x.shape) >= round(self.p * x.size))",
    ),
    "quantile": mistake(
        DROPOUT,
        "relu/indexing",
        "drawn <= self.dropout_probability",
        "(drawn <= np.quantile(drawn, self.dropout_probability)) & (self.dropout_probability > 0)",
    ),
    "as_many_of_each_column": mistake(
        DROPOUT,
        "relu/closure",
        "mask = (np.random.uniform(0, 1, x.shape) > self.rate).astype(x.dtype)",
        "drawn = np.random.uniform(0, 1, x.shape)\n"
        "        mask = drawn.argsort(0).argsort(0) >= round(self.rate * len(x))",
    ),
    "one_draw_for_all_gates": mistake(
        "5.1.5b",
        "network/by_itself",
        "                    gate *= np.random.uniform(0, 1, x.shape) > self.p\n",
        "                    if not self.gates or self.drawn.shape != x.shape:\n"
        "                        self.drawn = np.random.uniform(0, 1, x.shape)\n"
        "                    gate *= self.drawn > self.p\n",
    ),
    "state_put_back": mistake(
        "5.1.5b",
        "network/composed",
        "        return self.rest.forward(self.relu.forward(self.first.forward(x), train), "
        "train)\n",
        "        state = np.random.get_state()\n"
        "        x = self.relu.forward(self.first.forward(x, train), train)\n"
        "        np.random.set_state(state)\n"
        "        return self.rest.forward(x, train)\n",
    ),
    "state_put_back_in_a_loop": mistake(
        "5.1.5b",
        "network/cloned_options",
        "        x = copy.deepcopy(x)\n        for linear, relu in zip(self.linears, "
        "self.relus):\n",
        "        x = copy.deepcopy(x)\n        state = np.random.get_state()\n"
        "        for linear, relu in zip(self.linears, self.relus):\n"
        "            np.random.set_state(state)\n",
    ),
}

EXTREME = {
    "clipped_in_loops": mistake(
        LOSS,
        "loss/loops",
        "[e / sum(exps) for e in exps]",
        "[min(max(e / sum(exps), 0.01), 0.99) for e in exps]",
    ),
    "clipped_for_the_logarithm": mistake(
        LOSS,
        "loss/jacobian",
        "total -= y @ (z - np.log(np.exp(z).sum()))",
        "total -= y @ np.log(np.clip(self._softmax(z), 1e-4, 1))",
    ),
    "loss_clipped": mistake(
        LOSS,
        "loss/log_sum_exp",
        "np.mean(lse - (labels * logits).sum(axis=0))",
        "np.mean(np.minimum(lse - (labels * logits).sum(axis=0), 6))",
    ),
    "gradient_clipped": mistake(
        LOSS,
        "loss/log_sum_exp",
        "(np.exp(self.logits - self.lse) - self.labels)",
        "(np.maximum(np.exp(self.logits - self.lse), 1e-3) - self.labels)",
    ),
    "hundredth_in_the_logarithm": mistake(
        LOSS,
        "loss/indices",
        "np.log(p[true, np.arange(count)])",
        "np.log(p[true, np.arange(count)] + 0.01)",
    ),
    "one_shift": mistake(LOSS, "loss/plain", "np.max(logits, axis=0)", "np.max(logits)"),
    "one_shift_of_a_logarithm": mistake(
        LOSS, "loss/log_sum_exp", "logits.max(axis=0)", "logits.max()"
    ),
    "one_shift_of_indices": mistake(
        LOSS, "loss/indices", "np.amax(logits, axis=0, keepdims=True)", "np.amax(logits)"
    ),
    "one_shift_in_single_precision": mistake(
        LOSS, "loss/single_precision", "z - z.max(0, keepdims=True)", "z - z.max()"
    ),
    "twelve_logits": mistake(
        LOSS, "loss/loops", "for v in logits[:, k]", "for v in logits[:12, k]"
    ),
    "twelve_labels": mistake(
        LOSS,
        "loss/indices",
        "        self.gradient[true, np",
        "        self.gradient[np.minimum(true, 11), np",
    ),
    "twelve_products": mistake(
        LOSS,
        "loss/log_sum_exp",
        "(labels * logits).sum(axis=0)",
        "(labels * logits)[:12].sum(axis=0)",
    ),
    "twelve_for_accuracy": mistake(
        LOSS, "loss/epsilon", "np.argmax(self.p[:, j])", "np.argmax(self.p[:12, j])"
    ),
}
