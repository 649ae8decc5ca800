class LinearMap(Transform):
    """One example of the batch after the other; gradients as sums of outer products."""

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.indim, self.outdim, self.alpha, self.lr = indim, outdim, alpha, lr
        self.w, self.b = random_weight_init(indim, outdim), zeros_bias_init(outdim)
        self.mw = self.mb = 0
        self.zerograd()

    def forward(self, x, train=True):
        self.batch = list(np.array(x.T))
        return np.stack([self.w.dot(column) + self.b[:, 0] for column in self.batch], axis=1)

    def backward(self, grad_wrt_out):
        back = []
        for column, grad in zip(self.batch, grad_wrt_out.T):
            self.dw = self.dw + np.outer(grad, column)
            self.db = self.db + grad.reshape(-1, 1)
            back.append(grad.dot(self.w))
        return np.array(back).T

    def step(self):
        self.mw = self.dw + self.alpha * self.mw
        self.mb = self.db + self.alpha * self.mb
        self.w = self.w - self.lr * self.mw
        self.b = self.b - self.lr * self.mb

    def zerograd(self):
        self.dw, self.db = np.zeros((self.outdim, self.indim)), np.zeros((self.outdim, 1))

    def getW(self):
        return self.w

    def getb(self):
        return self.b

    def loadparams(self, w, b):
        self.w, self.b = 1.0 * w, 1.0 * b
