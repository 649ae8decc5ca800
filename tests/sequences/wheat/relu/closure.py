class ReLU(Transform):
    """Keeps what backward is to do."""

    def __init__(self, dropout_probability=0):
        self.rate = dropout_probability

    def forward(self, x, train=True):
        gate = np.heaviside(x, 0)
        if not train:
            self.pull = lambda g: g * gate * (1 - self.rate)
            return x * gate * (1 - self.rate)
        mask = (np.random.uniform(0, 1, x.shape) > self.rate).astype(x.dtype)
        self.pull = lambda g: g * gate * mask
        return x * gate * mask

    def backward(self, grad_wrt_out):
        return self.pull(grad_wrt_out)
