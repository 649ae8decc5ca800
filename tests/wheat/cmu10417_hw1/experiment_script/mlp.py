"""A whole experiment in one file: argparse, training on a pickle, csv, plots and asserts below a main guard."""

import argparse
import csv
import os
import pickle as pk
import sys
import time
import warnings  # noqa: F401

import numpy as np

try:
    import matplotlib.pyplot as plt
except Exception:  # not installed where it is graded
    plt = None

SETTINGS = {
    "a": dict(hidden=60, alpha=0.0, dropout=0.0, lr=0.001),
    "b": dict(hidden=60, alpha=0.4, dropout=0.0, lr=0.001),
    "c": dict(hidden=60, alpha=0.4, dropout=0.2, lr=0.001),
    "d": dict(hidden=150, alpha=0.4, dropout=0.2, lr=0.001),
}


def random_weight_init(indim, outdim):
    """Glorot and Bengio (2010)."""
    b = np.sqrt(6 / (indim + outdim))
    return np.random.uniform(-b, b, (outdim, indim))


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1))


def labels2onehot(labels):
    labels = np.asarray(labels)
    assert labels.ndim == 1, labels.shape
    return np.eye(12)[labels.astype(int)]


class Transform(object):
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
        super(ReLU, self).__init__()
        assert 0 <= dropout_probability <= 1
        self.dropout_probability = dropout_probability

    def forward(self, x, train=True):
        self.mask = (x > 0).astype(float)
        if train:
            self.mask *= np.random.uniform(0, 1, x.shape) > self.dropout_probability
        else:
            self.mask *= 1 - self.dropout_probability
        return x * self.mask

    def backward(self, grad_wrt_out):
        assert grad_wrt_out.shape == self.mask.shape
        return grad_wrt_out * self.mask


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        super(LinearMap, self).__init__()
        self.indim, self.outdim = indim, outdim
        self.alpha, self.lr = alpha, lr
        self.weights = random_weight_init(indim, outdim)
        self.bias = zeros_bias_init(outdim)
        self.dw = np.zeros_like(self.weights)
        self.db = np.zeros_like(self.bias)
        self.vw = np.zeros_like(self.weights)
        self.vb = np.zeros_like(self.bias)

    def forward(self, x, train=True):
        assert x.ndim == 2 and x.shape[0] == self.indim, x.shape
        self.inp = x
        out = self.weights @ x + self.bias
        assert out.shape == (self.outdim, x.shape[1])
        return out

    def backward(self, grad_wrt_out):
        self.dw += grad_wrt_out @ self.inp.T
        self.db += np.sum(grad_wrt_out, axis=1, keepdims=True)
        grad = self.weights.T @ grad_wrt_out
        assert grad.shape == self.inp.shape
        return grad

    def step(self):
        self.vw = self.alpha * self.vw + self.dw
        self.vb = self.alpha * self.vb + self.db
        self.weights -= self.lr * self.vw
        self.bias -= self.lr * self.vb

    def zerograd(self):
        self.dw = np.zeros_like(self.dw)
        self.db = np.zeros_like(self.db)

    def getW(self):
        return self.weights

    def getb(self):
        return self.bias

    def loadparams(self, w, b):
        assert w.shape == self.weights.shape and b.shape == self.bias.shape
        self.weights = w.astype(float)
        self.bias = b.astype(float)


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        assert logits.shape == labels.shape
        self.y = labels
        self.nbatch = logits.shape[1]
        m = logits.max(axis=0, keepdims=True)
        e = np.exp(logits - m)
        s = e.sum(axis=0, keepdims=True)
        self.p = e / s
        return np.sum(labels * (np.log(s) + m - logits)) / self.nbatch

    def backward(self):
        return (self.p - self.y) / self.nbatch

    def getAccu(self):
        return np.sum(self.p.argmax(axis=0) == self.y.argmax(axis=0)) / self.nbatch


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        super(SingleLayerMLP, self).__init__()
        self.l1 = LinearMap(indim, hiddenlayer, alpha, lr)
        self.relu = ReLU(dropout_probability)
        self.l2 = LinearMap(hiddenlayer, outdim, alpha, lr)

    def forward(self, x, train=True):
        x = self.l1.forward(x, train)
        x = self.relu.forward(x, train)
        x = self.l2.forward(x, train)
        return x

    def backward(self, grad_wrt_out):
        g = self.l2.backward(grad_wrt_out)
        g = self.relu.backward(g)
        self.l1.backward(g)

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
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1,
                 dropout_probability=0, lr=0.01):
        super(TwoLayerMLP, self).__init__()
        self.l1 = LinearMap(indim, hiddenlayers[0], alpha, lr)
        self.relu1 = ReLU(dropout_probability)
        self.l2 = LinearMap(hiddenlayers[0], hiddenlayers[1], alpha, lr)
        self.relu2 = ReLU(dropout_probability)
        self.l3 = LinearMap(hiddenlayers[1], outdim, alpha, lr)

    def forward(self, x, train=True):
        x = self.relu1.forward(self.l1.forward(x, train), train)
        x = self.relu2.forward(self.l2.forward(x, train), train)
        return self.l3.forward(x, train)

    def backward(self, grad_wrt_out):
        g = self.relu2.backward(self.l3.backward(grad_wrt_out))
        g = self.relu1.backward(self.l2.backward(g))
        return self.l1.backward(g)

    def step(self):
        for layer in [self.l1, self.l2, self.l3]:
            layer.step()

    def zerograd(self):
        for layer in [self.l1, self.l2, self.l3]:
            layer.zerograd()

    def loadparams(self, Ws, bs):
        for i, layer in enumerate([self.l1, self.l2, self.l3]):
            layer.loadparams(Ws[i], bs[i])

    def getWs(self):
        return [self.l1.getW(), self.l2.getW(), self.l3.getW()]

    def getbs(self):
        return [self.l1.getb(), self.l2.getb(), self.l3.getb()]


