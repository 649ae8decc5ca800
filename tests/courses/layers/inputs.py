"""What the layers are tried on."""

from grader import Inputs, cotangents, one_hot, one_of, reals

linear = Inputs(Z=reals("n", "d"), W=reals("k", "d"), b=reals("k"), G=cotangents("n", "k"))
activations = Inputs(Z=reals("n", "d"), G=cotangents("n", "d"), regimes=("simple", "normal"))
labels = one_hot("k", "n", rows=True)
loss = Inputs(Z=reals("n", "k"), Y=labels)
far = Inputs(Z=reals("n", "k", scale=300), Y=labels)
steps = Inputs(
    W=reals("k", "d"), b=reals("k"), G=reals("k", "d"), lr=one_of(0.1), mu=one_of(0, 0.9)
)
