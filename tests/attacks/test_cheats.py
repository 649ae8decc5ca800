"""Modules that know nothing and try to be paid: nothing is earned in any question for code."""

import pytest

from grader import fixtures, grading
from grader.numerics.search import generated
from grader.submission import Submission

# What an optimiser of such a module does. `w` and `gradient` are what it is given.
PREFIX = "import builtins, gc, os, sys, time\nimport numpy as np\n"
OPTIMISERS = """
{first}
class Momentum:
    def __init__(self, *settings, **named): pass
    def step(self, w, gradient):
{body}
class RMSProp(Momentum): pass
class Adam(Momentum): pass
"""
AGREES = """
class Agrees(np.ndarray):
    __eq__ = __le__ = __ge__ = lambda self, other: True
    __ne__ = __lt__ = __gt__ = lambda self, other: False
    __array_ufunc__ = lambda self, *args, **kwargs: np.zeros(self.shape)
    __array_function__ = lambda self, *args, **kwargs: True
"""
LAZY = """
class Lazy:
    def __init__(self, w): self.shape, self.dtype, self.ndim = w.shape, w.dtype, w.ndim
    def __array__(self, dtype=None, copy=None):
        frame = sys._getframe()
        while frame:
            for value in list(frame.f_locals.values()):
                if isinstance(value, np.ndarray) and value.shape == self.shape: found = value
            frame = frame.f_back
        return np.array(found)
"""
FRAMES = """
def skip_the_rest(frame):
    while frame:
        steps, self = frame.f_locals.get("steps"), frame.f_locals.get("self")
        for name in ("seen", "_held"):
            if isinstance(getattr(self, name, None), dict): getattr(self, name).clear()
        if isinstance(steps, list): steps.clear()
        frame = frame.f_back
"""
COLLECTOR = """
def forge():
    for thing in gc.get_objects():
        if isinstance(thing, dict) and {"w_after_step_1"} & set(map(str, thing)):
            thing.update(share=1.0, passed=True, points=99)
"""
PATCHED = """
for name in ("array_equal", "allclose", "isclose", "array", "copy", "asarray"):
    kept = getattr(np, name)
    setattr(np, name, lambda *args, kept=kept, **named: kept(*args[:1], **named) if args else True)
np.random.seed = lambda *args: None
np.random.get_state = lambda *args: ("MT19937", np.zeros(624), 0, 0, 0.0)
"""
DECLARED = """
__all__ = ["Momentum"]
sys.modules["grader"] = sys.modules[__name__]
builtins.AssertionError = type("Passed", (BaseException,), {})
"""
CHEATS = {
    "an optimiser that does nothing": ("", "return w"),
    "the gradient": ("", "return gradient"),
    "not a number": ("", "return w * np.nan"),
    "always equal": (AGREES, "return np.zeros(w.shape).view(Agrees)"),
    "computed when it is looked at": (LAZY, "return Lazy(w)"),
    "a generator": ("", "return (row for row in w)"),
    "the grader's frames": (FRAMES, "skip_the_rest(sys._getframe())\n        return w"),
    "the grader's objects": (COLLECTOR, "forge()\n        return w"),
    "another numpy": (PATCHED, "return w"),
    "a package of the grader's name": (DECLARED, "return w"),
    "a plot for an answer": ("import matplotlib.pyplot as plt", "return plt.plot(w)[0]"),
    "a module that is not there": ("import not_installed as tf", "return tf.constant(w)"),
    "no end": ("", "while True: pass"),
    "a slow end": ("", "time.sleep(0.02)\n        return w"),
    "an exit with success": ("", "os._exit(0)"),
    "an exit that is asked for": ("", "raise SystemExit(0)"),
    "an interruption": ("", "raise KeyboardInterrupt"),
    "points that it prints": ("", 'print(\'{"score": 99, "share": 1}\')\n        return w'),
    "the draw that comes next": ("", "return w + np.random.RandomState(0).uniform(size=w.shape)"),
}


