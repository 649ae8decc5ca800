"""Networks that don't use the layers: their own lists of arrays and one long backward."""

import numpy as np

NUM_CLASSES = 12


def random_weight_init(indim, outdim):
    a = np.sqrt(6) / np.sqrt(indim + outdim)
    return np.random.uniform(low=-a, high=a, size=(outdim, indim))


def zeros_bias_init(outdim):
    return np.zeros(outdim).reshape(-1, 1)


def labels2onehot(labels):
    onehot = []
    for label in labels:
        row = [0.0] * NUM_CLASSES
        row[int(label)] = 1.0
        onehot.append(row)
    return np.array(onehot)


class Transform(object):
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
        self.dropout_probability = dropout_probability
        self.mask = None
        self.active = None

    def forward(self, x, train=True):
        self.active = np.where(x > 0, 1.0, 0.0)
        if not train:
            self.mask = np.full(x.shape, 1.0 - self.dropout_probability)
        else:
            self.mask = np.where(
                np.random.uniform(0, 1, x.shape) > self.dropout_probability, 1.0, 0.0
            )
        return np.where(x > 0, x, 0) * self.mask

    def backward(self, grad_wrt_out):
        return grad_wrt_out * self.mask * self.active


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        Transform.__init__(self)
        self.weights = random_weight_init(indim, outdim)
        self.bias = zeros_bias_init(outdim)
        self.alpha = alpha
        self.lr = lr
        self.grad_weights = np.zeros((outdim, indim))
        self.grad_bias = np.zeros((outdim, 1))
        self.velocity_weights = np.zeros((outdim, indim))
        self.velocity_bias = np.zeros((outdim, 1))
        self.input = None

    def forward(self, x, train=True):
        self.input = x.copy()
        return np.dot(self.weights, x) + np.tile(self.bias, (1, x.shape[1]))

    def backward(self, grad_wrt_out):
        self.grad_weights = self.grad_weights + np.einsum("ob,ib->oi", grad_wrt_out, self.input)
        self.grad_bias = self.grad_bias + np.einsum("ob->o", grad_wrt_out)[:, None]
        return np.einsum("oi,ob->ib", self.weights, grad_wrt_out)

    def step(self):
        self.velocity_weights = self.alpha * self.velocity_weights + self.lr * self.grad_weights
        self.velocity_bias = self.alpha * self.velocity_bias + self.lr * self.grad_bias
        self.weights = self.weights - self.velocity_weights
        self.bias = self.bias - self.velocity_bias

    def zerograd(self):
        self.grad_weights = np.zeros(self.grad_weights.shape)
        self.grad_bias = np.zeros(self.grad_bias.shape)

    def getW(self):
        return self.weights

    def getb(self):
        return self.bias

    def loadparams(self, w, b):
        self.weights = np.copy(w)
        self.bias = np.copy(b).reshape(-1, 1)


class SoftmaxCrossEntropyLoss:
    def __init__(self):
        self.logits = None
        self.labels = None

    def softmax(self):
        e = np.exp(self.logits - self.logits.max(axis=0))
        return e / e.sum(axis=0)

    def forward(self, logits, labels):
        self.logits = logits.copy()
        self.labels = labels.copy()
        m = logits.max(axis=0)
        total = 0.0
        for i in range(logits.shape[1]):
            lse = m[i] + np.log(np.sum(np.exp(logits[:, i] - m[i])))
            total += lse - logits[np.argmax(labels[:, i]), i]
        return total / logits.shape[1]

    def backward(self):
        return (self.softmax() - self.labels) / self.logits.shape[1]

    def getAccu(self):
        hits = 0
        for i in range(self.logits.shape[1]):
            hits += int(np.argmax(self.logits[:, i]) == np.argmax(self.labels[:, i]))
        return hits / self.logits.shape[1]


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        Transform.__init__(self)
        self.setup([indim, hiddenlayer, outdim], alpha, dropout_probability, lr)

    def setup(self, dims, alpha, p, lr):
        self.alpha, self.p, self.lr = alpha, p, lr
        self.n = len(dims) - 1
        self.Ws = [random_weight_init(dims[i], dims[i + 1]) for i in range(self.n)]
        self.bs = [zeros_bias_init(dims[i + 1]) for i in range(self.n)]
        self.vWs = [np.zeros_like(w) for w in self.Ws]
        self.vbs = [np.zeros_like(b) for b in self.bs]
        self.zerograd()

    def forward(self, x, train=True):
        self.acts = [x.copy()]
        self.factors = []
        for i in range(self.n):
            z = self.Ws[i] @ self.acts[-1] + self.bs[i]
            if i == self.n - 1:
                return z
            if train:
                keep = (np.random.uniform(0, 1, z.shape) > self.p) * 1.0
            else:
                keep = np.ones(z.shape) * (1 - self.p)
            self.factors.append(keep * (z > 0))
            self.acts.append(z * self.factors[-1])

    def backward(self, grad_wrt_out):
        delta = grad_wrt_out
        for i in range(self.n - 1, -1, -1):
            self.dWs[i] = self.dWs[i] + delta @ self.acts[i].T
            self.dbs[i] = self.dbs[i] + delta.sum(axis=1, keepdims=True)
            if i > 0:
                delta = (self.Ws[i].T @ delta) * self.factors[i - 1]

    def step(self):
        for i in range(self.n):
            self.vWs[i] = self.alpha * self.vWs[i] - self.lr * self.dWs[i]
            self.vbs[i] = self.alpha * self.vbs[i] - self.lr * self.dbs[i]
            self.Ws[i] = self.Ws[i] + self.vWs[i]
            self.bs[i] = self.bs[i] + self.vbs[i]

    def zerograd(self):
        self.dWs = [np.zeros_like(w) for w in self.Ws]
        self.dbs = [np.zeros_like(b) for b in self.bs]

    def loadparams(self, Ws, bs):
        self.Ws = [w.copy() for w in Ws]
        self.bs = [b.copy() for b in bs]

    def getWs(self):
        return self.Ws

    def getbs(self):
        return self.bs


class TwoLayerMLP(SingleLayerMLP):
    def __init__(
        self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01
    ):
        self.setup([indim] + list(hiddenlayers) + [outdim], alpha, dropout_probability, lr)
