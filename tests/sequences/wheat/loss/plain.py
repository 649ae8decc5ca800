class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        e = np.exp(logits - np.max(logits, axis=0))
        self.probs = e / np.sum(e, axis=0)
        self.labels = labels
        self.n = logits.shape[1]
        return -np.sum(labels * np.log(self.probs)) / self.n

    def backward(self):
        return (self.probs - self.labels) / self.n

    def getAccu(self):
        hits = np.argmax(self.probs, axis=0) == np.argmax(self.labels, axis=0)
        return np.sum(hits) / self.n
