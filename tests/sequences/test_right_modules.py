"""Right modules of the CMU homework, in many styles, lose nothing."""

import pytest
from modules import COUNT, LIVES, combination, found, oracle, plain

SEEDS = 50


def lost(text, seeds):
    return [(life, seed, f) for life in LIVES for seed in seeds if (f := found(life, text, seed))]


def test_the_modules_are_many_and_differ():
    names = {combination(number)[0] for number in range(COUNT)}
    assert len(names) == COUNT >= 60


@pytest.mark.parametrize("number", range(COUNT), ids=lambda number: combination(number)[0])
def test_a_right_module_passes(number):
    assert not lost(combination(number)[1], [number])


@pytest.mark.slow
@pytest.mark.parametrize("number", range(COUNT), ids=lambda number: combination(number)[0])
def test_a_right_module_passes_under_many_seeds(number):
    assert not lost(combination(number)[1], range(SEEDS))


def test_any_slope_is_right_at_a_kink():
    # Biases are zero and every unit is dropped: what the next layer gets is exactly zero.
    half = next(text for name, text in map(combination, range(COUNT)) if "modes" in name)
    assert "np.sign(self.x) + 1) / 2" in half
    asked = oracle("two")
    assert not lost(half, [120])
    assert sum(program.adopts for _, program in asked.programs(120, 24)) > 0


def test_an_object_may_keep_and_change_the_parameters_that_it_is_given():
    text = plain()
    for old, new in (
        ("np.copy(w)", "w"),
        ("np.copy(b)", "b"),
        ("self.weights = self.weights - self.lr", "self.weights -= self.lr"),
    ):
        assert old in text
        text = text.replace(old, new)
    assert not [f for life in ("linear", "momentum") if (f := found(life, text, 0))]


@pytest.mark.parametrize("life", LIVES)
def test_programs_are_the_same_for_the_same_seed(life):
    one, other = (
        [repr(program.steps) for _, program in oracle(life).programs(seed, 6)] for seed in (3, 3)
    )
    oracle(life).programs.cache_clear()
    assert one == other == [repr(p.steps) for _, p in oracle(life).programs(3, 6)]
    assert one != [repr(program.steps) for _, program in oracle(life).programs(4, 6)]
