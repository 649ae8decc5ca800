"""Images whose sizes hang together."""

from grader import Inputs, cotangents, reals, size

H, W, K, pad, stride = (size(name) for name in ("H", "W", "K", "pad", "stride"))
rows, columns = ((side + 2 * pad - K) // stride + 1 for side in (H, W))
convolution = Inputs(
    x=reals("n", "C", H, W),
    w=reals("F", "C", K, K),
    b=reals("F"),
    stride=stride,
    pad=pad,
    upstream=cotangents("n", "F", rows, columns),
    sizes={"n": (1, 2), "C": (1, 3), "F": (1, 3), "K": (1, 3), "pad": (0, 2), "stride": (1, 3)},
    regimes=("simple", "normal"),
)
pooling = Inputs(
    x=reals("n", "C", size("h") * size("pool"), size("w") * size("pool")),
    pool=size("pool"),
    upstream=cotangents("n", "C", "h", "w"),
    sizes={"pool": (2, 3)},
    regimes="normal",
)
