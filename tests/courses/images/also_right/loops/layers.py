import numpy as np
import matplotlib.pyplot as plt
plt.rcParams["figure.figsize"] = (10, 8)

def conv_forward(x, w, b, stride, pad):
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    xp = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=np.float32)
    xp[:, :, pad:pad + H, pad:pad + W] = x
    Ho = 1 + (H + 2 * pad - HH) // stride
    Wo = int(1 + (W + 2 * pad - WW) / stride)
    out = np.zeros((N, F, Ho, Wo), dtype=np.float32)
    for n in range(N):
        for f in range(F):
            for i in range(Ho):
                for j in range(Wo):
                    out[n, f, i, j] = (xp[n, :, i*stride:i*stride+HH, j*stride:j*stride+WW] * w[f]).sum() + b[f]
    return out, (x, w, b, stride, pad, xp)

def conv_backward(dout, cache):
    x, w, b, stride, pad, xp = cache
    dxp, dw, db = np.zeros(xp.shape), np.zeros(w.shape), np.zeros(b.shape)
    for n, f, i, j in np.ndindex(*dout.shape):
        s = np.s_[n, :, i*stride:i*stride+w.shape[2], j*stride:j*stride+w.shape[3]]
        dxp[s] += dout[n, f, i, j] * w[f]
        dw[f] += dout[n, f, i, j] * xp[s]
        db[f] += dout[n, f, i, j]
    return dxp[:, :, pad:pad + x.shape[2], pad:pad + x.shape[3]], dw, db

def pool_forward(x, pool):
    out = np.full((x.shape[0], x.shape[1], x.shape[2] // pool, x.shape[3] // pool), -np.inf)
    where = {}
    for n, c, i, j in np.ndindex(*x.shape):
        place = (n, c, i // pool, j // pool)
        if x[n, c, i, j] > out[place]:
            out[place], where[place] = x[n, c, i, j], (n, c, i, j)
    return out, (where, x.shape)

def pool_backward(dout, cache):
    where, shape = cache
    dx = np.zeros(shape)
    for place, at in where.items():
        dx[at] = dout[place]
    return dx
