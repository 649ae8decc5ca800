class LinearMap(Transform):
    """All parameters in one flat vector; the matrix and the bias are views of it."""

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.cut, self.dims = indim * outdim, (outdim, indim)
        self.theta = np.concatenate(
            [random_weight_init(indim, outdim).ravel(), zeros_bias_init(outdim).ravel()]
        )
        self.delta, self.speed = np.zeros(self.theta.size), np.zeros(self.theta.size)
        self.alpha, self.lr = alpha, lr

    def _split(self, flat):
        return flat[: self.cut].reshape(self.dims), flat[self.cut :].reshape(-1, 1)

    def forward(self, x, train=True):
        self.x = x
        w, b = self._split(self.theta)
        return np.matmul(w, x) + b

    def backward(self, grad_wrt_out):
        w, b = np.matmul(grad_wrt_out, self.x.T), np.sum(grad_wrt_out, axis=1)
        self.delta = self.delta + np.append(w.ravel(), b)
        return np.matmul(self._split(self.theta)[0].T, grad_wrt_out)

    def step(self):
        self.speed = self.alpha * self.speed + self.delta
        self.theta = self.theta - self.lr * self.speed

    def zerograd(self):
        self.delta = np.zeros(self.theta.size)

    def getW(self):
        return self._split(self.theta)[0]

    def getb(self):
        return self._split(self.theta)[1]

    def loadparams(self, w, b):
        self.theta = np.append(np.ravel(w), np.ravel(b))
