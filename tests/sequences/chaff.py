"""Wrong modules: each is the plain right one with one passage changed.

Every entry says which kind of mistake it is, which life must notice it, and what is changed into
what. The module is the `plain` piece of each class in `wheat`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wrong:
    kind: str
    life: str
    old: str
    new: str
    also: tuple[tuple[str, str], ...] = ()

    def applied(self, right: str) -> str:
        """The module with the mistake in it."""
        for old, new in ((self.old, self.new), *self.also):
            assert right.count(old) >= 1, old
            right = right.replace(old, new)
        return right


_SINGLE = (
    "        return self.l2.forward(self.act.forward(self.l1.forward(x, train), train), train)\n"
)
STATE, CONSTRUCTED = "state between calls", "the module as constructed"
DROPOUT, EXTREMES = "dropout", "extremes"

_BIAS_STEP = "        self.bias = self.bias - self.lr * self.vel_b\n"
_FORWARD = "        self.x = x\n        return self.weights @ x + self.bias\n"
_PROBS = "        self.probs = e / np.sum(e, axis=0)\n"
_LOSS_BACK = "        return (self.probs - self.labels) / self.n\n"
_DRAW = "self.mask = np.random.uniform(0, 1, x.shape) > self.dropout"
_TWO = "hiddenlayers=[100, 100]"
_TWO_HEAD = "        Transform.__init__(self)\n        self.l1 = LinearMap(indim, hiddenlayers[0]"

WRONG = {
    # --- state between calls -------------------------------------------------------------------
    "step_clears_gradients": Wrong(
        STATE, "momentum", _BIAS_STEP, _BIAS_STEP + "        self.zerograd()\n"
    ),
    "forward_clears_gradients": Wrong(
        STATE, "linear", _FORWARD, "        self.zerograd()\n" + _FORWARD
    ),
    "backward_overwrites": Wrong(STATE, "linear", "self.grad_w +=", "self.grad_w ="),
    "backward_averages_in": Wrong(
        STATE,
        "linear",
        "self.grad_b += np.sum(grad_wrt_out, axis=1, keepdims=True)",
        "self.grad_b = (self.grad_b + np.sum(grad_wrt_out, axis=1, keepdims=True)) / "
        "(2 if self.grad_b.any() else 1)",
    ),
    "evaluation_sticks": Wrong(
        STATE,
        "dropout",
        "        if train:\n            self.mask",
        "        self.stuck = getattr(self, 'stuck', False) or not train\n"
        "        train = not self.stuck\n"
        "        if train:\n            self.mask",
    ),
    "training_sticks": Wrong(
        STATE,
        "dropout",
        "        if train:\n            self.mask",
        "        self.stuck = getattr(self, 'stuck', False) or train\n"
        "        train = self.stuck\n"
        "        if train:\n            self.mask",
    ),
    "mask_usable_once": Wrong(
        STATE,
        "relu",
        "        return grad_wrt_out * self.mask * (self.x > 0)\n",
        "        mask, self.mask = self.mask, None\n"
        "        return grad_wrt_out * mask * (self.x > 0)\n",
    ),
    "mask_drawn_once": Wrong(
        STATE,
        "dropout",
        _DRAW,
        "self.mask = self.mask if getattr(self, 'mask', np.empty(0)).shape == x.shape "
        "else np.random.uniform(0, 1, x.shape) > self.dropout",
    ),
    "input_on_the_class": Wrong(
        STATE,
        "linear",
        _FORWARD,
        "        LinearMap.x = x\n        return self.weights @ x + self.bias\n",
    ),
    "mask_on_the_class": Wrong(STATE, "dropout", _DRAW, _DRAW.replace("self.mask", "ReLU.mask", 1)),
    "loss_on_the_class": Wrong(
        STATE, "loss", _PROBS, _PROBS.replace("self.probs", "SoftmaxCrossEntropyLoss.probs")
    ),
    "velocity_on_the_class": Wrong(
        STATE,
        "momentum",
        "        self.vel_w = np.zeros((outdim, indim))\n",
        "        if getattr(LinearMap, 'vel_w', np.empty(0)).shape != (outdim, indim):\n"
        "            LinearMap.vel_w = np.zeros((outdim, indim))\n",
        (("        self.vel_w = self.alpha", "        LinearMap.vel_w = self.alpha"),),
    ),
    "probabilities_overwritten": Wrong(
        STATE,
        "loss",
        _LOSS_BACK,
        "        self.probs -= self.labels\n        return self.probs / self.n\n",
    ),
    "labels_remembered": Wrong(
        STATE, "loss", "        self.labels = labels\n",
        "        self.labels = getattr(self, 'labels', labels)\n"
        "        if self.labels.shape != labels.shape: self.labels = labels\n",
    ),
    "logits_remembered": Wrong(
        STATE,
        "loss",
        "        e = np.exp(logits",
        "        self.logits = getattr(self, 'logits', logits)\n"
        "        logits = self.logits if self.logits.shape == logits.shape else logits\n"
        "        e = np.exp(logits",
    ),
    "accuracy_over_all_batches": Wrong(
        STATE,
        "loss",
        "        return np.sum(hits) / self.n\n",
        "        self.hits = getattr(self, 'hits', 0) + np.sum(hits)\n"
        "        self.all = getattr(self, 'all', 0) + self.n\n"
        "        return self.hits / self.all\n",
    ),
    "no_coasting": Wrong(
        STATE,
        "momentum",
        "    def step(self):\n        self.vel_w = self.alpha",
        "    def step(self):\n"
        "        if not self.grad_w.any():\n            return\n"
        "        self.vel_w = self.alpha",
    ),
    "zerograd_stops": Wrong(
        STATE,
        "momentum",
        "        self.grad_b = np.zeros_like(self.grad_b)\n",
        "        self.grad_b = np.zeros_like(self.grad_b)\n"
        "        self.vel_b = np.zeros_like(self.vel_b)\n",
    ),
    "forward_memoised": Wrong(
        STATE,
        "linear",
        _FORWARD,
        "        self.x = x\n"
        "        self.memo = getattr(self, 'memo', {})\n"
        "        if id(x) not in self.memo:\n"
        "            self.memo[id(x)] = (x, self.weights @ x + self.bias)\n"
        "        return self.memo[id(x)][1]\n",
    ),
    "first_batch_kept": Wrong(
        STATE,
        "linear",
        "        self.x = x\n        return self.weights",
        "        if getattr(self, 'x', x).shape == x.shape and hasattr(self, 'x'):\n"
        "            return self.weights @ x + self.bias\n"
        "        self.x = x\n        return self.weights",
    ),
    "gradient_changed_in_place": Wrong(
        STATE,
        "relu",
        "        return grad_wrt_out * self.mask * (self.x > 0)\n",
        "        grad_wrt_out[self.x <= 0] = 0\n        return grad_wrt_out * self.mask\n",
    ),
    "input_changed_in_place": Wrong(
        STATE,
        "relu",
        "        out = np.maximum(x, 0)\n",
        "        self.x = x.copy()\n        out = np.maximum(x, 0, out=x)\n",
    ),
    "result_changed_by_backward": Wrong(
        STATE,
        "relu",
        "            return out * self.mask\n",
        "            self.out = out * self.mask\n            return self.out\n",
        (
            (
                "        return grad_wrt_out * self.mask * (self.x > 0)\n",
                "        self.out *= 0\n        return grad_wrt_out * self.mask * (self.x > 0)\n",
            ),
        ),
    ),
    "second_layer_not_stepped": Wrong(
        STATE, "single", "        self.l1.step()\n        self.l2.step()\n\n",
        "        self.l1.step()\n\n",
    ),
    "second_layer_not_cleared": Wrong(
        STATE, "two", "        self.l2.zerograd()\n        self.l3.zerograd()\n",
        "        self.l3.zerograd()\n",
    ),
    "network_steps_twice": Wrong(
        STATE, "single", "        self.l1.step()\n        self.l2.step()\n\n",
        "        self.l1.step()\n        self.l1.step()\n        self.l2.step()\n\n",
    ),
    "hiddenlayers_changed": Wrong(
        STATE, "two", _TWO_HEAD, "        hiddenlayers.append(outdim)\n" + _TWO_HEAD
    ),
    "hiddenlayers_reversed": Wrong(
        STATE, "two", _TWO_HEAD,
        "        hiddenlayers.reverse()\n        hiddenlayers = hiddenlayers[::-1]\n" + _TWO_HEAD,
    ),
    # --- the module as constructed ------------------------------------------------------------
    "weights_zero": Wrong(
        CONSTRUCTED, "linear", "self.weights = random_weight_init(indim, outdim)",
        "self.weights = np.zeros((outdim, indim))",
    ),
    "weights_constant": Wrong(
        CONSTRUCTED, "linear", "self.weights = random_weight_init(indim, outdim)",
        "self.weights = np.full((outdim, indim), 0.01)",
    ),
    "weights_transposed": Wrong(
        CONSTRUCTED, "linear", "self.weights = random_weight_init(indim, outdim)",
        "self.weights = random_weight_init(outdim, indim)",
    ),
    "bias_flat": Wrong(
        CONSTRUCTED, "linear", "self.bias = zeros_bias_init(outdim)",
        "self.bias = np.zeros(outdim)",
    ),
    "generator_reseeded": Wrong(
        CONSTRUCTED, "linear", "self.weights = random_weight_init(indim, outdim)",
        "np.random.seed(0); self.weights = random_weight_init(indim, outdim)",
    ),
    "generator_reseeded_in_forward": Wrong(
        CONSTRUCTED, "dropout", _DRAW, "np.random.seed(1); " + _DRAW
    ),
    "network_reseeds": Wrong(
        CONSTRUCTED, "single", "        self.l1 = LinearMap(indim, hiddenlayer, alpha, lr)\n",
        "        np.random.seed(42)\n        self.l1 = LinearMap(indim, hiddenlayer, alpha, lr)\n",
    ),
    "default_alpha": Wrong(
        CONSTRUCTED, "momentum", "def __init__(self, indim, outdim, alpha=0, lr=0.01)",
        "def __init__(self, indim, outdim, alpha=0.9, lr=0.01)",
    ),
    "default_rate": Wrong(
        CONSTRUCTED, "linear", "def __init__(self, indim, outdim, alpha=0, lr=0.01)",
        "def __init__(self, indim, outdim, alpha=0, lr=0.001)",
    ),
    "default_alpha_of_a_network": Wrong(
        CONSTRUCTED, "single", "hiddenlayer=100, alpha=0.1", "hiddenlayer=100, alpha=0"
    ),
    "default_width": Wrong(CONSTRUCTED, "single", "hiddenlayer=100", "hiddenlayer=64"),
    "default_widths": Wrong(CONSTRUCTED, "two", _TWO, "hiddenlayers=[100, 50]"),
    "default_dropout": Wrong(
        CONSTRUCTED, "relu",
        "dropout_probability=0):\n        Transform.__init__(self)\n        self.d",
        "dropout_probability=0.5):\n        Transform.__init__(self)\n        self.d",
    ),
    "default_mode": Wrong(
        CONSTRUCTED, "dropout",
        "    def forward(self, x, train=True):\n        self.x = x\n        out",
        "    def forward(self, x, train=False):\n        self.x = x\n        out",
    ),
    "argument_renamed": Wrong(
        CONSTRUCTED, "single", "hiddenlayer=100, alpha", "hidden=100, alpha",
        (("LinearMap(indim, hiddenlayer,", "LinearMap(indim, hidden,"),
         ("LinearMap(hiddenlayer, outdim,", "LinearMap(hidden, outdim,")),
    ),
    "arguments_swapped": Wrong(
        CONSTRUCTED, "momentum", "def __init__(self, indim, outdim, alpha=0, lr=0.01)",
        "def __init__(self, indim, outdim, lr=0.01, alpha=0)",
        (("LinearMap(indim, hiddenlayer, alpha, lr)", "LinearMap(indim, hiddenlayer, lr, alpha)"),),
    ),
    "swapped_in_a_network": Wrong(
        CONSTRUCTED, "single", "alpha=0.1, dropout_probability=0, lr=0.01):\n        "
        "Transform.__init__(self)\n        self.l1 = LinearMap(indim, hiddenlayer,",
        "dropout_probability=0, alpha=0.1, lr=0.01):\n        "
        "Transform.__init__(self)\n        self.l1 = LinearMap(indim, hiddenlayer,",
    ),
    "nothing_until_loaded": Wrong(
        CONSTRUCTED, "linear", "        self.weights = random_weight_init(indim, outdim)\n", ""
    ),
    "network_needs_loading": Wrong(
        CONSTRUCTED, "single",
        _SINGLE,
        "        return self.l2.forward(self.act.forward(self.l1.forward(x, train), train), train)"
        " + 0 * self.Ws[0].sum()\n",
        (("        self.l1.loadparams(Ws[0], bs[0])\n        self.l2.loadparams(Ws[1], bs[1])\n\n",
          "        self.Ws = Ws\n        self.l1.loadparams(Ws[0], bs[0])\n"
          "        self.l2.loadparams(Ws[1], bs[1])\n\n"),),
    ),
    "getters_of_what_was_loaded": Wrong(
        CONSTRUCTED, "two", "        return [self.l1.getb(), self.l2.getb(), self.l3.getb()]\n",
        "        return self.bs\n",
        (("        self.l3.loadparams(Ws[2], bs[2])\n",
          "        self.l3.loadparams(Ws[2], bs[2])\n        self.bs = bs\n"),),
    ),
    # --- dropout -------------------------------------------------------------------------------
    "mask_transposed": Wrong(
        DROPOUT, "dropout", _DRAW,
        "self.mask = np.random.uniform(0, 1, x.shape[::-1]).T > self.dropout",
    ),
    "mask_complemented": Wrong(
        DROPOUT, "dropout", _DRAW,
        "self.mask = np.random.uniform(0, 1, x.shape) < 1 - self.dropout",
    ),
    "fixed_number_dropped": Wrong(
        DROPOUT, "dropout", _DRAW,
        "self.mask = np.argsort(np.argsort(np.random.uniform(0, 1, x.size))).reshape(x.shape)"
        " >= self.dropout * x.size",
    ),
    "whole_columns_dropped": Wrong(
        DROPOUT, "dropout", _DRAW,
        "self.mask = np.random.uniform(0, 1, (1, x.shape[1])) * np.ones(x.shape) > self.dropout",
    ),
    "drawn_twice": Wrong(
        DROPOUT, "dropout", _DRAW, "np.random.uniform(0, 1, x.shape); " + _DRAW
    ),
    "normal_draw": Wrong(
        DROPOUT, "dropout", _DRAW,
        "self.mask = np.random.binomial(1, 1 - self.dropout, x.shape)",
    ),
    "one_mask_for_both_layers": Wrong(
        DROPOUT, "two", "        x = self.a2.forward(self.l2.forward(x), train)\n",
        "        x = self.l2.forward(x)\n"
        "        if train and self.a1.mask.shape == x.shape:\n"
        "            self.a2.x, self.a2.mask = x, self.a1.mask\n"
        "            x = np.maximum(x, 0) * self.a1.mask\n"
        "        else:\n"
        "            x = self.a2.forward(x, train)\n",
    ),
    "second_layer_never_dropped": Wrong(
        DROPOUT, "two", "self.a2 = ReLU(dropout_probability)", "self.a2 = ReLU()"
    ),
    "network_forgets_the_mode": Wrong(
        DROPOUT, "single",
        _SINGLE,
        "        return self.l2.forward(self.act.forward(self.l1.forward(x, train)), train)\n",
    ),
    # --- extremes ------------------------------------------------------------------------------
    "probabilities_clipped": Wrong(
        EXTREMES, "loss", _PROBS,
        "        self.probs = np.clip(e / np.sum(e, axis=0), 0.01, 0.99)\n",
    ),
    "small_probabilities_clipped": Wrong(
        EXTREMES, "loss", _PROBS, "        self.probs = np.maximum(e / np.sum(e, axis=0), 1e-3)\n"
    ),
    "large_epsilon": Wrong(
        EXTREMES, "loss", "np.log(self.probs))", "np.log(self.probs + 1e-3))"
    ),
    "logits_clipped": Wrong(
        EXTREMES, "loss", "        e = np.exp(logits",
        "        logits = np.clip(logits, -3, 3)\n        e = np.exp(logits",
    ),
    "twelve_classes_alone": Wrong(
        EXTREMES, "loss", "        return -np.sum(labels * np.log(self.probs)) / self.n\n",
        "        return -np.sum((labels * np.log(self.probs))[:12]) / self.n\n",
    ),
    "accuracy_of_twelve_classes": Wrong(
        EXTREMES, "loss", "hits = np.argmax(self.probs, axis=0)",
        "hits = np.argmax(self.probs[:12], axis=0)",
    ),
    "gradient_of_twelve_classes": Wrong(
        EXTREMES, "loss", _LOSS_BACK,
        "        return (self.probs - self.labels * (np.arange(len(self.probs)) < 12)[:, None])"
        " / self.n\n",
    ),
}  # fmt: skip
KINDS = (STATE, CONSTRUCTED, DROPOUT, EXTREMES)
