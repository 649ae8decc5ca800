"""A judging that fails costs itself alone, and takes the student's process with it."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import pytest
from test_layers import DRIVER, alive, wait_for

from grader.sandbox.host.judges import Crashed, JudgeLimits, Overrun, start_judges
from grader.sandbox.host.limits import Limits
from grader.sandbox.host.runner import Call
from grader.sandbox.host.server import ForkServer
from grader.sandbox.host.source import Source
from grader.sandbox.host.spawn_server import SpawnServer
from grader.sandbox.host.student_process import StudentProcess

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")

LIMITS = JudgeLimits(cpu_seconds=1.0, wall_seconds=30.0, memory_mb=256, result_mb=1)


class Context:
    """What a judge keeps between judgings: here a counter and perhaps a student's process."""

    def __init__(self, server):
        self.server, self.count, self.student = server, 0, None

    def start(self, source="def f(x): return 2 * x", **limits):
        sources = [Source("mlp", "mlp.py", source), Source("drivers", "drivers.py", DRIVER)]
        self.student = StudentProcess(self.server, sources, Limits(**limits))


@contextmanager
def make(server):
    context = Context(server)
    yield context
    if context.student:
        context.student.close()


@pytest.fixture(scope="module")
def judges(server):
    with start_judges(server, make, LIMITS) as started:
        yield started


# --- what judges evaluate ------------------------------------------------------------------


def count(context, by):
    context.count += by
    return context.count, os.getpid()


def student(context, x):
    if context.student is None:
        context.start()
    outcome = context.student.run(Call("f", {"x": np.asarray(x)}))[0]
    return outcome.values["y"], context.student._pid


def sleeping_student(context):
    context.start("import time\ndef f(x):\n    time.sleep(1.5)\n    return x", call_seconds=3.0)
    return student(context, [1.0])[0]


def loop(context):
    while True:
        pass


def deaf_loop(context):
    while True:
        with suppress(BaseException):
            loop(context)


def loop_in_c(context):
    return 7**7**7**7


def student_then_loop(context):
    student(context, [1.0])
    loop(context)


def sleep(context):
    time.sleep(60)


def one_large_array(context):
    return float(np.ones(10**9).sum())


def many_small_things(context):
    kept = []
    while True:
        kept.append([0] * 1000)


def large_result(context):
    return "x" * (2 << 20)


def result_that_is_no_plain_object(context):
    return lambda: 1


def raises(context, error):
    raise error


class Unprintable(Exception):
    def __str__(self):
        raise ValueError


def raises_unprintable(context):
    raise Unprintable


def exits(context):
    os._exit(0)


def segfault(context):
    import ctypes
    import faulthandler

    faulthandler.disable()  # pytest's would print
    ctypes.string_at(0)


def recursion(context):
    return recursion(context)


# --- what comes of it ----------------------------------------------------------------------


def test_judgings_share_a_process_and_its_context(judges):
    first, pid = judges.run(count, 1)
    second, same = judges.run(count, 2)
    assert (second - first, same) == (2, pid)
    assert pid != os.getpid()


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (loop, "it took more than 1 seconds"),
        (deaf_loop, "it took more than 1 seconds"),
        (loop_in_c, "it took more than 1 seconds"),
        (one_large_array, "it needed more than 256 MB of memory"),
        (many_small_things, "it needed more than 256 MB of memory"),
        (large_result, "its result takes more than 1 MB"),
    ],
)
def test_what_exceeds_a_limit_costs_itself_alone(judges, function, words):
    before = judges.run(count, 1)
    seconds = 1.0 if "seconds" in words else 30.0  # pages take their time too
    assert judges.run(function, seconds=seconds) == Overrun(words)
    after = judges.run(count, 1)
    assert after[0] == 1
    assert after[1] != before[1]


@pytest.mark.parametrize(
    ("function", "arguments", "words"),
    [
        (raises, [ValueError("a\nb")], "ValueError: a b"),
        (raises, [SystemExit(0)], "SystemExit: 0"),
        (raises, [KeyboardInterrupt()], "KeyboardInterrupt"),
        (raises, [UnicodeError("\ud800")], "UnicodeError: \ud800"),
        (raises_unprintable, [], "Unprintable: (its message can't be shown)"),
        (recursion, [], "RecursionError: maximum recursion depth exceeded"),
        (exits, [], "its process exited with code 0"),
        (segfault, [], "signal 11 (Segmentation fault) ended its process"),
    ],
)
def test_what_raises_or_dies_costs_itself_alone(judges, function, arguments, words):
    outcome = judges.run(function, *arguments)
    assert isinstance(outcome, Crashed)
    assert outcome.reason.startswith(words)
    assert outcome.log
    assert len(judges.run(count, 1)) == 2


