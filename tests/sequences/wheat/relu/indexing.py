class ReLU(Transform):
    """Boolean indexing on copies."""

    def __init__(self, dropout_probability=0):
        self.dropout_probability = dropout_probability
        self.zeroed = None

    def forward(self, x, train=True):
        out = x.copy()
        zeroed = x <= 0
        if train:
            drawn = np.random.uniform(0, 1, x.shape)
            zeroed = zeroed | (drawn <= self.dropout_probability)
        out[zeroed] = 0
        if not train:
            out *= 1 - self.dropout_probability
        self.zeroed = zeroed
        return out

    def backward(self, grad_wrt_out):
        dx = grad_wrt_out.copy()
        dx[self.zeroed] = 0
        return dx
