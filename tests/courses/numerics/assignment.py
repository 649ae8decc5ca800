"""Numerical linear algebra in a notebook: answers up to a sign or a basis, demanded exceptions."""

from grader import Agreement, Assignment, Limits, Question

from . import drivers, inputs

homework = Assignment(
    title="Numerics",
    files=["numerics.py"],
    limits=Limits(call_seconds=1.0),
    questions=[
        Question("1", "QR", points=3, checks=[
            Agreement(drivers.qr, inputs.tall, up_to={"Q": "sign"}, tolerance=1e-6)]),
        Question("2", "Null space", points=2, checks=[
            Agreement(drivers.null_space, inputs.wide, up_to="basis", tolerance=1e-6)]),
        Question("3", "Solve", points=2, checks=[Agreement(drivers.solve, inputs.systems)]),
        Question("4", "The largest eigenvalue", points=2, checks=[
            Agreement(drivers.power, inputs.definite, up_to={"v": "sign"}, tolerance=1e-4)]),
        Question("5", "Newton's method", points=2, checks=[
            Agreement(drivers.newton, inputs.roots, tolerance=1e-6)]),
    ],
)
