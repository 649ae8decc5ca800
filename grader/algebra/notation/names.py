"""Names: letters with accents, primes, layer labels and indices, as a question declares them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from grader.algebra.notation.errors import NotationError
from grader.algebra.notation.reader import Reader
from grader.algebra.notation.table import Construct
from grader.algebra.notation.tokens import Token
from grader.algebra.notation.vocabulary import Written, joined
from grader.algebra.tree import Apply, Constant, Entry, Name, Number, Power, Transpose, Tree

MAX_RUN = 8  # letters run together; longer runs are more likely words


def named(r: Reader) -> Tree:
    """A name, a function, or one of the words that have a meaning of their own."""
    token = r.token
    words = r.vocabulary
    if token.kind == "accent":
        return name(r, len(token.text))
    if token.text in r.bound:
        return name(r, len(token.text))
    is_function = words.function(token.text) is not None
    if _declared(r, token.text) and not (token.text in words.functions and applied(r)):
        return name(r, len(token.text))
    if is_function or token.text in words.functions:
        return r.read("function")
    special = r.read("special")
    if special is not None:
        return special
    return _cut(r)


def _declared(r: Reader, base: str) -> bool:
    return base in r.vocabulary.bases or base in r.vocabulary.indices


def applied(r: Reader) -> bool:
    """Whether an argument in brackets follows the word here, after primes and an index."""
    after = r.at + 1
    while r.tokens[after].text == "'":
        after += 1
    if r.tokens[after].text == "_":
        after = after + 2 if r.tokens[after + 1].text != "{" else r.closing(after + 1) + 1
    return r.tokens[after].text == "("


def _cut(r: Reader) -> Tree:
    """A run of letters that is no name itself may be names side by side: `pX`, `W2h`."""
    token = r.token
    if token.kind != "word" or len(token.text) > MAX_RUN or len(token.text) == 1:
        return _lone(r, token)
    ways = _segmentations(r, token.text)
    ways = [way for way in ways if len(way) > 1]
    if not ways:
        return _lone(r, token)
    readings = " or ".join(" ".join(way) for way in ways[:2])
    message = f"'{token.text}' may be {readings}: put signs between" if len(ways) > 1 else ""
    way = r.choose(("cut", token.start, token.text), range(len(ways)), message, token)
    return _piece_of(r, len(ways[way][0]))


def _piece_of(r: Reader, count: int) -> Tree:
    """The first letters of a run, as an operand of their own."""
    text = r.token.text[:count]
    if text not in r.bound and not _declared(r, text) and r.vocabulary.function(text) is None:
        if text in ("e", "pi"):
            r.take_letters(count)
            return Constant("e" if text == "e" else "pi")
        if text.isdigit():
            r.take_letters(count)
            return Number(Fraction(text))
    return name(r, count)


def _segmentations(r: Reader, word: str) -> list[list[str]]:
    """A few ways to cut a word into names that are known, those of few pieces first."""
    ways: list[list[list[str]]] = [[[]]]
    for end in range(1, len(word) + 1):
        here: list[list[str]] = []
        for start in range(end):
            piece = word[start:end]
            if ways[start] and _known_piece(r, piece):
                here += [[*way, piece] for way in ways[start]]
        ways.append(sorted(here, key=len)[:3])
    return ways[-1]


def _known_piece(r: Reader, piece: str) -> bool:
    if piece in r.bound or piece in ("e", "pi"):
        return True
    return _declared(r, piece) or (len(piece) > 1 and r.vocabulary.function(piece) is not None)


def _lone(r: Reader, token: Token) -> Tree:
    """A letter that nothing declares: an index of a student's own, or a row of a matrix."""
    row = _row(r, token)
    if row is not None:
        return row
    if r.style.loose and token.text in ("C", "K") and not _declared(r, token.text):
        r.take()
        return Name("+C")
    r.refuse(unknown(r, token))


def _row(r: Reader, token: Token) -> Tree | None:
    """`x_i`, `x_{ij}`, `x^{(i)}` where the matrix X of samples is declared."""
    letter = token.text.upper()
    names = r.vocabulary.names
    matrix = names.get(letter)
    single = len(token.text) == 1 and token.text.islower()
    if not r.style.loose or not single or r.vocabulary.ranks.get(matrix or "") != 2:
        return None
    if r.ahead().text not in ("_", "^") or token.text in names:
        return None
    start, before = r.token, r.at
    r.take()
    inside = label_inside(r) if r.sees("^") else subscript(r)[0]
    if not inside:
        r.move(before)
        return None
    indices = list_of_indices(r.within(inside), 2)
    if len(indices) > 2:
        r.refuse("a row of a matrix has one index", start)
    row = Entry(Name(matrix or letter), indices)
    if len(indices) == 1 and r.sees("_"):
        return Entry(row.base, (*indices, *list_of_indices(r.within(subscript(r)[0]), 1)))
    return row


