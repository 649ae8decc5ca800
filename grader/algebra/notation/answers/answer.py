"""An answer's readings: its formulas and words put together, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from grader.algebra.budget import Budget
from grader.algebra.notation.answers.antiderivatives import differentiated
from grader.algebra.notation.answers.choosing import (
    answers,
    chosen,
    defined_again,
    mention,
    number_after,
    on_diagonal,
    restricted,
    rivals,
    special_cases,
    unused,
)
from grader.algebra.notation.answers.clauses import clauses
from grader.algebra.notation.answers.definitions import Definitions
from grader.algebra.notation.answers.fitting import fits, solved, whole, without_left
from grader.algebra.notation.answers.formula import Formulas
from grader.algebra.notation.answers.hot import name_the_class, true_class
from grader.algebra.notation.answers.outside import number_before
from grader.algebra.notation.answers.own import own_names, redefined, without_names
from grader.algebra.notation.answers.segments import Pieces, segment
from grader.algebra.notation.answers.stating import _pieced, _Statement, _statements
from grader.algebra.notation.answers.unread import Unread
from grader.algebra.notation.answers.variants import variants
from grader.algebra.notation.answers.words import LISTING, OPERATIONS, STRONG
from grader.algebra.notation.parser.vocabulary import Vocabulary
from grader.algebra.notation.text.errors import NotationError
from grader.algebra.tree import (
    Apply,
    Compare,
    Constant,
    Derivative,
    Entry,
    Equation,
    Expectation,
    Limit,
    Name,
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    Tree,
    depth,
    rewrite,
    walk,
)
from grader.algebra.tree.plain import show

MAX_READINGS = 24
MAX_RIVALS = 12
_IMPLIED = re.compile(r"\b(?:[Ss]ummed|[Ss]umming|Einstein|[Ii]mplied sum|[Ss]ummation)\b")


MAX_DEPTH = 120


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand an answer.

    `tree` is the expression or derivation it comes to, to be compared with `truth` (what is asked,
    or an entry of it) for every value of the letters in `free`. `claims` are other values that the
    answer gives to what is asked, `steps` the equations on the way. `cost` says how unlikely it is,
    `flat` that it is typed, as in code, where rows and columns are one.
    Of an `antiderivative` both are the derivatives. A step may be `given`: `let z = …`. A claim is
    a `rival` if it stands in a list with the answer.
    """

    tree: Tree
    truth: Tree
    free: str = ""
    claims: tuple[Reading, ...] = ()
    steps: tuple[Reading, ...] = ()
    cost: int = 0
    flat: bool = False
    antiderivative: bool = False
    given: bool = False
    rival: bool = False


@dataclass(frozen=True, slots=True)
class Readings:
    """Every plausible reading of an answer, what of it wasn't understood, and what forbids any.

    `unread` lists words and formulas that weren't understood: then no answer is refused. `blocked`
    says why none may be accepted, if so.
    """

    readings: tuple[Reading, ...]
    unread: tuple[Unread, ...] = ()
    blocked: str = ""


def readings(
    text: str,
    vocabulary: Vocabulary,
    asked: Sequence[Tree],
    free: str = "",
    preamble: str = "",
    budget: Budget | None = None,
) -> Readings:
    """The readings of an answer; `asked` is what is asked, and other forms of it.

    What reading costs is charged to the budget. Where a text gives a declared name another meaning,
    it is read both ways.
    Raises NotationError where no formula in it can be read.
    """
    budget = budget or Budget()
    pieces = segment(text, vocabulary, preamble)
    again = redefined(pieces, vocabulary, asked)
    try:
        found = _read(pieces, text, vocabulary, asked, free, budget)
    except NotationError:
        if not again:
            raise
        return _read(pieces, text, without_names(vocabulary, again), asked, free, budget)
    try:
        more = again and _read(pieces, text, without_names(vocabulary, again), asked, free, budget)
    except NotationError:
        more = None
    if not more:
        return found
    later = [replace(reading, cost=reading.cost + 1) for reading in more.readings]
    both = (*found.readings, *later)[:MAX_READINGS]
    return Readings(both, (*found.unread, *more.unread), found.blocked or more.blocked)


