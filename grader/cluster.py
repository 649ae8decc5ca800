"""A Dask cluster that grades: what makes its executors, and how well its workers confine."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from grader.errors import UsageError
from grader.loading import load
from grader.sandbox.host.protection import LEVELS, Protection, probe
from grader.sandbox.host.server import start_server

PATIENCE = 30.0  # seconds to wait for the scheduler


@dataclass(frozen=True)
class Cluster:
    """The workers at hand, and the least confinement of students' code on any of them."""

    executors: Callable[[], Executor]
    workers: int
    protection: Protection


@contextlib.contextmanager
def connected(address: str, assignment: str) -> Iterator[Cluster]:
    """Connect to a scheduler.

    Every worker must see the folders of the assignment and of the submissions under the same
    paths, and run one submission at a time. What a worker had in hand when it died is graded by
    another; the gradebook stays here.

    Args:
        address: of the scheduler, such as `tcp://head:8786`.
        assignment: the folder of the assignment.

    Raises:
        UsageError: there is no scheduler or no worker, or a worker has several threads.

    """
    try:
        import distributed
    except ImportError:
        raise UsageError("--cluster needs Dask: pip install 'homework-grader[cluster]'") from None
    with contextlib.ExitStack() as stack:
        try:
            connect: Any = distributed.Client  # it has no types
            client = stack.enter_context(connect(address, timeout=PATIENCE))
        except (OSError, ValueError) as error:
            raise UsageError(f"--cluster {address}: no scheduler answers there: {error}") from None
        threads = client.nthreads()
        if not threads:
            raise UsageError(f"--cluster {address}: it has no workers")
        if max(threads.values()) > 1:
            raise UsageError(f"--cluster {address}: start its workers with --nthreads 1")
        found = client.run(_protection, assignment)
        least = min(found.values(), key=lambda protection: LEVELS.index(protection.level))
        yield Cluster(client.get_executor, len(threads), least)


def _protection(assignment: str) -> Protection:
    """On a worker: how students' code is confined there."""
    loaded = load(assignment)
    with start_server(loaded.assignment.preload) as server:
        return probe(server, loaded.folder)
