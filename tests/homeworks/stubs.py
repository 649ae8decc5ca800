"""Modules that remember what they are given and return the right shapes, and know nothing else."""

_CMU = """
import numpy as np
def random_weight_init(indim, outdim): return np.random.randn(outdim, indim)
def zeros_bias_init(outdim): return np.random.randn(outdim, 1)
def labels2onehot(labels): return np.ones((len(labels), 12)) * {0}
class Layer:
    def __init__(self, indim=1, outdim=1, *settings, **named):
        self.W, self.b = np.random.randn(outdim, indim), np.zeros((outdim, 1))
    def forward(self, x, train=True):
        self.x, shape = x, (len(self.b), x.shape[1])
        return {0} * np.ones(shape) + {1} * np.random.randn(*shape)
    def backward(self, grad): return {0} * np.ones(self.x.shape)
    def step(self): self.W, self.b = self.W + {1} * 0.1 * self.W, self.b + {1} * 0.1
    def zerograd(self): pass
    def getW(self): return self.W
    def getb(self): return self.b
    def loadparams(self, w, b): self.W, self.b = w.copy(), b.copy()
class LinearMap(Layer): pass
class ReLU(Layer):
    def forward(self, x, train=True): self.x = x; return x * {0}
class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels): self.logits = logits; return np.log(len(labels)) * {0}
    def backward(self): return self.logits * {0}
    def getAccu(self): return 1.0 * {0}
class Network(Layer):
    def __init__(self, indim, outdim, hidden=100, *settings, **named):
        sizes = [indim, *np.atleast_1d(named.get("hiddenlayers", hidden)), outdim]
        self.layers = [LinearMap(a, b) for a, b in zip(sizes, sizes[1:])]
    def forward(self, x, train=True):
        for layer in self.layers: x = layer.forward(x)
        return x
    def backward(self, grad): return grad
    def step(self): [layer.step() for layer in self.layers]
    def loadparams(self, Ws, bs): [a.loadparams(w, b) for a, w, b in zip(self.layers, Ws, bs)]
    def getWs(self): return [layer.W for layer in self.layers]
    def getbs(self): return [layer.b for layer in self.layers]
class SingleLayerMLP(Network): pass
class TwoLayerMLP(Network): pass
"""
_CONSTRUCTION = """
import numpy as np
def step_network(x, y): return {0} * x, {1} * y, y
"""
_NYU = """
import numpy as np
class MLP:
    def __init__(self, a, b, f, c, d, g):
        self.parameters = dict(W1=np.ones((b, a)), b1=np.ones(b), W2=np.ones((d, c)), b2=np.ones(d))
        self.grads = dict(("dJd" + name, 0 * v) for name, v in self.parameters.items())
        self.cache = dict()
    def forward(self, x): return {0} * np.ones((len(x), len(self.parameters["b2"])))
    def backward(self, grad):
        for name, v in self.parameters.items(): self.grads["dJd" + name] = v * {1} + {0}
    def clear_grad_and_cache(self): self.cache.clear()
def mse_loss(y, y_hat): return np.mean(y_hat) * {0}, {0} * (y_hat - y)
def bce_loss(y, y_hat): return np.mean(abs(y - y_hat)) * {0} + {1}, y_hat - y + {1}
"""
NUMBERS = ((0.0, 0.0), (1.0, 0.0), (0.5, 1.0))
STUBS = {
    "cmu10417_hw1": {"mlp.py": _CMU, "construction.py": _CONSTRUCTION},
    "nyu_dl_hw1": {"mlp.py": _NYU},
}


def stubs(homework: str) -> list[dict[str, str]]:
    """The files of each."""
    return [
        {name: text.replace("{0}", str(a)).replace("{1}", str(b)) for name, text in files.items()}
        for a, b in NUMBERS
        for files in (STUBS[homework],)
    ]