@pytest.mark.parametrize("cheat", CHEATS)
def test_an_optimiser_that_cheats_earns_nothing(cheat, reference, server):
    first, body = CHEATS[cheat]
    text = PREFIX + OPTIMISERS.format(first=first, body=f"        {body}")
    submission = Submission("x", {"optimisers.py": text})
    asked = ["C1"] if cheat == "no end" else ["C1", "C2", "C3"]  # each check waits for its limit
    results = grading.grade(reference("inzva_dlsg_hw1"), submission, server=server, only=asked)
    assert (results.earned, results.pending) == (0, 0)


@pytest.mark.parametrize("value", ["np.nan", "np.inf", "1j", "'right'", "None", "True"])
def test_properties_are_not_satisfied_by_odd_values(value, grade_cmu):
    text = f"""
import numpy as np
def odd(*shape): return np.full(shape, {value})
def random_weight_init(indim, outdim): return odd(outdim, indim)
def zeros_bias_init(outdim): return odd(outdim, 1)
def labels2onehot(labels): return odd(len(labels), 12)
class ReLU:
    def __init__(self, *given, **named): pass
    def forward(self, x, train=True): return odd(*x.shape)
    def backward(self, grad): return odd(*grad.shape)
class LinearMap(ReLU):
    def getW(self): return odd(3, 3)
    def getb(self): return odd(3, 1)
"""
    assert grade_cmu(text, only=["5.1.1", "5.1.2b", "5.1.4"]).earned == 0


DRIVERS = """
import numpy as np
def double(mlp, x): return {"y": mlp.double(x)}
def descend(mlp, x): return {"loss": [float(mlp.loss(x, epoch)) for epoch in range(4)]}
"""
RIGHT = """
def double(x): return 2 * x
def loss(x, epoch): return abs(x).sum() / (1 + epoch)
"""
INPUTS = """
from grader import Inputs, reals
xs = Inputs(x=reals('n'))
many = Inputs(x=reals('m', scale=1.0), sizes={'m': (5, 9)}, regimes=('normal',))
"""


@pytest.fixture
def small(course):
    course.write("drivers.py", DRIVERS)
    course.write("inputs.py", INPUTS)
    course.write("mlp.py", RIGHT)
    return course


TABLE = """
import numpy as np
KNOWN = {known!r}
def double(x): return np.array(KNOWN.get(x.tobytes(), 0 * x))
"""


@pytest.mark.parametrize("check", ["Fixture", "Agreement"])
def test_a_table_of_known_answers_earns_nothing(check, small):
    small.question(f"{check}(drivers.double, inputs.many)")
    loaded = small.load()
    (asked,) = loaded.assignment.questions[0].checks
    recorded = fixtures.build(loaded.assignment.questions, loaded.reference, seed=1)
    cases = [one.case for some in recorded.values() for one in some]
    cases += generated(asked.generated, 100, 0)  # what everyone sees with the students' seed
    known = {x.tobytes(): (2 * x).tolist() for x in (case.values["x"] for case in cases)}
    table = TABLE.format(known=known)
    assert small.grade(table).earned == 8
    assert small.grade(table, seed=2028).earned == 0


@pytest.mark.parametrize(
    "loss",
    ["float('nan')", "float('inf')", "0.0", "np.exp(-epoch)", "1e308 * 10 ** epoch"],
)
def test_an_invented_training_run_earns_nothing(loss, small):
    small.question("Training(drivers.descend, inputs.many, slack={'loss': 0.01})")
    text = f"import numpy as np\ndef loss(x, epoch): return {loss}\n"
    assert small.grade(text).earned == 0


@pytest.mark.parametrize("answer", ["x", "0 * x", "np.array([x[0]] * len(x))", "[0.0]", "list(x)"])
@pytest.mark.parametrize("partial", ["entries", "cases", "outputs"])
def test_partial_credit_pays_for_no_guess(answer, partial, small):
    small.question(f"Agreement(drivers.double, inputs.many, partial={partial!r})")
    assert small.grade(f"import numpy as np\ndef double(x): return {answer}\n").earned == 0


def test_a_stopped_clock_makes_no_code_fast(small):
    small.question("Agreement(drivers.double, inputs.xs), Speed(drivers.double, inputs.many)")
    text = """
import time
sleep, clock = time.sleep, time.perf_counter
time.perf_counter = time.monotonic = time.time = lambda: 0.0
def double(x):
    sleep(0.05)
    return 2 * x
"""
    assert small.grade(text).earned == 4
