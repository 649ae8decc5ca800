"""What confinement costs, as a ratio within one run: with every layer, and with none.

python tests/bench/bench_confinement.py
"""

import statistics
import time
from collections.abc import Callable

import numpy as np

from grader.sandbox.host.limits import Limits
from grader.sandbox.host.runner import Call
from grader.sandbox.host.server import ForkServer
from grader.sandbox.host.source import Source
from grader.sandbox.host.student_process import StudentProcess
from grader.sandbox.linux.confinement import LAYERS

SOURCES = [
    Source("mlp", "mlp.py", "def f(x): return x\n"),
    Source("drivers", "drivers.py", "def f(mlp, x):\n    return {'y': mlp.f(x)}\n"),
]
CALL = Call("f", {"x": np.ones((4, 5))})


def median(action: Callable[[], object], times: int) -> float:
    """Milliseconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        action()
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken)


def main() -> None:
    """Interleave the two, so that a busy machine slows both."""
    starts: dict[str, list[float]] = {"all": [], "none": []}
    trips: dict[str, list[float]] = {"all": [], "none": []}
    with ForkServer() as confined, ForkServer(without=LAYERS) as bare:
        for _ in range(8):
            for name, server in (("all", confined), ("none", bare)):
                started(server)
                starts[name].append(median(lambda server=server: started(server), 10))
                with StudentProcess(server, SOURCES, Limits()) as process:
                    process.run(CALL)
                    trips[name].append(median(lambda process=process: process.run(CALL), 200))
    told("fork, confine, load, end (ms)", starts)
    told("round trip (ms)", trips)


def started(server: ForkServer) -> None:
    """A whole life."""
    with StudentProcess(server, SOURCES, Limits()):
        pass


def told(what: str, figures: dict[str, list[float]]) -> None:
    """One line: with all layers, with none, the difference and the ratio."""
    confined, bare = statistics.median(figures["all"]), statistics.median(figures["none"])
    print(
        f"{what:32} {confined:7.3f} with all layers, {bare:7.3f} with none: "
        f"{confined - bare:+.3f}, × {confined / bare:.2f}"
    )


if __name__ == "__main__":
    main()
