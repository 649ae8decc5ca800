class SoftmaxCrossEntropyLoss:
    """The chain rule by hand: each column's softmax, its Jacobian, the slope of the logarithm."""

    @staticmethod
    def _softmax(column):
        e = np.exp(column - np.max(column))
        return e / np.sum(e)

    def forward(self, logits, labels):
        self._columns = [(z.copy(), y.copy()) for z, y in zip(logits.T, labels.T)]
        self._right = [np.argmax(z) == np.argmax(y) for z, y in self._columns]
        total = 0.0
        for z, y in self._columns:
            z = z - z.max()
            total -= y @ (z - np.log(np.exp(z).sum()))
        return total / len(self._columns)

    def backward(self):
        slopes = []
        for z, y in self._columns:
            p = self._softmax(z)
            true = int(np.argmax(y))
            jacobian = np.eye(len(p))[true] - p  # of log p[true]
            slopes.append(-jacobian / len(self._columns))
        return np.column_stack(slopes)

    def getAccu(self):
        return sum(self._right) / len(self._right)
