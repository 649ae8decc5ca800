class Network(Transform):
    """A list of layers, and both networks from it."""

    def __init__(self, widths, alpha, dropout_probability, lr):
        self.layers = []
        for k in range(len(widths) - 1):
            if k:
                self.layers.append(ReLU(dropout_probability))
            self.layers.append(LinearMap(widths[k], widths[k + 1], alpha=alpha, lr=lr))

    def _linear(self):
        return [layer for layer in self.layers if isinstance(layer, LinearMap)]

    def forward(self, x, train=True):
        for layer in self.layers:
            x = layer.forward(x, train=train)
        return x

    def backward(self, grad_wrt_out):
        for layer in self.layers[::-1]:
            grad_wrt_out = layer.backward(grad_wrt_out)
        return grad_wrt_out

    def step(self):
        for layer in self.layers:
            layer.step()

    def zerograd(self):
        for layer in self.layers:
            layer.zerograd()

    def loadparams(self, Ws, bs):
        for layer, w, b in zip(self._linear(), Ws, bs):
            layer.loadparams(w, b)

    def getWs(self):
        return tuple(layer.getW() for layer in self._linear())

    def getbs(self):
        return tuple(layer.getb() for layer in self._linear())


class SingleLayerMLP(Network):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        super().__init__([indim, hiddenlayer, outdim], alpha, dropout_probability, lr)


class TwoLayerMLP(Network):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01):
        super().__init__([indim, *hiddenlayers, outdim], alpha, dropout_probability, lr)
