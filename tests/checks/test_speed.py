"""Speed is judged against the reference's, by runs in turns; noise costs no points.

A clock that only the runs move makes these tests independent of the machine.
"""

import time
from itertools import chain, cycle, repeat
from types import SimpleNamespace

import pytest

from grader import Inputs, Speed, one_of, reals
from grader.context import Context
from grader.oracles import Reference
from grader.sandbox.host.runner import Raised, Returned

FIXED = Inputs(x=one_of(1.0))
GROWING = Inputs(x=reals("n"), sizes={"n": (1, 100)})


def solve(mlp, x):
    return {"y": mlp.solve(x)}


@pytest.fixture
def judge(monkeypatch):
    """Judge with given seconds for each run, as numbers or functions of the input's size."""
    now = [0.0]
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])
    monkeypatch.setattr(time, "monotonic", lambda: now[0])

    def passed(seconds, inputs):
        size = getattr(inputs["x"], "size", 1)
        now[0] += seconds(size) if callable(seconds) else seconds

    def judged(yours, reference, inputs=FIXED, outcome=None):
        yours, runs = iter(yours), []

        def run(call):
            runs.append(call.inputs)
            passed(next(yours), call.inputs)
            return [outcome or Returned({"y": 1.0})]

        def values(_driver, inputs, _seed):
            passed(reference, inputs)
            return {"y": 1.0}

        oracle = Reference(SimpleNamespace())
        oracle.values = values
        context = Context(runner=SimpleNamespace(run=run), reference=oracle)
        return Speed(solve, inputs).judge(context), len(runs)

    return judged


@pytest.mark.parametrize("seconds", [0.0001, 0.1, 0.3])
def test_as_fast_as_asked_passes(judge, seconds):
    verdict, _ = judge(cycle([seconds]), 0.1)
    assert (verdict.state, verdict.guard) == ("passed", True)


def test_too_slow_in_every_run_fails(judge):
    verdict, _ = judge(cycle([0.4]), 0.1)
    assert verdict.failure.summary == "it takes over 3 times as long as the reference"


def test_the_message_gives_a_power_of_ten(judge):
    summaries = {judge(cycle([s]), 0.1)[0].failure.summary for s in (2.5, 6.0, 9.0)}
    assert summaries == {
        "it takes over 10 times as long as the reference, where 3 times are allowed"
    }  # fmt: skip


@pytest.mark.parametrize("yours", [[0.4, 0.2], [0.4, 0.4, 0.25]])
def test_slow_in_some_runs_only_is_pending(judge, yours):
    verdict, _ = judge(cycle(yours), 0.1)
    assert verdict.state in ("pending", "passed")
    assert verdict.lost == 0


def test_a_fast_run_on_a_busy_machine_passes(judge):
    verdict, _ = judge(cycle([0.4, 0.4, 0.4, 0.1]), 0.1)
    assert verdict.state == "passed"


def test_runs_that_decide_nothing_are_run_again(judge):
    yours, references = chain([0.4] * 6, repeat(0.1)), chain([0.1] * 3, [0.2], repeat(0.1))
    verdict, runs = judge(yours, lambda _: next(references))
    assert (verdict.state, runs) == ("passed", 6 + 6 + 1)  # and once for what is returned


def test_the_first_run_and_the_way_of_the_data_cost_nothing(judge):
    verdict, _ = judge([9.0, *[0.004] * 5], 0.0001)
    assert verdict.state == "passed"


def test_the_message_names_faster_growth(judge):
    verdict, _ = judge(cycle([lambda n: n * n * 1e-4]), lambda n: n * 1e-3, GROWING)
    assert "its time grows quadratically with the sizes, the reference's linearly" in (
        verdict.failure.summary
    )


def test_far_too_slow_at_half_the_sizes_is_not_tried_at_full_ones(judge):
    verdict, runs = judge(cycle([9.0]), 0.1, GROWING)
    assert verdict.state == "failed"
    assert runs == 4  # the first, and the fewest that count


def test_code_that_raises_fails(judge):
    verdict, runs = judge(cycle([0.1]), 0.1, outcome=Raised("ValueError", "no"))
    assert (verdict.failure.summary, runs) == ("ValueError: no", 1)


SLEEPS = "import time\ndef solve(x):\n    time.sleep({seconds})\n    return x\n"


@pytest.mark.parametrize(("seconds", "earned"), [(0.0, 8), (0.4, 4)])
def test_a_students_process_is_timed(course, seconds, earned):
    course.write("drivers.py", "def solve(mlp, x):\n    return {'y': mlp.solve(x)}\n")
    course.write("inputs.py", "from grader import *\nx = Inputs(x=reals(3))\n")
    course.write("mlp.py", SLEEPS.format(seconds=0.008))
    course.question("Agreement(drivers.solve, inputs.x), Speed(drivers.solve, inputs.x)")
    assert course.first(SLEEPS.format(seconds=seconds), examples=1).earned == earned


EARLY = "def solve(x):\n    return 0 * x if len(x) > 20 else x\n"


def test_fast_and_wrong_at_the_timed_sizes_waits_for_a_person(course):
    course.write("drivers.py", "def solve(mlp, x):\n    return {'y': mlp.solve(x)}\n")
    course.write(
        "inputs.py",
        "from grader import *\nx = Inputs(x=reals('n'), sizes={'n': (1, 5)})\n"
        "many = Inputs(x=reals('n'), sizes={'n': (1, 500)})\n",
    )
    course.write("mlp.py", SLEEPS.format(seconds=0.008))
    course.question("Agreement(drivers.solve, inputs.x), Speed(drivers.solve, inputs.many)")
    question = course.first(EARLY, examples=1)
    assert (question.earned, question.pending) == (4, 4)
    assert "fast enough, but wrong at these sizes: y " in question.verdicts[1].reason
