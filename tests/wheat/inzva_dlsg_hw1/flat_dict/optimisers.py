"""State as a flat vector in a dict, extra keyword options with neutral defaults, reset(), state_dict(), __main__ demo."""
import copy

import numpy as np


class _Flat:
    names = ()

    def __init__(self, **hyper):
        self.hyper = hyper
        self.reset()

    def reset(self):
        """Forget everything."""
        self.state = {"t": 0}

    def state_dict(self):
        return copy.deepcopy(self.state)

    def __getattr__(self, name):
        if name in ("hyper", "state"):
            raise AttributeError(name)
        try:
            return self.hyper[name]
        except KeyError:
            raise AttributeError(name) from None

    def step(self, w, gradient):
        assert np.shape(w) == np.shape(gradient), (np.shape(w), np.shape(gradient))
        flat = np.ravel(w).astype(float)
        g = np.ravel(gradient).astype(float) + self.weight_decay * flat
        for name in self.names:
            self.state.setdefault(name, np.zeros(flat.size))
        self.state["t"] += 1
        flat -= self.rate * self.update(g, self.state)
        return flat.reshape(np.shape(w))


class Momentum(_Flat):
    names = ("v",)

    def __init__(self, rate=0.01, momentum=0.9, nesterov=False, weight_decay=0.0):
        super().__init__(rate=rate, momentum=momentum, nesterov=nesterov, weight_decay=weight_decay)

    def update(self, g, s):
        s["v"] = self.momentum * s["v"] + g
        return g + self.momentum * s["v"] if self.nesterov else s["v"]


class RMSProp(_Flat):
    names = ("s",)

    def __init__(self, rate=0.001, decay=0.9, epsilon=1e-8, weight_decay=0.0):
        super().__init__(rate=rate, decay=decay, epsilon=epsilon, weight_decay=weight_decay)

    def update(self, g, s):
        s["s"] = self.decay * s["s"] + (1 - self.decay) * g * g
        return g / np.sqrt(self.epsilon + s["s"])


class Adam(_Flat):
    names = ("m", "v")

    def __init__(self, rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0.0):
        super().__init__(rate=rate, beta1=beta1, beta2=beta2, epsilon=epsilon, weight_decay=weight_decay)

    def update(self, g, s):
        for name, value, beta in (("m", g, self.beta1), ("v", g * g, self.beta2)):
            s[name] = beta * s[name] + (1 - beta) * value
        mhat = s["m"] / (1 - self.beta1 ** s["t"])
        vhat = s["v"] / (1 - self.beta2 ** s["t"])
        return mhat / (np.sqrt(vhat) + self.epsilon)


if __name__ == "__main__":
    w = np.array([3.0, -2.0])
    for cls in (Momentum, RMSProp, Adam):
        o, u = cls(), w
        for _ in range(100):
            u = o.step(u, 2 * u)
        print(cls.__name__, u)
