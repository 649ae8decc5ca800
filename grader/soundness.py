"""Do the reference and the other right solutions get full points, under every seed?

`also_right/` in an assignment's folder has a folder for each of these, as students submit them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from grader.assignment import Question
from grader.checks.written.review import Review
from grader.errors import AssignmentError, UngradableError
from grader.grading import files_of, grade, judging, read
from grader.loading import ALSO_RIGHT, AssignmentFolder, files_in
from grader.protocol import Check
from grader.results import Results, Verdict
from grader.submission import SHEETS, Submission, with_support

EXAMPLES = 30  # more than in grading: right work must not fail on a rare case
NAMED = 5  # seeds that are listed

Key = tuple[str, str, int]  # a solution, a question's id, the number of a check


@dataclass
class Loss:
    """Where a right solution loses points: why at first, and under which seeds."""

    why: str
    seeds: list[int] = field(default_factory=list)


def solutions(assignment: AssignmentFolder) -> list[Submission]:
    """The reference, then every other right solution; raises AssignmentError for an empty one."""
    wanted, others = files_of(assignment)
    paths = files_in(assignment.folder, [*wanted, *others])
    texts = {name: path.read_text(encoding="utf-8") for name, path in paths.items()}
    reference = Submission("reference", texts)
    found = [replace(reference, tree=with_support(reference.tree, assignment.support))]
    folder = assignment.folder / ALSO_RIGHT
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir() and path.name != "__pycache__":
            try:
                found.append(read(assignment, path))
            except UngradableError as error:
                raise AssignmentError(f"{path}: {error}") from None
    return found


def losses(
    assignment: AssignmentFolder, seeds: Sequence[int], examples: int = EXAMPLES
) -> tuple[list[str], Results]:
    """Grade every right solution under every seed.

    Returns:
        A line for each check that one of them loses points in, and the reference's results.

    """
    found: dict[Key, Loss] = {}
    kept: list[Results] = []
    with judging(assignment) as judges:
        for solution in solutions(assignment):
            for seed in seeds:
                results = grade(assignment, solution, seed=seed, examples=examples, judges=judges)
                kept.append(results)
                for question, number, why in _lost(assignment, results, solution):
                    loss = found.setdefault((solution.name, question, number), Loss(why))
                    loss.seeds.append(seed)
    return [_line(assignment, key, loss, len(seeds)) for key, loss in found.items()], kept[0]


def undecided(assignment: AssignmentFolder, results: Results) -> list[str]:
    """Return a line for each model answer that is neither right nor wrong, but for free text."""
    found = []
    for question, result in zip(assignment.assignment.questions, results.questions, strict=True):
        for check, verdict in zip(question.checks, result.verdicts, strict=True):
            if verdict.pending and not isinstance(check, Review):
                why = f"the model answer needs review: {verdict.reason}"
                found.append(f"{_place(assignment, question, check)}: {why}")
    return found


def _place(assignment: AssignmentFolder, question: Question, check: Check) -> str:
    return f"{assignment.folder / check.place}: question {question.id!r}: {check.name}"


def _lost(
    assignment: AssignmentFolder, results: Results, solution: Submission
) -> Iterator[tuple[str, int, str]]:
    """What is lost; what is not submitted counts only where there are answers at all."""
    answered = any(name in solution.files for name in SHEETS)
    for question, result in zip(assignment.assignment.questions, results.questions, strict=True):
        pairs = zip(question.checks, result.verdicts, strict=True)
        for number, (check, verdict) in enumerate(pairs):
            if _loses(check, verdict) and (answered or not verdict.absent):
                yield question.id, number, _why(verdict, solution.name)


def _loses(check: Check, verdict: Verdict) -> bool:
    runs_code = check.needs.drivers or check.needs.modules
    return bool(verdict.lost or verdict.error or (verdict.pending and runs_code))


def _line(assignment: AssignmentFolder, key: Key, loss: Loss, count: int) -> str:
    _, id_, number = key
    question = next(q for q in assignment.assignment.questions if q.id == id_)
    check = question.checks[number]
    place = f"{_place(assignment, question, check)}: {loss.why}"
    if count == 1:
        return place
    some = ", ".join(map(str, loss.seeds[:NAMED])) + (", …" if len(loss.seeds) > NAMED else "")
    return f"{place} (under {len(loss.seeds)} of {count} seeds: {some})"


def _why(verdict: Verdict, name: str) -> str:
    """Why a check doesn't pass right work, in one line."""
    whose = "the reference" if name == "reference" else f"{ALSO_RIGHT}/{name}"
    if verdict.error:
        return verdict.error if name == "reference" else f"{whose}: {verdict.error}"
    if verdict.failure is None:
        return f"it doesn't pass {whose}: {verdict.reason}"
    diagnosis = verdict.failure.diagnosis
    hint = f" ({diagnosis.sentence})" if diagnosis else ""
    itself = " itself" if name == "reference" else ""
    return f"{whose}{itself} fails: {verdict.failure.summary}{hint}"
