"""Each kind of check of code: right code in any style passes, each mistake is caught and named."""

import os
import re
import sys

import numpy as np
import pytest

from grader.reports.text import question_text

DRIVERS = """
import numpy as np

def affine(mlp, W, x, upstream):
    out = np.array(mlp.forward(W, x))
    return {"out": out, "dW": mlp.backward_W(W, x, upstream), "dx": mlp.backward_x(W, x, upstream)}

def affine_again(mlp, W, x, upstream):
    mlp.forward(W + 1, x)
    return affine(mlp, W, x, upstream)

def total(mlp, x):
    return {"loss": mlp.loss(x), "dx": mlp.dloss(x)}

def descend(mlp, x, rate):
    seen = []
    for _ in range(10):
        x = x - rate * np.asarray(mlp.dloss(x))
        seen.append(np.asarray(mlp.loss(x)).item())
    return {"loss": seen}

def noise(mlp, x):
    return {"y": mlp.noise(x)}
"""
INPUTS = """
from grader import Inputs, cotangents, drawn, one_of, reals
affine = Inputs(W=reals("rows", "inner"), x=reals("inner", "batch"),
                upstream=cotangents("rows", "batch"))
total = Inputs(x=reals("n"), regimes=("normal",))
descend = Inputs(x=reals("n"), rate=one_of(0.1), regimes=("normal",))
"""
PROPERTIES = """
def bounded(inputs, outputs):
    return None if abs(outputs["y"]).max() <= 1 else "an entry is over 1"
"""
KINK = """
def kink(mlp, x):
    upstream = 1 + np.arange(len(x))
    return {"y": np.dot(upstream, mlp.relu(x)), "dx": upstream * mlp.slope_of_relu(x)}
"""
RIGHT = """
import numpy as np
def forward(W, x): return np.tanh(W @ x)
def slope(W, x): return 1 - np.tanh(W @ x) ** 2
def backward_W(W, x, g): return (g * slope(W, x)) @ x.T
def backward_x(W, x, g): return W.T @ (g * slope(W, x))
def loss(x): return np.sum(x ** 2) / len(x)
def dloss(x): return 2 * x / len(x)
def noise(x): return np.random.uniform(-1, 1, x.shape)
"""
AGREEMENT = "Agreement(drivers.affine, inputs.affine)"
GRADIENT = "Gradient(drivers.affine, inputs.affine, of='out', wrt=['W', 'x'], cotangent='upstream')"
LOSS = "Gradient(drivers.total, inputs.total, of='loss', wrt=['x'])"
CONTRACT = "Contract(drivers.affine, inputs.affine, shapes={'out': ('rows', 'batch')})"
AGAIN = "Contract(drivers.affine, inputs.affine, again=drivers.affine_again)"
PROPERTY = "Property(drivers.noise, inputs.total, properties.bounded)"
FIXTURE = "Fixture(drivers.affine, inputs.affine, cases=4)"
TRAINING = "Training(drivers.descend, inputs.descend)"


@pytest.fixture
def small(course):
    course.write("drivers.py", DRIVERS)
    course.write("inputs.py", INPUTS)
    course.write("properties.py", PROPERTIES)
    course.write("mlp.py", RIGHT)
    return course


def judged(small, check, changed="", **options):
    """The verdict of one check on the right module with these definitions added."""
    if check in (CONTRACT, AGAIN):
        small.question(f"{FIXTURE}, {check}")
        return small.first(RIGHT + changed, **options).verdicts[1]
    small.question(check)
    return small.first(RIGHT + changed, **options).verdicts[0]


ALL = [AGREEMENT, GRADIENT, LOSS, CONTRACT, AGAIN, PROPERTY, FIXTURE, TRAINING]


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.partition("(")[0])
def test_the_reference_passes(small, check):
    assert judged(small, check).state == "passed"