def label_inside(r: Reader) -> Sequence[Token]:
    """The tokens of `^{(i)}` or `^(i)`, stepped over; nothing where there is no label."""
    at = r.at + 1
    braced = r.tokens[at].text == "{"
    at += braced
    if r.tokens[at].text not in ("(", "["):
        return ()
    end = r.closing(at)
    if braced and r.tokens[end + 1].text != "}":
        return ()
    r.move(end + 1 + braced)
    return r.tokens[at + 1 : end]


def unknown(r: Reader, token: Token) -> str:
    """Why a word can't be read."""
    names = ", ".join(sorted(set(r.vocabulary.names.values()) - r.vocabulary.own)[:12])
    declared = f"; this question declares {names}" if names else ""
    return f"'{token.text}' isn't a name that is known here{declared}"


# --- a name as it is written ----------------------------------------------------------------------


def name(r: Reader, count: int) -> Tree:
    """A name with its accents, label and indices; `count` letters of the word here are its own."""
    start = r.token
    if start.text[:count] in r.bound and start.kind != "accent":
        r.take_letters(count)
        return Name(start.text[:count])
    written = read_written(r, count)
    tree = resolve(r, written, start)
    return Transpose(tree) if written.transposed else tree


def read_written(r: Reader, count: int) -> Written:
    """The name that begins here, as it is written."""
    known = r.vocabulary.names
    written = _accented(r, count)
    while True:
        if r.offset:
            return written
        if r.sees("'"):
            primed = written._replace(primes=written.primes + 1)
            r.take()
            written = primed
        elif r.sees("_") and not written.subscript:
            inside, loose = subscript(r)
            written = written._replace(subscript=inside, loose=loose)
            if loose and len(inside[0].text) > 1:
                return written
        elif r.sees("_") and _small(r):
            more, _ = subscript(r)
            written = written._replace(subscript=(*written.subscript, *more))
        elif r.sees("^") and not written.label:
            labelled = _label(r, written, known)
            if labelled is None:
                return written
            written = labelled
            if written.transposed:
                return written
        else:
            return written


def _small(r: Reader) -> bool:
    """Whether a further Unicode subscript stands here: `W₂ⱼ`."""
    return r.token.stop == r.ahead().stop


def _accented(r: Reader, count: int) -> Written:
    if r.token.kind != "accent":
        return Written(r.take_letters(count).text)
    accent = r.take().text
    if not r.sees("{"):
        if r.token.kind == "accent":
            r.refuse("a hat or bar belongs on one name")
        if r.token.kind not in ("word", "letter"):
            r.refuse("put braces round what carries the hat or bar")
        if r.token.kind == "word" and len(r.token.text) > 1 and not r.style.loose:
            r.refuse("put braces round what carries the hat or bar")
        return Written(r.take_letters(1 if r.token.kind == "word" else 99).text, accent)
    end = r.closing()
    inner = r.within(r.tokens[r.at + 1 : end])
    if inner.token.kind not in ("word", "letter"):
        r.refuse("a hat or bar belongs on one name")
    written = read_written(inner, len(inner.token.text))
    if inner.token.kind != "stop":
        r.refuse("a hat or bar belongs on one name")
    r.move(end + 1)
    return written._replace(accent=accent)


def subscript(r: Reader) -> tuple[tuple[Token, ...], bool]:
    """The tokens of the subscript here, and whether it stands without braces."""
    r.take()
    if r.sees("{"):
        end = r.closing()
        inside = tuple(t for t in r.tokens[r.at + 1 : end] if t.text not in ("{", "}"))
        if not inside:
            r.refuse("an empty subscript")
        r.move(end + 1)
        return inside, False
    if r.token.kind not in ("word", "letter", "number", "text", "bold"):
        r.refuse("a subscript is missing here")
    token = r.token
    r.take()
    return (token,), True


def _label(r: Reader, written: Written, known: object) -> Written | None:
    r"""The layer label of `^{(2)}`, `^{[2]}`, `^{(2)\top}`, `^*`; of `^(2)` where it is known."""
    names = r.vocabulary.names
    after = r.ahead()
    if after.text == "{":
        return _braced_label(r, written)
    starred = written._replace(label="*")
    if after.text == "*" and (starred.key in names or starred.full_key in names):
        r.move(r.at + 2)
        return starred
    if after.text in ("(", "["):
        end = r.closing(r.at + 1)
        labelled = written._replace(label=joined(r.tokens[r.at + 2 : end]))
        sample = f"{written._replace(label='·').key}" in names
        if labelled.key in names or labelled.full_key in names or sample:
            r.move(end + 1)
            return labelled
    return None


