"""An introductory homework: texts, dicts and two scripts."""

from grader import Agreement, Assignment, Question

from . import drivers, inputs

homework = Assignment(
    title="Words",
    files=["words.py", "report.py", "guess.py"],
    scripts=["report.py", "guess.py"],
    questions=[
        Question("1", "Palindromes", points=2, checks=[
            Agreement(drivers.palindrome, inputs.texts, partial="cases")]),
        Question("2", "Count words", points=2, checks=[Agreement(drivers.counts, inputs.texts)]),
        Question("3", "The longest words", points=2, checks=[
            Agreement(drivers.longest, inputs.texts, up_to="order")]),
        Question("4", "Invert a dict", points=2, checks=[Agreement(drivers.inverse, inputs.dicts)]),
        Question("5", "A report", points=2, checks=[Agreement(drivers.report, inputs.texts)]),
        Question("6", "A game", points=2, checks=[Agreement(drivers.game, inputs.games)]),
    ],
)
