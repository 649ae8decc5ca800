class LinearMap(Transform):
    """All in float32, gradients and velocity too."""

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        f = np.float32
        self.weights = random_weight_init(indim, outdim).astype(f)
        self.bias = zeros_bias_init(outdim).astype(f)
        self.alpha, self.lr = f(alpha), f(lr)
        self.gw, self.gb = np.zeros((outdim, indim), f), np.zeros((outdim, 1), f)
        self.mw, self.mb = np.zeros((outdim, indim), f), np.zeros((outdim, 1), f)

    def forward(self, x, train=True):
        self.x = np.asarray(x, dtype=np.float32)
        return self.weights @ self.x + self.bias

    def backward(self, grad_wrt_out):
        g = np.asarray(grad_wrt_out, dtype=np.float32)
        self.gw += g @ self.x.T
        self.gb += g.sum(axis=1, keepdims=True)
        return self.weights.T @ g

    def step(self):
        self.mw = self.alpha * self.mw + self.gw
        self.mb = self.alpha * self.mb + self.gb
        self.weights = self.weights - self.lr * self.mw
        self.bias = self.bias - self.lr * self.mb

    def zerograd(self):
        self.gw[:] = 0
        self.gb[:] = 0

    def getW(self):
        return self.weights

    def getb(self):
        return self.bias

    def loadparams(self, w, b):
        self.weights = np.array(w, dtype=np.float32)
        self.bias = np.array(b, dtype=np.float32)
