class _Net(Transform):
    """Arrays and arithmetic; no layer objects at all."""

    def _make(self, widths, alpha, p, lr):
        self.alpha, self.p, self.lr = alpha, p, lr
        pairs = list(zip(widths[:-1], widths[1:]))
        self.Ws = [random_weight_init(i, o) for i, o in pairs]
        self.bs = [zeros_bias_init(o) for _, o in pairs]
        self.vWs = [0 * w for w in self.Ws]
        self.vbs = [0 * b for b in self.bs]
        self.zerograd()

    def zerograd(self):
        self.gWs = [0 * w for w in self.Ws]
        self.gbs = [0 * b for b in self.bs]

    def forward(self, x, train=True):
        self.inputs, self.gates = [], []
        for k, (w, b) in enumerate(zip(self.Ws, self.bs)):
            self.inputs.append(x)
            x = w @ x + b
            if k < len(self.Ws) - 1:
                gate = (x > 0).astype(float)
                if train and self.p:
                    gate *= np.random.uniform(0, 1, x.shape) > self.p
                if not train:
                    gate *= 1 - self.p
                self.gates.append(gate)
                x = x * gate
        return x

    def backward(self, grad_wrt_out):
        g = grad_wrt_out
        for k in range(len(self.Ws) - 1, -1, -1):
            self.gWs[k] = self.gWs[k] + g @ self.inputs[k].T
            self.gbs[k] = self.gbs[k] + g.sum(axis=1, keepdims=True)
            g = self.Ws[k].T @ g
            if k:
                g = g * self.gates[k - 1]

    def step(self):
        for k in range(len(self.Ws)):
            self.vWs[k] = self.alpha * self.vWs[k] + self.gWs[k]
            self.vbs[k] = self.alpha * self.vbs[k] + self.gbs[k]
            self.Ws[k] = self.Ws[k] - self.lr * self.vWs[k]
            self.bs[k] = self.bs[k] - self.lr * self.vbs[k]

    def loadparams(self, Ws, bs):
        self.Ws = [np.array(w) for w in Ws]
        self.bs = [np.array(b) for b in bs]

    def getWs(self):
        return self.Ws

    def getbs(self):
        return self.bs


class SingleLayerMLP(_Net):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self._make((indim, hiddenlayer, outdim), alpha, dropout_probability, lr)


class TwoLayerMLP(_Net):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01):
        first, second = hiddenlayers
        self._make((indim, first, second, outdim), alpha, dropout_probability, lr)