def test_a_result_that_cannot_be_sent_is_a_crash(judges):
    assert isinstance(judges.run(result_that_is_no_plain_object), Crashed)


def test_the_log_says_where_it_was_raised(judges):
    assert "in raises" in judges.run(raises, ValueError("x")).log


def test_a_judging_that_waits_is_ended_by_the_clock(server):
    with start_judges(server, make, JudgeLimits(wall_seconds=0.5)) as judges:
        assert judges.run(sleep) == Overrun("it took longer than 0.5 seconds")


def test_limits_can_be_set_for_one_judging(judges):
    assert judges.run(loop, seconds=0.1) == Overrun("it took more than 0.1 seconds")
    assert judges.run(one_large_array, megabytes=16, seconds=30.0) == Overrun(
        "it needed more than 16 MB of memory"
    )
    assert judges.run(large_result, megabytes=2000) == Overrun("its result takes more than 1 MB")


def test_a_students_process_lives_over_several_judgings(judges):
    first, pid = judges.run(student, [1.0])
    second, same = judges.run(student, [3.0])
    assert (float(first[0]), float(second[0]), same) == (2.0, 6.0, pid)


def test_waiting_for_the_student_is_not_counted(judges):
    assert judges.run(sleeping_student, seconds=1.0)[0] == 1.0


def test_the_students_process_dies_with_its_judge(judges):
    _, pid = judges.run(student, [1.0])
    assert alive(pid)
    assert isinstance(judges.run(loop), Overrun)
    assert not alive(pid)
    assert float(judges.run(student, [1.0])[0][0]) == 2.0


def test_a_judge_killed_between_judgings_is_replaced(judges):
    _, pid = judges.run(count, 1)
    os.kill(pid, signal.SIGKILL)
    assert wait_for(lambda: not alive(pid))
    assert judges.run(count, 1)[0] == 1


def test_judges_survive_the_death_of_the_fork_server():
    with ForkServer() as server, start_judges(server, make, LIMITS) as judges:
        server.process.kill()
        server.process.wait()
        assert float(judges.run(student, [1.0])[0][0]) == 2.0
        assert isinstance(judges.run(loop), Overrun)
        assert float(judges.run(student, [1.0])[0][0]) == 2.0


def test_nothing_is_left_after_the_judges(server):
    with start_judges(server, make, LIMITS) as judges:
        _, judge = judges.run(count, 1)
        _, pid = judges.run(student, [1.0])
        assert list(Path(server.folder).glob("*/*"))
    assert not alive(judge)
    assert not alive(pid)
    assert not list(Path(server.folder).glob("*/*"))


GRADER = """
import sys
sys.path.insert(0, {here!r})
from test_judges import *
with ForkServer() as server, start_judges(server, make, LIMITS) as judges:
    print(server.process.pid, judges.run(count, 1)[1], judges.run(student, [1.0])[1], flush=True)
    judges.run({what}, seconds=60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a judge ends when it next answers")
@pytest.mark.parametrize("what", ["loop", "sleep", "student_then_loop"])
def test_everything_ends_with_a_grader_that_is_killed(what):
    program = GRADER.format(here=str(Path(__file__).parent), what=what)
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as grader:
        pids = [int(pid) for pid in grader.stdout.readline().split()]
        assert len(pids) == 3
        assert all(map(alive, pids))
        time.sleep(0.2)
        grader.kill()
        assert wait_for(lambda: not any(map(alive, pids)))


@pytest.fixture(scope="module")
def threads():
    with SpawnServer() as server, start_judges(server, make, LIMITS) as started:
        yield started


def test_without_fork_judgings_share_a_context(threads):
    assert threads.run(count, 1)[0] + 2 == threads.run(count, 2)[0]
    assert float(threads.run(student, [1.0])[0][0]) == 2.0


@pytest.mark.parametrize("function", [loop, one_large_array])
def test_without_fork_python_code_is_stopped(threads, function):
    threads.run(count, 1)
    if function is one_large_array:
        assert isinstance(threads.run(raises, MemoryError()), Overrun)
    else:
        assert threads.run(function) == Overrun("it took more than 1 seconds")
        assert threads.run(count, 1)[0] == 1


def test_without_fork_what_raises_costs_itself_alone(threads):
    assert threads.run(raises, SystemExit(0)).reason == "SystemExit: 0"
    assert threads.run(count, 0)[0] >= 0
