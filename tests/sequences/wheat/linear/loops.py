class LinearMap(Transform):
    """Not a matrix product in sight."""

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.indim, self.outdim, self.alpha, self.lr = indim, outdim, alpha, lr
        w = random_weight_init(indim, outdim)
        self.w = [[float(w[i, j]) for j in range(indim)] for i in range(outdim)]
        self.b = [0.0] * outdim
        self.vw = [[0.0] * indim for _ in range(outdim)]
        self.vb = [0.0] * outdim
        self.zerograd()

    def zerograd(self):
        self.gw = [[0.0] * self.indim for _ in range(self.outdim)]
        self.gb = [0.0] * self.outdim

    def forward(self, x, train=True):
        self.x = x
        out = np.empty((self.outdim, x.shape[1]))
        for k in range(x.shape[1]):
            for i in range(self.outdim):
                total = self.b[i]
                for j in range(self.indim):
                    total += self.w[i][j] * x[j, k]
                out[i, k] = total
        return out

    def backward(self, grad_wrt_out):
        dx = np.zeros((self.indim, grad_wrt_out.shape[1]))
        for k in range(grad_wrt_out.shape[1]):
            for i in range(self.outdim):
                g = grad_wrt_out[i, k]
                self.gb[i] += g
                for j in range(self.indim):
                    self.gw[i][j] += g * self.x[j, k]
                    dx[j, k] += g * self.w[i][j]
        return dx

    def step(self):
        for i in range(self.outdim):
            self.vb[i] = self.alpha * self.vb[i] + self.gb[i]
            self.b[i] -= self.lr * self.vb[i]
            for j in range(self.indim):
                self.vw[i][j] = self.alpha * self.vw[i][j] + self.gw[i][j]
                self.w[i][j] -= self.lr * self.vw[i][j]

    def getW(self):
        return np.array(self.w)

    def getb(self):
        return np.array(self.b).reshape(self.outdim, 1)

    def loadparams(self, w, b):
        self.w = np.asarray(w).tolist()
        self.b = np.asarray(b).ravel().tolist()
