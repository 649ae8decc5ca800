class ReLU(Transform):
    """float32 masks and results."""

    def __init__(self, dropout_probability=0):
        self.drop = dropout_probability
        self.out = None

    def forward(self, x, train=True):
        x = np.asarray(x, dtype=np.float32)
        self.out = np.clip(x, 0, None)
        self.mask = np.float32(1 - self.drop)
        if train:
            self.mask = np.float32(np.random.uniform(0, 1, x.shape) > self.drop)
        self.gate = (self.out > 0).astype(np.float32)
        return self.out * self.mask

    def backward(self, grad_wrt_out):
        return np.asarray(grad_wrt_out, dtype=np.float32) * self.gate * self.mask
