"""What a written name means: a declared one, an entry, a row, a call."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.algebra.notation.constructs.indices import (
    list_of_indices,
    lists,
    only_index,
    spelled_out,
)
from grader.algebra.notation.parser.reader import Reader
from grader.algebra.notation.parser.vocabulary import Written, joined
from grader.algebra.notation.text.tokens import Token
from grader.algebra.tree import Apply, Constant, Derivative, Entry, Name, Transpose, Tree

_NEW = frozenset({"new", "old", "next", "prev"})


def _declared(r: Reader, base: str) -> bool:
    return base in r.vocabulary.bases or base in r.vocabulary.indices


def _segmentations(r: Reader, word: str) -> list[list[str]]:
    """A few ways to cut a word into names that are known, those of few pieces first."""
    ways: list[list[list[str]]] = [[[]]]
    for end in range(1, len(word) + 1):
        here: list[list[str]] = []
        for start in range(end):
            piece = word[start:end]
            mean = piece == "E" and end == len(word) and r.style.loose and r.ahead().text == "["
            if ways[start] and (mean or _known_piece(r, piece)):
                here += [[*way, piece] for way in ways[start]]
        ways.append(sorted(here, key=len)[:3])
    return ways[-1]


def _known_piece(r: Reader, piece: str) -> bool:
    if piece in r.bound or piece in ("e", "pi"):
        return True
    return _declared(r, piece) or (len(piece) > 1 and r.vocabulary.function(piece) is not None)


def unknown(r: Reader, token: Token) -> str:
    """Why a word can't be read."""
    names = ", ".join(sorted(set(r.vocabulary.names.values()) - r.vocabulary.own)[:12])
    declared = f"; this question declares {names}" if names else ""
    return f"'{token.text}' isn't a name that is known here{declared}"


def resolve(r: Reader, written: Written, start: Token) -> Tree:
    """What a written name means: a label in its subscript, or indices, or both."""
    names = r.vocabulary.names
    if written.loose and written.full_key not in names:
        written = _loosened(r, written)
    if written.full_key in names:
        return _whole(r, names[written.full_key], written)
    identity = _identity(r, written)
    other = identity is not None or _another_step(r, written) or _labelled(r, written)
    if written.key in names and not other:
        return entry(r, names[written.key], written.subscript, start)
    if _is_sample(r, written):
        return _sample(r, written, start)
    labelled = (
        identity or _with_label_below(r, written, start) or _row_with_accent(r, written, start)
    )
    if labelled is not None:
        return labelled
    if r.sees("^") and f"{written.full_key}^{r.ahead().text}" in names:
        return _whole(r, "", written)
    if f"{written.key}^(·)" in names and len(written.subscript) == 1 and r.style.loose:
        return entry(r, names[f"{written.key}^(·)"], written.subscript, start)
    pieces = spelled_out(r, written.subscript)
    if len(pieces) > len(written.subscript):
        return resolve(r, written._replace(subscript=pieces, loose=False), start)
    if written.key in r.vocabulary.indices and not written.subscript:
        return Name(written.key)
    return _primed(r, written, start)


def _row_with_accent(r: Reader, written: Written, start: Token) -> Tree | None:
    r"""`\hat y_n`, a row of the matrix `\hat Y`, or an entry of it."""
    known = r.vocabulary.names.get(written._replace(base=written.base.upper()).key, "")
    row = r.style.loose and written.accent and r.vocabulary.ranks.get(known) == 2
    return entry(r, known, written.subscript, start) if row and written.subscript else None


def _is_the_constant(r: Reader, known: str) -> bool:
    r"""Whether the `\pi` of `\sqrt{2\pi}` is 3.14…, where `\pi_k` are weights."""
    weights = r.vocabulary.ranks.get(known, 0) > 0 and bool(re.search(r"(?:\bpi|π)_", r.text))
    return r.style.loose and weights and r.choose("pi", (1, 0), "", r.token) == 1


