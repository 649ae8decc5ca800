"""The names that a student's text defines: which formulas define one, and under what spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from grader.algebra.notation.answers.segments import MEANS, Piece, Pieces
from grader.algebra.notation.answers.words import split
from grader.algebra.notation.constructs.spelled import read_written
from grader.algebra.notation.grammar import reader
from grader.algebra.notation.parser.choices import Choices
from grader.algebra.notation.parser.reader import Style
from grader.algebra.notation.parser.vocabulary import BUILT_IN, SIGN, Vocabulary, Written
from grader.algebra.notation.text.errors import NotationError
from grader.algebra.notation.text.tokens import Token
from grader.algebra.tree import Name, Tree, walk

_TERMS = 4  # tokens from the equality sign on, in a definition that says something
_EXPONENTIAL = r"e\s*(?:\^|\*\*)"  # where `e` can't be a name of their own
_NAMING = (["let"], ["where"], ["with"], ["set"], ["define"], ["denote"], ["put"], ["writing"])


@dataclass(frozen=True, slots=True)
class Own:
    """A student's own name: its name in trees, and the letters of its indices or parameters."""

    name: str
    letters: tuple[str, ...] = ()
    function: bool = False


@dataclass(frozen=True, slots=True)
class OwnNames:
    """All names that a text defines, and the vocabulary that knows them."""

    vocabulary: Vocabulary
    own: Mapping[str, Own] = field(default_factory=dict)


def own_names(pieces: Pieces, known: Vocabulary, letter: str = "") -> OwnNames:
    """The names that stand alone on the left of an equation and that the question doesn't know.

    `letter` is one more index.
    """
    found: dict[str, Own] = {}
    by_name: dict[str, Own] = {}
    functions: dict[str, str] = {}
    for before, piece in zip((None, *pieces.pieces), pieces.pieces, strict=False):
        words_before = split(before.words) if before and before.kind == "words" else []
        defined = _left_side(piece, known, pieces, named=words_before[-1:] in _NAMING)
        if defined is None:
            continue
        key, letters, is_function = defined
        if key in found:
            continue
        own = Own(f"{SIGN}{len(found)}", letters, is_function)
        found[key], by_name[own.name] = own, own
        if is_function:
            functions[key] = own.name
    parameters = {p for piece in pieces.pieces for p in _parameters(piece, known)} | {*letter}
    if not found and not parameters:
        return OwnNames(known)
    names = {key: own.name for key, own in found.items() if not own.function}
    parameters |= {letter for own in found.values() if own.function for letter in own.letters}
    words = replace(
        known,
        names={**known.names, **names},
        functions={**known.functions, **functions},
        bases=known.bases | {_base(key) for key in names},
        own=known.own | set(names.values()),
        indices=known.indices | (parameters - known.names.keys()),
    )
    return OwnNames(words, by_name)


def redefined(pieces: Pieces, known: Vocabulary, asked: Sequence[Tree]) -> frozenset[str]:
    """The declared names that a text gives a meaning of its own: `where h = (b - a)/2`.

    Only what is drawn, and sizes: what is derived has a meaning, and so has what is asked.
    """
    found = set()
    taken = known.derived | {
        node.name for tree in asked for node in walk(tree) if isinstance(node, Name)
    }
    for piece in pieces.pieces:
        texts = [t.text for t in piece.tokens]
        if piece.kind != "formula" or "=" not in texts or len(texts) - texts.index("=") < _TERMS:
            continue
        try:
            written = _written(piece.tokens[: texts.index("=")], known, pieces)
        except (NotationError, IndexError):
            continue
        name = known.names.get(written.full_key, "") if written else ""
        if name and name not in taken and name not in known.own:
            found.add(name)
    return frozenset(found)


def without_names(known: Vocabulary, names: frozenset[str]) -> Vocabulary:
    """The vocabulary without some declared names."""
    return replace(
        known,
        names={key: name for key, name in known.names.items() if name not in names},
        bases=known.bases - names,
        indices=known.indices - names,
        sizes=tuple(size for size in known.sizes if size not in names),
    )


def _parameters(piece: Piece, known: Vocabulary) -> tuple[str, ...]:
    """The letter of `f'(z) = …`, which says what the derivative of a known function is."""
    texts = [t.text for t in piece.tokens[:6]]
    if len(texts) < 6 or texts[1:3] != ["'", "("] or texts[4:6] != [")", "="]:
        return ()
    free = texts[3] not in known.names and known.function(texts[3]) is None
    return (texts[3],) if len(texts[3]) == 1 and free else ()


def _base(key: str) -> str:
    base = key.split(" ")[-1]
    for mark in "'^_":
        base = base.partition(mark)[0]
    return base


def _left_side(
    piece: Piece, known: Vocabulary, pieces: Pieces, *, named: bool
) -> tuple[str, tuple[str, ...], bool] | None:
    """The key of the name that a formula defines, and its letters; None where it defines none."""
    texts = [t.text for t in piece.tokens]
    at = next((n for n, t in enumerate(texts) if t in ("=", "←") and n), None)
    if piece.kind != "formula" or at is None or at > 12:
        return None
    left = piece.tokens[:at]
    call = _call(left, known)
    if call is not None:
        said = {t.text for t in piece.tokens[at + 1 :]}
        value = said.isdisjoint(call[1]) and any(letter in known.names for letter in call[1])
        return None if value else call  # of `σ(b) = 0` what σ is at b
    try:
        written = _written(left, known, pieces)
    except NotationError:
        return None
    error = (
        (texts[:at] == ["e"] or (texts[:2] == ["e", "_"] and at < 7))
        and "e" not in known.names
        and not re.search(_EXPONENTIAL, pieces.text)
    )
    if written is None:
        return None
    again = named and (_only_an_alias(written, known) or _is_a_family(written, known))
    if not (error or again or _undeclared(written, known)):
        return None
    right = piece.tokens[at + 1 :]
    if len(right) == 1 and len(right[0].text) == 1 and len(left) == 1:
        return None  # `i = j` is a condition, `k = 1` too
    letters = _letters(written, right, known)
    if letters and written.key in known.names:
        return written.full_key, (), False  # N_k, where N is a size
    return (written.key if letters else written.full_key), letters, False