def _read(
    pieces: Pieces, text: str, vocabulary: Vocabulary, asked: Sequence[Tree], free: str,
    budget: Budget,
) -> Readings:  # fmt: skip
    """The readings with one vocabulary; raises NotationError."""
    vocabulary = replace(vocabulary, implied=bool(_IMPLIED.search(text)))
    letter, pieces = true_class(pieces, vocabulary)
    names = own_names(pieces, vocabulary, letter)
    formulas = Formulas(pieces, names.vocabulary, budget)
    marked = clauses(pieces, formulas)
    values = list(_pieced(marked.values))
    name_the_class(values, letter, vocabulary.hot)
    statements = list(_statements(values))
    definitions = Definitions(names, [v for v in values if v.defines])
    main = answers(statements, definitions)
    final, claims = chosen(main, tuple(map(whole, asked)), marked.before)
    claims = [*claims, *unused(final, definitions, asked[0], free)]
    special = special_cases(final, main, asked[0], free)
    claims = [c for c in claims if not special or c.value is not main[-1].value]
    if final is None:
        raise formulas.refusal or NotationError("there is no formula here", text)
    declared = {*vocabulary.ranks, *vocabulary.sizes}
    others = list(islice(rivals(final, main, asked[0], free, declared), MAX_RIVALS + 1))
    claims += others[:MAX_RIVALS]
    blocked = marked.blocked(final.value) or formulas.failed_after(final.value.at)
    if len(others) > MAX_RIVALS:
        blocked = f"this is a list of more than {MAX_RIVALS} formulas"
    if not blocked and number_after(final, values, marked.before):
        blocked = "one more value follows the formula"
    drawn = vocabulary.ranks.keys() - vocabulary.derived
    supposed = None if blocked else restricted(final, values, free, drawn)
    if supposed is not None:
        blocked = f"it is said to hold where {show(supposed)}"
    found = list(
        _readings(final, claims, statements, definitions, asked, free, vocabulary, special)
    )
    if not found:
        raise NotationError("this can't be read: its definitions go round in a circle", text)
    if not pieces.style.latex:
        found = [replace(reading, flat=True) for reading in found]
    unread = [*marked.unread, *formulas.unread]
    unread += _open_questions(final, statements, asked, free, vocabulary)
    unread += [
        Unread("open", "what a name is where its condition doesn't hold", "define it for all cases")
        for value in definitions.values
        if value.conditional and len(value.branches) == 1 and not value.otherwise
    ]
    first = pieces.pieces[final.value.at].tokens[:1]
    if final.value.defines and first and first[0].text.startswith("Delta"):
        unread.append(Unread("open", "what the change is of", "write the new value"))
    done = [w for w in marked.before.get(final.value.at, []) if w in OPERATIONS]
    if done and final.left is None:
        what = f"what '{done[-1]}' does to the formula"
        unread.append(Unread("open", what, "write it as a formula"))
    if before := number_before(pieces.text):
        what = f"whether the {before} before the formula belongs to it"
        unread.append(Unread("open", what, "write all of the formula inside the signs"))
    found.sort(key=lambda reading: reading.cost)
    return Readings(tuple(found[:MAX_READINGS]), tuple(unread), blocked)


