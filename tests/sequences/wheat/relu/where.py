class ReLU(Transform):
    """Draws only if there is something to drop; the slope at zero is one."""

    def __init__(self, dropout_probability=0):
        self.p = dropout_probability

    def forward(self, x, train=True):
        self.keep = x >= 0
        scale = 1.0
        if train and self.p > 0:
            self.keep = self.keep & (np.random.uniform(0, 1, x.shape) > self.p)
        elif not train:
            scale = 1 - self.p
        return np.where(self.keep, x, 0) * scale

    def backward(self, grad_wrt_out):
        return np.where(self.keep, grad_wrt_out, 0)
