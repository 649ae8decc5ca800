import numpy as np


def _pad(x, pad):
    return np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))


def _corners(x, w, stride):
    size = w.shape[-1]
    for i in range((x.shape[2] - size) // stride + 1):
        for j in range((x.shape[3] - size) // stride + 1):
            yield i, j, (slice(i * stride, i * stride + size), slice(j * stride, j * stride + size))


def conv_forward(x, w, b, stride, pad):
    padded = _pad(x, pad)
    rows, columns = ((side - w.shape[-1]) // stride + 1 for side in padded.shape[2:])
    out = np.zeros((len(x), len(w), rows, columns))
    for i, j, (across, down) in _corners(padded, w, stride):
        out[:, :, i, j] = np.einsum("nchw,fchw->nf", padded[:, :, across, down], w) + b
    return out, (x, w, b, stride, pad)


def conv_backward(dout, cache):
    x, w, _, stride, pad = cache
    padded = _pad(x, pad)
    dx, dw, db = np.zeros(padded.shape), np.zeros(w.shape), dout.sum(axis=(0, 2, 3))
    for i, j, (across, down) in _corners(padded, w, stride):
        dx[:, :, across, down] += np.einsum("nf,fchw->nchw", dout[:, :, i, j], w)
        dw += np.einsum("nf,nchw->fchw", dout[:, :, i, j], padded[:, :, across, down])
    return dx[:, :, pad : dx.shape[2] - pad, pad : dx.shape[3] - pad], dw, db


def _blocks(x, pool):
    n, channels, height, width = x.shape
    return x.reshape(n, channels, height // pool, pool, width // pool, pool)


def pool_forward(x, pool):
    return _blocks(x, pool).max(axis=(3, 5)), (x, pool)


def pool_backward(dout, cache):
    x, pool = cache
    blocks = _blocks(x, pool)
    most = blocks == blocks.max(axis=(3, 5), keepdims=True)
    return (most * dout[:, :, :, None, :, None]).reshape(x.shape)
