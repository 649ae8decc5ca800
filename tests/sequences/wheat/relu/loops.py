class ReLU(Transform):
    """One draw, then loops."""

    def __init__(self, dropout_probability=0):
        self.p = dropout_probability

    def forward(self, x, train=True):
        rows, columns = x.shape
        drawn = np.random.uniform(0, 1, x.shape) if train else None
        out = np.zeros((rows, columns))
        self.factor = np.zeros((rows, columns))
        for i in range(rows):
            for j in range(columns):
                if x[i, j] > 0:
                    if train:
                        self.factor[i, j] = 1.0 if drawn[i, j] > self.p else 0.0
                    else:
                        self.factor[i, j] = 1 - self.p
                    out[i, j] = x[i, j] * self.factor[i, j]
        return out

    def backward(self, grad_wrt_out):
        return grad_wrt_out * self.factor
