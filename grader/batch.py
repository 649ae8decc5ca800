"""Many submissions: the same pipeline, mapped by an executor of processes or of a cluster."""

from __future__ import annotations

import atexit
import contextlib
import logging
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typing_extensions import override

from grader.errors import GraderError, UngradableError
from grader.grading import grade, judging, read, ungradable
from grader.loading import AssignmentFolder, load
from grader.logs import logging_to
from grader.results import Results
from grader.sandbox.host.judges import Judges
from grader.sandbox.host.server import Server
from grader.sandbox.linux.kernel import SET_PDEATHSIG, prctl
from grader.serialized import dump
from grader.submission import Location

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
AHEAD = 3  # submissions in flight for each worker: it never waits, and memory stays flat

log = logging.getLogger("grader")


@dataclass(frozen=True)
class Order:
    """How to grade: all that a worker must be told, beside the submission."""

    assignment: str
    seed: int
    examples: int
    only: tuple[str, ...] = ()
    log: str = ""


@dataclass(frozen=True)
class Graded:
    """A submission's results as bytes; none if it is `unchanged` since it was last graded."""

    location: Location
    digest: str = ""
    data: bytes = b""
    unchanged: bool = False


Known = Callable[[Location], str]  # the digest that a submission was last graded with


def run(
    executors: Callable[[], Executor],
    workers: int,
    order: Order,
    locations: Sequence[Location],
    known: Known = lambda location: "",
) -> Iterator[Graded]:
    """Yield every submission as it is graded, in any order.

    Where a worker dies, what was in flight is graded again, one at a time: so that the one
    which kills its worker costs only itself.

    Args:
        executors: makes an executor; another one replaces it if a worker dies.
        workers: how many submissions it grades at a time.
        order: how to grade.
        locations: the submissions.
        known: one that still has this digest is not graded again.

    """
    waiting, suspects = deque(locations), deque[Location]()
    while waiting or suspects:
        with executors() as executor:
            lot = _Lot(executor, order, known)
            try:
                while suspects:
                    yield from lot.graded(suspects, 1)
                yield from lot.graded(waiting, AHEAD * workers)
            except BrokenExecutor as error:
                lost = lot.lost()
                if len(lost) == 1:
                    yield _died(order, lost[0], error)
                else:
                    suspects.extend(lost)


@dataclass
class _Lot:
    """What one executor has been given."""

    executor: Executor
    order: Order
    known: Known
    flying: dict[Future[Graded], Location] = field(default_factory=dict)

    def graded(self, waiting: deque[Location], at_once: int) -> Iterator[Graded]:
        """Yield those that wait as they are done; raises BrokenExecutor."""
        while waiting or self.flying:
            while waiting and len(self.flying) < at_once:
                location = waiting.popleft()
                digest = self.known(location)
                try:
                    future = self.executor.submit(_work, self.order, location, digest)
                except BrokenExecutor:
                    waiting.appendleft(location)
                    raise
                self.flying[future] = location
            for future in wait(self.flying, return_when=FIRST_COMPLETED).done:
                found = self._found(future)
                del self.flying[future]
                yield found

    def _found(self, future: Future[Graded]) -> Graded:
        try:
            return future.result()
        except (BrokenExecutor, GraderError):  # the latter is the author's, and stops the batch
            raise
        except Exception as error:  # a cluster gave up on it
            return _died(self.order, self.flying[future], error)

    def lost(self) -> list[Location]:
        """What was in flight."""
        return list(self.flying.values())


def _died(order: Order, location: Location, error: Exception) -> Graded:
    log.error("%s: its worker died: %s", location.name, error)
    problem = "the process that graded it died, which is not your fault"
    results = ungradable(load(order.assignment), location.name, problem, seed=order.seed, ours=True)
    return Graded(location, data=dump(results))


class Here(Executor):
    """Grades in this process, one submission after the other: nothing is started for it."""

    @override
    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def cores() -> int:
    """Return how many processes can run at a time: the cores that this one may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def local(jobs: int) -> Executor:
    """Return an executor of this machine's processes; they end with this one, however it ends."""
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))  # before numpy is loaded in them
    fresh = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=fresh, initializer=_end_with_parent)


def _end_with_parent() -> None:
    with contextlib.suppress(OSError):  # no Linux
        prctl(SET_PDEATHSIG, signal.SIGKILL)
    parent = multiprocessing.parent_process()
    if parent is not None and not parent.is_alive():  # it died while this process started
        os._exit(1)


class Desk:
    """Where one process grades: the assignment is loaded and judges are started once."""

    def __init__(
        self, order: Order, assignment: AssignmentFolder, server: Server | None = None
    ) -> None:
        self._order, self._assignment, self._server = order, assignment, server
        self._judges: Judges | None = None
        self._open = contextlib.ExitStack()

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *exception: object) -> None:
        self._open.close()

    def grade(self, location: Location, known: str) -> Graded:
        """Grade a submission unless its digest is the one that is known."""
        digest = ""
        try:
            submission = read(self._assignment, location)
            digest = submission.digest
            if digest == known:
                return Graded(location, digest, unchanged=True)
            results = grade(
                self._assignment,
                submission,
                judges=self._started(),
                seed=self._order.seed,
                examples=self._order.examples,
                only=self._order.only,
            )
        except UngradableError as error:
            results = self._ungradable(location, str(error))
        except GraderError:
            raise
        except Exception as error:  # a mistake of ours in one submission must not stop the others
            log.exception("%s", location.name)
            problem = f"the grader failed ({type(error).__name__}), which is not your fault"
            results = self._ungradable(location, problem, ours=True)
        return Graded(location, digest, dump(results))

    def _started(self) -> Judges:
        """The judges; they are started when there is something to grade."""
        if self._judges is None:
            self._judges = self._open.enter_context(judging(self._assignment, self._server))
        return self._judges

    def _ungradable(self, location: Location, problem: str, *, ours: bool = False) -> Results:
        seed = self._order.seed
        return ungradable(self._assignment, location.name, problem, seed=seed, ours=ours)


_desks: dict[Order, Desk] = {}


@contextlib.contextmanager
def desk(order: Order, assignment: AssignmentFolder, server: Server) -> Iterator[None]:
    """Have this process grade with what it has loaded and started already."""
    with Desk(order, assignment, server) as _desks[order]:
        try:
            yield
        finally:
            del _desks[order]


def _work(order: Order, location: Location, known: str) -> Graded:
    """In a worker: grade one submission."""
    if order not in _desks:
        ending = contextlib.ExitStack()
        if order.log:
            ending.enter_context(logging_to(Path(order.log)))
        _desks[order] = ending.enter_context(Desk(order, load(order.assignment)))
        atexit.register(ending.close)
    return _desks[order].grade(location, known)