def _call(left: Sequence[Token], known: Vocabulary) -> tuple[str, tuple[str, ...], bool] | None:
    r"""`f(x)` and `\text{GELU}(x)` for a function of their own."""
    letters = _parameter_list([t.text for t in left])
    named = left[0].kind in ("word", "letter", "text")
    text = left[0].text
    taken = text in known.names or text in known.indices or known.function(text) or text in MEANS
    if not letters or not named or taken:
        return None
    return left[0].text, letters, True


def _parameter_list(texts: Sequence[str]) -> tuple[str, ...]:
    """The letters of `f(x)` or `f(i, j)`; none for anything else."""
    inside = texts[2:-1]
    if len(texts) < 4 or texts[1] != "(" or texts[-1] != ")" or set(inside[1::2]) - {","}:
        return ()
    return tuple(inside[::2]) if all(text.isalpha() for text in inside[::2]) else ()


def _written(left: Sequence[Token], known: Vocabulary, pieces: Pieces) -> Written | None:
    """The name that is all of a left side."""
    if left[0].kind not in ("word", "letter", "accent"):
        return None
    stop = Token("stop", "", left[-1].stop, left[-1].stop)
    r = reader([*left, stop], pieces.text, known, Choices(), pieces.style)
    written = read_written(r, len(r.token.text))
    starred = r.sees("^") and r.ahead().text in ("*", "{") and r.tokens[-2].text in ("*", "}")
    if starred and not written.label and not written.subscript:
        return written._replace(label="*")
    return written if r.token.kind == "stop" else None


def _undeclared(written: Written, known: Vocabulary) -> bool:
    base = written.base
    if base in known.indices and not written.accent and not written.label:
        return False
    labelled = bool(written.subscript) and not known.ranks.get(known.names.get(written.key, ""))
    if written.full_key in known.names:
        return False
    if written.primes:
        name = known.names.get(written._replace(primes=0).full_key, "")
        return known.ranks.get(name) == 0 and name not in known.derived  # of `\\alpha' = …`
    if written.key in known.names and not labelled:
        return False
    if base in known.functions and not written.accent:
        return False
    if not written.accent and not written.label and _cuttable(base, known):
        return False
    if (
        len(base) == 1
        and base.islower()
        and known.ranks.get(known.names.get(base.upper(), "")) == 2
    ):
        return not written.subscript
    return (
        base not in ("e", "pi", "delta", "d", "E", "C")
        or bool(written.accent)
        or (base == "delta" and len("".join(t.text for t in written.subscript)) < 2)
    )


def _only_an_alias(written: Written, known: Vocabulary) -> bool:
    """Whether a name is another one for what is drawn, which a text may give a new meaning."""
    key = written.full_key
    name = known.names.get(key, key)
    return name != key and name not in known.derived


def _is_a_family(written: Written, known: Vocabulary) -> bool:
    """Whether a name has one index, beside an array of the same name that has two."""
    single = len(written.subscript) == 1 and len(written.subscript[0].text) == 1
    return single and known.ranks.get(known.names.get(written.key, "")) == 2


def _cuttable(base: str, known: Vocabulary) -> bool:
    """Whether a run of letters is names side by side, or a function."""
    if len(base) == 1 or base in known.names:
        return False
    return base in BUILT_IN


def _letters(written: Written, right: Sequence[Token], known: Vocabulary) -> tuple[str, ...]:
    """The letters of a subscript that are indices: single ones, which the right side has too."""
    single = []
    for token in written.subscript:
        single += list(token.text) if token.kind == "word" else [token.text]
    single = [s for s in single if s != ","]
    present = "".join(t.text for t in right if t.kind in ("word", "letter"))
    arrays = {key for key, name in known.names.items() if known.ranks.get(name)} - known.indices
    plain = all(len(s) == 1 and s.isalpha() and s in present and s not in arrays for s in single)
    return tuple(single) if single and plain else ()


def defined_name(piece: Piece, vocabulary: Vocabulary) -> str:
    """The own name that a formula defines; "" for none."""
    texts = [t.text for t in piece.tokens]
    at = next((n for n, t in enumerate(texts) if t in ("=", "←") and n), None)
    if at is None:
        return ""
    left = piece.tokens[:at]
    called = vocabulary.functions.get(texts[0], "")
    if called.startswith(SIGN) and _parameter_list(texts[:at]):
        return called
    stop = Token("stop", "", left[-1].stop, left[-1].stop)
    if left[0].kind not in ("word", "letter", "accent"):
        return ""
    r = reader([*left, stop], "", vocabulary, Choices(), Style(loose=True))
    try:
        written = read_written(r, len(r.token.text))
    except NotationError:
        return ""
    if r.sees("^"):
        written = written._replace(label="*")
    for key in (written.full_key, written.key):
        name = vocabulary.names.get(key, "")
        if name.startswith(SIGN):
            return name
    return ""
