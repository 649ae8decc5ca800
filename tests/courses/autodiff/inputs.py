"""What the operations are tried on."""

from grader import Inputs, reals

MILD = ("simple", "normal", "tiny")
pair = Inputs(x=reals("n", "m"), y=reals("n", "m"), regimes=MILD)
affine = Inputs(x=reals("n", "d"), W=reals("d", "k"), b=reals("k"), regimes=("normal", "tiny"))
vector = Inputs(x=reals("n"), regimes=MILD)
