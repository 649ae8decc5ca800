"""__slots__, own buffers updated in place with out=, only the result is a fresh array."""
import numpy as np


def _buffer(like):
    return np.zeros(np.shape(like), dtype=np.float64, order="F")


class Momentum:
    __slots__ = ("rate", "momentum", "_v", "__weakref__")

    def __init__(self, rate=0.01, momentum=0.9):
        self.rate, self.momentum, self._v = rate, momentum, None

    def step(self, w, gradient):
        if self._v is None:
            self._v = _buffer(w)
        self._v *= self.momentum
        self._v += gradient
        new = np.array(w, dtype=np.float64)
        new -= self.rate * self._v
        return new


class RMSProp:
    __slots__ = "rate", "decay", "epsilon", "_s", "_tmp"

    def __init__(self, rate=0.001, decay=0.9, epsilon=1e-8):
        self.rate, self.decay, self.epsilon = rate, decay, epsilon
        self._s = self._tmp = None

    def step(self, w, gradient):
        if self._s is None:
            self._s, self._tmp = _buffer(w), _buffer(w)
        s, t = self._s, self._tmp
        np.multiply(gradient, gradient, out=t)
        t *= 1 - self.decay
        s *= self.decay
        s += t
        np.sqrt(s, out=t)
        t += self.epsilon
        np.divide(gradient, t, out=t)
        t *= self.rate
        return w - t


class Adam:
    __slots__ = "rate", "beta1", "beta2", "epsilon", "_m", "_v", "_t", "_tmp"

    def __init__(self, rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.rate, self.beta1, self.beta2, self.epsilon = rate, beta1, beta2, epsilon
        self._m = self._v = self._tmp = None
        self._t = 0

    def step(self, w, gradient):
        if not self._t:
            self._m, self._v, self._tmp = _buffer(w), _buffer(w), _buffer(w)
        self._t += 1
        self._m *= self.beta1
        self._m += np.multiply(gradient, 1 - self.beta1, out=self._tmp)
        self._v *= self.beta2
        np.multiply(gradient, gradient, out=self._tmp)
        self._tmp *= 1 - self.beta2
        self._v += self._tmp
        np.divide(self._v, 1 - self.beta2 ** self._t, out=self._tmp)
        np.sqrt(self._tmp, out=self._tmp)
        self._tmp += self.epsilon
        np.divide(self._m, self._tmp, out=self._tmp)
        self._tmp *= -self.rate / (1 - self.beta1 ** self._t)
        out = np.empty_like(self._tmp)
        np.add(w, self._tmp, out=out)
        return out
