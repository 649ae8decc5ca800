class LinearMap(Transform):
    """Functional: forward leaves a closure that backward calls."""

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.alpha, self.lr = alpha, lr
        self.params = (random_weight_init(indim, outdim), zeros_bias_init(outdim))
        self.grads = self.velocity = (0.0, 0.0)
        self.pullback = None

    def forward(self, x, train=True):
        w, b = self.params

        def pullback(g):
            return w.T @ g, (g @ x.T, g @ np.ones((g.shape[1], 1)))

        self.pullback = pullback
        return w @ x + b

    def backward(self, grad_wrt_out):
        dx, grads = self.pullback(grad_wrt_out)
        self.grads = tuple(map(np.add, self.grads, grads))
        return dx

    def step(self):
        self.velocity = tuple(self.alpha * v + g for v, g in zip(self.velocity, self.grads))
        self.params = tuple(p - self.lr * v for p, v in zip(self.params, self.velocity))

    def zerograd(self):
        self.grads = (0.0, 0.0)

    def getW(self):
        return self.params[0]

    def getb(self):
        return self.params[1]

    def loadparams(self, w, b):
        self.params = (w + 0.0, b + 0.0)
