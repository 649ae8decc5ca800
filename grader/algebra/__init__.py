"""Written mathematics: read, shown, evaluated, judged and explained.

    model.read(text) -> Tree                    notation (NotationError with a caret)
    show(tree), latex(tree) -> text             how it was read
    question(model, "dL/dh_j", "j") -> Question a key that can't be mistyped
    judge(tree, question, model) -> Judgement   equal, or a counterexample
    judge_derivation(tree, question, model)     step by step
    hints(tree, question, model)                what a wrong answer agrees with
    prove(judgement, tree, question, model)     a proof by SymPy on top

No string from a student reaches eval, exec, SymPy's parser or attribute access.
"""

from grader.algebra.budget import Budget
from grader.algebra.judging.derivation import DerivationJudgement, Step, end_of, judge_derivation
from grader.algebra.judging.equality import compare, judge
from grader.algebra.judging.hints import NearMiss, hints
from grader.algebra.judging.outcome import Counterexample, Judgement, Outcome, Policy
from grader.algebra.judging.question import Question, question
from grader.algebra.model import Function, Model, Point, Symbol
from grader.algebra.notation import NotationError, read, read_statements
from grader.algebra.proving.prover import prove, prove_derivation
from grader.algebra.tree import Equation, Tree
from grader.algebra.tree.latex import latex
from grader.algebra.tree.plain import show

__all__ = [
    "Budget",
    "Counterexample",
    "DerivationJudgement",
    "Equation",
    "Function",
    "Judgement",
    "Model",
    "NearMiss",
    "NotationError",
    "Outcome",
    "Point",
    "Policy",
    "Question",
    "Step",
    "Symbol",
    "Tree",
    "compare",
    "end_of",
    "hints",
    "judge",
    "judge_derivation",
    "latex",
    "prove",
    "prove_derivation",
    "question",
    "read",
    "read_statements",
    "show",
]
