"""What the written part of each homework costs to grade from a cold start, in CPU time.

python tests/bench/bench_written.py

Each figure is also a ratio to `python -c "import numpy"` in the same run. Curves are left out:
drawing them is matplotlib's time.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]


def cpu(*arguments):
    """The least user and system time of a command and its children, of three runs, in seconds."""
    taken = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = (after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime)
        taken.append(sum(spent))
    return min(taken)


def main():
    """Measure and print."""
    unit = cpu("-c", "import numpy")
    print(f'python -c "import numpy"   {unit:6.2f} s    1.0 (the unit)')
    for answers in sorted(ROOT.glob("reference/*/answers.md")):
        name = answers.parent.name
        with tempfile.TemporaryDirectory() as folder:
            handed_in = Path(folder) / "in"
            handed_in.mkdir()
            shutil.copy(answers, handed_in)
            spent = cpu("-m", "grader", "grade", name, str(handed_in), "--out", f"{folder}/out")
        print(f"{name:24}   {spent:6.2f} s  {spent / unit:5.1f}")


if __name__ == "__main__":
    main()