STYLES = {
    "single precision": "def forward(W, x): return np.tanh(W.astype('f4') @ x.astype('f4'))\n"
    "def dloss(x): return (2 * x / len(x)).astype(np.float32)",
    "einsum": "def forward(W, x): return np.tanh(np.einsum('ij,jk->ik', W, x))",
    "loops": "def loss(x):\n    total = 0.0\n    for v in x: total += float(v) ** 2 / len(x)\n"
    "    return total",
    "a loss of shape (1,)": "def loss(x): return np.array([np.mean(x ** 2)])",
    "a 0-d loss": "def loss(x): return np.array(np.mean(x ** 2))",
    "a gradient of one entry as a number": "def dloss(x):\n"
    "    d = 2 * x / len(x)\n    return d.item() if d.size == 1 else d",
    "Fortran order": "def backward_W(W, x, g): return np.asfortranarray((g * slope(W, x)) @ x.T)",
    "a reused buffer": "buffer = {}\n"
    "def backward_x(W, x, g):\n"
    "    kept = buffer.setdefault(x.shape, np.zeros(x.shape))\n"
    "    kept[...] = W.T @ (g * slope(W, x))\n    return kept",
    "by exponentials": "def forward(W, x):\n"
    "    return 2 / (1 + np.exp(-2 * np.clip(W @ x, -300, 300))) - 1",
}


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.partition("(")[0])
@pytest.mark.parametrize("style", sorted(STYLES))
def test_right_code_in_another_style_passes(small, check, style):
    found = judged(small, check, STYLES[style], examples=30)
    assert found.state == "passed", found


MISTAKES = [
    (AGREEMENT, "def forward(W, x): return W @ x", "out", ""),
    (AGREEMENT, "def backward_W(W, x, g): return -(g * slope(W, x)) @ x.T", "dW", "sign"),
    (AGREEMENT, "def backward_x(W, x, g): return (W.T @ (g * slope(W, x))).T", "shape", "transp"),
    (AGREEMENT, "def forward(W, x): return None", "missing", ""),
    (AGREEMENT, "def forward(W, x): return W[9, 9]", "IndexError", ""),
    (GRADIENT, "def backward_W(W, x, g): return 2 * (g * slope(W, x)) @ x.T", "dW", "doubled"),
    (GRADIENT, "def backward_W(W, x, g): return (g * slope(W, x)) @ x.T / x.shape[1]",
     "dW", "batch"),
    (GRADIENT, "def backward_x(W, x, g): return 0 * x", "dx", "all zeros"),
    (GRADIENT, "def backward_x(W, x, g): return W.T @ g", "dx", ""),
    (GRADIENT, "def forward(W, x): return x * np.inf", "finite", ""),
    (GRADIENT, "def forward(W, x): return 0 * (W @ x)\n"
     "def backward_x(W, x, g): return 0 * x\n"
     "def backward_W(W, x, g): return 0 * W",
     "your backward is the derivative of your forward, but the forward is wrong: out", ""),
    (LOSS, "def dloss(x): return 2 * x", "dx", "n = "),
    (LOSS, "def dloss(x): return 2.001 * x / len(x)", "dx", "1.0005"),
    (CONTRACT, "def forward(W, x):\n    x *= 2\n    return np.tanh(W @ x)", "x in place", ""),
    (CONTRACT, "def backward_W(W, x, g):\n    g += 1\n    return W", "upstream in place", ""),
    (CONTRACT, "def forward(W, x): return np.tanh(W @ x).T", "expected (rows, batch)", "transp"),
    (CONTRACT, "def forward(W, x): return np.log(W @ x * 0)", "finite", ""),
    (CONTRACT, "count = [0]\n"
     "def forward(W, x):\n    count[0] += 1\n    return np.tanh(W @ x) + count[0]", "differs", ""),
    (AGAIN, "last = {}\n"
     "def forward(W, x):\n    before = last.get('W', W)\n    last['W'] = W\n"
     "    return np.tanh(W @ x) + (before.shape == W.shape and (before != W).any())", "kept", ""),
    (PROPERTY, "def noise(x): return x * 0 + 3", "over 1", ""),
    (FIXTURE, "def forward(W, x): return np.tanh(W @ x) + 1e-3", "out", "0.001"),
    (TRAINING, "def dloss(x): return 2.1 * x / len(x)", "epoch 1", ""),
    (TRAINING, "calls = []\n"
     "def dloss(x):\n    calls.append(1)\n    return 2 * x / len(x) * (len(calls) < 5)",
     "epoch 5", ""),
]  # fmt: skip


@pytest.mark.parametrize(("check", "changed", "summary", "diagnosis"), MISTAKES)
def test_a_mistake_is_caught_and_told(small, check, changed, summary, diagnosis):
    found = judged(small, check, changed, examples=20)
    assert found.state == "failed"
    telling = found.failure.telling or found.failure
    hint = telling.diagnosis.sentence if telling.diagnosis else ""
    assert summary in found.failure.summary + hint
    assert diagnosis in hint


def test_the_failure_shown_is_the_smallest_and_its_diagnosis_from_a_telling_case(small):
    changed = "def backward_W(W, x, g): return (g * slope(W, x)) @ x.T / x.shape[1]"
    failure = judged(small, GRADIENT, changed, examples=30).failure
    assert failure.arguments["x"].shape == (1, 2)  # with one column, dividing by one is right
    assert failure.diagnosis.sentence.startswith("It is batch = 2 times too small: divided by")


