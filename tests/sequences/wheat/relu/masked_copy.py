class ReLU(Transform):
    """Zeros written into copies; one gate holds slope and mask, and a cached rate."""

    def __init__(self, dropout_probability=0):
        self.rate = float(dropout_probability)

    @property
    def kept(self):
        return 1.0 - self.rate

    def forward(self, x, train=True):
        out = x.copy()
        self.off = np.less_equal(x, 0)
        if train:
            self.off |= np.random.uniform(0, 1, x.shape) <= self.rate
        out[self.off] = 0
        self.scale = 1.0 if train else self.kept
        return out * self.scale

    def backward(self, grad_wrt_out):
        grad = np.array(grad_wrt_out) * self.scale
        np.putmask(grad, self.off, 0.0)
        return grad
