import numpy as np
import time

class Tape(list):
    pass

TAPE = Tape()

class Tensor(object):
    def __init__(self, data):
        self.data = np.array(data, dtype=np.float64)
        self._g = None

    @property
    def grad(self):
        return np.zeros(self.data.shape) if self._g is None else self._g

    def accumulate(self, g):
        extra = g.ndim - self.data.ndim
        g = g.sum(axis=tuple(range(extra))) if extra else g
        self._g = g.copy() if self._g is None else self._g + g

    def _record(self, value, back):
        out = Tensor(value)
        TAPE.append((out, back))
        return out

    def __add__(self, o):
        def back(g):
            self.accumulate(g); o.accumulate(g)
        return self._record(self.data + o.data, back)

    def __mul__(self, o):
        def back(g):
            self.accumulate(g * o.data)
            o.accumulate(g * self.data)
        return self._record(self.data * o.data, back)

    def __matmul__(self, o):
        def back(g):
            self.accumulate(np.einsum("nk,dk->nd", g, o.data))
            o.accumulate(np.einsum("nd,nk->dk", self.data, g))
        return self._record(self.data.dot(o.data), back)

    def sum(self):
        return self._record(np.sum(self.data), lambda g: self.accumulate(g * np.ones(self.data.shape)))

    def backward(self):
        self._g = np.ones(self.data.shape)
        for out, back in reversed(TAPE):
            if out._g is not None:
                back(out._g)
        del TAPE[:]
