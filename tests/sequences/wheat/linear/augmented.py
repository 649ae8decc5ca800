class LinearMap(Transform):
    """One matrix [W b], applied to x with a row of ones below it."""

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.theta = np.hstack([random_weight_init(indim, outdim), zeros_bias_init(outdim)])
        self.velocity = np.zeros_like(self.theta)
        self.gradient = np.zeros_like(self.theta)
        self.hyper = (alpha, lr)

    def forward(self, x, train=True):
        self.x1 = np.vstack([x, np.ones((1, x.shape[1]))])
        return self.theta @ self.x1

    def backward(self, grad_wrt_out):
        self.gradient = self.gradient + grad_wrt_out @ self.x1.T
        return self.theta[:, :-1].T @ grad_wrt_out

    def step(self):
        alpha, lr = self.hyper
        self.velocity = alpha * self.velocity + self.gradient
        self.theta -= lr * self.velocity

    def zerograd(self):
        self.gradient *= 0

    def getW(self):
        return self.theta[:, :-1]

    def getb(self):
        return self.theta[:, -1:]

    def loadparams(self, w, b):
        self.theta = np.concatenate([w, b], axis=1)
