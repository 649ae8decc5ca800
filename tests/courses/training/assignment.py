"""A network in PyTorch and its training loop."""

from grader import Agreement, Assignment, Limits, Question, Training

from . import drivers, inputs

homework = Assignment(
    title="Training",
    files=["model.py", "train.py"],
    preload=["torch"],
    limits=Limits(call_seconds=10.0, memory_mb=4096),
    questions=[
        Question("1", "The model", points=3, checks=[
            Agreement(drivers.forward, inputs.forward, tolerance=1e-5)]),
        Question("2", "Accuracy", points=2, checks=[Agreement(drivers.accuracy, inputs.accuracy)]),
        Question("3", "Training", points=3, checks=[Training(drivers.training, inputs.training)]),
        Question("4", "Nothing is learned in evaluation", points=2, checks=[
            Agreement(drivers.evaluation, inputs.training, tolerance=1e-5)]),
    ],
)
