"""CPU of grading the correct CMU module: this version beside others, in turn, in one run.

python tests/bench/bench_versions.py OTHER_TREE=OTHER_PYTHON ...

Each other version is a checkout and the Python of an environment into which it is installed.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
BATCH, TIMES = 8, 4
OPTIONS = ("--no-report", "--jobs=1")  # as far as a version has them


def main():
    """Measure and print."""
    versions = [(ROOT, sys.executable)]
    versions += [
        (Path(tree), python) for tree, _, python in (a.partition("=") for a in sys.argv[1:])
    ]
    taken = {tree: [] for tree, _ in versions}
    for _ in range(TIMES):
        for tree, python in versions:
            alone, batch = graded(tree, python, 1), graded(tree, python, 1 + BATCH)
            taken[tree].append((alone, (batch - alone) / BATCH))
    for tree, seconds in taken.items():
        alone, further = map(statistics.median, zip(*seconds, strict=True))
        print(f"{tree}: alone {alone:.2f} s of CPU, each further one of a batch {further:.3f} s")


def graded(tree, python, count):
    """Seconds of CPU, of all processes, of grading so many correct submissions, no two alike."""
    offered = subprocess.run([python, "-m", "grader", "grade", "--help"], cwd=tree, text=True,
                             capture_output=True, check=True).stdout  # fmt: skip
    options = [option for option in OPTIONS if option.partition("=")[0] in offered]
    correct = (tree / "submissions" / "cmu10417_hw1" / "correct" / "mlp.py").read_text()
    with tempfile.TemporaryDirectory() as folder:
        for n in range(count):
            student = Path(folder, "class", f"student{n}")
            student.mkdir(parents=True)
            (student / "mlp.py").write_text(f"{correct}\n# by student {n}\n")
        before = spent()
        subprocess.run(
            [python, "-m", "grader", "grade", tree / "reference" / "cmu10417_hw1",
             Path(folder, "class"), "--out", Path(folder, "out"), *options],
            cwd=tree, check=True, capture_output=True,
            env={k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},
        )  # fmt: skip
        return spent() - before


def spent():
    """Seconds of CPU of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
