from dataclasses import dataclass, field


@dataclass
class Parameter:
    value: np.ndarray
    grad: np.ndarray = field(init=False)
    velocity: np.ndarray = field(init=False)

    def __post_init__(self):
        self.grad = np.zeros(self.value.shape)
        self.velocity = np.zeros(self.value.shape)

    def update(self, alpha, lr):
        self.velocity = alpha * self.velocity + self.grad
        self.value = self.value - lr * self.velocity


class LinearMap(Transform):
    """Each parameter is an object with its gradient and velocity."""

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.W = Parameter(random_weight_init(indim, outdim))
        self.b = Parameter(zeros_bias_init(outdim))
        self.options = {"alpha": alpha, "lr": lr}

    def forward(self, x, train=True):
        self.cache = x
        return self.W.value @ x + self.b.value

    def backward(self, grad_wrt_out):
        self.W.grad = self.W.grad + np.einsum("ib,jb->ij", grad_wrt_out, self.cache)
        self.b.grad = self.b.grad + np.einsum("ib->i", grad_wrt_out)[:, np.newaxis]
        return np.einsum("ij,ib->jb", self.W.value, grad_wrt_out)

    def step(self):
        for parameter in (self.W, self.b):
            parameter.update(**self.options)

    def zerograd(self):
        for parameter in (self.W, self.b):
            parameter.grad = np.zeros(parameter.value.shape)

    def getW(self):
        return self.W.value

    def getb(self):
        return self.b.value

    def loadparams(self, w, b):
        self.W = Parameter(np.array(w, copy=True))
        self.b = Parameter(np.array(b, copy=True))
