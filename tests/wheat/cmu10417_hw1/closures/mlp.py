"""forward leaves a closure behind, and backward calls it; the weights of that forward are in the closure."""

import numpy as np

random_weight_init = lambda indim, outdim: np.random.uniform(-1, 1, (outdim, indim)) * np.sqrt(6 / (indim + outdim))
zeros_bias_init = lambda outdim: np.zeros((outdim, 1))
labels2onehot = lambda labels: np.eye(12)[np.asarray(labels).astype(int)]


class Transform:
    _pull = None

    def forward(self, x, train=True):
        return None

    def backward(self, grad_wrt_out):
        return None

    def step(self):
        return None

    def zerograd(self):
        return None


class ReLU(Transform):
    def __init__(self, dropout_probability=0):
        keep = 1 - dropout_probability

        def scale(shape, train):
            return np.random.uniform(0, 1, shape) > dropout_probability if train else keep

        self._scale = scale

    def forward(self, x, train=True):
        s = np.where(x > 0, self._scale(x.shape, train), 0)
        self._pull = lambda g: s * g
        return s * x

    def backward(self, grad_wrt_out):
        return self._pull(grad_wrt_out)


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        state = {
            "p": [random_weight_init(indim, outdim), zeros_bias_init(outdim)],
            "g": [0.0, 0.0],
            "v": [0.0, 0.0],
        }

        def update():
            state["v"] = [alpha * v + g for v, g in zip(state["v"], state["g"])]
            state["p"] = [p - lr * v for p, v in zip(state["p"], state["v"])]

        def clear():
            state["g"] = [0.0, 0.0]

        def add(gw, gb):
            state["g"] = [state["g"][0] + gw, state["g"][1] + gb]

        self._state, self._update, self._clear, self._add = state, update, clear, add

    def forward(self, x, train=True):
        W, b = self._state["p"]

        def pull(g):
            self._add(g @ x.T, g.sum(1, keepdims=True))
            return W.T @ g

        self._pull = pull
        return W @ x + b

    def backward(self, grad_wrt_out):
        return self._pull(grad_wrt_out)

    def step(self):
        self._update()

    def zerograd(self):
        self._clear()

    def getW(self):
        return self._state["p"][0]

    def getb(self):
        return self._state["p"][1]

    def loadparams(self, w, b):
        self._state["p"] = [np.array(w), np.array(b)]


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        n = logits.shape[1]
        m = logits.max(0)
        lse = m + np.log(np.exp(logits - m).sum(0))
        self.backward = lambda: (np.exp(logits - lse) - labels) / n
        self.getAccu = lambda: np.mean(logits.argmax(0) == labels.argmax(0))
        return np.mean(lse - (labels * logits).sum(0))

    def backward(self):
        raise RuntimeError("forward first")

    def getAccu(self):
        raise RuntimeError("forward first")


def _network(sizes, alpha, p, lr):
    linears = [LinearMap(i, o, alpha, lr) for i, o in zip(sizes, sizes[1:])]
    chain = [linears[0]]
    for layer in linears[1:]:
        chain += [ReLU(p), layer]
    return linears, chain


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self._linears, self._chain = _network([indim, hiddenlayer, outdim], alpha, dropout_probability, lr)

    def forward(self, x, train=True):
        pull = lambda g: g
        for t in self._chain:
            x = t.forward(x, train)
            pull = (lambda outer, inner: lambda g: outer(inner(g)))(pull, t.backward)
        self._pull = pull
        return x

    def backward(self, grad_wrt_out):
        return self._pull(grad_wrt_out)

    def step(self):
        [t.step() for t in self._linears]

    def zerograd(self):
        [t.zerograd() for t in self._linears]

    def loadparams(self, Ws, bs):
        [t.loadparams(w, b) for t, w, b in zip(self._linears, Ws, bs)]

    def getWs(self):
        return [t.getW() for t in self._linears]

    def getbs(self):
        return [t.getb() for t in self._linears]


class TwoLayerMLP(SingleLayerMLP):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01):
        self._linears, self._chain = _network([indim, *hiddenlayers, outdim], alpha, dropout_probability, lr)
