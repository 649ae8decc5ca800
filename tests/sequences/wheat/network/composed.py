class SingleLayerMLP(Transform):
    """Layers in a dict."""

    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.config = dict(alpha=alpha, lr=lr)
        self.parts = {
            "hidden": LinearMap(indim, hiddenlayer, **self.config),
            "relu": ReLU(dropout_probability),
            "out": LinearMap(hiddenlayer, outdim, **self.config),
        }

    def forward(self, x, train=True):
        for part in self.parts.values():
            x = part.forward(x, train)
        return x

    def backward(self, grad_wrt_out):
        for part in reversed(list(self.parts.values())):
            grad_wrt_out = part.backward(grad_wrt_out)
        return grad_wrt_out

    def _do(self, what):
        for name in ("hidden", "out"):
            getattr(self.parts[name], what)()

    def step(self):
        self._do("step")

    def zerograd(self):
        self._do("zerograd")

    def loadparams(self, Ws, bs):
        for name, w, b in zip(("hidden", "out"), Ws, bs):
            self.parts[name].loadparams(w, b)

    def getWs(self):
        return [self.parts["hidden"].getW(), self.parts["out"].getW()]

    def getbs(self):
        return [self.parts["hidden"].getb(), self.parts["out"].getb()]


class TwoLayerMLP(Transform):
    """A linear layer and a ReLU in front of the network with one hidden layer."""

    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01):
        sizes = list(hiddenlayers)
        self.first = LinearMap(indim, sizes[0], alpha, lr)
        self.relu = ReLU(dropout_probability)
        self.rest = SingleLayerMLP(sizes[0], outdim, sizes[1], alpha, dropout_probability, lr)

    def forward(self, x, train=True):
        return self.rest.forward(self.relu.forward(self.first.forward(x), train), train)

    def backward(self, grad_wrt_out):
        return self.first.backward(self.relu.backward(self.rest.backward(grad_wrt_out)))

    def step(self):
        self.first.step()
        self.rest.step()

    def zerograd(self):
        self.first.zerograd()
        self.rest.zerograd()

    def loadparams(self, Ws, bs):
        self.first.loadparams(Ws[0], bs[0])
        self.rest.loadparams(Ws[1:], bs[1:])

    def getWs(self):
        return [self.first.getW()] + self.rest.getWs()

    def getbs(self):
        return [self.first.getb()] + self.rest.getbs()
