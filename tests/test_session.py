"""A student's process: whatever their code does becomes an outcome."""

import time

import numpy as np
import pytest

from grader.sandbox.host.limits import Limits
from grader.sandbox.host.local import LocalModule
from grader.sandbox.host.runner import Call, Raised, Returned, Stopped
from grader.sandbox.host.server import ForkServer
from grader.sandbox.host.source import Source
from grader.sandbox.host.spawn_server import SpawnServer
from grader.sandbox.host.student_process import StudentProcess

DRIVER = "def f(mlp, x):\n    return {'y': mlp.f(x)}\n"
CALL = Call("f", {"x": np.arange(3.0)})


@pytest.fixture(scope="module", params=[ForkServer, SpawnServer])
def server(request):
    """Either way of starting a process: a check can't tell them apart."""
    with request.param() as started:
        yield started


def start(server, source, drivers=DRIVER, **limits):
    sources = [Source("mlp", "mlp.py", source), Source("drivers", "drivers.py", drivers)]
    return StudentProcess(server, sources, Limits(**{"call_seconds": 0.5, **limits}))


def run(server, source, call=CALL, **limits):
    with start(server, source, **limits) as process:
        return process.loaded or process.run(call)[0]


def test_outputs_come_back_as_arrays(server):
    outcome = run(server, "def f(x): return 2 * x")
    assert isinstance(outcome, Returned)
    assert np.array_equal(outcome.values["y"], [0, 2, 4])


def test_one_call_runs_at_many_points_along_a_direction(server):
    call = Call("f", CALL.inputs, {"x": np.ones(3)}, steps=(0.0, 0.5, -1.0), outputs=["y"])
    with start(server, "def f(x): return x.sum()") as process:
        assert [float(outcome.values["y"]) for outcome in process.run(call)] == [3.0, 4.5, 0.0]


def test_inputs_come_back_as_the_driver_left_them(server):
    source = "def f(x):\n    x[0] = 9\n    return x"
    outcome = run(server, source, Call("f", CALL.inputs, echo=True))
    assert outcome.inputs_after["x"][0] == 9
    assert CALL.inputs["x"][0] == 0


@pytest.mark.parametrize(
    ("source", "kind", "line"),
    [
        ("def f(x):\n    return x[7]", "IndexError", 2),
        ("def f(x):\n    raise SystemExit(0)", "SystemExit", 2),
        ("def f(x):\n    raise KeyboardInterrupt", "KeyboardInterrupt", 2),
        ("def f(x):\n    return g(x)\ndef g(x):\n    return 1 / 0", "ZeroDivisionError", 4),
        ("def f(x)\n    return x", "SyntaxError", 1),
        ("import nothing_of_this_name as n\nn.x", "ImportError", 2),
    ],
)
def test_an_exception_is_named_with_its_line(server, source, kind, line):
    outcome = run(server, source)
    assert isinstance(outcome, Raised)
    assert outcome.kind == kind
    assert [number for file, number in outcome.lines if file == "mlp.py"][-1] == line


def test_an_exception_whose_message_raises_is_still_reported(server):
    source = """
class Odd(Exception):
    def __str__(self): raise ValueError
def f(x): raise Odd
"""
    assert run(server, source).kind == "Odd"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("import os\nos._exit(0)", "exited with code 0"),
        ("def f(x):\n    import os\n    os._exit(3)", "exited with code 3"),
        ("def f(x):\n    while True: pass", "took longer than 0.5 seconds"),
        ("import time\ntime.sleep(60)", "took longer than 0.5 seconds"),
        ("def f(x):\n    import ctypes\n    ctypes.string_at(0)", "signal 11"),
        (
            "def f(x):\n    import os, signal\n    os.kill(os.getpid(), signal.SIGKILL)",
            "signal 9 (Killed)",
        ),
        (
            "def f(x):\n    import contextlib, os\n    for number in range(3, 64):\n"
            "        with contextlib.suppress(OSError): os.write(number, b'x' * 64)",
            "isn't a reply",
        ),
        ("def f(x):\n    while True: print('x' * 9999)", "took longer than 0.5 seconds"),
    ],
)
def test_the_end_of_the_process_is_explained(server, source, words):
    outcome = run(server, source)
    assert isinstance(outcome, Stopped)
    assert words in outcome.reason


