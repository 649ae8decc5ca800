class Parameter:
    """A value with its gradient and its velocity, as a framework has them."""

    def __init__(self, data):
        self.data = np.array(data, dtype=float)
        self.grad = np.zeros(self.data.shape)
        self.velocity = np.zeros(self.data.shape)

    def accumulate(self, grad):
        self.grad = self.grad + grad

    def update(self, alpha, lr):
        self.velocity = alpha * self.velocity + self.grad
        self.data = self.data - lr * self.velocity


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.weight = Parameter(random_weight_init(indim, outdim))
        self.bias = Parameter(zeros_bias_init(outdim))
        self.options = dict(alpha=alpha, lr=lr)

    @property
    def parameters(self):
        yield self.weight
        yield self.bias

    def __call__(self, x):
        return np.dot(self.weight.data, x) + self.bias.data

    def forward(self, x, train=True):
        self.cache = x
        return self(x)

    def backward(self, grad_wrt_out):
        self.weight.accumulate(np.dot(grad_wrt_out, self.cache.T))
        self.bias.accumulate(grad_wrt_out.sum(1, keepdims=True))
        return np.dot(self.weight.data.T, grad_wrt_out)

    def step(self):
        for parameter in self.parameters:
            parameter.update(**self.options)

    def zerograd(self):
        for parameter in self.parameters:
            parameter.grad = np.zeros_like(parameter.grad)

    def getW(self):
        return self.weight.data

    def getb(self):
        return self.bias.data

    def loadparams(self, w, b):
        self.weight.data, self.bias.data = w.copy(), b.copy()
