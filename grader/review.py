"""What needs review, equal answers once: groups, a person's decisions, and their points.

A decision is about an answer, not about a student: it holds for all who gave that answer to that
check, now and in later runs, as long as what the checks found of it stays the same.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from grader.results import EXACT, Failure, Item, QuestionResult, Results, Verdict

OVERRIDE = "decided by a person"


@dataclass(frozen=True)
class Subject:
    """What a decision is about: an answer to a check, and the shares that the check left.

    `check` has a number if a question has several of that name. `doubt` is why a formula needs
    review: what stands beside it may differ where it is read the same. An answer that has no
    normal form is that of one submission alone: `answer` is then empty, and `submission` names it.
    """

    question: str
    check: str
    answer: str
    doubt: str
    earned: float
    pending: float
    submission: str = ""

    @property
    def id(self) -> str:
        """A short name that no spreadsheet takes for a number."""
        parts = [self.question, self.check, self.answer, self.doubt, self.submission]
        shares = [f"{self.earned:.6f}", f"{self.pending:.6f}"]
        text = json.dumps([*parts, *shares])
        return "r" + hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Group:
    """Equal pending answers: what to know of them, and who gave them.

    `worth` is what the check is worth in points. `verdict` is that of the first submission.
    """

    subject: Subject
    title: str
    verdict: Verdict
    worth: float
    submissions: tuple[str, ...]

    @property
    def earned(self) -> float:
        """The points that are earned already, which no decision takes away."""
        return round(self.worth * self.subject.earned, 4)

    @property
    def most(self) -> float:
        """The points at most: earned and pending."""
        return round(self.worth * (self.subject.earned + self.subject.pending), 4)


@dataclass(frozen=True)
class Decision:
    """What a person decided: the share of the check's worth that is earned, and why.

    `subject` is the id of a `Subject`; `at` is the time in ISO format.
    """

    subject: str
    share: float
    by: str
    reason: str
    at: str = ""


@dataclass(frozen=True)
class Override:
    """A person's points for a question of one submission, whatever its checks say."""

    submission: str
    question: str
    points: float
    by: str
    reason: str
    at: str = ""


def groups(graded: Iterable[Results]) -> list[Group]:
    """Return what is pending in all results, equal answers once.

    They stand in the order of the questions, those that most students gave first. Checks that
    are worth nothing are left out: there is nothing to decide.
    """
    found: dict[Subject, Group] = {}
    order: dict[tuple[str, str], int] = {}
    for results in graded:
        for question in results.questions:
            for subject, verdict in _pending(results, question):
                worth = _worth(question, verdict)
                if worth <= EXACT:
                    continue
                order.setdefault((subject.question, subject.check), len(order))
                group = found.get(subject) or Group(subject, question.title, verdict, worth, ())
                members = (*group.submissions, results.submission)
                found[subject] = replace(group, submissions=members)
    places = {subject: order[subject.question, subject.check] for subject in found}
    return sorted(found.values(), key=lambda g: (places[g.subject], -len(g.submissions)))


def apply(
    results: Results, decisions: Sequence[Decision] = (), overrides: Sequence[Override] = ()
) -> Results:
    """Return the results with what people decided; of two decisions on the same, the later holds.

    What was decided is pending no more. A decision on an answer that has changed has no effect.
    Results to which nothing applies are returned themselves.
    """
    decided = {decision.subject: decision for decision in decisions}
    fixed = {o.question: o for o in overrides if o.submission == results.submission}
    questions = [
        _overridden(question, fixed[question.id])
        if question.id in fixed
        else _reviewed(results, question, decided)
        for question in results.questions
    ]
    if all(new is old for new, old in zip(questions, results.questions, strict=True)):
        return results
    return replace(results, questions=tuple(questions))


def _pending(results: Results, question: QuestionResult) -> Iterator[tuple[Subject, Verdict]]:
    if results.problem:
        return  # it was not graded: that is to be done again, not decided
    for verdict, name in zip(question.verdicts, _names(question.verdicts), strict=True):
        if verdict.pending > EXACT:
            own = "" if verdict.answer else _identity(results)
            doubt = verdict.reason if verdict.reading else ""
            shares = round(verdict.earned, 6), round(verdict.pending, 6)
            yield Subject(question.id, name, verdict.answer, doubt, *shares, own), verdict


def _identity(results: Results) -> str:
    """What one submission's own pending points belong to: its name and its files."""
    digests: Mapping[str, str] = results.facts.get("digests", {})
    return json.dumps([results.submission, digests.get("submission", "")])


def _names(verdicts: Sequence[Verdict]) -> list[str]:
    """The names of a question's checks, with a number where one occurs twice."""
    seen: Counter[str] = Counter()
    names = []
    for verdict in verdicts:
        seen[verdict.check] += 1
        count = seen[verdict.check]
        names.append(verdict.check if count == 1 else f"{verdict.check} ({count})")
    return names


def _worth(question: QuestionResult, verdict: Verdict) -> float:
    """The points that a check earns, or that a guard can take away."""
    total = sum(v.weight for v in question.verdicts if verdict.guard or not v.guard)
    return question.points * verdict.weight / total if total else 0.0


def _reviewed(
    results: Results, question: QuestionResult, decided: Mapping[str, Decision]
) -> QuestionResult:
    pending = [(id(verdict), subject.id) for subject, verdict in _pending(results, question)]
    chosen = {verdict: decided[subject] for verdict, subject in pending if subject in decided}
    if not chosen:
        return question
    verdicts = [_decided(v, chosen[id(v)]) if id(v) in chosen else v for v in question.verdicts]
    return replace(question, verdicts=tuple(verdicts))


def _decided(verdict: Verdict, decision: Decision) -> Verdict:
    most = verdict.earned + verdict.pending
    share = min(max(decision.share, verdict.earned), most)
    full, none = share > most - EXACT, share < verdict.earned + EXACT
    failure = verdict.failure or Failure(decision.reason)
    return replace(
        verdict,
        earned=share,
        pending=0.0,
        reason="",
        error="",
        failure=None if share > 1 - EXACT else failure,
        remarks=(*verdict.remarks, f"reviewed: {decision.reason}"),
        items=tuple(_settled(item, full=full, none=none) for item in verdict.items),
    )


def _settled(item: Item, *, full: bool, none: bool) -> Item:
    if item.state != "pending":
        return item
    return replace(item, state="passed" if full else "failed" if none else "partial")


def _overridden(question: QuestionResult, override: Override) -> QuestionResult:
    """The question with the points given; what its checks found stays, and counts nothing."""
    found = [replace(v, weight=0.0, pending=0.0, reason="", error="") for v in question.verdicts]
    share = min(max(override.points / question.points, 0.0), 1.0) if question.points else 0.0
    failure = None if share > 1 - EXACT else Failure(override.reason)
    remarks = (f"reviewed: {override.reason}",)
    given = Verdict(OVERRIDE, "Override", earned=share, failure=failure, remarks=remarks)
    return replace(question, verdicts=(*found, given))
