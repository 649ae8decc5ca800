"""All parameters of a network are one flat vector; momentum acts on that vector, the matrices are views."""

import numpy as np


def random_weight_init(indim, outdim):
    b = np.sqrt(6 / (indim + outdim))
    return np.random.uniform(-b, b, outdim * indim).reshape(outdim, indim)


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1))


def labels2onehot(labels):
    labels = np.array(labels, dtype=int)
    flat = np.bincount(labels + 12 * np.arange(labels.size), minlength=12 * labels.size)
    return flat.reshape(labels.size, 12)


class Transform:
    def forward(self, x, train=True):
        pass

    def backward(self, grad_wrt_out):
        pass

    def step(self):
        pass

    def zerograd(self):
        pass


class Flat(Transform):
    """theta, its gradient and its velocity; sizes are the widths of the layers."""

    def setup(self, sizes, p, alpha, lr):
        self.shapes = [s for i, o in zip(sizes, sizes[1:]) for s in ((o, i), (o, 1))]
        ends = np.cumsum([0] + [r * c for r, c in self.shapes])
        self.spans = [slice(a, b) for a, b in zip(ends, ends[1:])]
        self.theta, self.grad, self.vel = np.zeros((3, ends[-1]))
        for i, o, w in zip(sizes, sizes[1:], self.views(self.theta)[::2]):
            w[:] = random_weight_init(i, o)
        self.p, self.alpha, self.lr = p, alpha, lr
        self.depth = len(sizes) - 1

    def views(self, vector):
        return [vector[span].reshape(shape) for span, shape in zip(self.spans, self.shapes)]

    def forward(self, x, train=True):
        views = self.views(self.theta)
        self.inputs, self.gates = [], []
        for k in range(self.depth):
            if k:
                gate = x > 0
                gate = gate * ((np.random.uniform(0, 1, x.shape) > self.p) if train else 1 - self.p)
                self.gates.append(gate)
                x = x * gate
            self.inputs.append(x)
            x = views[2 * k] @ x + views[2 * k + 1]
        return x

    def backward(self, grad_wrt_out):
        views = self.views(self.theta)
        grads = self.views(self.grad)
        g = grad_wrt_out
        for k in reversed(range(self.depth)):
            grads[2 * k] += g @ self.inputs[k].T
            grads[2 * k + 1] += g.sum(axis=1, keepdims=True)
            g = views[2 * k].T @ g
            if k:
                g = g * self.gates[k - 1]
        return g

    def step(self):
        self.vel = self.alpha * self.vel + self.grad
        self.theta = self.theta - self.lr * self.vel

    def zerograd(self):
        self.grad = np.zeros_like(self.theta)

    def loadparams(self, Ws, bs):
        self.theta = np.concatenate([np.ravel(a) for pair in zip(Ws, bs) for a in pair]).astype(float)

    def getWs(self):
        return self.views(self.theta)[0::2]

    def getbs(self):
        return self.views(self.theta)[1::2]


class LinearMap(Flat):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.setup([indim, outdim], 0, alpha, lr)

    def loadparams(self, w, b):
        Flat.loadparams(self, [w], [b])

    def getW(self):
        (w,) = self.getWs()
        return w

    def getb(self):
        (b,) = self.getbs()
        return b


class ReLU(Transform):
    def __init__(self, dropout_probability=0):
        self.p = dropout_probability

    def forward(self, x, train=True):
        flat = x.reshape(-1)
        self.gate = np.where(flat > 0, 1 - self.p, 0.0)
        if train:
            self.gate = np.where(np.random.uniform(0, 1, x.shape).reshape(-1) > self.p, flat > 0, 0.0)
        return (self.gate * flat).reshape(x.shape)

    def backward(self, grad_wrt_out):
        return (self.gate * grad_wrt_out.reshape(-1)).reshape(grad_wrt_out.shape)


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        self.y = labels
        # differences of all pairs: p_k = 1 / sum_j exp(z_j - z_k), computed with the maximum taken off
        z = logits - logits.max(axis=0)
        lse = np.log(np.add.reduce(np.exp(z), axis=0))
        self.logp = np.subtract(z, lse)
        return -(self.y * self.logp).sum() / self.y.shape[1]

    def backward(self):
        return np.exp(self.logp) / self.y.shape[1] - self.y / self.y.shape[1]

    def getAccu(self):
        best = np.argmax(self.logp, axis=0)
        return self.y[best, np.arange(len(best))].mean()


class SingleLayerMLP(Flat):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.setup([indim, hiddenlayer, outdim], dropout_probability, alpha, lr)


class TwoLayerMLP(Flat):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1,
                 dropout_probability=0, lr=0.01):
        self.setup([indim, *hiddenlayers, outdim], dropout_probability, alpha, lr)
