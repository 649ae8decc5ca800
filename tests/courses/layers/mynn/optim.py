class SGD:
    def __init__(self, layers, lr, mu=0):
        self.layers, self.lr, self.mu = layers, lr, mu
        self.v = [(0 * layer.W, 0 * layer.b) for layer in layers]

    def step(self):
        for k, layer in enumerate(self.layers):
            vW, vb = self.v[k]
            self.v[k] = vW, vb = self.mu * vW + layer.dLdW, self.mu * vb + layer.dLdb
            layer.W = layer.W - self.lr * vW
            layer.b = layer.b - self.lr * vb
