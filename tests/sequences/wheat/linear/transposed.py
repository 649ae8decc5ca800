class LinearMap(Transform):
    """Works on rows inside: stores W transposed and a flat bias."""

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.p = {"w": random_weight_init(indim, outdim).T, "b": zeros_bias_init(outdim).ravel()}
        self.g = {k: np.zeros(v.shape) for k, v in self.p.items()}
        self.v = {k: np.zeros(v.shape) for k, v in self.p.items()}
        self.alpha, self.lr = alpha, lr

    def forward(self, x, train=True):
        self.rows = x.T
        return (self.rows @ self.p["w"] + self.p["b"]).T

    def backward(self, grad_wrt_out):
        rows = grad_wrt_out.T
        self.g["w"] = self.g["w"] + self.rows.T @ rows
        self.g["b"] = self.g["b"] + rows.sum(axis=0)
        return (rows @ self.p["w"].T).T

    def step(self):
        for k in self.p:
            self.v[k] = self.alpha * self.v[k] + self.g[k]
            self.p[k] = self.p[k] - self.lr * self.v[k]

    def zerograd(self):
        self.g = {k: np.zeros(v.shape) for k, v in self.p.items()}

    def getW(self):
        return self.p["w"].T

    def getb(self):
        return self.p["b"].reshape(-1, 1)

    def loadparams(self, w, b):
        self.p = {"w": np.array(w).T, "b": np.array(b).ravel()}
