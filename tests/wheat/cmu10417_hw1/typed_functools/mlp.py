"""Type hints, functools.reduce and partial, numpy's Generator for the weights, extra keyword arguments."""

from __future__ import annotations

import functools
import operator
import typing as t

import numpy as np

Array = np.ndarray
Pair = t.Tuple[Array, Array]


def random_weight_init(indim: int, outdim: int, *, rng: t.Optional[np.random.Generator] = None) -> Array:
    rng = np.random.default_rng() if rng is None else rng
    limit = np.sqrt(6.0 / (indim + outdim))
    return rng.uniform(-limit, limit, size=(outdim, indim))


def zeros_bias_init(outdim: int, *, value: float = 0.0) -> Array:
    return np.full((outdim, 1), value)


def labels2onehot(labels: t.Iterable[int], *, classes: int = 12) -> Array:
    return np.array([np.arange(classes) == label for label in labels], dtype=np.float64)


class Transform:
    def forward(self, x: Array, train: bool = True) -> t.Optional[Array]:
        return None

    def backward(self, grad_wrt_out: Array) -> t.Optional[Array]:
        return None

    def step(self) -> None:
        return None

    def zerograd(self) -> None:
        return None


class ReLU(Transform):
    def __init__(self, dropout_probability: float = 0, *, draw: t.Optional[t.Callable] = None) -> None:
        self.dropout_probability = dropout_probability
        self.draw = draw

    def forward(self, x: Array, train: bool = True) -> Array:
        factors: t.List[t.Any] = [x > 0]
        if train:
            draw = self.draw or np.random.uniform
            factors.append(draw(0, 1, x.shape) > self.dropout_probability)
        else:
            factors.append(1.0 - self.dropout_probability)
        self._factor = functools.reduce(operator.mul, factors)
        return operator.mul(self._factor, x)

    def backward(self, grad_wrt_out: Array) -> Array:
        return operator.mul(self._factor, grad_wrt_out)


class LinearMap(Transform):
    def __init__(self, indim: int, outdim: int, alpha: float = 0, lr: float = 0.01,
                 *, init: t.Callable[[int, int], Array] = random_weight_init) -> None:
        self.alpha: float = alpha
        self.lr: float = lr
        self.params: Pair = (init(indim, outdim), zeros_bias_init(outdim))
        self.history: t.List[Pair] = []  # gradients of every backward since zerograd
        self.velocity: Pair = tuple(map(np.zeros_like, self.params))

    def forward(self, x: Array, train: bool = True) -> Array:
        self._x = x
        w, b = self.params
        return w @ x + b

    def backward(self, grad_wrt_out: Array) -> Array:
        self.history.append((grad_wrt_out @ self._x.T, grad_wrt_out.sum(axis=1, keepdims=True)))
        return self.params[0].T @ grad_wrt_out

    @property
    def grads(self) -> Pair:
        zero: Pair = tuple(map(np.zeros_like, self.params))
        return functools.reduce(lambda s, g: (s[0] + g[0], s[1] + g[1]), self.history, zero)

    def step(self) -> None:
        self.velocity = tuple(self.alpha * v + g for v, g in zip(self.velocity, self.grads))
        self.params = tuple(p - self.lr * v for p, v in zip(self.params, self.velocity))

    def zerograd(self) -> None:
        self.history = []

    def getW(self) -> Array:
        return self.params[0]

    def getb(self) -> Array:
        return self.params[1]

    def loadparams(self, w: Array, b: Array) -> None:
        self.params = (np.array(w, copy=True), np.array(b, copy=True))


class SoftmaxCrossEntropyLoss:
    def forward(self, logits: Array, labels: Array) -> float:
        self._y: Array = labels
        self._logits: Array = logits
        self._lse: Array = functools.reduce(np.logaddexp, logits)
        return float((self._lse - np.einsum("kn,kn->n", labels, logits)).mean())

    def backward(self) -> Array:
        return (np.exp(self._logits - self._lse) - self._y) / self._logits.shape[1]

    def getAccu(self) -> float:
        predicted, true = map(functools.partial(np.argmax, axis=0), (self._logits, self._y))
        return float(np.mean(predicted == true))


class _MLP(Transform):
    def __init__(self, sizes: t.Sequence[int], alpha: float, p: float, lr: float) -> None:
        make = functools.partial(LinearMap, alpha=alpha, lr=lr)
        self.linears: t.List[LinearMap] = [make(i, o) for i, o in zip(sizes, sizes[1:])]
        self.order: t.List[Transform] = [self.linears[0]]
        for layer in self.linears[1:]:
            self.order.extend((ReLU(p), layer))

    def forward(self, x: Array, train: bool = True) -> Array:
        return functools.reduce(lambda h, layer: layer.forward(h, train), self.order, x)

    def backward(self, grad_wrt_out: Array) -> Array:
        return functools.reduce(lambda g, layer: layer.backward(g), reversed(self.order), grad_wrt_out)

    def step(self) -> None:
        for layer in self.linears:
            layer.step()

    def zerograd(self) -> None:
        for layer in self.linears:
            layer.zerograd()

    def loadparams(self, Ws: t.Sequence[Array], bs: t.Sequence[Array]) -> None:
        for layer, w, b in zip(self.linears, Ws, bs):
            layer.loadparams(w, b)

    def getWs(self) -> t.List[Array]:
        return list(map(LinearMap.getW, self.linears))

    def getbs(self) -> t.List[Array]:
        return list(map(LinearMap.getb, self.linears))


class SingleLayerMLP(_MLP):
    def __init__(self, indim: int, outdim: int, hiddenlayer: int = 100, alpha: float = 0.1,
                 dropout_probability: float = 0, lr: float = 0.01) -> None:
        super().__init__((indim, hiddenlayer, outdim), alpha, dropout_probability, lr)


class TwoLayerMLP(_MLP):
    def __init__(self, indim: int, outdim: int, hiddenlayers: t.Sequence[int] = [100, 100],
                 alpha: float = 0.1, dropout_probability: float = 0, lr: float = 0.01) -> None:
        super().__init__((indim, *hiddenlayers, outdim), alpha, dropout_probability, lr)