def test_processor_time_is_limited(server):
    outcome = run(server, "def f(x):\n    while True: pass", cpu_seconds=1, call_seconds=10)
    assert outcome == Stopped("the limit of 1 seconds of CPU time was reached")


def test_the_time_of_a_question_is_limited_over_its_calls(server):
    source = "import time\ndef f(x):\n    time.sleep(0.2)\n    return x"
    with start(server, source, question_seconds=0.5) as process:
        outcomes = [process.run(CALL)[0] for _ in range(4)]
    assert isinstance(outcomes[0], Returned)
    assert outcomes[-1] == Stopped("the question's 0.5 seconds were used up")


def test_memory_is_limited_and_running_out_is_an_exception(server):
    source = "import numpy as np\ndef f(x): return np.ones(10**9)"
    assert run(server, source, memory_mb=256).kind == "MemoryError"


def test_after_the_end_every_call_answers_alike(server):
    with start(server, "def f(x):\n    import os\n    os._exit(1)") as process:
        first, second = process.run(CALL)[0], process.run(CALL)[0]
    assert first == second
    assert isinstance(first, Stopped)


def test_what_is_printed_is_kept_up_to_a_cap(server):
    source = "def f(x):\n    print('é' * 1000)\n    return x"
    with start(server, source, output_kb=1) as process:
        for _ in range(3):
            process.run(CALL)
    assert process.output.startswith("é" * 500)  # whole only now: it may be on its way till the end
    assert len(process.output.encode()) < 1200
    assert process.output.endswith("… and more")


def test_output_is_kept_when_the_process_is_killed(server):
    with start(server, "def f(x):\n    print('here', flush=True)\n    while True: pass") as process:
        process.run(CALL)
        assert "here" in process.output


@pytest.mark.parametrize(
    "value",
    ["object()", "[object()]", "DEEP", "{'a': print}", "(x for x in 'ab')", "'a' * 2_000_000",
     "LOOP", "{(1, object())}", "'\\ud800'"],
)  # fmt: skip
def test_a_value_that_is_not_plain_data_is_an_exception(server, value):
    nested = "LOOP = []\nLOOP.append(LOOP)\nDEEP = []\nfor _ in range(120): DEEP = [DEEP]\n"
    source = f"{nested}def f(x): return {value}"
    assert isinstance(run(server, source), Raised)


PLAIN = [
    ("'text'", "text"),
    ("b'bytes'", b"bytes"),
    ("bytearray(b'ab')", b"ab"),
    ("None", None),
    ("True", True),
    ("2 ** 100", 2**100),
    ("-2 ** 64", -(2**64)),
    ("['a', 'b']", ["a", "b"]),
    ("('a', None, [True, 'b'])", ("a", None, [True, "b"])),
    ("{'a', 'b'}", {"a", "b"}),
    ("{(1, 'a'), (2, 'b')}", {(1, "a"), (2, "b")}),
    ("frozenset(['a'])", frozenset(["a"])),
    ("{1: 'a', (0, 1): {'b': None}}", {1: "a", (0, 1): {"b": None}}),
    ("collections.Counter('aab')", {"a": 2, "b": 1}),
    ("collections.namedtuple('P', 'a b')('x', 'y')", ("x", "y")),
    ("np.array(['a', 'b']).tolist()", ["a", "b"]),
    ("{np.int64(3): np.str_('a')}", {3: "a"}),
    ("{'a': 1}.keys()", {"a"}),
    ("[2 ** 70, 1]", [2**70, 1]),
    ("enum.IntEnum('E', 'one two').two", 2),
]


@pytest.mark.parametrize(("value", "expected"), PLAIN)
def test_plain_data_comes_back_as_it_is(server, value, expected):
    source = f"import collections, enum\nimport numpy as np\ndef f(x): return {value}"
    outcome = run(server, source)
    assert isinstance(outcome, Returned), outcome
    assert outcome.values["y"] == expected
    assert type(outcome.values["y"]) is type(expected)


@pytest.mark.parametrize(
    ("value", "shape"), [("[1, 2]", (2,)), ("((1, 2.5), (3, 4))", (2, 2)), ("[]", (0,)),
                         ("[x, x]", (2, 3)), ("np.float64(1)", ())],
)  # fmt: skip
def test_numbers_in_a_rectangle_are_an_array(server, value, shape):
    outcome = run(server, f"import numpy as np\ndef f(x): return {value}")
    assert outcome.values["y"].shape == shape


