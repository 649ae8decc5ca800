class LinearMap(Transform):
    """v = alpha v - lr g, and then W += v: the same with a constant rate."""

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.alpha = alpha
        self.lr = lr
        self.w = random_weight_init(indim, outdim)
        self.b = zeros_bias_init(outdim)
        self.vw = self.vb = 0
        self.dw = self.db = 0

    def forward(self, x, train=True):
        self.input = x.copy()
        return np.dot(self.w, x) + self.b

    def backward(self, grad_wrt_out):
        self.dw = self.dw + np.dot(grad_wrt_out, self.input.T)
        self.db = self.db + np.sum(grad_wrt_out, axis=1)[:, None]
        return np.dot(self.w.T, grad_wrt_out)

    def step(self):
        self.vw = self.alpha * self.vw - self.lr * self.dw
        self.vb = self.alpha * self.vb - self.lr * self.db
        self.w = self.w + self.vw
        self.b = self.b + self.vb

    def zerograd(self):
        self.dw = 0
        self.db = 0

    def getW(self):
        return self.w.copy()

    def getb(self):
        return self.b.copy()

    def loadparams(self, w, b):
        self.w, self.b = w.copy(), b.copy()
