from grader import Agreement, Assignment, Derivation, Gradient, Model, Question, Symbol

from . import drivers, inputs

sample = Model(
    (
        Symbol("z"),
        Symbol("y", domain="binary"),
        Symbol("L", definition="log(1 + e^z) - y z"),
    )
)

homework = Assignment(
    "Logistic regression",
    files=["logistic.py"],
    questions=[
        Question(
            "1",
            "The loss and its gradient",
            points=6,
            checks=[
                Agreement(drivers.loss, inputs.loss, outputs=["value"]),
                Gradient(drivers.loss, inputs.loss, of="value", wrt=["w"]),
            ],
        ),
        Question(
            "2",
            "One sample",
            points=2,
            text=r"Derive $dL/dz$ for $L = \log(1 + e^z) - y z$.",
            checks=[Derivation("dL_dz", sample, "dL/dz")],
        ),
    ],
)
