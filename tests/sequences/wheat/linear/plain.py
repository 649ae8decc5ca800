class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        Transform.__init__(self)
        self.weights = random_weight_init(indim, outdim)
        self.bias = zeros_bias_init(outdim)
        self.alpha = alpha
        self.lr = lr
        self.grad_w = np.zeros((outdim, indim))
        self.grad_b = np.zeros((outdim, 1))
        self.vel_w = np.zeros((outdim, indim))
        self.vel_b = np.zeros((outdim, 1))

    def forward(self, x, train=True):
        self.x = x
        return self.weights @ x + self.bias

    def backward(self, grad_wrt_out):
        self.grad_w += grad_wrt_out @ self.x.T
        self.grad_b += np.sum(grad_wrt_out, axis=1, keepdims=True)
        return self.weights.T @ grad_wrt_out

    def step(self):
        self.vel_w = self.alpha * self.vel_w + self.grad_w
        self.vel_b = self.alpha * self.vel_b + self.grad_b
        self.weights = self.weights - self.lr * self.vel_w
        self.bias = self.bias - self.lr * self.vel_b

    def zerograd(self):
        self.grad_w = np.zeros_like(self.grad_w)
        self.grad_b = np.zeros_like(self.grad_b)

    def getW(self):
        return self.weights

    def getb(self):
        return self.bias

    def loadparams(self, w, b):
        self.weights = np.copy(w)
        self.bias = np.copy(b)
