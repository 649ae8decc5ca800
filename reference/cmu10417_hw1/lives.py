"""What can be done with the classes of mlp.py, and in which order the homework allows it."""

from itertools import pairwise

from grader import Life, call, many, new, one_hot, one_of, read, reals, size, sizes, uniform

_x = reals("indim", "batch")
_upstream = reals("outdim", "batch")


_loadparams = call("loadparams", w=reals("outdim", "indim"), b=reals("outdim", 1),
                   unless="backward", keeps=True)  # fmt: skip
_rates = {"alpha": one_of(0.5, 0.9), "lr": one_of(0.1, 0.5)}
_size = {"indim": size("indim"), "outdim": size("outdim")}
_parameters = {"random": "getW", "free": "getb", "load": "loadparams"}

linear = Life(  # without momentum
    "mlp.LinearMap",
    new(**_size, lr=_rates["lr"]),
    _loadparams,
    call("forward", x=_x),
    call("backward", grad_wrt_out=_upstream, after="forward", unless="step loadparams"),
    call("step", after="backward"),
    call("zerograd"),
    read("getW"), read("getb"), **_parameters, regimes=("normal", "simple"),
)  # fmt: skip

momentum = Life(  # without accumulation: one backward after each zerograd
    "mlp.LinearMap",
    new(**_size, **_rates),
    _loadparams,
    call("forward", x=_x, after="new zerograd", unless="backward"),
    call("backward", grad_wrt_out=_upstream, after="forward", unless="backward step loadparams"),
    call("step", after="backward"),
    call("zerograd"),
    read("getW"), read("getb"), **_parameters, regimes=("normal", "simple"),
)  # fmt: skip


def _relu(**rate):
    return Life(
        "mlp.ReLU",
        new(**rate),
        call("forward", x=reals("features", "batch"), train=True),
        call("forward", x=reals("features", "batch"), train=False, named="evaluate"),
        call("backward", grad_wrt_out=reals("features", "batch"), after="forward",
             unless="evaluate"),
        regimes=("normal", "simple"),
    )  # fmt: skip


relu = _relu()
dropout = _relu(dropout_probability=one_of(0.3, 0.5, 0.8))

loss = Life(
    "mlp.SoftmaxCrossEntropyLoss",
    new(),
    call("forward", logits=uniform(-3.5, 3.5, "classes", "batch"),
         labels=one_hot("classes", "batch")),
    call("backward", after="forward"),
    read("getAccu", after="forward"),
    sizes={"classes": (2, 40)},
)  # fmt: skip


def _network(name, hidden, *widths):
    """A network with hidden layers of these widths."""
    layers = ["indim", *widths, "outdim"]
    return Life(
        f"mlp.{name}",
        new(**_size, **hidden, **_rates, dropout_probability=one_of(0.3, 0.5)),
        call("loadparams", Ws=many(*(reals(o, i) for i, o in pairwise(layers))),
             bs=many(*(reals(o, 1) for o in layers[1:])), unless="backward", keeps=True),
        call("forward", x=_x, train=True),
        call("forward", x=_x, train=False, named="evaluate"),
        call("backward", grad_wrt_out=_upstream, after="forward",
             unless="step loadparams evaluate", silent=True),
        call("step", after="backward"),
        call("zerograd"),
        read("getWs"), read("getbs"), random="getWs", free="getbs", load="loadparams",
    )  # fmt: skip


single = _network("SingleLayerMLP", {"hiddenlayer": size("hidden")}, "hidden")
two = _network("TwoLayerMLP", {"hiddenlayers": sizes("first", "second")}, "first", "second")
