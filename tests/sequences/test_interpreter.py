"""The interpreter of programs: results looked at again, and what a module holds put back."""

import numpy as np
import pytest
from modules import module

from grader.sequences.interpreter import SequenceInterpreter, SequenceState

CHANGES_A_RESULT = """
import numpy as np
class A:
    def f(self):
        self.held = np.ones(2)
        return self.held
    def g(self):
        self.held[0] = 5
"""


def step(name, **more):
    return {"on": "a", "call": name, "seed": 0, **more}


@pytest.mark.parametrize("later", [[], [step("f", held=True)]])
def test_a_result_that_a_later_call_changes_is_seen_whatever_follows(later):
    steps = [step("A"), step("f", held=True), step("g"), *later]
    seen = SequenceInterpreter(module(CHANGES_A_RESULT), {}, {}).run(steps, Exception)
    assert [name for name in seen if "changed" in name] == ["1:changed"]


KEEPS = """
import numpy as np
GLOBAL = [1]
class A:
    shared = {"n": np.zeros(2)}
def f(x, memory=[]):
    memory.append(x)
    return len(memory)
"""


def test_what_a_module_holds_outside_of_objects_is_put_back():
    held = module(KEEPS)
    state = SequenceState(held)
    for _ in range(2):
        assert (held.f(1), held.f(1)) == (1, 2)
        held.GLOBAL.append(2)
        held.A.shared["n"][0] = 7
        held.A.more, held.OTHER, held.np = 1, 2, None
        state.restore()
        assert (held.GLOBAL, held.A.shared["n"].tolist()) == ([1], [0, 0])
        assert held.np is np
        assert not hasattr(held.A, "more")
        assert not hasattr(held, "OTHER")
