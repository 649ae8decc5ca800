class LinearMap(Transform):
    """Everything in place; the getters return the live arrays."""

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.W, self.b = random_weight_init(indim, outdim), zeros_bias_init(outdim)
        self.alpha, self.lr = alpha, lr
        self.gW, self.gb = np.zeros_like(self.W), np.zeros_like(self.b)
        self.vW, self.vb = np.zeros_like(self.W), np.zeros_like(self.b)

    def forward(self, x, train=True):
        self.x = x
        out = np.matmul(self.W, x)
        out += self.b
        return out

    def backward(self, grad_wrt_out):
        self.gW += np.matmul(grad_wrt_out, self.x.T)
        self.gb += grad_wrt_out.sum(1).reshape(-1, 1)
        return np.matmul(self.W.T, grad_wrt_out)

    def step(self):
        for v, g, p in ((self.vW, self.gW, self.W), (self.vb, self.gb, self.b)):
            v *= self.alpha
            v += g
            p -= self.lr * v

    def zerograd(self):
        self.gW.fill(0)
        self.gb[:] = 0.0

    def getW(self):
        return self.W

    def getb(self):
        return self.b

    def loadparams(self, w, b):
        self.W[...] = w
        self.b[...] = b