def test_a_diagnosis_that_is_not_true_of_the_smallest_case_is_shown_on_a_larger_one(small):
    changed = "def backward_W(W, x, g): return ((g * slope(W, x)) @ x.T)[:, ::-1]"
    failure = judged(small, AGREEMENT, changed, examples=30).failure
    assert failure.diagnosis is None or failure.telling is None
    if failure.telling:
        assert failure.telling.diagnosis.code == "reordered"
        assert failure.telling.arguments["x"].shape != failure.arguments["x"].shape


def test_the_larger_case_names_its_sizes_and_says_what_is_true_of_it(small):
    small.question(AGREEMENT)
    mistake = "def backward_x(W, x, g): return 1.5 * W.T @ (g * slope(W, x))"
    results = small.grade(RIGHT + mistake, examples=20)
    shown = question_text(results.questions[0], results)
    assert "on a larger case, rows = 5, inner = 3, batch = 7:" in shown
    assert shown.index("with:") < shown.index("on a larger case")


@pytest.mark.parametrize("check", [AGREEMENT, FIXTURE])
def test_a_random_output_gets_no_factor(small, check):
    changed = "def forward(W, x): return np.random.default_rng().normal() * np.tanh(W @ x)"
    failure = judged(small, check, changed).failure
    assert failure.diagnosis.code == "not_repeatable"
    assert failure.telling is None


@pytest.mark.parametrize(
    ("wrong", "hinted"),
    [
        ("0 * (W @ x)", True),
        ("None", False),
        ("np.tanh(W @ x).T[:, :, None]", False),
        ("np.nothing", False),
    ],
)
def test_a_hint_about_a_value_is_shown_only_with_a_wrong_value(small, wrong, hinted):
    check = AGREEMENT.replace(")", ", outputs=['out'], hint='Is it the hyperbolic tangent?')")
    failure = judged(small, check, f"def forward(W, x): return {wrong}").failure
    assert bool(failure.hint) is hinted


@pytest.mark.parametrize(("first", "hints"), [("out", ["FIRST", ""]), ("dx", ["SECOND"])])
def test_a_hint_is_not_shown_for_the_mistake_of_an_earlier_check(small, first, hints):
    checks = [
        AGREEMENT.replace(")", f", outputs=[{name!r}], title={hint!r}, hint={hint!r})")
        for name, hint in ((first, "FIRST"), ("out", "SECOND"))
    ]
    small.question(", ".join(checks))
    found = small.first(RIGHT + "def forward(W, x): return 0 * (W @ x)")
    assert [v.failure.hint for v in found.verdicts if v.failure] == hints


def test_the_lines_of_an_exception_are_the_students_own(small):
    failure = judged(small, AGREEMENT, "def forward(W, x):\n    return W[9, 9]\n").failure
    assert [place.file for place in failure.places] == ["mlp.py"]


def test_random_output_fails_and_says_so(small):
    changed = "def loss(x): return np.sum(x ** 2) / len(x) + np.random.default_rng().normal()"
    found = judged(small, LOSS, changed)
    assert found.state == "failed"
    assert found.failure.summary.startswith("loss differs between two equal calls")


def test_the_gradient_of_a_wrong_forward_earns_only_what_the_author_carries_over(small):
    changed = (
        "def forward(W, x): return W @ x\n"
        "def backward_W(W, x, g): return g @ x.T\n"
        "def backward_x(W, x, g): return W.T @ g\n"
    )
    assert judged(small, AGREEMENT, changed).state == "failed"
    found = judged(small, GRADIENT, changed)
    assert found.state == "failed"
    assert "your backward is the derivative of your forward" in found.failure.summary
    carried = GRADIENT.replace(", cotangent", ", carried=0.5, cotangent")
    assert judged(small, carried, changed).earned == 0.5
    wrong = changed.replace("g @ x.T", "2 * g @ x.T")
    assert judged(small, carried, wrong).earned == 0


