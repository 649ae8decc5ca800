"""An answer's letters fitted to the question's: other index letters, entries of an array.

Letters are renamed consistently. Two letters that are asked are never swapped, unless the left
side of the answer says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from grader.algebra.notation.vocabulary import Vocabulary
from grader.algebra.tree import (
    NODES,
    Derivative,
    Entry,
    Equation,
    Name,
    Over,
    Tree,
    parts,
    rewrite,
    unbound,
    walk,
)


def renamed(tree: Tree, letters: Mapping[str, str]) -> Tree:
    """The tree with free letters renamed; bound ones make way."""
    if not letters:
        return tree
    bound = {node.index for node in walk(tree) if isinstance(node, Over)}
    clashing = bound & set(letters.values())
    if clashing:
        used = {n.name for n in walk(tree) if isinstance(n, Name)} | bound | set(letters.values())
        fresh = iter(c for c in "abcdefghijklmnopqrstuvwxyz" if c not in used)
        tree = _rebound(tree, {letter: next(fresh, letter + "0") for letter in sorted(clashing)})
    return _renamed(tree, letters)


def _rebound(tree: Tree, fresh: Mapping[str, str]) -> Tree:
    """Bound letters under other names."""

    def change(node: Tree) -> Tree:
        if isinstance(node, Over) and node.index in fresh:
            letter = {node.index: fresh[node.index]}
            condition = _renamed(node.condition, letter) if node.condition else None
            body = _renamed(node.body, letter)
            return replace(node, index=fresh[node.index], condition=condition, body=body)
        return node

    return rewrite(tree, change)


def _renamed(tree: Tree, letters: Mapping[str, str]) -> Tree:
    if isinstance(tree, Name):
        return Name(letters.get(tree.name, tree.name))
    if isinstance(tree, Over) and tree.index in letters:
        letters = {old: new for old, new in letters.items() if old != tree.index}
    changed = {key: _inside(value, letters) for key, value in parts(tree).items()}
    return type(tree)(**changed)


def _inside(part: Any, letters: Mapping[str, str]) -> Any:
    if isinstance(part, tuple):
        return tuple(_inside(item, letters) for item in part)
    return _renamed(part, letters) if isinstance(part, NODES) else part  # type: ignore[arg-type]  # NODES and Tree list the same classes


def unified(pattern: Tree, tree: Tree, letters: frozenset[str]) -> dict[str, str] | None:
    """How the tree's letters have to be renamed to give the pattern; None if that can't be."""
    found: dict[str, str] = {}
    return found if _unify(pattern, tree, letters, found) else None


def _unify(pattern: Any, tree: Any, letters: frozenset[str], found: dict[str, str]) -> bool:
    if isinstance(pattern, Name) and isinstance(tree, Name) and pattern.name in letters:
        return found.setdefault(tree.name, pattern.name) == pattern.name
    if isinstance(pattern, tuple) and isinstance(tree, tuple):
        if len(pattern) != len(tree):
            return False
        return all(_unify(p, t, letters, found) for p, t in zip(pattern, tree, strict=True))
    if isinstance(pattern, NODES) and type(pattern) is type(tree):
        inner = parts(pattern), parts(tree)  # type: ignore[arg-type]  # as above
        return all(_unify(value, inner[1][key], letters, found) for key, value in inner[0].items())
    return bool(pattern == tree)


def whole(tree: Tree) -> Tree:
    """The array that an entry is of, and the derivative that one of its entries is of."""
    if isinstance(tree, Entry):
        return tree.base
    if isinstance(tree, Derivative):
        by = whole(tree.by)
        return Derivative(whole(tree.of), by if isinstance(by, Name) else tree.by)
    return tree


def free_letters(tree: Tree, declared: frozenset[str]) -> list[str]:
    """The letters of a tree that nothing binds or declares, in alphabetical order."""
    return sorted(n for n in unbound(tree) if n not in declared and len(n) <= 3 and n.isalpha())


def fits(
    tree: Tree, asked: tuple[Tree, ...], free: str, words: Vocabulary
) -> Iterator[tuple[Tree, Tree, str, int]]:
    """The answer's tree with the question's letters: (tree, truth, free letters, cost)."""
    truth, letters = asked[0], frozenset(free)
    declared = frozenset({*words.ranks, *words.names.values(), *words.sizes})
    left = tree.members[0] if isinstance(tree, Equation) else None
    loose = free_letters(tree, declared)
    if left is not None:
        mapping = unified(truth, left, letters) if letters else None
        if mapping is not None:
            changed = {old: new for old, new in mapping.items() if old != new}
            distinct = len({mapping.get(n, n) for n in loose}) == len(loose)
            yield renamed(tree, changed) if distinct else tree, truth, free, 0
            return
        entries = next((f for f in asked if whole(f) == whole(left) and left != f), None)
        if entries is not None and loose and not letters:
            used = [n for n in loose if n in unbound(left)]
            yield tree, left, "".join(used), 0
            return
    if letters and set(loose) - letters:
        mapping = _by_order(loose, letters)
        if mapping is not None:
            yield renamed(tree, mapping), truth, free, 0
            return
    yield tree, truth, free, 0
    if not letters and loose and all(len(n) == 1 for n in loose):
        yield tree, _entry_of(truth, loose, words.ranks), "".join(loose), 1


def _by_order(loose: list[str], letters: frozenset[str]) -> dict[str, str] | None:
    """Foreign letters to the asked ones that are missing, both in alphabetical order."""
    foreign = [n for n in loose if n not in letters]
    missing = sorted(letters - set(loose))
    if len(foreign) > len(missing) or (len(missing) > 1 and len(foreign) != len(missing)):
        return None
    return dict(zip(foreign, missing, strict=False))


def _entry_of(truth: Tree, letters: list[str], ranks: Mapping[str, int]) -> Tree:
    """One entry of what is asked; of a derivative, its output's indices and then its input's."""
    indices = tuple(Name(n) for n in letters)
    if not isinstance(truth, Derivative) or not isinstance(truth.by, Name):
        return Entry(truth, indices)
    above = ranks.get(truth.of.name, 0) if isinstance(truth.of, Name) else 0
    below = ranks.get(truth.by.name, 0)
    if len(letters) != above + below or not below:
        return Entry(truth, indices)
    of = Entry(truth.of, indices[:above]) if above else truth.of
    return Derivative(of, Entry(truth.by, indices[above:]))
