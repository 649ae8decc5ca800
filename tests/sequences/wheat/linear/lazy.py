class LinearMap(Transform):
    """Parameters, gradients and velocity are made when they are first needed."""

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self._shape = outdim, indim
        self._alpha, self._lr = alpha, lr
        self._weights = self._bias = None
        self._grads = self._velocity = None

    @property
    def weights(self):
        if self._weights is None:
            self._weights = random_weight_init(self._shape[1], self._shape[0])
        return self._weights

    @property
    def bias(self):
        if self._bias is None:
            self._bias = zeros_bias_init(self._shape[0])
        return self._bias

    def forward(self, x, train=True):
        self._x = x
        return self.weights @ x + self.bias

    def backward(self, grad_wrt_out):
        new = grad_wrt_out @ self._x.T, grad_wrt_out.sum(axis=1, keepdims=True)
        if self._grads is None:
            self._grads = new
        else:
            self._grads = tuple(old + one for old, one in zip(self._grads, new))
        return self.weights.T @ grad_wrt_out

    def step(self):
        grads = self._grads or (np.zeros(self._shape), np.zeros((self._shape[0], 1)))
        if self._velocity is None:
            self._velocity = grads
        else:
            self._velocity = tuple(self._alpha * v + g for v, g in zip(self._velocity, grads))
        self._weights = self.weights - self._lr * self._velocity[0]
        self._bias = self.bias - self._lr * self._velocity[1]

    def zerograd(self):
        self._grads = None

    def getW(self):
        return self.weights

    def getb(self):
        return self.bias

    def loadparams(self, w, b):
        self._weights, self._bias = np.array(w), np.array(b)
