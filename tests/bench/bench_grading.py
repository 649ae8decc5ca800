"""What grading costs, each figure as a ratio to `python -c "import numpy"` in the same run.

python tests/bench/bench_grading.py
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "submissions" / "cmu10417_hw1" / "correct"
CHECK = (sys.executable, "-m", "grader", "check", "cmu10417_hw1", str(SAMPLE))


def median(action, times):
    """The median wall time of an action, in seconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        action()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def command(*arguments):
    """A command to time."""
    return lambda: subprocess.run(arguments, check=True, capture_output=True, cwd=ROOT)


def main():
    """Measure and print."""
    os.chdir(ROOT)
    unit = median(command(sys.executable, "-c", "import numpy"), 9)
    bare = median(command(sys.executable, "-c", "pass"), 9)
    helped = median(command(sys.executable, "-m", "grader", "--help"), 9)
    print(f'python -c "import numpy"                   {unit * 1e3:8.1f} ms      1.00 (the unit)')
    row("python -c pass", bare, unit)
    row("grader --help", helped, unit)
    for kind, question in (("code", "5.1.2a"), ("written", "3.2")):
        check = command(*CHECK, "--question", question)
        row(f"grader check, one question, {kind}", median(check, 9), unit)
    processes(unit)
    grading_costs(unit)
    gradients()


def row(name, seconds, unit):
    """One figure and its ratio."""
    print(f"{name:42} {seconds * 1e3:8.3f} ms  {seconds / unit:8.4f}")


def processes(unit):
    """Starting a student's process, and a round trip to it."""
    from grader.sandbox.host.limits import Limits
    from grader.sandbox.host.runner import Call
    from grader.sandbox.host.server import ForkServer
    from grader.sandbox.host.source import Source
    from grader.sandbox.host.student_process import StudentProcess

    sources = [
        Source("mlp", "mlp.py", "def f(x): return 2 * x"),
        Source("drivers", "drivers.py", "def f(mlp, x): return {'y': mlp.f(x)}"),
    ]
    with ForkServer() as server:

        def start():
            began = time.perf_counter()
            process = StudentProcess(server, sources, Limits())
            taken.append(time.perf_counter() - began)
            process.close()

        taken = []
        both = median(start, 50)
        row("start a process, ready to be called", statistics.median(taken), unit)
        row("start and end one", both, unit)
        with StudentProcess(server, sources, Limits()) as process:
            call = Call("f", {"x": np.ones((4, 5))})
            row("round trip, a (4, 5) array", median(lambda: process.run(call), 2000), unit)


def grading_costs(unit):
    """A correct submission, quick and thorough, in CPU seconds of both processes."""
    from grader import grading, loading, submission
    from grader.numerics.search import generated
    from grader.sandbox.host.server import ForkServer

    loaded = loading.load(ROOT / "reference" / "cmu10417_hw1")
    handed_in = submission.read(SAMPLE, loaded.assignment.files)
    with ForkServer() as server:
        for examples in (6, 34, 100):
            generated.cache_clear()
            for name in ("first of a batch", "each further one"):
                cpu = consumed(server)
                results = grading.grade(loaded, handed_in, server=server, examples=examples)
                spent = consumed(server) - cpu
                assert results.full
                row(f"CPU, {examples} inputs a check, {name}", spent, unit)


def consumed(server):
    """CPU seconds of this process, and of the students' processes that have ended."""
    ours = resource.getrusage(resource.RUSAGE_SELF)
    return ours.ru_utime + ours.ru_stime + server.cpu_seconds


def gradients():
    """The gradient check at growing sizes, as a multiple of one forward and backward."""
    import types

    from grader.checks.code.trial import Trial

    from grader.checks.code.gradient import Gradient
    from grader.numerics.inputs import Inputs, cotangents, reals
    from grader.sandbox.host.local import LocalModule

    def driver(mlp, W, x, upstream):
        out = np.tanh(W @ x)
        slope = upstream * (1 - out * out)
        return {"out": out, "dW": slope @ x.T, "dx": W.T @ slope}

    drivers, module = types.ModuleType("drivers"), types.ModuleType("mlp")
    drivers.driver = driver
    student = LocalModule(drivers, {"mlp": module})
    for side in (10, 100, 1000):
        inputs = Inputs(
            W=reals(side, side, scale=side**-0.5),
            x=reals(side, 8),
            upstream=cotangents(side, 8),
            regimes=("normal",),
        )
        check = Gradient(driver, inputs, "out", ["W", "x"], "upstream")
        case = inputs.distinct(0)
        once = median(lambda case=case: driver(module, **case.values), 9)
        whole = median(lambda c=check, case=case: c.finding(Trial(student, None), case), 9)
        print(
            f"gradient check of {side * side:>9,} parameters  {whole * 1e3:8.3f} ms  "
            f"{whole / once:8.1f} times one forward and backward"
        )


if __name__ == "__main__":
    main()
