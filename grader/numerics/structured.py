"""Fields whose values have a structure: sorted, distinct, matrices of a kind, graphs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from grader.numerics.fields import Axis, Field

DOUBLINGS = 8  # of the values among which different ones are looked for


def ascending(field: Field) -> Field:
    """The values of another field, sorted along the last axis: `ascending(reals("n"))`."""
    return replace(
        field, draw=lambda rng, shape, regime: np.sort(field.draw(rng, shape, regime), axis=-1)
    )


def distinct(field: Field) -> Field:
    """Values of another field, no two of an array alike: `distinct(integers(0, 99, "n"))`."""

    def draw(rng: np.random.Generator, shape: tuple[int, ...], regime: str) -> Any:
        axes = shape[: len(field.axes)]
        count = int(np.prod(axes))
        pool = np.ravel(field.draw(rng, shape, regime))
        for _ in range(DOUBLINGS):
            values = np.unique(pool)
            if len(values) >= count:
                return rng.permutation(values)[:count].reshape(axes)
            more = [
                np.ravel(field.draw(rng, shape, regime)) for _ in range(len(pool) // max(count, 1))
            ]
            pool = np.concatenate([pool, *more])
        if pool.dtype.kind != "f":
            raise ValueError(f"distinct: there are no {count} different values")
        return (rng.permutation(count) + 1).reshape(axes) / 2

    return replace(field, draw=draw)


def symmetric(n: Axis) -> Field:
    """A symmetric matrix."""
    return Field((n, n), lambda rng, shape, _: _symmetric(rng.standard_normal(shape)))


def _symmetric(matrix: np.ndarray) -> np.ndarray:
    return np.asarray(matrix + matrix.T) / 2


def positive_definite(n: Axis) -> Field:
    """A symmetric positive definite matrix, with a condition number of at most 100."""

    def draw(rng: np.random.Generator, shape: tuple[int, ...], _: str) -> np.ndarray:
        turned = _orthogonal(rng, shape[0])
        return _symmetric(turned * 10 ** rng.uniform(-1, 1, shape[0]) @ turned.T)

    return Field((n, n), draw)


def orthogonal(n: Axis) -> Field:
    """An orthogonal matrix."""
    return Field((n, n), lambda rng, shape, _: _orthogonal(rng, shape[0]))


def _orthogonal(rng: np.random.Generator, n: int) -> np.ndarray:
    q, r = np.linalg.qr(rng.standard_normal((n, n)))
    return np.asarray(q * np.where(np.diag(r) < 0, -1.0, 1.0))


def stochastic(*axes: Axis) -> Field:
    """Positive numbers that sum to 1 along the last axis, as the rows of a transition matrix."""

    def draw(rng: np.random.Generator, shape: tuple[int, ...], _: str) -> np.ndarray:
        values = rng.uniform(0.05, 1, shape)
        return np.asarray(values / values.sum(axis=-1, keepdims=True))

    return Field(axes, draw)


def permutation(n: Axis) -> Field:
    """The integers from 0 to n - 1 in any order."""
    return Field((n,), lambda rng, shape, _: rng.permutation(shape[0]))


def graph(nodes: Axis, *, directed: bool = False, connected: bool = False) -> Field:
    """An adjacency matrix of zeros and ones, without loops at a node."""

    def draw(rng: np.random.Generator, shape: tuple[int, ...], _: str) -> np.ndarray:
        n = shape[0]
        edges = rng.random((n, n)) < rng.uniform(0.1, 0.6)
        order = rng.permutation(n)
        for at in range(1, n if connected else 0):
            earlier = order[rng.integers(at)]
            edges[earlier, order[at]] = edges[order[at], earlier] = True
        edges = edges & ~np.eye(n, dtype=bool)
        return (edges if directed else np.triu(edges) | np.triu(edges).T).astype(int)

    return Field((nodes, nodes), draw)
