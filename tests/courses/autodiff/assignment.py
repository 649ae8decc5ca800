"""Reverse-mode differentiation, as a package over several folders."""

from grader import Agreement, Assignment, Gradient, Question

from . import drivers, inputs

homework = Assignment(
    title="Autodiff",
    files=["autodiff/"],
    questions=[
        Question("1", "Operations", points=2, checks=[Agreement(drivers.forward, inputs.pair)]),
        Question("2", "Entrywise", points=3, checks=[
            Gradient(drivers.entrywise, inputs.pair, of="loss", wrt=["x", "y"])]),
        Question("3", "Matrices", points=3, checks=[
            Gradient(drivers.matrices, inputs.affine, of="loss", wrt=["x", "W", "b"])]),
        Question("4", "A value used twice", points=2, checks=[
            Gradient(drivers.twice, inputs.vector, of="loss", wrt=["x"])]),
    ],
)
