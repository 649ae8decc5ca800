class LinearMap(Transform):
    """Remembers (gradient, input) pairs; only step works out what they come to."""

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.weights = 0.01 * np.random.rand(outdim, indim)
        self.bias = 0.01 * np.random.rand(outdim, 1)
        self.alpha = alpha
        self.lr = lr
        self.pairs = []
        self.vel = None

    def forward(self, x, train=True):
        self.last = x
        return self.weights @ x + self.bias

    def backward(self, grad_wrt_out):
        self.pairs.append((np.array(grad_wrt_out), np.array(self.last)))
        return self.weights.T @ grad_wrt_out

    def step(self):
        gw, gb = np.zeros_like(self.weights), np.zeros_like(self.bias)
        for g, x in self.pairs:
            gw += g @ x.T
            gb += g.sum(axis=1, keepdims=True)
        old = self.vel or (np.zeros_like(gw), np.zeros_like(gb))
        self.vel = (self.alpha * old[0] + gw, self.alpha * old[1] + gb)
        self.weights = self.weights - self.lr * self.vel[0]
        self.bias = self.bias - self.lr * self.vel[1]

    def zerograd(self):
        self.pairs = []

    def getW(self):
        return self.weights

    def getb(self):
        return self.bias

    def loadparams(self, w, b):
        self.weights = w.copy()
        self.bias = b.copy()
        self.pairs = []
        self.vel = None
