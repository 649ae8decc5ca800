class SoftmaxCrossEntropyLoss:
    """float32, and the loss a numpy scalar."""

    def forward(self, logits, labels):
        z = np.asarray(logits, np.float32)
        z = z - z.max(0, keepdims=True)
        self.log_p = z - np.log(np.sum(np.exp(z), 0, keepdims=True))
        self.y = np.asarray(labels, np.float32)
        return -np.sum(self.y * self.log_p) / np.float32(z.shape[1])

    def backward(self):
        return (np.exp(self.log_p) - self.y) / np.float32(self.y.shape[1])

    def getAccu(self):
        return np.mean(np.argmax(self.log_p, 0) == np.argmax(self.y, 0))
