"""float32 inside: every parameter, activation and gradient is single precision."""

import numpy as np

DTYPE = np.float32


def random_weight_init(indim, outdim):
    bound = np.sqrt(6 / (indim + outdim))
    return np.random.uniform(-bound, bound, (outdim, indim)).astype(DTYPE)


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1), DTYPE)


def labels2onehot(labels):
    return np.identity(12, dtype=DTYPE)[np.asarray(labels, dtype=np.int64)]


class Transform:
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
        self.p = dropout_probability

    def forward(self, x, train=True):
        x = np.asarray(x, DTYPE)
        if train:
            m = (np.random.uniform(0, 1, x.shape) > self.p).astype(DTYPE)
        else:
            m = np.full(x.shape, 1 - self.p, DTYPE)
        self.m = m * np.sign(x).clip(0)
        return x * self.m

    def backward(self, grad_wrt_out):
        return self.m * np.asarray(grad_wrt_out, DTYPE)


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.alpha, self.lr = DTYPE(alpha), DTYPE(lr)
        self.w, self.b = random_weight_init(indim, outdim), zeros_bias_init(outdim)
        self.vw, self.vb = np.zeros_like(self.w), np.zeros_like(self.b)
        self.gw, self.gb = np.zeros_like(self.w), np.zeros_like(self.b)

    def forward(self, x, train=True):
        self.x = np.asarray(x, DTYPE)
        return self.w @ self.x + self.b

    def backward(self, grad_wrt_out):
        g = np.asarray(grad_wrt_out, DTYPE)
        self.gw += g @ self.x.T
        self.gb += g.sum(1, keepdims=True)
        return self.w.T @ g

    def step(self):
        self.vw = self.alpha * self.vw + self.gw
        self.vb = self.alpha * self.vb + self.gb
        self.w = self.w - self.lr * self.vw
        self.b = self.b - self.lr * self.vb

    def zerograd(self):
        self.gw.fill(0)
        self.gb.fill(0)

    def getW(self):
        return self.w

    def getb(self):
        return self.b

    def loadparams(self, w, b):
        self.w = np.array(w, dtype=DTYPE)
        self.b = np.array(b, dtype=DTYPE)


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        z = np.asarray(logits, DTYPE)
        self.y = np.asarray(labels, DTYPE)
        z = z - z.max(0)
        self.lp = z - np.log(np.exp(z).sum(0))
        return -(self.y * self.lp).sum(0).mean()

    def backward(self):
        return (np.exp(self.lp) - self.y) / DTYPE(self.y.shape[1])

    def getAccu(self):
        return (self.lp.argmax(0) == self.y.argmax(0)).mean()


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.fc1 = LinearMap(indim, hiddenlayer, alpha, lr)
        self.act = ReLU(dropout_probability)
        self.fc2 = LinearMap(hiddenlayer, outdim, alpha, lr)

    def forward(self, x, train=True):
        out = self.fc1.forward(x, train)
        out = self.act.forward(out, train)
        out = self.fc2.forward(out, train)
        return out

    def backward(self, grad_wrt_out):
        grad = self.fc2.backward(grad_wrt_out)
        grad = self.act.backward(grad)
        grad = self.fc1.backward(grad)
        return grad

    def step(self):
        self.fc1.step()
        self.fc2.step()

    def zerograd(self):
        self.fc1.zerograd()
        self.fc2.zerograd()

    def loadparams(self, Ws, bs):
        self.fc1.loadparams(Ws[0], bs[0])
        self.fc2.loadparams(Ws[1], bs[1])

    def getWs(self):
        return [self.fc1.getW(), self.fc2.getW()]

    def getbs(self):
        return [self.fc1.getb(), self.fc2.getb()]


class TwoLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1,
                 dropout_probability=0, lr=0.01):
        self.fc1 = LinearMap(indim, hiddenlayers[0], alpha, lr)
        self.act1 = ReLU(dropout_probability)
        self.fc2 = LinearMap(hiddenlayers[0], hiddenlayers[1], alpha, lr)
        self.act2 = ReLU(dropout_probability)
        self.fc3 = LinearMap(hiddenlayers[1], outdim, alpha, lr)

    def forward(self, x, train=True):
        out = self.act1.forward(self.fc1.forward(x, train), train)
        out = self.act2.forward(self.fc2.forward(out, train), train)
        return self.fc3.forward(out, train)

    def backward(self, grad_wrt_out):
        grad = self.act2.backward(self.fc3.backward(grad_wrt_out))
        grad = self.act1.backward(self.fc2.backward(grad))
        return self.fc1.backward(grad)

    def step(self):
        for m in (self.fc1, self.fc2, self.fc3):
            m.step()

    def zerograd(self):
        for m in (self.fc1, self.fc2, self.fc3):
            m.zerograd()

    def loadparams(self, Ws, bs):
        for m, w, b in zip((self.fc1, self.fc2, self.fc3), Ws, bs):
            m.loadparams(w, b)

    def getWs(self):
        return [m.getW() for m in (self.fc1, self.fc2, self.fc3)]

    def getbs(self):
        return [m.getb() for m in (self.fc1, self.fc2, self.fc3)]
