"""Calculus, probability and matrix calculus on paper."""

from grader import Assignment, Derivation, Expression, Numbers, Question

from . import keys

homework = Assignment(
    title="On paper",
    files=[],
    questions=[
        Question("1", "A derivative", points=2, checks=[
            Expression("slope", keys.line, "(2 x - x^2) e^{-x}")]),
        Question("2", "An integral", points=2, checks=[
            Expression("area", keys.line, r"\int_0^a x e^x \, dx")]),
        Question("3", "A limit", points=2, checks=[
            Expression("limit", keys.line, r"\lim_{x \to 0} (1 - \cos(a x))/x^2")]),
        Question("4", "The variance of a coin", points=2, checks=[
            Expression("variance", keys.coin, "p (1 - p)")]),
        Question("5", "Bayes' rule", points=2, checks=[
            Expression("posterior", keys.test, "p s/(p s + (1 - p) (1 - t))")]),
        Question("6", "At least one six in four throws", points=2, checks=[
            Numbers("chance", keys.coin, "1 - (5/6)^4")]),
        Question("7", "A quadratic form", points=2, checks=[
            Expression("gradient", keys.quadratic, "df/dx")]),
        Question("8", "Least squares", points=2, checks=[
            Derivation("gradient", keys.squares, "dL/dx")]),
    ],
)
