"""Right modules of the CMU homework, put together from pieces, and programs run over modules.

A piece under `wheat` is one class, or both networks, written in a way of its own. Pieces are
combined so that each meets several others.
"""

import functools
import importlib
import sys
import types
from pathlib import Path

import numpy as np

from grader import loading
from grader.sequences.interpreter import SequenceInterpreter, SequenceState
from grader.sequences.oracle import oracle_of
from grader.sequences.program import copied
from grader.sequences.shrinking import search

ROOT = Path(__file__).parents[2]
WHEAT = Path(__file__).parent / "wheat"
KINDS = ("linear", "relu", "loss", "network")
LIVES = ("linear", "momentum", "relu", "dropout", "loss", "single", "two")
COUNT = 68  # four times as many as there are ways to write a LinearMap
PROGRAMS = 24


def pieces(kind):
    return sorted((WHEAT / kind).glob("*.py"))


def combination(number):
    """The name of a right module, and its text."""
    chosen = [pieces(kind)[number % len(pieces(kind))] for kind in KINDS]
    return "+".join(piece.stem for piece in chosen), text_of(*chosen)


def plain():
    """The text of the module that most students would write."""
    return text_of(*(WHEAT / kind / "plain.py" for kind in KINDS))


def text_of(*chosen):
    return "\n\n".join(path.read_text() for path in (WHEAT / "prelude.py", *chosen))


def module(text, name="mlp"):
    """A module of that text, as an import would make it."""
    made = sys.modules[name] = types.ModuleType(name)
    exec(compile(text, f"{name}.py", "exec"), made.__dict__)
    return made


@functools.cache
def course(name="cmu10417_hw1"):
    """An author's modules `lives` and `drivers`, and the reference's, by a function of names."""
    package = loading.load(ROOT / "reference" / name).package
    return lambda part: importlib.import_module(f"{package}.{part}")


def oracle(life, of=None):
    """The oracle of a life of the CMU homework, or of that of another course."""
    parts = of or course()
    declared = getattr(parts("lives"), life) if isinstance(life, str) else life
    return oracle_of(declared, parts(declared.module), parts("drivers"))


def run_over(student, drivers):
    """What runs programs over a module, in this process."""
    state = SequenceState(student)

    def run(programs):
        return [once(program) for program in programs]

    def once(program):
        state.restore()
        values = {name: copied(value) for name, value in program.values.items()}
        objects = SequenceInterpreter(student, vars(drivers), values)
        with np.errstate(all="ignore"):
            return objects.run(program.steps_as_data, Exception)

    return run


def found(life, text, seed=0, programs=PROGRAMS):
    """What the search finds in a module of that text."""
    asked = oracle(life)
    return search(asked, run_over(module(text), course()("drivers")), seed, programs)
