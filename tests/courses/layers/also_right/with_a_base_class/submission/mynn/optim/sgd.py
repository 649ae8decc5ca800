class SGD:
    def __init__(self, model, lr, mu):
        self.l = model; self.lr = lr; self.mu = mu; self.state = {}
    def step(self):
        for layer in self.l:
            for name in ["W", "b"]:
                key = (id(layer), name)
                self.state[key] = self.mu * self.state.get(key, 0) + getattr(layer, "dLd" + name)
                setattr(layer, name, getattr(layer, name) - self.lr * self.state[key])
