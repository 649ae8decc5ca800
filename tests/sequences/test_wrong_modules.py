"""Mistakes that live between calls, or in what is constructed, are found, and shown truly."""

import contextlib
import io

import numpy as np
import pytest
from chaff import KINDS, WRONG
from modules import found, module, plain

from grader.sequences.listing import listing

SEEDS = 100
RARE = {"input_on_the_class": 0.9, "accuracy_of_twelve_classes": 0.9}


def test_there_are_at_least_three_of_each_kind():
    for kind in KINDS:
        assert sum(wrong.kind == kind for wrong in WRONG.values()) >= 3


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_found(name):
    wrong = WRONG[name]
    text = wrong.applied(plain())
    assert any(found(wrong.life, text, seed) for seed in range(2))


@pytest.mark.slow
@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_found_under_nearly_every_seed(name):
    wrong = WRONG[name]
    text = wrong.applied(plain())
    count = sum(found(wrong.life, text, seed) is not None for seed in range(SEEDS))
    assert count >= SEEDS * RARE.get(name, 0.99)


def pasted(code, text):
    """What the last line of a listing gives in a fresh module, or its exception."""
    module(text)
    *lines, last = code.splitlines()
    scope = {}
    with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
        try:
            exec("\n".join(lines), scope)
            return exec(last, scope) if " = " in last else eval(last, scope)  # noqa: S307 - ours
        except Exception as error:
            return error


@pytest.mark.parametrize("name", WRONG)
def test_what_is_shown_can_be_pasted_and_shows_the_mistake(name):
    wrong = WRONG[name]
    text = wrong.applied(plain())
    shown = next(f for seed in range(5) if (f := found(wrong.life, text, seed)))
    mismatch = shown.mismatch
    assert shown.alone
    code = listing(mismatch, shown.seeded)
    if "..." in code:  # arrays too large to be shown
        return
    if mismatch.kind == "differs":
        path = mismatch.path if not mismatch.program.steps[mismatch.at].constructs else ""
        value = eval(f"value{path}", {"value": pasted(code, text)})  # noqa: S307 - ours
        np.testing.assert_allclose(value, mismatch.difference.yours, rtol=1e-9, atol=1e-12)
    elif mismatch.kind == "raises":
        told = pasted(code, text)
        assert isinstance(told, Exception)
        assert f"{type(told).__name__}: {told}" in mismatch.summary


def test_the_program_shown_is_short():
    text = WRONG["no_coasting"].applied(plain())
    shown = found("momentum", text).mismatch
    calls = [s.method for s in shown.program.steps[: shown.at] if not s.final]
    assert calls == ["LinearMap", "loadparams", "forward", "backward", "step", "zerograd", "step"]


def test_a_cache_on_the_class_is_shown_with_two_objects():
    shown = found("momentum", WRONG["velocity_on_the_class"].applied(plain())).mismatch
    assert {step.target for step in shown.program.steps} == {"a", "b"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("weights_constant", "a.getW() isn't random in a new object"),
        ("generator_reseeded", "is the same in two new objects: each must draw its own"),
        ("gradient_changed_in_place", "your code changed its argument grad_wrt_out1"),
        ("result_changed_by_backward", "returned was changed by a later call"),
        ("nothing_until_loaded", "a.getW() raises AttributeError"),
        ("weights_transposed", "a.getW() has shape ("),
        ("argument_renamed", "unexpected keyword argument 'hiddenlayer'"),
        ("hiddenlayers_changed", "your code changed its argument hiddenlayers1"),
    ],
)
def test_the_sentence_says_what_is_wrong(name, words):
    wrong = WRONG[name]
    shown = [f for seed in range(3) if (f := found(wrong.life, wrong.applied(plain()), seed))]
    assert any(words in f.mismatch.summary for f in shown), [f.mismatch.summary for f in shown]


def with_a_generator_of_its_own(text, draw):
    text = text.replace(draw, draw.replace("np.random.uniform", "OWN.uniform"))
    return text.replace("\n\n\n", "\n\n\nOWN = np.random.default_rng()\n\n\n", 1)


def test_random_numbers_of_its_own_are_told_apart_alike_each_time():
    text = with_a_generator_of_its_own(plain(), "np.random.uniform(0, 1, x.shape)")
    outcomes = [found("two", text, seed) for seed in (*range(10), *range(10))]
    assert {f.mismatch.kind for f in outcomes} == {"unsteady"}
    (text,) = {f.mismatch.summary for f in outcomes}
    assert text == "TwoLayerMLP.forward gives something else when the same calls are made again"


def test_weights_from_a_generator_of_its_own_leave_another_mistake_named():
    text = WRONG["no_coasting"].applied(plain())
    shown = found("momentum", with_a_generator_of_its_own(text, "np.random.uniform(-b, b, ("))
    assert shown.alone
    assert shown.mismatch.kind == "differs"
