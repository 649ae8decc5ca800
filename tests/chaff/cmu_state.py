"""CMU: mistakes that live between calls. Of each kind three or more, by students of many styles."""

from mistakes import mistake

LINEAR, RELU, LOSS, MOMENTUM, DROPOUT = "5.1.2a", "5.1.2b", "5.1.2c", "5.1.3", "5.1.4"
NETWORKS = "5.1.5a 5.1.5b"

STATE = {
    # --- gradients cleared by step, or by a second forward ---
    "step_clears_in_place": mistake(
        f"{LINEAR} {MOMENTUM}",
        "linear/in_place",
        "            p -= self.lr * v\n",
        "            p -= self.lr * v\n        self.zerograd()\n",
    ),
    "step_empties_the_list": mistake(
        f"{LINEAR} {MOMENTUM}",
        "linear/gradient_lists",
        "        self.bias = self.bias - self.rate * self.velocity[1]\n",
        "        self.bias = self.bias - self.rate * self.velocity[1]\n"
        "        self.gradients = []\n",
    ),
    "update_clears_its_parameter": mistake(
        f"{LINEAR} {MOMENTUM}",
        "linear/parameters",
        "        self.data = self.data - lr * self.velocity\n",
        "        self.data = self.data - lr * self.velocity\n"
        "        self.grad = np.zeros(self.data.shape)\n",
    ),
    "forward_clears_the_tuple": mistake(
        LINEAR,
        "linear/closures",
        "        self.pullback = pullback\n",
        "        self.pullback = pullback\n        self.grads = (0.0, 0.0)\n",
    ),
    "forward_forgets_pairs": mistake(
        LINEAR,
        "linear/deferred",
        "        self.last = x\n",
        "        self.last = x\n        self.pairs = []\n",
    ),
    "forward_calls_zerograd": mistake(
        LINEAR,
        "linear/einsum",
        "        self._seen = np.copy(x)\n",
        "        self._seen = np.copy(x)\n        self.zerograd()\n",
    ),
    # --- evaluation that sticks ---
    "evaluation_sticks_in_modes": mistake(
        DROPOUT,
        "relu/modes",
        "        return self._train(x) if train is True else self._evaluate(x)\n",
        "        self.training = getattr(self, 'training', True) and train\n"
        "        return self._train(x) if self.training else self._evaluate(x)\n",
    ),
    "scale_of_evaluation_sticks": mistake(
        DROPOUT,
        "relu/where",
        "        self.p = dropout_probability\n",
        "        self.p = dropout_probability\n        self.scale = 1.0\n",
        "        scale = 1.0\n",
        "",
        "            scale = 1 - self.p",
        "            self.scale = 1 - self.p",
        "0) * scale",
        "0) * self.scale",
    ),
    "evaluation_sticks_in_loops": mistake(
        DROPOUT,
        "relu/loops",
        "        rows, columns = x.shape\n",
        "        rows, columns = x.shape\n"
        "        self.done = getattr(self, 'done', False) or not train\n"
        "        train = not self.done\n",
    ),
    "evaluation_sticks_in_a_network": mistake(
        NETWORKS,
        "network/by_itself",
        "        self.inputs, self.gates = [], []\n",
        "        self.inputs, self.gates = [], []\n"
        "        self.evaluating = getattr(self, 'evaluating', False) or not train\n"
        "        train = not self.evaluating\n",
    ),
    # --- a mask that can be used once ---
    "closure_used_once": mistake(
        f"{RELU} {DROPOUT}",
        "relu/closure",
        "        return self.pull(grad_wrt_out)\n",
        "        pull, self.pull = self.pull, lambda g: g\n        return pull(grad_wrt_out)\n",
    ),
    "indices_cleared_by_backward": mistake(
        f"{RELU} {DROPOUT}",
        "relu/indexing",
        "        dx[self.zeroed] = 0\n",
        "        dx[self.zeroed] = 0\n        self.zeroed[:] = False\n",
    ),
    "gate_deleted_by_backward": mistake(
        f"{RELU} {DROPOUT}",
        "relu/masked_copy",
        "        np.putmask(grad, self.off, 0.0)\n",
        "        np.putmask(grad, self.off, 0.0)\n        del self.off\n",
    ),
    # --- kept on the class, shared by two objects ---
    "input_on_the_type": mistake(
        LINEAR, "linear/flat", "        self.x = x\n", "        type(self).x = x\n"
    ),
    "input_on_the_base_class": mistake(
        LINEAR, "linear/parameters", "        self.cache = x\n", "        Transform.cache = x\n"
    ),
    "gradients_in_a_default": mistake(
        f"{LINEAR} {MOMENTUM}",
        "linear/gradient_lists",
        "alpha=0, lr=0.01):",
        "alpha=0, lr=0.01, gradients=[]):",
        "        self.gradients = []\n",
        "        self.gradients = gradients\n",
    ),
    "pairs_on_the_class": mistake(
        f"{LINEAR} {MOMENTUM}",
        "linear/deferred",
        "        self.pairs = []\n        self.vel = None\n\n    def forward",
        "        self.vel = None\n\n    pairs = []\n\n    def forward",
        "    def zerograd(self):\n        self.pairs = []\n",
        "    def zerograd(self):\n        self.pairs.clear()\n",
        "        self.pairs = []\n        self.vel = None\n",
        "        self.vel = None\n",
    ),
    "gate_on_the_class": mistake(
        f"{RELU} {DROPOUT}",
        "relu/where",
        "        self.keep = x >= 0\n",
        "        ReLU.keep = x >= 0\n",
        "            self.keep = self.keep &",
        "            ReLU.keep = self.keep &",
    ),
    "factor_in_a_global": mistake(
        f"{RELU} {DROPOUT}",
        "relu/loops",
        "class ReLU(Transform):\n",
        "factor = None\n\n\nclass ReLU(Transform):\n",
        "        rows, columns = x.shape\n",
        "        global factor\n        rows, columns = x.shape\n",
        "self.factor",
        "factor",
    ),
    "softmax_on_the_class": mistake(
        LOSS,
        "loss/log_sum_exp",
        "        self.logits, self.labels, self.lse = logits, labels, lse\n",
        "        cls = SoftmaxCrossEntropyLoss\n"
        "        cls.logits, cls.labels, cls.lse = logits, labels, lse\n",
    ),
    "columns_on_the_class": mistake(
        LOSS,
        "loss/loops",
        "    def __init__(self):\n        self.columns = []\n",
        "    columns = []\n",
        "        self.columns, total = [], 0.0\n",
        "        total = 0.0\n        self.columns.clear()\n",
    ),
    "layers_on_the_class": mistake(
        NETWORKS,
        "network/base_class",
        "        self.layers = []\n",
        "        Network.layers = []\n",
    ),
    "parts_on_the_class": mistake(
        "5.1.5a",
        "network/composed",
        "        self.parts = {\n",
        "        SingleLayerMLP.parts = {\n",
    ),
    # --- probabilities overwritten by backward ---
    "columns_overwritten": mistake(
        LOSS,
        "loss/loops",
        "        return np.array([[(a - b) / len(self.columns) for a, b in zip(p, y)]\n"
        "                         for p, y in self.columns]).T\n",
        "        self.columns = [([a - b for a, b in zip(p, y)], y) for p, y in self.columns]\n"
        "        return np.array([p for p, _ in self.columns]).T / len(self.columns)\n",
    ),
    "logits_overwritten": mistake(
        LOSS,
        "loss/log_sum_exp",
        "        return (np.exp(self.logits - self.lse) - self.labels) / self.labels.shape[1]\n",
        "        self.logits = np.exp(self.logits - self.lse) - self.labels\n"
        "        return self.logits / self.labels.shape[1]\n",
    ),
    "gradient_divided_again": mistake(
        LOSS,
        "loss/indices",
        "        self.gradient /= count\n",
        "        self.count = count\n",
        "        return self.gradient\n",
        "        self.gradient /= self.count\n        return self.gradient\n",
    ),
    "columns_used_up": mistake(
        LOSS,
        "loss/jacobian",
        "        slopes = []\n        for z, y in self._columns:\n",
        "        slopes = []\n        count = len(self._columns)\n        while self._columns:\n"
        "            z, y = self._columns.pop(0)\n",
        "            slopes.append(-jacobian / len(self._columns))\n",
        "            slopes.append(-jacobian / count)\n",
    ),
    # --- labels or logits remembered from the first call ---
    "first_labels_in_loops": mistake(
        LOSS,
        "loss/loops",
        "        self.columns, total = [], 0.0\n",
        "        self.columns, total = [], 0.0\n"
        "        self.first = getattr(self, 'first', labels)\n"
        "        labels = self.first if self.first.shape == labels.shape else labels\n",
    ),
    "first_hits": mistake(
        LOSS,
        "loss/jacobian",
        "        self._right = [",
        "        self._right = getattr(self, '_right', None) or [",
    ),
    "first_softmax": mistake(
        LOSS,
        "loss/log_sum_exp",
        "        self.logits, self.labels, self.lse = logits, labels, lse\n",
        "        if not hasattr(self, 'lse') or self.lse.shape != lse.shape:\n"
        "            self.logits, self.labels, self.lse = logits, labels, lse\n",
    ),
    "labels_by_identity": mistake(
        LOSS,
        "loss/indices",
        "        true = np.argmax(labels, axis=0)\n",
        "        self.known = getattr(self, 'known', {})\n"
        "        true = self.known.setdefault(count, np.argmax(labels, axis=0))\n",
    ),
    # --- a velocity that doesn't coast ---
    "no_gradient_no_step_in_place": mistake(
        MOMENTUM,
        "linear/in_place",
        "        for v, g, p in (",
        "        if not (self.gW.any() or self.gb.any()):\n"
        "            return\n        for v, g, p in (",
    ),
    "no_list_no_step": mistake(
        MOMENTUM,
        "linear/gradient_lists",
        "        total_w = sum(",
        "        if not self.gradients:\n            return\n        total_w = sum(",
    ),
    "lazy_rests": mistake(
        MOMENTUM,
        "linear/lazy",
        "        grads = self._grads or (np.zeros(self._shape), np.zeros((self._shape[0], 1)))\n",
        "        if self._grads is None:\n            return\n        grads = self._grads\n",
    ),
    "entries_without_gradient_rest": mistake(
        MOMENTUM,
        "linear/outer_products",
        "        self.w = self.w - self.lr * self.mw\n",
        "        self.w = self.w - self.lr * self.mw * (self.dw != 0)\n",
    ),
    "zerograd_clears_velocity": mistake(
        MOMENTUM,
        "linear/rate_in_velocity",
        "        self.db = 0\n",
        "        self.db = 0\n        self.vw = self.vb = 0\n",
    ),
    # --- arguments of the constructor, and others', changed in place ---
    "widths_become_ends": mistake(
        "5.1.5b",
        "network/base_class",
        "        super().__init__([indim, *hiddenlayers, outdim]",
        "        hiddenlayers.insert(0, indim)\n        hiddenlayers.append(outdim)\n"
        "        super().__init__(hiddenlayers",
    ),
    "widths_popped": mistake(
        "5.1.5b",
        "network/by_itself",
        "        first, second = hiddenlayers\n",
        "        second, first = hiddenlayers.pop(), hiddenlayers.pop()\n",
    ),
    "widths_lengthened": mistake(
        "5.1.5b",
        "network/mapping",
        "        ends = [indim, *widths, outdim]\n",
        "        widths.append(outdim)\n        ends = [indim, *widths]\n",
        "number <= len(widths)",
        "number < len(widths)",
        "list(hiddenlayers)",
        "hiddenlayers",
    ),
    "loaded_lists_emptied": mistake(
        f"{NETWORKS} 5.1.6",
        "network/base_class",
        "        for layer, w, b in zip(self._linear(), Ws, bs):\n"
        "            layer.loadparams(w, b)\n",
        "        for layer in self._linear():\n"
        "            layer.loadparams(Ws.pop(0), bs.pop(0))\n",
    ),
    "inputs_shared_with_loaded": mistake(
        f"{NETWORKS} 5.1.6",
        "network/by_itself",
        "        self.Ws = [np.array(w) for w in Ws]\n"
        "        self.bs = [np.array(b) for b in bs]\n",
        "        self.Ws, self.bs = Ws, bs\n",
    ),
    "velocity_survives_by_width": mistake(
        f"{MOMENTUM} {LINEAR}",
        "linear/augmented",
        "        self.velocity = np.zeros_like(self.theta)\n",
        "        self.velocity = self.KEPT.setdefault(self.theta.shape, "
        "np.zeros_like(self.theta))\n",
        "        self.velocity = alpha * self.velocity + self.gradient\n",
        "        self.velocity *= alpha\n        self.velocity += self.gradient\n",
        "    def forward",
        "    KEPT = {}\n\n    def forward",
    ),
}