def _braced_label(r: Reader, written: Written) -> Written | None:
    end = r.closing(r.at + 1)
    inside = [token.text for token in r.tokens[r.at + 2 : end]]
    if inside and set(inside) == {"'"}:
        r.move(end + 1)
        return written._replace(primes=written.primes + len(inside))
    if inside == ["*"]:
        starred = written._replace(label="*")
        names = r.vocabulary.names
        if r.choices.strict or starred.key in names or starred.full_key in names:
            r.move(end + 1)
            return starred
        return None
    if not inside or inside[0] not in ("(", "["):
        return None
    close = r.closing(r.at + 2)
    label, rest = joined(r.tokens[r.at + 3 : close]), inside[close - r.at - 1 :]
    if not re.fullmatch(r"\w+|·", label) or rest not in ([], ["⊤"], ["T"]):
        return None
    r.move(end + 1)
    return written._replace(label=label, transposed=bool(rest))


def superscript_label(r: Reader, left: Tree) -> Tree | None:
    """A power that belongs to a name's spelling, such as `σ^2` for a variance."""
    if isinstance(left, Name) and r.ahead().kind == "number":
        powered = r.vocabulary.names.get(f"{left.name}^{r.ahead().text}")
        if powered is not None:
            r.move(r.at + 2)
            return Name(powered)
    return None


# --- what a written name means --------------------------------------------------------------------


def resolve(r: Reader, written: Written, start: Token) -> Tree:
    """What a written name means: a label in its subscript, or indices, or both."""
    names = r.vocabulary.names
    if written.loose and written.full_key not in names:
        written = _loosened(r, written)
    if written.full_key in names:
        return _whole(r, names[written.full_key], written)
    if written.key in names:
        return entry(r, names[written.key], written.subscript, start)
    if written.label and f"{written._replace(label='·').key}" in names:
        return _sample(r, written, start)
    for cut in range(1, len(written.subscript)):
        key = written._replace(subscript=written.subscript[:cut]).full_key
        if key in names:
            rest = written.subscript[cut:]
            return entry(r, names[key], rest[1:] if rest[0].text == "," else rest, start)
    if r.sees("^") and f"{written.full_key}^{r.ahead().text}" in names:
        return _whole(r, "", written)
    if f"{written.key}^(·)" in names and len(written.subscript) == 1 and r.style.loose:
        return entry(r, names[f"{written.key}^(·)"], written.subscript, start)
    pieces = spelled_out(r, written.subscript)
    if len(pieces) > len(written.subscript):
        return resolve(r, written._replace(subscript=pieces, loose=False), start)
    if written.key in r.vocabulary.indices and not written.subscript:
        return Name(written.key)
    if written.primes and r.style.loose:
        r.refuse(f"'{written.full_key}' isn't declared: is the prime a derivative?", start)
    r.refuse(f"'{written.full_key}' isn't declared{_hint(r, written)}", start)


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
    if token.kind == "number":
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
    at = next(n for n in range(r.at, -1, -1) if r.tokens[n].stop == token.stop)
    offset = token.start - r.tokens[at].start + 1
    r.move(at, offset)
    first = Token("word", token.text[0], token.start, token.start + 1)
    return written._replace(subscript=(first,))


