"""Fortran-ordered arrays, results that are transposed views of C-ordered ones, non-contiguous slices."""

import numpy as np

_F = dict(order="F")


def random_weight_init(indim, outdim):
    r = np.sqrt(6.0 / (indim + outdim))
    return np.random.uniform(-r, r, (indim, outdim)).T


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1), **_F)


def labels2onehot(labels):
    out = np.zeros((len(labels), 12), **_F)
    out[range(len(labels)), [int(t) for t in labels]] = 1.0
    return out


class Transform:
    def forward(self, x, train=True):
        return

    def backward(self, grad_wrt_out):
        return

    def step(self):
        return

    def zerograd(self):
        return


class ReLU(Transform):
    def __init__(self, dropout_probability=0):
        self.q = dropout_probability

    def forward(self, x, train=True):
        x = np.asfortranarray(x)
        self.pos = x > 0
        self.scale = 1 - self.q
        if train:
            u = np.asfortranarray(np.random.uniform(0, 1, x.shape))
            self.pos = self.pos & (u > self.q)
            self.scale = 1
        return np.where(self.pos, self.scale * x, 0.0)

    def backward(self, grad_wrt_out):
        return np.where(self.pos, self.scale * np.asfortranarray(grad_wrt_out), 0.0)


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.alpha, self.lr = alpha, lr
        # one Fortran block per kind: the last column is the bias
        self.theta = np.zeros((outdim, indim + 1), **_F)
        self.theta[:, :-1] = random_weight_init(indim, outdim)
        self.theta[:, -1:] = zeros_bias_init(outdim)
        self.grad = np.zeros((outdim, indim + 1), **_F)
        self.vel = np.zeros((outdim, indim + 1), **_F)

    def forward(self, x, train=True):
        self.x = np.asfortranarray(x)
        return (self.x.T @ self.theta[:, :-1].T + self.theta[:, -1]).T

    def backward(self, grad_wrt_out):
        self.grad[:, :-1] += (self.x @ grad_wrt_out.T).T
        self.grad[:, -1] += grad_wrt_out.sum(axis=1)
        return (grad_wrt_out.T @ self.theta[:, :-1]).T

    def step(self):
        self.vel *= self.alpha
        self.vel += self.grad
        self.theta = self.theta - self.lr * self.vel

    def zerograd(self):
        self.grad = np.zeros_like(self.grad)

    def getW(self):
        return self.theta[:, :-1]

    def getb(self):
        return self.theta[:, -1:]

    def loadparams(self, w, b):
        self.theta = np.asfortranarray(np.hstack([w, b]), dtype=float)


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        z = np.ascontiguousarray(logits.T)
        self.y = np.ascontiguousarray(labels.T)
        z = z - z.max(1)[:, None]
        self.logp = z - np.log(np.exp(z).sum(1))[:, None]
        return np.vdot(self.y.astype(float), self.logp) / -len(z)

    def backward(self):
        return ((np.exp(self.logp) - self.y) / len(self.y)).T

    def getAccu(self):
        return (self.logp.argmax(1) == self.y.argmax(1)).sum() / len(self.y)


class TwoLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1,
                 dropout_probability=0, lr=0.01):
        self.transforms = []
        for i, width in enumerate(list(hiddenlayers) + [outdim]):
            if i:
                self.transforms.append(ReLU(dropout_probability))
            self.transforms.append(LinearMap(indim, width, alpha, lr))
            indim = width

    def forward(self, x, train=True):
        for t in self.transforms:
            x = t.forward(x, train)
        return x

    def backward(self, grad_wrt_out):
        for t in self.transforms[::-1]:
            grad_wrt_out = t.backward(grad_wrt_out)
        return grad_wrt_out

    def step(self):
        for t in self.transforms:
            t.step()

    def zerograd(self):
        for t in self.transforms:
            t.zerograd()

    def loadparams(self, Ws, bs):
        for k in range(len(Ws)):
            self.transforms[2 * k].loadparams(Ws[k], bs[k])

    def getWs(self):
        return [t.getW() for t in self.transforms[0::2]]

    def getbs(self):
        return [t.getb() for t in self.transforms[0::2]]


class SingleLayerMLP(TwoLayerMLP):
    """A two-layer network that has one layer."""

    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        super().__init__(indim, outdim, [hiddenlayer], alpha, dropout_probability, lr)