def _open_questions(
    final: _Statement, statements: Sequence[_Statement], asked: Sequence[Tree], free: str,
    words: Vocabulary,
) -> Iterator[Unread]:  # fmt: skip
    """What a text leaves open, though every formula in it was read."""
    if mention(final, words.sizes):
        what = "whether a single name or number is the answer"
        yield Unread("open", what, "write it as 'name = …'")
    if _to_solve(final, asked):
        yield Unread("open", "what this equation gives", "write what is asked alone on its left")
    if len(free) > 1 and on_diagonal(final.left):
        yield Unread("open", "what holds where the indices differ", "give that case too")
    bare = [s for s in statements if s.value.main and s.left is None and not s.later]
    if len(bare) > 1:
        what = f"which of {len(bare)} formulas is the answer"
        yield Unread("open", what, "write it last, as 'name = …'")
    named = final.left is None or whole(final.left) in map(whole, asked)
    elsewhere = [s for s in statements if s is not final and s.value.main]
    if final.left is None and any(_names_it(s, final, asked) for s in elsewhere):
        named = False  # `dy/dx = 1 + x, which becomes 1 where x vanishes`
    if not named and elsewhere:
        yield Unread("open", "which formula is the answer", "name what is asked on its left")
    if any(_case(s, words) for s in statements if s is not final):
        what = "which formula a condition belongs to"
        yield Unread("open", what, "write 'value if condition, value otherwise'")


def _to_solve(final: _Statement, asked: Sequence[Tree]) -> bool:
    """Whether what is asked stands on the left with more, and the equation can't be solved here."""
    left, tree = final.left, final.trees[0].value
    if not isinstance(left, (Sum, Product, Quotient, Negative)) or solved(tree, asked) is not None:
        return False
    forms = set(map(whole, asked))
    return any(whole(node) in forms for node in walk(left))


def _names_it(other: _Statement, final: _Statement, asked: Sequence[Tree]) -> bool:
    """Whether another statement of the sentence names what is asked on its left."""
    beside = other.value.sentence == final.value.sentence and other.left is not None
    return beside and whole(other.left) in map(whole, asked)  # type: ignore[arg-type]  # not None


def _readings(
    final: _Statement,
    claims: Sequence[_Statement],
    statements: Sequence[_Statement],
    known: Definitions,
    asked: Sequence[Tree],
    free: str,
    vocabulary: Vocabulary,
    special: Sequence[_Statement],
) -> Iterator[Reading]:
    others = [
        s
        for s in statements
        if s is not final and s not in claims and _states(s, final.left, vocabulary)
    ]
    others += [*special, *defined_again(known)]
    rules = (_rule(s) for s in statements if s is not final)
    given = [rule for rule in rules if rule is not None]
    for tree, cost in _ends(known.substituted(final.trees), given, vocabulary, asked):
        if depth(tree) > MAX_DEPTH:
            raise NotationError(f"more than {MAX_DEPTH} operations inside one another")
        for fitted, truth, letters, more in fits(tree, tuple(asked), free, vocabulary):
            beside = (
                _firsts(known, claims, tuple(asked), free, vocabulary),
                _firsts(known, others, tuple(asked), free, vocabulary),
            )
            slopes = differentiated(fitted, truth)
            if slopes is not None:
                yield Reading(*slopes, letters, *beside, cost=cost + more, antiderivative=True)
                continue
            for variant, unlikely in variants(fitted, vocabulary.ranks):
                yield Reading(variant, truth, letters, *beside, cost + more + unlikely)


def _rule(statement: _Statement) -> Equation | None:
    """An equation that works out a derivative or a mean, which the answer may name instead."""
    tree = statement.trees[0].value
    if not isinstance(tree, Equation) or tree.relations[-1] != "=":
        return None
    left = tree.members[0]
    operator = isinstance(left, (Derivative, Expectation, Limit)) or (
        isinstance(left, Apply) and left.order > 0
    )
    return tree if operator and left not in set(walk(tree.members[-1])) else None


