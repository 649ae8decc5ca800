"""What is asked of the functions."""


def convolution(layers, x, w, b, stride, pad, upstream):
    """conv_forward(x, w, b, stride, pad), then conv_backward(upstream, cache)."""
    out, cache = layers.conv_forward(x, w, b, stride, pad)
    dx, dw, db = layers.conv_backward(upstream, cache)
    return {"out": out, "dx": dx, "dw": dw, "db": db}


def pooling(layers, x, pool, upstream):
    """pool_forward(x, pool) without overlap, then pool_backward(upstream, cache)."""
    out, cache = layers.pool_forward(x, pool)
    return {"out": out, "dx": layers.pool_backward(upstream, cache)}