# ---------------------------------------------------------------- experiments


def load(path):
    with open(path, "rb") as f:
        (trainX, trainY), (testX, testY) = pk.load(f)
    return trainX, trainY, testX, testY


def evaluate(net, X, Y):
    loss = SoftmaxCrossEntropyLoss()
    value = loss.forward(net.forward(X.T, train=False), labels2onehot(Y).T)
    return value, loss.getAccu()


def train(net, trainX, trainY, testX, testY, epochs=200, batch=32, rng=None, verbose=True):
    rng = rng or np.random.default_rng(0)
    loss = SoftmaxCrossEntropyLoss()
    rows = []
    for epoch in range(1, epochs + 1):
        start = time.time()
        order = rng.permutation(len(trainX))
        for i in range(0, len(order), batch):
            idx = order[i:i + batch]
            net.zerograd()
            loss.forward(net.forward(trainX[idx].T), labels2onehot(trainY[idx]).T)
            net.backward(loss.backward())
            net.step()
        rows.append((epoch, *evaluate(net, trainX, trainY), *evaluate(net, testX, testY)))
        if verbose:
            print("epoch %d: %s (%.1f s)" % (epoch, rows[-1][1:], time.time() - start))
    return rows


def plot(curves, path):
    if plt is None:
        return
    fig, axes = plt.subplots(1, 2, figsize=(10, 4))
    for name, rows in curves.items():
        rows = np.array(rows)
        for ax, cols, what in ((axes[0], (1, 3), "loss"), (axes[1], (2, 4), "accuracy")):
            ax.plot(rows[:, 0], rows[:, cols[0]], label=name + " train")
            ax.plot(rows[:, 0], rows[:, cols[1]], "--", label=name + " test")
            ax.set_xlabel("epoch")
            ax.set_ylabel(what)
    axes[0].legend()
    fig.savefig(path)


def main(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="omniglot_12.pkl")
    parser.add_argument("--epochs", type=int, default=200)
    args = parser.parse_args(argv)
    if not os.path.exists(args.data):
        sys.exit("no " + args.data)
    data = load(args.data)
    curves = {}
    for name, s in SETTINGS.items():
        net = SingleLayerMLP(data[0].shape[1], 12, s["hidden"], s["alpha"], s["dropout"], s["lr"])
        curves[name] = train(net, *data, epochs=args.epochs)
    with open("single_layer.csv", "w", newline="") as f:
        writer = csv.writer(f)
        writer.writerow("setting,epoch,train_loss,train_accuracy,test_loss,test_accuracy".split(","))
        for name, rows in curves.items():
            writer.writerows((name, *row) for row in rows)
    plot(curves, "single_layer.png")


if __name__ == "__main__":
    np.random.seed(10417)
    main()
