from collections import OrderedDict
from functools import reduce


class _Chain(Transform):
    """Named layers in a mapping; forward and backward are folds over it."""

    def _chain(self, indim, widths, outdim, **options):
        p = options.pop("p")
        ends = [indim, *widths, outdim]
        self.named = OrderedDict()
        for number, (start, end) in enumerate(zip(ends, ends[1:]), 1):
            self.named[f"linear{number}"] = LinearMap(start, end, **options)
            if number <= len(widths):
                self.named[f"relu{number}"] = ReLU(p)

    @property
    def maps(self):
        return [layer for name, layer in self.named.items() if name.startswith("linear")]

    def forward(self, x, train=True):
        return reduce(lambda value, layer: layer.forward(value, train), self.named.values(), x)

    def backward(self, grad_wrt_out):
        layers = reversed(list(self.named.values()))
        return reduce(lambda grad, layer: layer.backward(grad), layers, grad_wrt_out)

    def step(self):
        [layer.step() for layer in self.maps]

    def zerograd(self):
        [layer.zerograd() for layer in self.maps]

    def loadparams(self, Ws, bs):
        [layer.loadparams(w, b) for layer, w, b in zip(self.maps, Ws, bs)]

    def getWs(self):
        return [layer.getW() for layer in self.maps]

    def getbs(self):
        return [layer.getb() for layer in self.maps]


class SingleLayerMLP(_Chain):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self._chain(indim, [hiddenlayer], outdim, alpha=alpha, p=dropout_probability, lr=lr)


class TwoLayerMLP(_Chain):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01):
        self._chain(indim, list(hiddenlayers), outdim, alpha=alpha, p=dropout_probability, lr=lr)
