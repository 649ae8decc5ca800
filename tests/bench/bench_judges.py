"""What judging in a process of its own costs: the CPU time of a grading, as a ratio.

python tests/bench/bench_judges.py
"""

import os
import resource
import statistics
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from grader import fixtures, grading, homework, submission
from grader.results import Results
from grader.sandbox.host.judges import JudgeLimits, start_judges
from grader.sandbox.host.server import ForkServer, Server

ROUNDS = 7
SAMPLE = "submissions/cmu10417_hw1/correct"


def grade_question(context: Any, handed_in: submission.Submission, question: str) -> Results:
    """Grade one question: one judging."""
    cmu, bank, server = context
    return grading.grade(cmu, handed_in, server, bank, only=[question])


def cpu_seconds() -> float:
    """Of this process and of those that have ended and been waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def main() -> None:
    """Grade every question in this process and in a judge, in turn, each from a cold start."""
    os.chdir(Path(__file__).parents[2])
    cmu = homework.load(homework.find("cmu10417_hw1"))
    bank = fixtures.read(cmu.folder / "fixtures.pkl")
    read = submission.read(Path(SAMPLE), list(cmu.assignment.files), ["answers.md"])
    names = [question.id for question in cmu.assignment.questions]

    def grade_here() -> None:
        with ForkServer() as server:
            for name in names:
                grade_question((cmu, bank, server), read, name)

    def grade_in_a_judge() -> None:
        def make(server: Server) -> Any:
            return nullcontext((cmu, bank, server))

        with ForkServer() as server, start_judges(server, make, JudgeLimits()) as judges:
            for name in names:
                assert isinstance(judges.run(grade_question, read, name), Results)

    grade_here()  # fills the caches, which both then have
    taken: dict[str, list[float]] = {"here": [], "in a judge": []}
    for _ in range(ROUNDS):
        for what, grade in (("here", grade_here), ("in a judge", grade_in_a_judge)):
            began = cpu_seconds()
            grade()
            taken[what].append(cpu_seconds() - began)
    here, judged = (statistics.median(values) for values in taken.values())
    print(f"CPU seconds: {here:.3f} here, {judged:.3f} in a judge: × {judged / here:.3f}")


if __name__ == "__main__":
    main()