def _primed(r: Reader, written: Written, start: Token) -> Tree:
    """`A'` for the transpose of an array, `f'(x)` for what is asked of a declared `f`."""
    squared = r.vocabulary.names.get(f"{written.full_key}^2")
    if squared is not None and r.style.loose:
        return Apply("sqrt", (Name(squared),))  # of `\sigma^4`, where \sigma^2 is a name
    plain = written._replace(primes=0)
    known = r.vocabulary.names.get(plain.full_key) or r.vocabulary.names.get(plain.key, "")
    assigned = start is r.tokens[0] and r.sees("=", "←")
    if written.primes == 1 and r.style.loose and not assigned:
        if r.vocabulary.ranks.get(known):
            return Transpose(resolve(r, plain, start))
        by = r.vocabulary.argument
        if known in r.vocabulary.derived and not written.subscript and isinstance(by, Name):
            if r.sees("(") and joined(r.tokens[r.at + 1 : r.closing()]) == by.name:
                r.move(r.closing() + 1)
            return Derivative(Name(known), by)
    return r.refuse(f"'{written.full_key}' isn't declared{_hint(r, written)}", start)


def _identity(r: Reader, written: Written) -> Tree | None:
    """`I_n`, also where the question declares an I of another size."""
    below = joined(written.subscript)
    sized = below in r.vocabulary.sizes and below not in r.vocabulary.indices
    return Apply("eye", (Name(below),)) if written.key == "I" and sized else None


def _with_label_below(r: Reader, written: Written, start: Token) -> Tree | None:
    """`z_{1i}`: a label in the subscript, and then indices."""
    names = r.vocabulary.names
    for cut in range(1, len(written.subscript)):
        key = written._replace(subscript=written.subscript[:cut]).full_key
        rest = written.subscript[cut:]
        if key in names and rest[0].text not in ("+", "-"):
            return entry(r, names[key], rest[1:] if rest[0].text == "," else rest, start)
    return None


def _hint(r: Reader, written: Written) -> str:
    near = sorted(key for key in r.vocabulary.names if key.split("^")[0] == written.base)
    return f"; '{near[0]}' is" if near else ""


def _loosened(r: Reader, written: Written) -> Written:
    """How much of the letters after a bare `_` are its subscript: LaTeX takes one sign."""
    (token,) = written.subscript
    words = r.vocabulary
    known = words.names.get(written.key, "")
    rank = words.ranks.get(known, 0)
    if token.kind not in ("word", "number") or len(token.text) == 1:
        return written
    if token.kind == "number" or (token.text in _NEW and not r.style.latex):
        return written
    if rank and len(token.text) <= rank:
        return _one_or_all(r, written, token, rank)
    labelled = f"{written.key}_{token.text[0]}"
    if rank != 1 and labelled not in words.names and not _first_alone(r, written, token):
        return written
    if rank == 0 and token.text[1:] in words.indices and not r.style.latex:
        return written  # of `x_ij` where x_i is the name
    if token.text[1:] in words.indices and not r.style.loose:
        r.refuse(f"put the indices in braces; '{written.key}' has {rank}", token)
    return _first_letter(r, written, token)


def _first_alone(r: Reader, written: Written, token: Token) -> bool:
    """Whether the rest of the letters is a factor of its own: `h_iW2`."""
    own = r.vocabulary.names.get(written.key, "") in r.vocabulary.own
    rest = token.text[1:]
    return (own or r.style.latex) and (_declared(r, rest) or bool(_segmentations(r, rest)))


def _one_or_all(r: Reader, written: Written, token: Token, rank: int) -> Written:
    """`W_ij`: both letters, most likely, where there are two indices."""
    way = 0
    if rank > 1 and r.style.latex and _declared(r, token.text[1:]) and r.style.loose:
        way = r.choose(("loose", token.start), (0, 1), "", token)
    return written if way == 0 else _first_letter(r, written, token)


def _first_letter(r: Reader, written: Written, token: Token) -> Written:
    at = next(n for n in range(r.at - 1, -1, -1) if r.tokens[n].stop == token.stop)
    if at < r.at - 1:  # a layer behind the letters belongs to the rest of them
        written = written._replace(label="")
    offset = token.start - r.tokens[at].start + 1
    r.move(at, offset)
    first = Token("word", token.text[0], token.start, token.start + 1)
    return written._replace(subscript=(first,))


