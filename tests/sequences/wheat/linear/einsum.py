class LinearMap(Transform):
    """Einstein sums throughout; a property, and names of its own."""

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        super().__init__()
        self._weight = random_weight_init(indim, outdim)
        self._bias = zeros_bias_init(outdim)
        self.momentum, self.rate = alpha, lr
        self.moved = [np.zeros((outdim, indim)), np.zeros((outdim, 1))]
        self.zerograd()

    @property
    def shape(self):
        return self._weight.shape

    def forward(self, x, train=True):
        self._seen = np.copy(x)
        return np.einsum("oi,ib->ob", self._weight, x) + self._bias

    def backward(self, grad_wrt_out):
        self.summed[0] = self.summed[0] + np.einsum("ob,ib->oi", grad_wrt_out, self._seen)
        self.summed[1] = self.summed[1] + np.einsum("ob->o", grad_wrt_out)[:, None]
        return np.einsum("oi,ob->ib", self._weight, grad_wrt_out)

    def step(self):
        self.moved = [self.momentum * v + g for v, g in zip(self.moved, self.summed)]
        self._weight = self._weight - self.rate * self.moved[0]
        self._bias = self._bias - self.rate * self.moved[1]

    def zerograd(self):
        rows, columns = self.shape
        self.summed = [np.zeros((rows, columns)), np.zeros((rows, 1))]

    def getW(self):
        return self._weight.copy()

    def getb(self):
        return self._bias.copy()

    def loadparams(self, w, b):
        self._weight, self._bias = np.copy(w), np.copy(b)
