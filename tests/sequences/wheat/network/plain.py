class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        Transform.__init__(self)
        self.l1 = LinearMap(indim, hiddenlayer, alpha, lr)
        self.act = ReLU(dropout_probability)
        self.l2 = LinearMap(hiddenlayer, outdim, alpha, lr)

    def forward(self, x, train=True):
        return self.l2.forward(self.act.forward(self.l1.forward(x, train), train), train)

    def backward(self, grad_wrt_out):
        self.l1.backward(self.act.backward(self.l2.backward(grad_wrt_out)))

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
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01):
        Transform.__init__(self)
        self.l1 = LinearMap(indim, hiddenlayers[0], alpha, lr)
        self.a1 = ReLU(dropout_probability)
        self.l2 = LinearMap(hiddenlayers[0], hiddenlayers[1], alpha, lr)
        self.a2 = ReLU(dropout_probability)
        self.l3 = LinearMap(hiddenlayers[1], outdim, alpha, lr)

    def forward(self, x, train=True):
        x = self.a1.forward(self.l1.forward(x), train)
        x = self.a2.forward(self.l2.forward(x), train)
        return self.l3.forward(x)

    def backward(self, grad_wrt_out):
        g = self.a2.backward(self.l3.backward(grad_wrt_out))
        g = self.a1.backward(self.l2.backward(g))
        return self.l1.backward(g)

    def step(self):
        self.l1.step()
        self.l2.step()
        self.l3.step()

    def zerograd(self):
        self.l1.zerograd()
        self.l2.zerograd()
        self.l3.zerograd()

    def loadparams(self, Ws, bs):
        self.l1.loadparams(Ws[0], bs[0])
        self.l2.loadparams(Ws[1], bs[1])
        self.l3.loadparams(Ws[2], bs[2])

    def getWs(self):
        return [self.l1.getW(), self.l2.getW(), self.l3.getW()]

    def getbs(self):
        return [self.l1.getb(), self.l2.getb(), self.l3.getb()]
