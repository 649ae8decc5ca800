"""An answer's letters fitted to the question's: other index letters, entries of an array.

Letters are renamed consistently. Two letters that are asked are never swapped, unless the left
side of the answer says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from grader.algebra.notation.parser.vocabulary import Vocabulary
from grader.algebra.tree import (
    NODES,
    Constant,
    Derivative,
    Entry,
    Equation,
    Matrix,
    Name,
    Negative,
    Number,
    Over,
    Product,
    Quotient,
    Sum,
    Tree,
    children,
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


def without_left(tree: Equation) -> Tree:
    """A derivation without its left side."""
    members = tree.members[1:]
    return members[0] if len(members) == 1 else Equation(members, tree.relations[1:])


def solved(tree: Tree, asked: Sequence[Tree]) -> Tree | None:
    """An equation with what is asked alone on its left: of `w' - w = -g` the `w' = -g + w`.

    None where what is asked is no term of one side, or stands elsewhere too.
    """
    if not isinstance(tree, Equation) or set(tree.relations) != {"="}:
        return None
    forms = set(map(whole, asked))
    for at in (0, -1):
        side = tree.members[at]
        if not isinstance(side, Sum):
            continue
        for n, term in enumerate(side.terms):
            found = term.operand if isinstance(term, Negative) else term
            rest = (*side.terms[:n], *side.terms[n + 1 :])
            others = tree.members[1:] if at == 0 else tree.members[-2::-1]
            if whole(found) not in forms or any(_holds(o, found) for o in (*rest, *others)):
                continue
            if found is term:
                moved = tuple(Sum((o, *map(_opposite, rest))) for o in others)
            else:
                moved = tuple(Sum((*rest, _opposite(o))) for o in others)
            return Equation((found, *moved), tree.relations)
    return None


def _opposite(tree: Tree) -> Tree:
    return tree.operand if isinstance(tree, Negative) else Negative(tree)


def _holds(tree: Tree, part: Tree) -> bool:
    return part in set(walk(tree))


def fits(
    tree: Tree, asked: tuple[Tree, ...], free: str, words: Vocabulary
) -> Iterator[tuple[Tree, Tree, str, int]]:
    """The answer's tree with the question's letters: (tree, truth, free letters, cost)."""
    truth, letters = asked[0], frozenset(free)
    declared = frozenset({*words.ranks, *words.names.values(), *words.sizes})
    loose = free_letters(tree, declared)
    by_left = _by_left_side(tree, asked, free, loose, declared)
    if by_left is not None:
        yield by_left
        return
    if letters and set(loose) - letters:
        mapping = _by_order(loose, letters)
        if mapping is not None:
            yield renamed(tree, mapping), truth, free, 0
            return
    yield tree, truth, free, 0
    rest = tuple(Name(n) for n in free if n not in unbound(tree))
    if rest and len(rest) < len(free):
        yield _with_indices(tree, truth, rest), truth, free, 1
    if letters and not letters & unbound(tree):
        indices = tuple(map(Name, free))
        entries = _entrywise(tree, indices, words.ranks)
        if entries is None and isinstance(tree, Equation):
            entries = _entrywise(without_left(tree), indices, words.ranks)
        if entries is not None:
            yield entries, truth, free, 1
    if not letters and loose and all(len(n) == 1 for n in loose):
        named = [n for n in _indices_of(tree) if n in loose] or loose
        summed = _summed(tree, [n for n in loose if n not in named]) if words.implied else tree
        yield summed, _entry_of(truth, named, words.ranks), "".join(named), 1


def _with_indices(tree: Tree, truth: Tree, rest: tuple[Name, ...]) -> Tree:
    """Entries of the rows that are given, `2 (x_n - m_k)`, where the entry k, j is asked."""
    if not isinstance(tree, Equation):
        return Entry(tree, rest)
    left, *others = tree.members
    named = whole(left) == whole(truth)
    first = truth if named else Entry(left, rest)
    return Equation((first, *(Entry(member, rest) for member in others)), tree.relations)


def _indices_of(tree: Tree) -> list[str]:
    """The indices of a left side, in order: of `dL/dW_ij` i and j."""
    left = tree.members[0] if isinstance(tree, Equation) else None
    ends = (left.of, left.by) if isinstance(left, Derivative) else (left,)
    entries = [end for end in ends if isinstance(end, Entry)]
    return [n.name for entry in entries for n in entry.indices if isinstance(n, Name)]


def _summed(tree: Tree, letters: list[str]) -> Tree:
    """Products in which a letter stands twice, and not on the left side, summed over it."""
    for letter in letters:

        def change(node: Tree, letter: str = letter) -> Tree:
            twice = isinstance(node, Product) and _uses(node, letter) > 1
            return Over("sum", letter, None, None, None, node) if twice else node

        tree = rewrite(tree, change)
    return tree


def _uses(tree: Product, letter: str) -> int:
    return sum(letter in unbound(factor) for factor in tree.factors)


def _by_left_side(
    tree: Tree, asked: tuple[Tree, ...], free: str, loose: list[str], declared: frozenset[str]
) -> tuple[Tree, Tree, str, int] | None:
    """What the left side says of the letters; None where it says nothing."""
    if not isinstance(tree, Equation):
        return None
    truth, letters, left = asked[0], frozenset(free), tree.members[0]
    mapping = unified(truth, left, letters) if letters else None
    if mapping is not None:
        changed = {old: new for old, new in mapping.items() if old != new}
        distinct = len({mapping.get(n, n) for n in loose}) == len(loose)
        return renamed(tree, changed) if distinct else tree, truth, free, 0
    entries = next((f for f in asked if whole(f) == whole(left) and left != f), None)
    if entries is not None and loose and not letters:
        used = [n for n in loose if n in unbound(left)]
        return tree, left, "".join(used), 0
    if letters and set(loose) - letters:
        rest = without_left(tree)
        if set(free_letters(rest, declared)) <= letters:  # the left side names another letter
            return rest, truth, free, 0
    return None


def _entrywise(tree: Tree, indices: tuple[Name, ...], ranks: Mapping[str, int]) -> Tree | None:
    """An entry of sums and multiples of arrays: of `(A + B)/2` the `(A_ij + B_ij)/2`; else None."""
    if isinstance(tree, Name):
        rank = ranks.get(tree.name, 0)
        return tree if not rank else Entry(tree, indices) if rank == len(indices) else None
    if isinstance(tree, (Number, Constant)):
        return tree
    if isinstance(tree, Matrix) and len(indices) == 2:
        return Entry(tree, indices)
    if not isinstance(tree, (Sum, Negative, Quotient, Product, Equation)):
        return None
    arrays = [part for part in children(tree) if any(_array(n, ranks) for n in walk(part))]
    scaled = (isinstance(tree, Product) and tree.kind != "⊙") or isinstance(tree, Quotient)
    if scaled and len(arrays) > 1:
        return None
    found: dict[Tree, Tree] = {}
    for part in children(tree):
        entry = _entrywise(part, indices, ranks)
        if entry is None:
            return None
        found[part] = entry
    changed = {key: _swapped(value, found) for key, value in parts(tree).items()}
    return type(tree)(**changed)


def _array(node: Tree, ranks: Mapping[str, int]) -> bool:
    return isinstance(node, Name) and ranks.get(node.name, 0) > 0


def _swapped(part: Any, found: Mapping[Tree, Tree]) -> Any:
    if isinstance(part, tuple):
        return tuple(_swapped(item, found) for item in part)
    return found.get(part, part) if isinstance(part, NODES) else part  # type: ignore[call-overload]  # as above


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
