class ReLU(Transform):
    """A method for each mode."""

    def __init__(self, dropout_probability=0):
        super().__init__()
        self.dropout_probability = dropout_probability
        self.x = self.mask = None

    def forward(self, x, train=True):
        self.x = x
        return self._train(x) if train is True else self._evaluate(x)

    def _train(self, x):
        self.mask = np.ones(x.shape)
        self.mask[np.random.uniform(0, 1, x.shape) <= self.dropout_probability] = 0
        return np.multiply((x + np.abs(x)) / 2, self.mask)

    def _evaluate(self, x):
        self.mask = np.full(x.shape, 1.0 - self.dropout_probability)
        return (x + np.abs(x)) / 2 * (1.0 - self.dropout_probability)

    def backward(self, grad_wrt_out):
        return grad_wrt_out * (np.sign(self.x) + 1) / 2 * self.mask
