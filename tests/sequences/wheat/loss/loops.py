class SoftmaxCrossEntropyLoss:
    """Column by column, class by class."""

    def __init__(self):
        self.columns = []

    def forward(self, logits, labels):
        self.columns, total = [], 0.0
        for k in range(logits.shape[1]):
            column = [float(v) for v in logits[:, k]]
            top = max(column)
            exps = [np.exp(v - top) for v in column]
            p = [e / sum(exps) for e in exps]
            y = [float(v) for v in labels[:, k]]
            self.columns.append((p, y))
            total -= sum(b * np.log(a) for a, b in zip(p, y) if b)
        return total / len(self.columns)

    def backward(self):
        return np.array([[(a - b) / len(self.columns) for a, b in zip(p, y)]
                         for p, y in self.columns]).T

    def getAccu(self):
        return sum(p.index(max(p)) == y.index(max(y)) for p, y in self.columns) / len(self.columns)