def test_the_process_knows_nothing_of_the_grader(server):
    source = """
import os, sys
def f(x):
    assert sys.argv == [""], sys.argv
    assert not [name for name in os.environ if "GRADER" in name or "PYTHONPATH" in name]
    opened = []
    for number in range(64):
        try:
            os.fstat(number)
        except OSError:
            continue
        opened.append(number)
    assert opened[:3] == [0, 1, 2] and len(opened) == 4, opened
    assert not [name for name in sys.modules if name.startswith("grader")]
    assert not [name for name in sys.path if "site-packages" not in name and "lib" not in name]
    return x
"""
    assert isinstance(run(server, source), Returned), run(server, source)


def test_a_process_that_ended_leaves_the_next_one_alone(server):
    assert isinstance(run(server, "import os\nos._exit(1)"), Stopped)
    assert isinstance(run(server, "def f(x): return x"), Returned)


def test_the_grader_survives_the_death_of_its_fork_server():
    with ForkServer() as server:
        server.process.kill()
        server.process.wait()
        assert isinstance(run(server, "def f(x): return x"), Returned)


def test_a_trusted_module_gives_the_same_outcomes_as_a_process(server):
    import types

    source = "def f(x): return x * 3 if x.sum() < 100 else 1 / 0"
    drivers, module = types.ModuleType("drivers"), types.ModuleType("mlp")
    exec(DRIVER, drivers.__dict__)
    exec(source, module.__dict__)
    local = LocalModule(drivers, {"mlp": module})
    for x in (np.ones(2), np.full(2, 99.0)):
        call = Call("f", {"x": x}, echo=True)
        one = local.run(call)[0]
        with start(server, source) as process:
            other = process.run(call)[0]
        assert type(one) is type(other)
        if isinstance(one, Returned):
            assert np.array_equal(one.values["y"], other.values["y"])
        else:
            assert (one.kind, one.message) == (other.kind, other.message)


def test_an_ending_process_costs_no_waiting(server):
    with start(server, "def f(x): return x") as process:
        process.run(CALL)
        began = time.monotonic()
    assert time.monotonic() - began < 2.0


def test_what_is_to_be_loaded_beforehand_may_not_be_installed():
    with ForkServer(["no_library_of_this_name", "decimal"]) as started:
        outcome = run(started, "import sys\ndef f(x): return float('decimal' in sys.modules)")
    assert outcome.values["y"] == 1


def test_torch_generator_is_reseeded(server):
    source = """
import sys, types
torch = sys.modules["torch"] = types.ModuleType("torch")
torch.manual_seed = lambda seed: setattr(torch, "seed", seed)
def f(x): return torch.seed
"""
    seeds = [run(server, source, Call("f", CALL.inputs, seed=n)).values["y"] for n in (1, 1, 2)]
    assert seeds[0] == seeds[1] != seeds[2]


ROOMY = {"call_seconds": 5.0, "memory_mb": 2048}
BOUNDED = Call("f", CALL.inputs, bounds={"y": 3})
EVERYTHING = "def f(mlp, x):\n    return mlp.f(x)\n"


def bounded(server, source, call=BOUNDED):
    """Run a driver that returns all that the student's function returns."""
    sources = [Source("mlp", "mlp.py", source), Source("drivers", "drivers.py", EVERYTHING)]
    with StudentProcess(server, sources, Limits(**ROOMY)) as process:
        return process.loaded or process.run(call)[0]


def test_extra_outputs_are_dropped_and_counted(server):
    source = "def f(x): return {'y': x, **{f'extra{n}': x for n in range(3000)}}"
    outcome = bounded(server, source)
    assert list(outcome.values) == ["y"]
    assert outcome.dropped == 3000
    assert outcome.note.startswith("3,000 extra outputs were dropped (extra0, extra1, ")


def test_an_output_far_larger_than_expected_is_an_exception(server):
    source = "import numpy as np\ndef f(x): return {'y': np.zeros(200_000_000, np.int8)}"
    outcome = bounded(server, source)
    assert outcome.kind == "OutputTooLarge"
    assert outcome.message.startswith("y has 200,000,000 entries (shape (200000000,)); 3 are")


