"""The reference's side: a life's programs, what each must give, and how rounding moves that."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import ModuleType
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from grader.errors import AssignmentError
from grader.numerics.tolerance import SINGLE, as_numbers
from grader.sequences.building import Form, Tape, build
from grader.sequences.drawing import draw
from grader.sequences.interpreter import SequencePacking
from grader.sequences.life import Interface, Life
from grader.sequences.program import Observed, Program, copied, mapped, run_here

RUNS = 6
MARGIN = 8.0
FAR = 1e-2  # relative to an observation's largest entry: rounding alone moves none so far
DUST = 1e-30  # what zeros are moved by, all up or all down: at a kink any slope is right

States = dict[int, list[Any]]  # by step, what an object starts from


class Oracle:
    """A life's reference. It remembers its programs, and what they give, for a batch."""

    def __init__(self, life: Life, module: ModuleType, drivers: ModuleType) -> None:
        self.life, self._module, self._drivers = life, module, drivers
        self._expected: WeakKeyDictionary[Program, dict[str, Any]] = WeakKeyDictionary()
        self._packed: WeakKeyDictionary[Program, dict[str, Any]] = WeakKeyDictionary()
        made = life.of if isinstance(life.of, type) else getattr(module, life.name, None)
        if made is None:
            raise AssignmentError(f"the reference has no class {life.name}")
        try:
            self.interface = Interface.of(life, made)
        except ValueError as error:
            raise AssignmentError(str(error)) from None

    @lru_cache(maxsize=64)  # noqa: B019 - an oracle lives as long as its assignment
    def programs(
        self, start: int, count: int, *, loaded: bool = False
    ) -> list[tuple[Tape, Program]]:
        """The programs of a seed; with `loaded`, none that needs the student's own state."""
        seeds = np.random.SeedSequence(start).generate_state(count)
        form = Form(loaded=loaded)
        return [draw(self.life, self.interface, int(seed), form) for seed in seeds]

    def build(self, tape: Tape, seed: int, form: Form) -> Program:
        """The program of a tape."""
        return build(self.life, self.interface, tape, seed, form)

    def expected(self, program: Program, states: States | None = None) -> dict[str, Any]:
        """What the reference observes; raises AssignmentError if it fails."""
        if states:
            return self._run(program, states=states)
        if program not in self._expected:
            self._expected[program] = self._run(program)
        return self._expected[program]

    def packed(self, program: Program) -> dict[str, Any]:
        """What the reference observes, packed: a student's process replies the like."""
        if program not in self._packed:
            self._packed[program] = SequencePacking.pack(self.expected(program))
        return self._packed[program]

    def states(self, program: Program, seen: Observed) -> States:
        """What the reference's objects start from: random and free values are the student's."""
        if not program.adopts:
            return {}
        own, states = self.expected(program), {}
        for number, step in enumerate(program.steps):
            start = f"{number}:."
            theirs = {n: v for n, v in own.items() if step.constructs and n.startswith(start)}
            if theirs and all(_alike(seen.get(name), value) for name, value in theirs.items()):
                names = [(read, f"{start}{read}()") for read in step.look]
                states[number] = [self._state(read, name, own, seen) for read, name in names]
        return states

    def _state(self, read: str, name: str, own: Observed, seen: Observed) -> Any:
        source = seen if read in self.life.random | self.life.free else own
        if name in own:
            return np.asarray(source[name], float)
        parts = [part for part in own if part.startswith(f"{name}[")]
        return [np.asarray(source[part], float) for part in parts]

    def noise(self, program: Program, states: States | None = None) -> dict[str, Any]:
        """How far each observation moves when the reference computes in single precision.

        Where that is far, the program has met a kink, at which several slopes are right: of that
        object nothing is settled any longer.
        """
        exact = self.expected(program, states)
        noise = {
            name: np.zeros(np.shape(value))
            for name, value in exact.items()
            if as_numbers(value) is not None and not name.startswith("after:")
        }
        rng = np.random.default_rng(0)
        for run in range(RUNS):
            move = _mover(rng, DUST if run % 2 else -DUST)
            values = {name: mapped(value, move) for name, value in program.values.items()}
            moved = {k: mapped(state, move) for k, state in (states or {}).items()}
            seen = self._run(program, values=values, states=moved)
            for name in noise:
                gap = np.abs(np.asarray(seen[name]) - np.asarray(exact[name]))
                noise[name] = np.maximum(noise[name], np.where(np.isfinite(gap), gap, 0.0))
        return _unsettled(program, exact, noise)

    def _run(
        self,
        program: Program,
        *,
        values: Mapping[str, Any] | None = None,
        states: States | None = None,
    ) -> dict[str, Any]:
        seen = run_here(
            program,
            self._module,
            self._drivers,
            values=values,
            states={k: copied(state) for k, state in (states or {}).items()},
            load=self.life.load,
        )
        raised = [value for name, value in seen.items() if name.endswith(":raised")]
        if raised:
            raise AssignmentError(f"{self.life.name}: the reference itself fails: {raised[0]}")
        return seen


@lru_cache(maxsize=64)
def oracle_of(life: Life, module: ModuleType, drivers: ModuleType) -> Oracle:
    """The oracle of a life, made once: a batch of submissions shares it."""
    return Oracle(life, module, drivers)


def _unsettled(
    program: Program, exact: Observed, noise: dict[str, Any]
) -> dict[str, np.ndarray | float]:
    """The noise with its margin, infinite from where an object isn't settled."""
    lost: set[str] = set()
    margins: dict[str, np.ndarray | float] = {}
    for name, moved in noise.items():
        target = program.steps[int(name.partition(":")[0])].target
        if moved.size and moved.max() > FAR * (np.abs(exact[name]).max() + SINGLE):
            lost.add(target)
        margins[name] = np.inf if target in lost else MARGIN * moved
    return margins


def _alike(value: Any, own: Any) -> bool:
    theirs = as_numbers(value)
    return theirs is not None and theirs.shape == np.shape(own)


def _mover(rng: np.random.Generator, dust: float) -> Any:
    def move(array: np.ndarray) -> np.ndarray:
        moved = array * (1 + 4 * SINGLE * rng.standard_normal(array.shape)) + dust
        return moved.astype(np.float32)

    return move
