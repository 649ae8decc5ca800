import numpy as np


def random_weight_init(indim, outdim):
    b = np.sqrt(6) / np.sqrt(indim + outdim)
    return np.random.uniform(-b, b, (outdim, indim)).astype(np.float32)


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1), dtype=np.float32)


def labels2onehot(labels):
    return np.array([[i == lab for i in range(12)] for lab in labels]).astype(int)


class Transform:
    def __init__(self):
        pass

    def forward(self, x, train=True):
        pass

    def backward(self, grad_wrt_out):
        pass

    def step(self):
        pass

    def zerograd(self):
        pass


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


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        Transform.__init__(self)
        self.weights = random_weight_init(indim, outdim)
        self.bias = zeros_bias_init(outdim)
        self.alpha = alpha
        self.lr = lr
        self.grad_w = np.zeros((outdim, indim), dtype=np.float32)
        self.grad_b = np.zeros((outdim, 1), dtype=np.float32)
        self.vel_w = np.zeros((outdim, indim), dtype=np.float32)
        self.vel_b = np.zeros((outdim, 1), dtype=np.float32)

    def forward(self, x, train=True):
        self.x = np.asarray(x, dtype=np.float32)
        return self.weights @ self.x + self.bias

    def backward(self, grad_wrt_out):
        g = np.asarray(grad_wrt_out, dtype=np.float32)
        self.grad_w += g @ self.x.T
        self.grad_b += g.sum(axis=1).reshape(-1, 1)
        return self.weights.T @ g

    def step(self):
        self.vel_w *= self.alpha
        self.vel_w -= self.lr * self.grad_w
        self.vel_b *= self.alpha
        self.vel_b -= self.lr * self.grad_b
        self.weights += self.vel_w
        self.bias += self.vel_b

    def zerograd(self):
        self.grad_w.fill(0)
        self.grad_b.fill(0)

    def getW(self):
        return self.weights

    def getb(self):
        return self.bias

    def loadparams(self, w, b):
        self.weights = np.array(w, dtype=np.float32)
        self.bias = np.array(b, dtype=np.float32)


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        logits = np.asarray(logits, dtype=np.float32)
        e = np.exp(logits - np.max(logits, axis=0))
        self.probs = e / np.sum(e, axis=0)
        self.labels = labels
        self.n = logits.shape[1]
        return -np.sum(labels * np.log(self.probs + 1e-8)) / self.n

    def backward(self):
        return (self.probs - self.labels) / self.n

    def getAccu(self):
        hits = np.argmax(self.probs, axis=0) == np.argmax(self.labels, axis=0)
        return np.sum(hits) / self.n


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        Transform.__init__(self)
        self.l1 = LinearMap(indim, hiddenlayer, alpha, lr)
        self.act = ReLU(dropout_probability)
        self.l2 = LinearMap(hiddenlayer, outdim, alpha, lr)

    def forward(self, x, train=True):
        return self.l2.forward(self.act.forward(self.l1.forward(x, train), train), train)

    def backward(self, grad_wrt_out):
        return self.l1.backward(self.act.backward(self.l2.backward(grad_wrt_out)))

    def step(self):
        self.l1.step()
        self.l2.step()

    def zerograd(self):
        self.l1.zerograd()
        self.l2.zerograd()

    def loadparams(self, Ws, bs):
        self.l1.loadparams(Ws[0], bs[0])
        self.l2.loadparams(Ws[1], bs[1])

    def getWs(self):
        return [self.l1.getW(), self.l2.getW()]

    def getbs(self):
        return [self.l1.getb(), self.l2.getb()]


class TwoLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01):
        Transform.__init__(self)
        self.l1 = LinearMap(indim, hiddenlayers[0], alpha, lr)
        self.act1 = ReLU(dropout_probability)
        self.l2 = LinearMap(hiddenlayers[0], hiddenlayers[1], alpha, lr)
        self.act2 = ReLU(dropout_probability)
        self.l3 = LinearMap(hiddenlayers[1], outdim, alpha, lr)

    def forward(self, x, train=True):
        h1 = self.act1.forward(self.l1.forward(x, train), train)
        h2 = self.act2.forward(self.l2.forward(h1, train), train)
        return self.l3.forward(h2, train)

    def backward(self, grad_wrt_out):
        g2 = self.act2.backward(self.l3.backward(grad_wrt_out))
        g1 = self.act1.backward(self.l2.backward(g2))
        return self.l1.backward(g1)

    def step(self):
        for layer in (self.l1, self.l2, self.l3):
            layer.step()

    def zerograd(self):
        for layer in (self.l1, self.l2, self.l3):
            layer.zerograd()

    def loadparams(self, Ws, bs):
        for layer, w, b in zip((self.l1, self.l2, self.l3), Ws, bs):
            layer.loadparams(w, b)

    def getWs(self):
        return [layer.getW() for layer in (self.l1, self.l2, self.l3)]

    def getbs(self):
        return [layer.getb() for layer in (self.l1, self.l2, self.l3)]
