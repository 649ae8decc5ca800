class LinearMap(Transform):
    """Keeps the gradients of each backward in a list, and adds them up in step."""

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.weight = random_weight_init(indim, outdim)
        self.bias = zeros_bias_init(outdim)
        self.momentum, self.rate = alpha, lr
        self.gradients = []
        self.velocity = [np.zeros((outdim, indim)), np.zeros((outdim, 1))]

    def forward(self, x, train=True):
        self.seen = x
        return self.weight.dot(x) + self.bias

    def backward(self, grad_wrt_out):
        self.gradients.append(
            (grad_wrt_out.dot(self.seen.T), grad_wrt_out.sum(axis=1, keepdims=True))
        )
        return self.weight.T.dot(grad_wrt_out)

    def step(self):
        total_w = sum((g for g, _ in self.gradients), np.zeros_like(self.weight))
        total_b = sum((g for _, g in self.gradients), np.zeros_like(self.bias))
        self.velocity = [
            self.momentum * v + g for v, g in zip(self.velocity, (total_w, total_b))
        ]
        self.weight = self.weight - self.rate * self.velocity[0]
        self.bias = self.bias - self.rate * self.velocity[1]

    def zerograd(self):
        self.gradients.clear()

    def getW(self):
        return self.weight

    def getb(self):
        return self.bias

    def loadparams(self, w, b):
        self.weight = np.array(w, dtype=float)
        self.bias = np.array(b, dtype=float)