def test_a_subgradient_at_a_kink_passes(small):
    small.write("drivers.py", DRIVERS + KINK)
    small.write(
        "inputs.py",
        INPUTS + "kink = Inputs(x=drawn(lambda rng: rng.integers(-1, 2, 6).astype(float)))\n",
    )
    right = RIGHT + "def relu(x): return np.maximum(x, 0)\ndef slope_of_relu(x): return x > 0\n"
    small.write("mlp.py", right)
    other = right + "def slope_of_relu(x): return 1.0 * (x >= 0)\n"
    for module, state in (
        (right, "passed"),
        (other, "passed"),
        (right + "def slope_of_relu(x): return x >= -1\n", "failed"),
    ):
        small.question("Gradient(drivers.kink, inputs.kink, of='y', wrt=['x'])")
        assert small.first(module).verdicts[0].state == state


@pytest.mark.parametrize(("slope", "state"), [("-2 * (y - w)", "passed"), ("y - w", "failed")])
def test_a_gradient_with_respect_to_a_number_is_checked_with_numbers(small, slope, state):
    small.write(
        "drivers.py",
        DRIVERS
        + "def square(mlp, y, w): return {'loss': mlp.square(y, w), 'dw': mlp.slope_in(y, w)}",
    )
    small.write("inputs.py", INPUTS + "square = Inputs(y=reals(), w=reals())\n")
    right = (
        RIGHT + "def square(y, w): return (y - w) ** 2\ndef slope_in(y, w): return -2 * (y - w)\n"
    )
    small.write("mlp.py", right)
    small.question("Gradient(drivers.square, inputs.square, of='loss', wrt=['w'])")
    only_numbers = (
        "def square(y, w):\n    assert type(y) is float and type(w) is float\n"
        "    return (y - w) ** 2\n"
        f"def slope_in(y, w): return {slope}\n"
    )
    found = small.first(right + only_numbers).verdicts[0]
    assert found.state == state, found


def test_a_reference_whose_gradient_is_wrong_is_the_authors_mistake(small):
    wrong = "def backward_W(W, x, g): return 2 * (g * slope(W, x)) @ x.T"
    small.write("mlp.py", RIGHT + wrong)
    found = judged(small, GRADIENT)
    assert found.pending == 1.0
    assert "the reference's gradient is not the derivative of its out" in found.error


@pytest.mark.parametrize("noise", ["1e-2", "1e-3"])
def test_a_noisy_forward_hides_no_wrong_gradient(small, noise):
    changed = (
        f"def forward(W, x): return np.tanh(W @ x) + {noise} * np.random.default_rng().normal()\n"
        "def backward_W(W, x, g): return 0 * W"
    )
    assert judged(small, GRADIENT, changed).state == "failed"


def test_a_forward_that_recognises_inputs_close_together_earns_nothing(small):
    # Answers consistent with a made-up gradient near any input that was seen before.
    changed = """
seen = []
def forward(W, x):
    for w, before in seen:
        if W.shape == w.shape and x.shape == before.shape:
            if np.abs(W - w).max() + np.abs(x - before).max() < 0.5:
                return np.tanh(w @ before)
    seen.append((W.copy(), x.copy()))
    return np.tanh(W @ x)
def backward_W(W, x, g): return 0 * W
def backward_x(W, x, g): return 0 * x
"""
    for seed in range(3):
        assert judged(small, GRADIENT, changed, seed=seed).earned == 0


def test_a_large_array_is_narrowed_down_to_the_wrong_entry(small):
    small.write(
        "inputs.py",
        INPUTS
        + """
total = Inputs(x=reals("n"), sizes={"n": 4000}, regimes=("normal",))
""",
    )
    changed = "def dloss(x):\n    g = 2 * x / len(x)\n    g[1234] += 1\n    return g"
    failure = judged(small, LOSS, changed).failure
    assert failure.difference.entry == (1234,)
    assert np.isclose(failure.difference.yours[1234] - failure.difference.expected[1234], 1)


def test_a_curve_may_be_off_by_its_slack_and_no_more(small):
    changed = "def loss(x): return np.sum(x ** 2) / len(x) + 0.01"
    for slack, status in ((0.011, "passed"), (0.009, "failed")):
        check = f"Training(drivers.descend, inputs.descend, slack={{'loss': {slack}}})"
        assert judged(small, check, changed).state == status


