"""What the drivers' arguments are generated from."""

from grader import Inputs, cotangents, reals

_chained = {"z": reals("points"), "upstream": cotangents("points")}

# Large numbers too, but none whose exponential overflows.
anywhere = Inputs(**_chained, regimes=("simple", "normal", "large", "sparse"))

# No zeros: at its kink any slope of ReLU between 0 and 1 is right.
off_the_kink = Inputs(**_chained, regimes=("simple", "normal"))

table = Inputs(z=reals("rows", "columns"), regimes=("simple", "normal", "sparse"))
nothing = Inputs()
