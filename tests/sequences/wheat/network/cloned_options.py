import copy


class SingleLayerMLP(Transform):
    """Shares nothing: deep copies of what comes in and goes out."""

    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self._build([indim, hiddenlayer, outdim], alpha, dropout_probability, lr)

    def _build(self, sizes, alpha, dropout_probability, lr):
        self.linears, self.relus = [], []
        while len(sizes) > 1:
            self.linears.append(LinearMap(indim=sizes[0], outdim=sizes[1], lr=lr, alpha=alpha))
            sizes = sizes[1:]
        for _ in self.linears[1:]:
            self.relus.append(ReLU(dropout_probability=dropout_probability))

    def forward(self, x, train=True):
        x = copy.deepcopy(x)
        for linear, relu in zip(self.linears, self.relus):
            x = relu.forward(linear.forward(x, train), train)
        return self.linears[-1].forward(x, train)

    def backward(self, grad_wrt_out):
        g = self.linears[-1].backward(copy.deepcopy(grad_wrt_out))
        for linear, relu in reversed(list(zip(self.linears, self.relus))):
            g = linear.backward(relu.backward(g))
        return g

    def step(self):
        [linear.step() for linear in self.linears]

    def zerograd(self):
        [linear.zerograd() for linear in self.linears]

    def loadparams(self, Ws, bs):
        for k, linear in enumerate(self.linears):
            linear.loadparams(copy.deepcopy(Ws[k]), copy.deepcopy(bs[k]))

    def getWs(self):
        return copy.deepcopy([linear.getW() for linear in self.linears])

    def getbs(self):
        return copy.deepcopy([linear.getb() for linear in self.linears])


class TwoLayerMLP(SingleLayerMLP):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01):
        self._build([indim] + list(hiddenlayers) + [outdim], alpha, dropout_probability, lr)
