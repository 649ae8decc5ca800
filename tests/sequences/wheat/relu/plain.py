class ReLU(Transform):
    def __init__(self, dropout_probability=0):
        Transform.__init__(self)
        self.dropout = dropout_probability

    def forward(self, x, train=True):
        self.x = x
        out = np.maximum(x, 0)
        if train:
            self.mask = np.random.uniform(0, 1, x.shape) > self.dropout
            return out * self.mask
        return out * (1 - self.dropout)

    def backward(self, grad_wrt_out):
        return grad_wrt_out * self.mask * (self.x > 0)