def test_an_output_of_another_shape_comes_through(server):
    source = "import numpy as np\ndef f(x): return {'y': np.zeros((50, 50))}"
    assert bounded(server, source).values["y"].shape == (50, 50)


FORGE = """
import sys
import numpy as np
def f(x):
    frame = sys._getframe()
    while "channel" not in frame.f_locals:
        frame = frame.f_back
    channel = frame.f_locals["channel"]
    channel.send(["returned", {reply}])
    import time
    time.sleep(60)
"""


@pytest.mark.parametrize(
    "reply",
    [
        "{'y': np.zeros(1 << 22)}, None, [0, []]",
        "{'z': np.zeros(1 << 22)}, None, [0, []]",
        "{'y': x}, {'x': x, 'w': np.zeros(1 << 22)}, [0, []]",
    ],
)
def test_a_forged_reply_over_the_bounds_is_refused_before_it_is_received(server, reply):
    outcome = bounded(
        server, FORGE.replace("{reply}", reply), Call("f", CALL.inputs, echo=True, bounds={"y": 3})
    )
    assert isinstance(outcome, Stopped)
    assert "isn't a reply" in outcome.reason


@pytest.mark.parametrize(
    ("reply", "names"),
    [
        ("{'y': x, 'z': 1}, {'x': x}, [-5, []]", ("z",)),
        ("{'y': x}, {'x': x}, [10 ** 15, ['a'] * 99]", ("a",) * 5),
    ],
)
def test_a_forged_reply_is_cut_to_the_bounds(server, reply, names):
    call = Call("f", CALL.inputs, echo=True, bounds={"y": 3})
    outcome = bounded(server, FORGE.replace("{reply}", reply), call)
    assert list(outcome.values) == ["y"]
    assert outcome.dropped_names == names
    assert 0 < outcome.dropped <= 1_000_000


@pytest.mark.parametrize("after", ["None", "{}", "{'x': x, 'z': 1}"])
def test_inputs_that_are_not_those_sent_are_a_forgery(server, after):
    reply = f"{{'y': x}}, {after}, [0, []]"
    outcome = bounded(server, FORGE.replace("{reply}", reply), Call("f", CALL.inputs, echo=True))
    assert isinstance(outcome, Stopped)


def test_an_input_made_larger_comes_back_only_long_enough_to_show_it(server):
    source = "def f(x):\n    x.resize(10**6, refcheck=False)\n    return {'y': 1}"
    outcome = bounded(server, source, Call("f", CALL.inputs, echo=True))
    assert outcome.inputs_after["x"].shape == (4,)


def test_a_trusted_module_is_not_bounded_unless_asked():
    import types

    drivers, module = types.ModuleType("drivers"), types.ModuleType("mlp")
    exec(EVERYTHING, drivers.__dict__)
    exec("def f(x): return {'y': x, 'z': 'abcd'}", module.__dict__)
    local = LocalModule(drivers, {"mlp": module})
    assert local.run(CALL)[0].bounds == {"y": 3, "z": 4}
    assert local.run(BOUNDED)[0].note == "1 extra output was dropped (z)"


SINGULAR = """
class Singular(ValueError): pass
def f(x):
    if x.sum() > 1: raise Singular("no inverse")
    return x
"""


def test_a_demanded_exception_is_an_output(server):
    call = Call("f", {"x": np.ones(3)}, echo=True)
    outcome = run(server, SINGULAR, call, drivers=f"{DRIVER}f.raises = TypeError, ValueError\n")
    assert outcome.values == {"raised": "ValueError"}
    assert np.array_equal(outcome.inputs_after["x"], np.ones(3))
    other = run(server, SINGULAR, call, drivers=f"{DRIVER}f.raises = KeyError\n")
    assert other.kind == "Singular"
    assert outcome.bounds == {"raised": 10}


def test_a_demanded_exception_on_another_input_is_an_exception(server):
    call = Call("f", {"x": np.ones(3)}, bounds={"y": 3})
    outcome = run(server, SINGULAR, call, drivers=f"{DRIVER}f.raises = ValueError\n")
    assert outcome.kind == "Singular"


def test_the_time_that_the_grader_takes_is_not_counted(server):
    with start(server, "def f(x): return x", question_seconds=1.0) as process:
        time.sleep(1.2)
        assert isinstance(process.run(CALL)[0], Returned)
