"""What proofs cost a class, and how many of its comparisons are proved.

python tests/bench/bench_proofs.py [homework ...]

Every sheet of right answers of a homework is judged without proofs, with them, and once more, when
each is remembered. All CPU time counts, that of the proving processes too. From these follows what
a class of 200 costs whose members write one or another of these sheets.
"""

import os
import resource
import sys
from pathlib import Path

from grader import loading, submission
from grader.algebra.proving.prover import Found, Prover, shared
from grader.checks.written.expression import Expression
from grader.judge import Judge, Task, evaluate
from grader.submission import SHEETS, Submission

ROOT = Path(__file__).parents[2]
CLASS = 200
PROVE = Prover.prove


def main():
    """Measure and print."""
    names = sys.argv[1:] or sorted(p.parent.name for p in ROOT.glob("reference/*/answers.md"))
    for name in names:
        folder = loading.load(ROOT / "reference" / name)
        sheets = [ROOT / "reference" / name]
        sheets += sorted(p.parent for p in (ROOT / "submissions" / name).glob("correct*/answers.*"))
        asked = []

        def noted(*arguments, asked=asked):
            asked.append(PROVE(*arguments))
            return asked[-1]

        without = cpu(folder, sheets, lambda *_: Found(None))
        first, again = cpu(folder, sheets, noted), cpu(folder, sheets, PROVE)
        proved = sum(found.proof is not None for found in asked)
        shared().close()
        each = len(sheets)
        ratio = (first + again * (CLASS - each) / each) / (without * CLASS / each)
        print(
            f"{name:22} {each} sheets: {without:5.2f} s of CPU, with proofs {first:5.2f} s, "
            f"remembered {again:5.2f} s; a class of {CLASS}: {ratio:.2f} times; "
            f"proved {proved} of {len(asked)}"
        )


def cpu(folder, sheets, prove):
    """The CPU time, here and in the proving processes, of judging all formulas of some sheets."""
    Prover.prove = prove
    before = spent()
    for sheet in sheets:
        files = submission.read(sheet, [], [*SHEETS, *folder.assignment.data_files]).files
        submitted, judge = Submission(sheet.name, files), Judge(folder, None)
        for question in folder.assignment.questions:
            for index, check in enumerate(question.checks):
                if isinstance(check, Expression) and not question.runs_code:
                    evaluate(judge, Task(submitted, question.id, index, 0, 20))
    return spent() - before


def spent():
    """Seconds of CPU of this process, of the proving one and of its forks (Linux)."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    total = own.ru_utime + own.ru_stime
    if (process := shared()._process) is not None:
        forks = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        total += sum(map(ticks, [process.pid, *forks])) / os.sysconf("SC_CLK_TCK")
    return total


def ticks(process):
    """The CPU time of a process and of those that it waited for."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15]))


if __name__ == "__main__":
    main()
