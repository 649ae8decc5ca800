"""Convolution and pooling as functions with caches, in a folder."""

from grader import Agreement, Assignment, Gradient, Question

from . import drivers, inputs

homework = Assignment(
    title="Images",
    files=["course/layers.py"],
    questions=[
        Question("1", "Convolution", points=3, checks=[
            Agreement(drivers.convolution, inputs.convolution, outputs=["out"])]),
        Question("2", "Its gradients", points=3, checks=[
            Gradient(drivers.convolution, inputs.convolution,
                     of="out", wrt=["x", "w", "b"], cotangent="upstream")]),
        Question("3", "Max pooling", points=2, checks=[
            Agreement(drivers.pooling, inputs.pooling, outputs=["out"])]),
        Question("4", "Its gradient", points=2, checks=[
            Gradient(drivers.pooling, inputs.pooling,
                     of="out", wrt=["x"], cotangent="upstream")]),
    ],
)
