"""What can be done with an MLP, and in which order the homework allows it."""

from grader import Life, call, many, new, one_of, read, reals, size

from . import drivers

_functions = one_of("relu", "sigmoid", "identity")
_parameters = many(
    reals("hidden", "indim"), reals("hidden"), reals("outdim", "hidden"), reals("outdim")
)

network = Life(
    drivers.Network,
    new(indim=size("indim"), hidden=size("hidden"), f=_functions, outdim=size("outdim"),
        g=_functions),
    call("load", parameters=_parameters),
    call("forward", x=reals("batch", "indim"), after="new clear_grad_and_cache", unless="forward"),
    call("backward", dJdy_hat=reals("batch", "outdim"), after="forward",
         unless="backward load clear_grad_and_cache", silent=True),
    call("clear_grad_and_cache"),
    read("parameters"),
    read("grads", after="backward", unless="clear_grad_and_cache"),
    read("largest_gradient", after="clear_grad_and_cache"),
    read("entries_in_cache", after="clear_grad_and_cache", unless="forward"),
    free="parameters", load="load",
)  # fmt: skip
