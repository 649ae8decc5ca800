class LinearMap(Transform):
    """Slots, buffers for the results of forward and backward that are used again."""

    __slots__ = ("a", "b", "batch", "dx", "gb", "gw", "lr", "out", "vb", "vw", "w")

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.w, self.b = random_weight_init(indim, outdim), zeros_bias_init(outdim)
        self.a, self.lr = alpha, lr
        self.gw, self.gb, self.vw, self.vb = (
            np.zeros(s) for s in ((outdim, indim), (outdim, 1), (outdim, indim), (outdim, 1))
        )
        self.out = self.dx = np.empty((0, 0))

    def forward(self, x, train=True):
        self.batch = x
        if self.out.shape != (self.w.shape[0], x.shape[1]):
            self.out = np.empty((self.w.shape[0], x.shape[1]))
        np.matmul(self.w, x, out=self.out)
        self.out += self.b
        return self.out

    def backward(self, grad_wrt_out):
        self.gw += grad_wrt_out @ self.batch.T
        self.gb += grad_wrt_out.sum(axis=1, keepdims=True)
        if self.dx.shape != self.batch.shape:
            self.dx = np.empty(self.batch.shape)
        return np.matmul(self.w.T, grad_wrt_out, out=self.dx)

    def step(self):
        np.multiply(self.vw, self.a, out=self.vw)
        np.multiply(self.vb, self.a, out=self.vb)
        self.vw += self.gw
        self.vb += self.gb
        self.w = self.w - self.lr * self.vw
        self.b = self.b - self.lr * self.vb

    def zerograd(self):
        self.gw, self.gb = np.zeros_like(self.gw), np.zeros_like(self.gb)

    def getW(self):
        return self.w

    def getb(self):
        return self.b

    def loadparams(self, w, b):
        self.w, self.b = np.array(w), np.array(b)