def test_an_assignment_that_is_saved_twice_in_a_second_is_read_again(small, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    for points in (3, 8):
        small.question("Review('r')", points=points)
        os.utime(small.folder / "assignment.py", (1e9, 1e9))
        assert small.load().assignment.questions[0].points == points


def test_both_curves_are_kept(small):
    curves = judged(small, TRAINING, "def dloss(x): return x / len(x)").curves
    assert set(curves) == {"yours loss", "expected loss"}
    assert len(curves["yours loss"]) == 10


def test_a_contract_alone_earns_nothing(small):
    small.question(f"{AGREEMENT}, {CONTRACT}")
    result = small.first(RIGHT + "def forward(W, x): return np.zeros((len(W), x.shape[1]))")
    assert [verdict.state for verdict in result.verdicts] == ["failed", "passed"]
    assert result.earned == 0


def test_an_author_may_allow_an_epsilon(small):
    changed = "def forward(W, x): return np.tanh(W @ x) * (1 + 1e-3)"
    allowed = AGREEMENT.replace("affine)", "affine, outputs=['out'], tolerance=2e-3)")
    assert judged(small, allowed, changed).state == "passed"
    assert judged(small, AGREEMENT, changed).state == "failed"


def test_half_precision_is_not_a_license_to_be_wrong(small):
    changed = "def forward(W, x): return (1.05 * np.tanh(W @ x)).astype(np.float16)"
    assert judged(small, AGREEMENT, changed).state == "failed"


def test_only_the_outputs_asked_for_are_compared(small):
    changed = "def backward_x(W, x, g): return x"
    small.question(
        "Agreement(drivers.affine, inputs.affine, outputs=['out', 'dW'], weight=3), "
        "Agreement(drivers.affine, inputs.affine, outputs=['dx'], title='dx')"
    )
    assert small.first(RIGHT + changed).earned == 6


def test_a_failing_reference_costs_nothing_and_is_named(small):
    small.question(AGREEMENT)
    small.write("mlp.py", RIGHT + "def forward(W, x): raise ValueError('odd')")
    result = small.grade(RIGHT).questions[0]
    assert (result.earned, result.pending) == (0, 8)
    assert result.verdicts[0].error.startswith("the reference fails in the driver affine: Value")


EXTRA = """
def spread(mlp, x):
    return dict(mlp.spread(x))
"""


@pytest.mark.parametrize("kind", ["Agreement", "Contract", "Fixture"])
def test_extra_outputs_are_dropped_and_remarked_once(small, kind):
    small.write("drivers.py", DRIVERS + EXTRA)
    small.write("mlp.py", RIGHT + "def spread(x): return {'y': 2 * x}")
    first = "Fixture" if kind == "Fixture" else "Agreement"
    small.question(
        f"{first}(drivers.spread, inputs.total), {kind}(drivers.spread, inputs.total, title='2nd')"
    )
    extra = "def spread(x): return {'y': 2 * x, **{f'z{k}': k for k in range(3000)}}"
    one, other = small.first(RIGHT + extra).verdicts
    assert one.state == other.state == "passed"
    assert one.remarks == ("3,000 extra outputs were dropped (z0, z1, z2, z3, z4, …)",)
    assert other.remarks == ()


@pytest.mark.parametrize("kind", ["Agreement", "Fixture"])
def test_a_huge_output_costs_its_own_check_alone(small, kind):
    huge = "def forward(W, x): return np.zeros((300, 300))"
    check = f"{kind}(drivers.affine, inputs.affine)"
    small.question(f"{check}, Fixture(drivers.total, inputs.total, title='other')")
    found, other = small.first(RIGHT + huge).verdicts
    assert found.failure.summary.startswith("OutputTooLarge: out has 90,000 entries")
    assert other.state == "passed"


@pytest.mark.parametrize(
    ("largest", "noise", "summary"), [("1", "x * 0 + 3", "over 1"), ("np.inf", "x / 0", "finite")]
)
def test_a_failed_property_shows_what_the_student_returned(small, largest, noise, summary):
    small.write(
        "properties.py", f"import numpy as np\n{PROPERTIES.replace('1 else', f'{largest} else')}"
    )
    small.question(PROPERTY)
    results = small.grade(RIGHT + f"def noise(x): return {noise}")
    shown = question_text(results.questions[0], results)
    returned = shown.partition("yours:\n")[2]
    assert summary in shown
    assert re.match(r" *y = \[ *(3\.|-?inf)", returned), shown


READS = "def read(): return float(input('a number: '))\n"


@pytest.mark.parametrize(
    ("changed", "noted"),
    [
        ("n = int(input())", True),
        (f"{READS}def forward(W, x): return read() * x", True),
        (f"{READS}try: read()\nexcept ValueError: pass\ndef forward(W, x): return x[9]", False),
        ("import sys\ndel sys.stdin\n1 / 0", False),
    ],
)
def test_a_fault_after_input_says_that_there_is_no_standard_input(small, changed, noted):
    summary = judged(small, AGREEMENT, changed).failure.summary
    said = "there is no standard input while grading, and input() returned ''"
    assert (said in summary) == noted, summary