def _ends(
    trees: Iterator[tuple[Tree, int]], given: Sequence[Equation], words: Vocabulary,
    asked: Sequence[Tree],
) -> Iterator[tuple[Tree, int]]:  # fmt: skip
    """The trees; with what else they name put in; without a left side that only gives a name."""
    for tree, cost in trees:
        yield tree, cost
        if (alone := solved(tree, asked)) is not None:
            yield alone, cost + 1
        filled = tree
        for rule in reversed(given):
            if not isinstance(tree, Equation) or tree.members[0] != rule.members[0]:
                filled = _replaced(filled, rule)
        if filled != tree:
            yield filled, cost + 1
        left = tree.members[0] if isinstance(tree, Equation) else None
        left = left.base if isinstance(left, Power) else left
        left = left.base if isinstance(left, Entry) else left
        drawn = isinstance(left, Name) and left.name in words.ranks.keys() - words.derived
        drawn = drawn or isinstance(left, Constant)  # `pi = …`, a name for weights
        drawn = drawn or (isinstance(left, Name) and left.name in words.sizes)
        if isinstance(tree, Equation) and drawn:
            yield without_left(tree), cost + 1


def _replaced(tree: Tree, rule: Equation) -> Tree:
    left, right = rule.members[0], rule.members[-1]

    def change(node: Tree) -> Tree:
        if node == left:
            return right
        if not isinstance(node, Apply) or not isinstance(left, Apply):
            return node
        same = (node.function, node.order) == (left.function, left.order)
        if not same or len(left.arguments) != 1 or not isinstance(left.arguments[0], Name):
            return node
        letter, argument = left.arguments[0], node.arguments[0]  # of f'(z) = …, f'(2x)
        return rewrite(right, lambda n: argument if n == letter else n)

    if isinstance(tree, Equation):
        return Equation(
            (tree.members[0], *(rewrite(m, change) for m in tree.members[1:])), tree.relations
        )
    return rewrite(tree, change)


def _states(statement: _Statement, asked: Tree | None, words: Vocabulary) -> bool:
    r"""Whether a statement is an equation about quantities, no `k = j`, no `\mu = 0` to put in."""
    left = statement.left
    if left is None or statement.value.context in ("from", "setting", "solving", "solve"):
        return False  # what is solved holds at one place only
    if isinstance(left, Name) and left.name not in words.derived and left != asked:
        return False
    return not _of_indices(left, words)


def _of_indices(left: Tree, words: Vocabulary) -> bool:
    r"""Whether an equation says something of indices: `k = j`, `\delta_{ij} = 1`."""
    if isinstance(left, Apply) and left.function == "delta":
        return True
    return isinstance(left, Name) and left.name not in words.ranks


def _case(statement: _Statement, words: Vocabulary) -> bool:
    """Whether a statement is a condition: it compares two indices (`i = j`), or says `x > 0`."""
    tree = statement.trees[0].value
    if isinstance(tree, Equation):
        sides, relations = tree.members, set(tree.relations)
    elif isinstance(tree, Compare):
        sides, relations = (tree.left, tree.right), {tree.relation}
    else:
        return False
    indices = all(isinstance(s, Name) and s.name not in words.ranks for s in sides)
    return indices or (statement.value.main and not relations & {"=", "≈"})


def _firsts(
    known: Definitions,
    of: Sequence[_Statement],
    asked: tuple[Tree, ...],
    free: str,
    vocabulary: Vocabulary,
) -> tuple[Reading, ...]:
    found = (_first(known, statement, asked, free, vocabulary) for statement in of)
    return tuple(reading for reading in found if reading is not None)


def _first(
    known: Definitions, of: _Statement, asked: tuple[Tree, ...], free: str, vocabulary: Vocabulary
) -> Reading | None:
    """The likeliest reading of another statement, with the question's letters."""
    try:
        tree = next(iter(known.substituted(of.trees)))[0]
    except NotationError:
        return None
    fitted, truth, letters, cost = next(fits(tree, asked, free, vocabulary))
    given = of.value.context in STRONG | LISTING
    return Reading(fitted, truth, letters, cost=cost, given=given, rival=of.rival)
