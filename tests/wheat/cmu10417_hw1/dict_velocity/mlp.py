"""Parameters, gradients and velocities live in dicts, and a small optimizer object does the steps."""

import numpy as np


def random_weight_init(indim, outdim):
    bound = np.sqrt(np.float64(6) / (indim + outdim))
    return np.random.uniform(-bound, bound, (outdim, indim))


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1))


def labels2onehot(labels):
    table = {k: np.eye(12)[k] for k in range(12)}
    return np.array([table[int(k)] for k in labels])


class SGD:
    """Momentum as in the homework: G_M <- alpha G_M + G, then the parameter moves by -lr G_M."""

    def __init__(self, lr, alpha):
        self.lr = np.float64(lr)
        self.alpha = np.float64(alpha)
        self.velocity = {}

    def apply(self, params, grads):
        for key in params:
            self.velocity[key] = self.alpha * self.velocity.get(key, 0.0) + grads[key]
            params[key] = params[key] - self.lr * self.velocity[key]


class Transform:
    def forward(self, x, train=True):
        """f(x)"""

    def backward(self, grad_wrt_out):
        """f'(x)^T grad"""

    def step(self):
        """SGD"""

    def zerograd(self):
        """0"""


class ReLU(Transform):
    def __init__(self, dropout_probability=0):
        self.cache = {"p": dropout_probability}

    def forward(self, x, train=True):
        c = self.cache
        c["active"] = x > 0
        c["mask"] = np.random.uniform(0, 1, x.shape) > c["p"] if train else 1 - c["p"]
        return np.where(c["active"], x, 0.0) * c["mask"]

    def backward(self, grad_wrt_out):
        c = self.cache
        return np.where(c["active"], grad_wrt_out, 0.0) * c["mask"]


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.params = {"W": random_weight_init(indim, outdim), "b": zeros_bias_init(outdim)}
        self.grads = {k: np.zeros(v.shape) for k, v in self.params.items()}
        self.optimizer = SGD(lr, alpha)

    def forward(self, x, train=True):
        self.cache = {"x": x, "W": self.params["W"]}
        return self.params["W"].dot(x) + self.params["b"]

    def backward(self, grad_wrt_out):
        self.grads["W"] = self.grads["W"] + grad_wrt_out.dot(self.cache["x"].T)
        self.grads["b"] = self.grads["b"] + grad_wrt_out.sum(1)[..., np.newaxis]
        return self.cache["W"].T.dot(grad_wrt_out)

    def step(self):
        self.optimizer.apply(self.params, self.grads)

    def zerograd(self):
        self.grads = {k: np.zeros(v.shape) for k, v in self.params.items()}

    def getW(self):
        return self.params["W"]

    def getb(self):
        return self.params["b"]

    def loadparams(self, w, b):
        self.params.update(W=np.array(w, dtype=np.float64), b=np.array(b, dtype=np.float64))


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        z = logits - logits.max(0, keepdims=True)
        prob = np.exp(z)
        norm = prob.sum(0, keepdims=True)
        self.cache = {"p": prob / norm, "y": labels, "n": logits.shape[1]}
        picked = z[labels.argmax(0), np.arange(logits.shape[1])]
        return np.float64(np.mean(np.log(norm[0]) - picked))

    def backward(self):
        c = self.cache
        return (c["p"] - c["y"]) / c["n"]

    def getAccu(self):
        c = self.cache
        return np.float64(np.sum(c["p"].argmax(0) == c["y"].argmax(0)) / c["n"])


class SingleLayerMLP(Transform):
    LAYERS = ("fc1", "relu1", "fc2")

    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.net = {
            "fc1": LinearMap(indim, hiddenlayer, alpha, lr),
            "relu1": ReLU(dropout_probability),
            "fc2": LinearMap(hiddenlayer, outdim, alpha, lr),
        }

    def forward(self, x, train=True):
        for name in self.LAYERS:
            x = self.net[name].forward(x, train)
        return x

    def backward(self, grad_wrt_out):
        for name in self.LAYERS[::-1]:
            grad_wrt_out = self.net[name].backward(grad_wrt_out)
        return grad_wrt_out

    def step(self):
        for layer in self.net.values():
            layer.step()

    def zerograd(self):
        for layer in self.net.values():
            layer.zerograd()

    def loadparams(self, Ws, bs):
        for i, (w, b) in enumerate(zip(Ws, bs)):
            self.net[f"fc{i + 1}"].loadparams(w, b)

    def getWs(self):
        return [layer.params["W"] for name, layer in self.net.items() if name[:2] == "fc"]

    def getbs(self):
        return [layer.params["b"] for name, layer in self.net.items() if name[:2] == "fc"]


class TwoLayerMLP(SingleLayerMLP):
    LAYERS = ("fc1", "relu1", "fc2", "relu2", "fc3")

    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1,
                 dropout_probability=0, lr=0.01):
        self.net = {
            "fc1": LinearMap(indim, hiddenlayers[0], alpha, lr),
            "relu1": ReLU(dropout_probability),
            "fc2": LinearMap(hiddenlayers[0], hiddenlayers[1], alpha, lr),
            "relu2": ReLU(dropout_probability),
            "fc3": LinearMap(hiddenlayers[1], outdim, alpha, lr),
        }
