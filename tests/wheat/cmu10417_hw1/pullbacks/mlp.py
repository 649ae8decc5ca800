"""Methods delegate to closures that each forward builds for its backward."""

import numpy as np


def random_weight_init(indim, outdim):
    bound = np.sqrt(6.0 / (indim + outdim))
    return np.random.uniform(-bound, bound, size=(indim, outdim)).T


def zeros_bias_init(outdim):
    return np.zeros(shape=(outdim, 1))


def labels2onehot(labels):
    return np.stack([np.eye(12)[int(k)] for k in labels])


def relu_fn(x, factor):
    y = np.maximum(x, 0.0) * factor
    return y, lambda g: g * factor * np.sign(y)


class Transform:
    forward = backward = step = zerograd = lambda self, *a, **k: None


class ReLU(Transform):
    def __init__(self, dropout_probability=0):
        self.dropout_probability = dropout_probability

    def forward(self, x, train=True):
        p = self.dropout_probability
        factor = np.array(1.0 - p)
        if train:
            factor = np.float64(np.random.uniform(0, 1, x.shape) > p)
        active = np.float64(x > 0)
        self._pullback = lambda g: g * factor * active
        return x * active * factor

    def backward(self, grad_wrt_out):
        return self._pullback(grad_wrt_out)


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        W = random_weight_init(indim, outdim)
        b = zeros_bias_init(outdim)
        v = [np.zeros((outdim, indim)), np.zeros((outdim, 1))]
        g = [np.zeros((outdim, indim)), np.zeros((outdim, 1))]
        box = {}

        def fwd(x):
            saved = np.copy(x)

            def pull(d):
                g[0] = g[0] + d @ saved.T
                g[1] = g[1] + np.sum(d, 1, keepdims=True)
                return W.T @ d

            box["pull"] = pull
            return W @ x + b

        def step():
            nonlocal W, b
            for i in (0, 1):
                v[i] = alpha * v[i] + g[i]
            W, b = W - lr * v[0], b - lr * v[1]

        def zero():
            g[0] = np.zeros_like(W)
            g[1] = np.zeros_like(b)

        def load(w2, b2):
            nonlocal W, b
            W, b = np.array(w2, copy=True), np.array(b2, copy=True)

        self.forward = lambda x, train=True: fwd(x)
        self.backward = lambda grad_wrt_out: box["pull"](grad_wrt_out)
        self.step, self.zerograd, self.loadparams = step, zero, load
        self.getW = lambda: W
        self.getb = lambda: b


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        n = logits.shape[1]
        z = logits - logits.max(0)
        probs = np.exp(z) / np.exp(z).sum(0)
        hits = np.argmax(logits, 0) == np.argmax(labels, 0)
        kept = labels.copy()
        self.backward = lambda: (probs - kept) / n
        self.getAccu = lambda: float(np.sum(hits)) / n
        return np.sum(np.log(np.sum(np.exp(z), 0)) - np.sum(z * labels, 0)) / n


def chain(layers):
    def forward(x, train=True):
        for layer in layers:
            x = layer.forward(x, train)
        return x

    def backward(grad_wrt_out):
        for layer in layers[::-1]:
            grad_wrt_out = layer.backward(grad_wrt_out)

    return forward, backward


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.build([indim, hiddenlayer, outdim], alpha, dropout_probability, lr)

    def build(self, n, alpha, p, lr):
        self.linear = [LinearMap(n[i], n[i + 1], alpha, lr) for i in range(len(n) - 1)]
        layers = []
        for layer in self.linear[:-1]:
            layers.extend((layer, ReLU(p)))
        self.forward, self.backward = chain(layers + [self.linear[-1]])

    def step(self):
        for layer in self.linear:
            layer.step()

    def zerograd(self):
        for layer in self.linear:
            layer.zerograd()

    def loadparams(self, Ws, bs):
        for i, layer in enumerate(self.linear):
            layer.loadparams(Ws[i], bs[i])

    def getWs(self):
        return [layer.getW() for layer in self.linear]

    def getbs(self):
        return [layer.getb() for layer in self.linear]


class TwoLayerMLP(SingleLayerMLP):
    def __init__(
        self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01
    ):
        self.build([indim, hiddenlayers[0], hiddenlayers[1], outdim], alpha, dropout_probability, lr)