def _another_step(r: Reader, written: Written) -> bool:
    """Whether `x_{k+1}` stands here where `x_k` is a name: no entry, but a step's new value."""
    texts = [token.text for token in written.subscript]
    if len(texts) != 3 or texts[1] not in ("+", "-"):
        return False
    return r.style.loose and f"{written.key}_{texts[0]}" in r.vocabulary.names


def _is_step(r: Reader, rank: int, inside: Sequence[Token]) -> bool:
    """Whether the t of `w_t` counts an iteration's steps: it is nothing else here."""
    letters = {"t"} if rank else {"t", "k", "n"}
    taken = r.bound | r.vocabulary.indices | r.vocabulary.names.keys()
    return r.style.loose and joined(inside) in letters - taken


def _labelled(r: Reader, written: Written) -> bool:
    """Whether a declared label stands before the comma of a subscript: `h_{t-1,j}`."""
    at = next((n for n, token in enumerate(written.subscript) if token.text == ","), 0)
    labelled = written._replace(subscript=written.subscript[:at]).full_key
    return at > 0 and labelled in r.vocabulary.names


def _is_sample(r: Reader, written: Written) -> bool:
    r"""Whether the label of a name is an index: `\hat y^{(i)}`."""
    if written.label and written._replace(label="·").key in r.vocabulary.names:
        return True
    known = r.vocabulary.names.get(written._replace(label="").key, "")
    letter = written.label in {*r.bound, *r.vocabulary.indices, "i", "n"} - {"l"}  # l is a layer
    axes = r.vocabulary.ranks.get(known, 0) - bool(written.subscript)
    return letter and r.style.loose and axes > 0


def _sample(r: Reader, written: Written, start: Token) -> Tree:
    """`x^{(i)}` where the label in brackets is the first index."""
    names = r.vocabulary.names
    known = names.get(written._replace(label="·").key) or names[written._replace(label="").key]
    label = r.within([Token("word", written.label, start.start, start.stop)])
    rest: tuple[Tree, ...] = ()
    if written.subscript:
        rest = list_of_indices(r.within(written.subscript), None)
    return Entry(Name(known), (only_index(label), *rest))


def entry(r: Reader, known: str, inside: Sequence[Token], start: Token) -> Tree:
    """A name with the indices of its subscript."""
    if not inside:
        return _whole(r, known, None)
    if any(token.text == ":" for token in inside):
        return _slice(r, known, inside, start)
    words = r.vocabulary
    own = known in words.own
    rank = words.ranks.get(known, 0)
    if rank == 2 and r.style.loose and all(t.text in (*words.sizes, "*", ",") for t in inside):
        return Name(known)  # `I_n`, `X_{n \times d}`
    if not own and _is_step(r, rank, inside[:1]) and [t.text for t in inside[1:2]] in ([], [","]):
        return entry(r, known, inside[2:], start)  # `w_t`, `h_{t,i}`
    if rank == 0 and not own:
        indices: tuple[Tree, ...] = ()
        r.refuse(f"'{known}' has 0 indices", start)
    indices = list_of_indices(r.within(inside), None if own else rank)
    fewer = len(indices) == 1 and (known in words.samples or (r.style.loose and rank == 2))
    if not own and len(indices) != rank and not fewer:
        r.refuse(f"'{known}' has {rank} {'index' if rank == 1 else 'indices'}", start)
    _called(r, known)  # f_i(x) is an entry of f(x); any other bracket is a factor
    return Entry(Name(known), indices)