def spelled_out(r: Reader, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Subscript words cut into single letters and digits."""
    pieces: list[Token] = []
    for token in tokens:
        whole = token.kind not in ("word", "number") or token.text in r.vocabulary.names
        for offset, sign in enumerate([token.text] if whole else token.text):
            kind = "number" if sign.isdigit() else token.kind
            pieces.append(Token(kind, sign, token.start + offset, token.start + offset + 1))
    return tuple(pieces)


def _sample(r: Reader, written: Written, start: Token) -> Tree:
    """`x^{(i)}` where the label in brackets was declared to be the first index."""
    known = r.vocabulary.names[written._replace(label="·").key]
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


def entry_of(r: Reader, left: Tree) -> Tree:
    """An entry of what stands before the subscript."""
    if r.style.loose and _plus_below(r):
        return Apply("relu", (left,))
    inside, loose = subscript(r)
    if loose and len(inside[0].text) > 1 and inside[0].kind == "word":
        if not r.style.loose:
            r.refuse("put the indices in braces: _{…}", inside[0])
        _first_letter(r, Written(""), inside[0])
        inside = (inside[0]._replace(text=inside[0].text[0], stop=inside[0].start + 1),)
    match left:
        case Power(Apply("norm", (content,)), exponent):
            return Power(r.read("norm", content, inside), exponent)
    if not isinstance(left, Name) and any(token.text == "*" for token in inside):
        r.refuse("leave out the size of an array", inside[0])
    if isinstance(left, Entry):
        r.refuse("two subscripts in a row: put one in brackets", inside[0])
    if isinstance(left, Name) and left.name in r.vocabulary.ranks:
        return entry(r, left.name, inside, inside[0])
    return Entry(left, list_of_indices(r.within(inside), None))


def _plus_below(r: Reader) -> bool:
    """Step over `_+` and `_{+}`; whether one of them was here."""
    braced = r.ahead().text == "{"
    if r.ahead(1 + braced).text != "+" or (braced and r.ahead(3).text != "}"):
        return False
    r.move(r.at + 2 + 2 * braced)
    return True


def _whole(r: Reader, known: str, written: Written | None) -> Tree:
    """A name without indices, and its arguments where it was declared with them."""
    if written is not None and r.sees("^") and r.ahead().kind == "number":
        powered = r.vocabulary.names.get(f"{written.full_key}^{r.ahead().text}")
        if powered is not None:
            r.move(r.at + 2)
            return Name(powered)
    if r.offset or not r.sees("(") or _called(r, known):
        return Name(known)
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


def _names_only(r: Reader) -> bool:
    """Whether the brackets here hold names and nothing else: `L(o)`, `\\ell(\\hat y, y)`."""
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
    if joined(r.tokens[r.at : end]) not in r.vocabulary.calls[known]:
        return False
    r.move(end)
    return True


def lists(r: Reader, start: int) -> bool:
    """Whether a comma stands directly inside the brackets that open at a place."""
    level = 0
    for token in r.tokens[start : r.closing(start)]:
        level += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
        if token.text == "," and level == 1:
            return True
    return False


# --- indices --------------------------------------------------------------------------------------


def list_of_indices(r: Reader, rank: int | None) -> tuple[Tree, ...]:
    """Indices separated by commas, or single letters and digits run together."""
    if any(token.text in (",", "+", "-", "*", "(") for token in r.tokens):
        found = [_index(r)]
        while r.skip(","):
            found.append(_index(r))
        r.finish()
        return tuple(found)
    whole = r.tokens[0]
    single = whole.kind == "number" or whole.text in r.vocabulary.names
    if rank == 1 and len(r.tokens) == 2 and single:
        return (one_index(r, whole),)
    return tuple(one_index(r, token) for token in spelled_out(r, r.tokens[:-1]))


def _index(r: Reader) -> Tree:
    """One index of several: a letter of a student's own, or an expression."""
    after = r.ahead().text
    if len(r.token.text) == 1 and r.token.kind == "word" and after in (",", ""):
        return one_index(r, r.take())
    return r.expression(0)


def only_index(r: Reader) -> Tree:
    """A subscript that is a single index or size."""
    found = list_of_indices(r, 1)
    if len(found) != 1:
        r.refuse("one index or size is expected here", r.tokens[0])
    return found[0]


def one_index(r: Reader, token: Token) -> Tree:
    """A number, an index letter or a size; in a student's text any letter."""
    if token.text.isdigit():
        return Number(Fraction(token.text))
    if token.text in r.bound or token.text in r.vocabulary.indices:
        return Name(token.text)
    if token.text in r.vocabulary.names:
        return Name(r.vocabulary.names[token.text])
    if r.style.loose and (len(token.text) == 1 or token.text == "ell") and token.text.isalpha():
        return Name(token.text)
    r.refuse(f"'{token.text}' isn't an index of this question", token)


def in_code(r: Reader, left: Tree, inside: Sequence[Token]) -> Tree:
    """`p[j]`, `W2[i, j]`, `X[:, j]`."""
    if not isinstance(left, Name):
        raise NotationError("an index in brackets belongs on a name", r.text, inside[0].start)
    return entry(r, left.name, inside, inside[0])


def spelling(text: str, r: Reader) -> tuple[Written, str]:
    """A declared spelling taken apart, and the bracketed arguments that follow it, if any."""
    if r.token.kind not in ("word", "letter", "accent"):
        raise NotationError("a spelling begins with a letter", text, 0)
    written = read_written(r, len(r.token.text))
    return written, joined(r.tokens[r.at : -1])


CONSTRUCTS = (
    Construct(
        "name with its layer, hat and indices", ("word", "letter", "accent"), "kind", named, 0,
        ((r"W^{(2)}_{ij}", "W2_{i,j}"), (r"\hat y_i", "yhat_i"), ("W_2", "W2")),
    ),
)  # fmt: skip
