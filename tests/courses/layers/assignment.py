"""A package of layers with attributes that the handout names."""

from grader import Agreement, Assignment, Contract, Gradient, Question

from . import drivers, inputs

homework = Assignment(
    title="Layers",
    files=["mynn/"],
    imports=["numpy"],
    questions=[
        Question("1", "Linear", points=4, checks=[
            Agreement(drivers.linear, inputs.linear, outputs=["A", "W", "b"]),
            Gradient(drivers.linear, inputs.linear, of="A", wrt=["Z", "W", "b"], cotangent="G"),
            Contract(drivers.linear, inputs.linear)]),
        Question("2", "Sigmoid and Tanh", points=2, checks=[
            Agreement(drivers.activations, inputs.activations)]),
        Question("3", "Cross entropy", points=2, checks=[
            Agreement(drivers.loss, inputs.far, outputs=["loss"]),
            Gradient(drivers.loss, inputs.loss, of="loss", wrt=["Z"])]),
        Question("4", "SGD with momentum", points=2, checks=[
            Agreement(drivers.steps, inputs.steps)]),
    ],
)