def _slice(r: Reader, known: str, inside: Sequence[Token], start: Token) -> Tree:
    """`X_{i,:}`, a row as a column; `X_{:,j}`, a column."""
    sides: list[list[Token]] = [[]]
    for token in inside:
        if token.text == ",":
            sides.append([])
        else:
            sides[-1].append(token)
    colons = [[t.text for t in side] == [":"] for side in sides]
    if len(sides) != 2 or sum(colons) != 1:
        r.refuse("a slice is one row X_{i,:} or one column X_{:,j}", start)
    index = only_index(r.within(sides[colons.index(False)]))
    base: Tree = Name(known) if colons[1] else Transpose(Name(known))
    return Entry(base, (index,))


def _whole(r: Reader, known: str, written: Written | None) -> Tree:
    """A name without indices, and its arguments where it was declared with them."""
    if written is not None and written.full_key == "pi" and _is_the_constant(r, known):
        return Constant("pi")
    if written is not None and r.sees("^") and r.ahead().kind == "number":
        powered = r.vocabulary.names.get(f"{written.full_key}^{r.ahead().text}")
        if powered is not None:
            r.move(r.at + 2)
            return Name(powered)
    if r.offset or not r.sees("(") or _called(r, known):
        return Name(known)
    if (sample := _of_a_sample(r, known)) is not None:
        return sample
    if known in r.vocabulary.derived and r.style.loose and _names_only(r):
        if r.choose(("call", r.at), (0, 1), "", r.token) == 0:
            r.move(r.closing() + 1)
            return Name(known)
        return Name(known)
    if known in r.vocabulary.calls and not r.style.loose:
        r.refuse(f"is this {known} times a bracket? then put a sign between them")
    if lists(r, r.at):
        r.refuse(f"'{known}' isn't declared as a function of several arguments")
    return Name(known)


def _of_a_sample(r: Reader, known: str) -> Tree | None:
    r"""`h_\theta(x^{(i)})`, the entry i of what is worked out for each sample."""
    words = r.vocabulary
    if known not in words.derived or words.ranks.get(known) != 1 or not r.style.loose:
        return None
    end = r.closing()
    texts = [t.text for t in r.tokens[r.at + 1 : end] if t.text not in ("{", "}", "(", ")")]
    if len(texts) != 3 or texts[1] not in ("^", "_") or len(texts[2]) != 1 or texts[2] == "T":
        return None
    if not words.knows(texts[0]) and texts[0].upper() not in words.names:
        return None
    r.move(end + 1)
    return Entry(Name(known), (Name(texts[2]),))


def _names_only(r: Reader) -> bool:
    r"""Whether the brackets here hold names and nothing else: `L(o)`, `\ell(\hat y, y)`."""
    inside = r.tokens[r.at + 1 : r.closing()]
    words = r.vocabulary
    signs = {",", ";", "‖", "|", "_", "{", "}"}
    for token in inside:
        if token.kind in ("word", "letter"):
            if not words.knows(token.text) and token.text not in ("t",):
                return False
        elif token.kind not in ("accent", "number") and token.text not in signs:
            return False
    return bool(inside) and inside[0].kind != "number"


def _called(r: Reader, known: str) -> bool:
    """Step over the arguments that a name was declared with, `L(w)`; whether they are here."""
    if r.offset or not r.sees("(") or known not in r.vocabulary.calls:
        return False
    end = r.closing() + 1
    calls = r.vocabulary.calls[known]
    by_entries = any(entries_listed(r, call.strip("()")) for call in calls)
    if joined(r.tokens[r.at : end]) not in calls and not by_entries:
        return False
    r.move(end)
    return True


def entries_listed(r: Reader, array: str) -> bool:
    r"""Whether the brackets here list the entries of an array: `(x_1, \dots, x_n)`."""
    known = r.vocabulary.names.get(array, "")
    items = joined(r.tokens[r.at + 1 : r.closing()]).split(",")
    if not r.style.loose or not r.vocabulary.ranks.get(known) or len(items) < 2:
        return False
    last = "|".join(
        r"\d+" if isinstance(size, int) else re.escape(size)
        for size in (*r.vocabulary.shapes.get(known, ()), 0)
    )
    entry_or_dots = re.compile(rf"{re.escape(array)}_(?:(?:{last})|\{{(?:{last})\}})|…")
    return all(entry_or_dots.fullmatch(item) for item in items)
