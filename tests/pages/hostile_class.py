"""A class of twelve whose texts are hostile: names, answers, notes, output, exceptions."""

from dataclasses import replace

import numpy as np

from grader.results import (
    Counterexample,
    Diagnosis,
    Difference,
    Failure,
    Formula,
    Item,
    Note,
    Place,
    QuestionResult,
    Reading,
    Results,
    Verdict,
)

SCRIPT = "<script>document.title='owned'</script>\"'><img src=x onerror=\"document.title='owned'\">"
HIDDEN = "staff-only-words"
NAMES = [f"student {k:02d}" for k in range(10)] + [
    f"<b>{SCRIPT[:8]} #?%&'\"",
    "javascript:alert(1)",
]


def verdicts_of_code() -> tuple[Verdict, ...]:
    yours, expected = np.array([[1.0, 2.0], [3.0, np.nan]]), np.array([[1.0, 2.5], [3.0, 4.0]])
    found = Difference("out", yours, expected, yours != expected, (0, 1))
    large = Difference("dW", np.zeros((9, 9)), np.ones((9, 9)), np.ones((9, 9), bool), (2, 3))
    smallest = Failure(
        f"out is wrong {SCRIPT}",
        "linear",
        {"x": np.array([[1.0, 2.0]]), "note": SCRIPT},
        found,
        Diagnosis("over_size", "It is batch = 2 times too small.", {"size": "batch", "value": 2}),
        Failure("larger", difference=large, diagnosis=Diagnosis("why", SCRIPT), sizes={"batch": 5}),
        hint=SCRIPT,
        places=(Place(SCRIPT, 3),),
        code=f"import mlp\nprint({SCRIPT!r})",
    )
    curves = {
        f"{who} {c}_loss": [3.0, 2.0, 1.5]
        for who in ("yours", "expected")
        for c in ("train", "test")
    }
    return (
        Verdict("forward", earned=1.0),
        Verdict("backward", failure=smallest),
        Verdict("recorded", failure=smallest),
        Verdict("curves", earned=0.5, items=(Item(SCRIPT, "failed"),), curves=curves),
        Verdict("repeatable", guard=True, earned=1.0),
    )


def verdicts_of_writing(answer: str) -> tuple[Verdict, ...]:
    steps = (
        Formula("a", r"\frac{\partial L}{\partial o}"),
        Formula(
            SCRIPT, rf"\text{{{SCRIPT}}} \href{{javascript:alert(1)}}{{x}} \style{{color:red}}{{y}}"
        ),
        Formula(f"no LaTeX {SCRIPT}"),
    )
    wrong = Counterexample(((SCRIPT, "0.5"),), (1,), "0.25", SCRIPT)
    reading = Reading(steps, ("=", "="), 0, True, wrong, f"{SCRIPT}, line 3")
    return (
        Verdict("steps", failure=Failure("step 1 is wrong"), reading=reading, remarks=(SCRIPT,)),
        Verdict(
            "why", pending=1.0, reason=f"a person reads this\n{SCRIPT}", rubric=HIDDEN,
            answer=f"{HIDDEN} {answer} {SCRIPT}",
        ),
        Verdict("ours", pending=1.0, error=f"{HIDDEN} ValueError"),
    )  # fmt: skip


def results_of(name: str, number: int) -> Results:
    code = verdicts_of_code() if number % 3 else (Verdict("forward", earned=1.0),)
    absent = (Verdict("forward", failure=Failure("not submitted", absent=True)),)
    questions = (
        QuestionResult("1.1", f"Code {SCRIPT}", "code", 6, code, output=SCRIPT + "\x1b[31m"),
        QuestionResult("1.2", "Writing", "written", 4, verdicts_of_writing(f"kind {number % 2}")),
        QuestionResult("2.1", "Later", "code", 3, code if number % 2 else absent),
        QuestionResult("2.2", HIDDEN, "code", 2, code, visibility="hidden"),
    )
    notes = (Note(SCRIPT), Note(HIDDEN, audience="staff"))
    graded = "2026-11-28T09:00:00+00:00"
    drivers = {"linear": f"Forward. {SCRIPT}"}
    return Results(
        "A homework", name, questions, 7_654_321, 1.0, graded, notes=notes, facts={"f": HIDDEN},
        drivers=drivers,
    )  # fmt: skip


def blocked() -> Results:
    """A submission whose code can't be loaded at all."""
    failure = Failure("SyntaxError: expected ':'", places=(Place("mlp.py", 3),), loading=True)
    results = results_of("blocked", 1)
    stopped = [
        replace(q, verdicts=(Verdict("forward", failure=failure),), blocked_by=failure)
        for q in results.questions
    ]
    return replace(results, questions=tuple(stopped))
