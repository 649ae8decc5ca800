"""What stands in brackets and bars: groups, lists, matrices, norms, indicators and cases."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NoReturn

from grader.algebra.notation.names import only_index, subscript
from grader.algebra.notation.reader import RELATIONS, Reader
from grader.algebra.notation.table import Construct
from grader.algebra.notation.tokens import Token
from grader.algebra.notation.vocabulary import joined
from grader.algebra.tree import (
    Apply,
    Both,
    Branch,
    Cases,
    Compare,
    Constant,
    Entry,
    Equation,
    Indicator,
    Matrix,
    Name,
    Number,
    Product,
    Tree,
    rewrite,
    walk,
)

MAX_CELLS = 400
MATRICES = frozenset({"pmatrix", "bmatrix", "matrix", "array", "vmatrix", "smallmatrix", "Bmatrix"})
CASES = frozenset({"cases", "dcases", "rcases", "numcases"})
ALIGNED = frozenset(
    {"aligned", "align", "alignat", "alignedat", "split", "gathered", "gather", "equation",
     "multline", "flalign", "eqnarray", "math", "displaymath", "alignment", "subequations"}
)  # fmt: skip
_ZERO = Number(Fraction(0))
IF_WORDS = frozenset(
    {"if", "for", "when", "where", "if,", "for all", "whenever", "while", "else if", "elif",
     "or if", "and if", "elseif", "else, if", "otherwise if", "in case", "provided", "for any",
     "for every", "for each"}
)  # fmt: skip
OTHERWISE_WORDS = frozenset(
    {"otherwise", "else", "o.w.", "ow", "o.w", "elsewhere", "otherwise.", "otherwise,", "else.",
     "o/w", "in other cases", "for all others", "in all other cases", "everywhere else"}
)  # fmt: skip


# --- groups ---------------------------------------------------------------------------------------


def inside(r: Reader, opening: str) -> Tree:
    """What stands after an opening bracket; bars outside don't close inside."""
    r.expect(opening)
    bars, r.bars = r.bars, ()
    content = r.equation()
    r.bars = bars
    r.skip("quad")
    return content


def group(r: Reader) -> Tree:
    """`{…}`: one expression."""
    if r.ahead().text == "}":
        r.move(r.at + 2)
        return r.atom()
    chosen = _choose(r)
    if chosen is not None:
        return chosen
    content = inside(r, "{")
    r.expect("}")
    if isinstance(content, Equation):
        r.refuse("a relation has no place inside these braces")
    return content


def _choose(r: Reader) -> Tree | None:
    r"""`{n \choose k}`."""
    end = r.closing()
    at = next((n for n in range(r.at, end) if r.tokens[n].text == "choose"), None)
    if at is None:
        return None
    r.take()
    upper = r.inside(at).expression(0)
    r.take()
    lower = r.inside(end).expression(0)
    r.expect("}")
    return Apply("binomial", (upper, lower))


def parenthesis(r: Reader) -> Tree:
    """`(…)`: an expression, a condition as a mask, or a column `(a, b)`."""
    content = inside(r, "(")
    if _goes_on(r, ")"):
        return row_of(r, content, ")", upright=True)
    r.expect(")")
    return Indicator(as_condition(content)) if isinstance(content, Equation) else content


def bracket(r: Reader) -> Tree:
    """`[…]`: an expression, an indicator, a row or a matrix; `[z]_+`; `[F(x)]_a^b`."""
    content = inside(r, "[")
    if isinstance(content, Equation):
        r.expect("]")
        return Indicator(as_condition(content))
    if r.sees(";") or _goes_on(r, "]"):
        return row_of(r, content, "]", upright=False)
    r.expect("]")
    if not r.sees("_") or r.ahead().text not in ("+", "{") or r.ahead(2).text != "+":
        limits = r.read("between_limits", content) if r.ahead().text != "+" else None
        if limits is not None:
            return limits
    return Matrix(((content,),)) if isinstance(content, Matrix) else content


def _goes_on(r: Reader, end: str) -> bool:
    """Whether another entry follows the first, after a comma or a wide space."""
    spaced = r.tokens[r.at - 1].text == "quad" and not r.sees(end)
    return spaced or r.sees(",") or r.begins_operand()


def row_of(r: Reader, first: Tree, end: str, *, upright: bool) -> Tree:
    r"""`[a, b; c, d]`, `(a \quad b)`, `[[a, b], [c, d]]`, `[a_1, …, a_n]`.

    Commas in round brackets make a column.
    """
    start, listed = r.token, r.sees(",")
    rows: list[list[Tree | None]] = [[first]]
    while not r.sees(end):
        if r.skip(";", "newline"):
            rows.append([])
        r.skip(",", "quad")
        if r.sees(end):
            break
        rows[-1].append(None if r.skip("…") else r.expression(0))
    r.expect(end)
    if any(cell is None for row in rows for cell in row):
        return with_dots(r, [[cell] for cell in rows[0]] if upright else rows, start)
    full = [[cell for cell in row if cell is not None] for row in rows]
    if len(full) == 1 and len(full[0]) > 1 and all(isinstance(c, Matrix) for c in full[0]):
        full = [list(c.rows[0]) for c in full[0] if isinstance(c, Matrix)]
        upright = False
    if upright and listed and len(full) == 1:
        full = [[cell] for cell in full[0]]
    return matrix_of(r, full)


def matrix_of(r: Reader, rows: Sequence[Sequence[Tree]]) -> Tree:
    """A matrix, if its rows are equally long and it isn't too large."""
    if len({len(row) for row in rows}) != 1:
        r.refuse("the rows of this matrix have different lengths")
    if len(rows) * len(rows[0]) > MAX_CELLS:
        r.refuse(f"a matrix of more than {MAX_CELLS} entries")
    return Matrix(tuple(tuple(row) for row in rows))


# --- bars and other pairs -------------------------------------------------------------------------


def bar(r: Reader) -> Tree:
    """`|x|`, `‖x‖`, `||x||`, also with the norm's index."""
    start = r.take()
    sign, double = start.text, start.text == "|" and r.sees("|") and r.token.start == start.stop
    if double:
        r.take()
        sign = "‖"
    bars, r.bars = r.bars, (*r.bars, sign)
    content = r.expression(0)
    r.bars = bars
    if sign == "‖" and r.closes_bar():
        r.move(r.at + 2)
    else:
        r.expect(sign)
    if r.sees("_"):
        found, _ = subscript(r)
        return norm(r, content, found)
    return Apply("abs" if sign == "|" else "norm", (content,))


def norm(r: Reader, content: Tree, index: Sequence[Token]) -> Tree:
    """The norm that an index names."""
    kind = joined(index)
    if kind not in ("1", "2", "F"):
        r.refuse(f"the norm with index '{kind}' isn't known: 1, 2 and F are")
    return Apply("norm1" if kind == "1" else "norm", (content,))


def angle(r: Reader) -> Tree:
    r"""`\langle a, b \rangle`, the dot product."""
    r.take()
    left = r.expression(0)
    if not r.skip(",") and not r.skip("|"):
        r.refuse("an inner product has two arguments")
    right = r.expression(0)
    r.expect("⟩")
    return Product((left, right), "·")


def rounding(r: Reader) -> Tree:
    r"""`\lfloor x \rfloor`, `\lceil x \rceil`."""
    opening = r.take().text
    content = r.expression(0)
    closing = r.take().text
    kinds = {("⌊", "⌋"): "floor", ("⌈", "⌉"): "ceil"}
    if (opening, closing) not in kinds:
        r.refuse(f"'{opening}' is never closed")
    return Apply(kinds[opening, closing], (content,))


def underbrace(r: Reader) -> Tree:
    r"""`\underbrace{…}_{a remark}`: what stands above the brace."""
    r.take()
    content = group(r)
    if r.sees("_", "^") and r.ahead().text == "{":
        r.move(r.closing(r.at + 1) + 1)
    return content


# --- indicators, ones, zeros, identities ----------------------------------------------------------


def number(r: Reader) -> Tree:
    """A decimal, or an indicator that begins with a 1."""
    token = r.take()
    if token.text == "1" and (found := indicator(r)):
        return found
    if token.text == "0" and r.sees("_"):
        return sized(r, "zeros")
    if exponent := _exponent(r, token):
        return exponent
    places = len(token.text.partition(".")[2])
    return Number(Fraction("0" + token.text), places)


def _exponent(r: Reader, token: Token) -> Tree | None:
    """`1e-8` in code; elsewhere e is Euler's number."""
    word = r.token
    if word.start != token.stop or word.kind != "word" or word.text[0] not in "eE":
        return None
    digits = word.text[1:]
    if not digits and r.ahead().text in ("+", "-") and r.ahead().start == word.stop:
        if not r.style.code and not r.style.loose:
            r.refuse("write a power of ten as 10^{-8}; e is Euler's number", token)
        if r.ahead(2).kind != "number" or r.ahead(2).start != r.ahead().stop:
            return None
        digits = r.ahead().text + r.ahead(2).text
        r.move(r.at + 3)
    elif digits.isdigit() and r.style.code:
        r.take()
    else:
        return None
    if len(digits) > 4:
        r.refuse("a power of ten with too many digits", token)
    return Number(Fraction(f"0{token.text}") * Fraction(10) ** int(digits))


def bold(r: Reader) -> Tree:
    """A bold 1, 0 or I: an indicator, or a vector of them, or the identity."""
    token = r.take()
    if token.text != "0" and (found := indicator(r)):
        return found
    if r.sees("_"):
        return sized(r, _FILLED[token.text])
    if token.text == "0":
        return _ZERO
    return open_size(r, _FILLED[token.text], token)


_FILLED = {"1": "ones", "0": "zeros", "I": "eye"}


def open_size(r: Reader, filled: str, token: Token) -> Tree:
    """Ones or an identity of a size that isn't said: of each declared size in turn."""
    sizes = r.vocabulary.sizes
    if not r.style.loose or not sizes:
        r.refuse(f"say how long this is, with an index: {token.text}_N", token)
    if r.sees("^") and r.ahead().text in sizes:
        r.take()
        return Apply(filled, (Name(r.take().text),))
    way = r.choose((filled, "size", token.start), [*range(len(sizes))], "", token)
    return Apply(filled, (Name(sizes[way]),))


def sized(r: Reader, filled: str) -> Tree:
    r"""Ones, zeros or an identity with the size below: `_n`, `_{m \times n}`."""
    found, _ = subscript(r)
    sizes: list[list[Token]] = [[]]
    for token in found:
        if token.text in ("*", ","):
            sizes.append([])
        else:
            sizes[-1].append(token)
    letters = r.bound | r.vocabulary.indices
    if unclear := [token for token in found if token.text in letters]:
        r.refuse(f"'{unclear[0].text}' is an index here, not a size", unclear[0])
    if len(sizes) > 2 or not all(sizes):
        r.refuse("a size is expected here, or two: m \\times n", found[0])
    return Apply(filled, tuple(only_index(r.within(size)) for size in sizes))


def indicator(r: Reader) -> Tree | None:
    r"""What follows a 1 that is an indicator: `_{…}`, `[…]` or `\{…\}` round a condition."""
    start = r.at + 1 if r.sees("_") else r.at
    if r.tokens[start].text not in ("[", "{", "\\{", "("):
        return None
    end = r.closing(start)
    if not any(token.text in RELATIONS for token in r.tokens[start:end]):
        return None
    found = r.tokens[start + 1 : end]
    if found[0].text in ("\\{", "[", "(") and found[-1].text in ("\\}", "]", ")"):
        found = found[1:-1]
    inner = r.within(found)
    holds = condition(inner)
    inner.finish()
    r.move(end + 1)
    return Indicator(holds)


# --- conditions -----------------------------------------------------------------------------------


def condition(r: Reader) -> Tree:
    """A comparison, or several that all hold."""
    parts = [comparison(r)]
    while _also(r):
        parts.append(comparison(r))
    return parts[0] if len(parts) == 1 else Both(tuple(parts))


def _also(r: Reader) -> bool:
    start = r.at
    r.skip("quad")
    if r.sees("∧", "&", ",", "and") or (r.token.kind in ("text", "word") and _and(r.token.text)):
        r.take()
        r.skip("quad", "&")
        if r.token.kind in ("stop", "end") or r.sees("newline", "\\}"):
            r.move(start)
            return False
        if r.token.kind == "text" and r.token.text.strip(" ,") in IF_WORDS | {"and"}:
            r.take()
        return True
    r.move(start)
    return False


def _and(text: str) -> bool:
    return text.strip(" ,") in ("and", "and also", "&", ", and")


def comparison(r: Reader) -> Tree:
    """One comparison."""
    start = r.token
    found = r.equation()
    if isinstance(found, Indicator):
        return found.condition
    if not isinstance(found, Equation):
        r.refuse("a condition is expected here, such as x > 0", start)
    return as_condition(found)


def as_condition(found: Tree) -> Tree:
    """An equation or inequality as a condition: each neighbouring pair compared."""
    if not isinstance(found, Equation):
        return found
    pairs = zip(found.relations, found.members, found.members[1:], strict=False)
    both = tuple(Compare(relation, left, right) for relation, left, right in pairs)
    return both[0] if len(both) == 1 else Both(both)


# --- environments ---------------------------------------------------------------------------------


def environment(r: Reader) -> Tree:
    r"""`\begin{…}`: cases, or a matrix."""
    start = r.token
    kind = start.text.rstrip("*")
    if kind in CASES:
        r.take()
        branches_ = branches(r)
        ends(r, kind)
        return Cases(branches_)
    if kind not in MATRICES:
        r.refuse(f"the environment '{kind}' can't be read here", start)
    r.take()
    rows_ = rows(r)
    ends(r, kind)
    return with_dots(r, rows_, start)


def one_sided(r: Reader) -> Tree:
    r"""Cases as `\left\{ \begin{array} … \end{array} \right.`; or braces as brackets."""
    start = r.take()
    kind = r.token.text
    if r.token.kind == "begin" and kind in ("array", "aligned", "matrix", "gathered"):
        r.take()
        branches_ = branches(r)
        ends(r, kind)
        if not (r.skip("\\right") and r.skip(".")):
            r.skip("\\}")
        return Cases(branches_)
    if not r.style.loose:
        r.refuse("an operand is expected here, not a brace", start)
    content = r.expression(0)
    r.expect("\\}")
    return content


def ends(r: Reader, kind: str) -> None:
    r"""Step over `\end{…}`."""
    if r.token.kind != "end" or r.token.text.rstrip("*") != kind:
        r.refuse(f"\\end{{{kind}}} is expected here")
    r.take()


def rows(r: Reader) -> list[list[Tree | str | None]]:
    """The cells of a matrix; None where dots stand, "" where nothing does."""
    outer, r.level = r.level, r.level + 1
    bars, r.bars = r.bars, ()
    found: list[list[Tree | str | None]] = [[""]]
    while r.token.kind not in ("end", "stop"):
        if r.skip("newline"):
            found.append([""])
        elif r.sees("&", ","):
            r.take()
            found[-1].append("")
        else:
            dots = r.skip("…", "⋱")
            found[-1][-1] = None if dots else r.expression(0)
    r.level, r.bars = outer, bars
    return [row for row in found if row != [""]]


def with_dots(r: Reader, cells: Sequence[Sequence[Tree | str | None]], start: Token) -> Tree:
    """A matrix; or what dots stand for: `a_1, …, a_n` in a row, a column or on a diagonal."""
    filled = _filled(r, cells, start)
    full = [[cell for cell in row if cell is not None] for row in filled]
    if full == filled and full:
        return matrix_of(r, full)
    if {cell for row in full for cell in row} == {_ZERO}:
        return _ZERO  # zeros, however many
    if (diagonal := _diagonal(filled)) is not None:
        run = common_pattern(diagonal) or _constant_run(r, diagonal) or no_run(r, start)
        return run if isinstance(run, Apply) else Apply("diag", (Apply("run_down", run),))
    upright = all(len(row) == 1 for row in filled)
    line = [row[0] for row in filled] if upright else filled[0] if len(filled) == 1 else []
    first, last = line[:-2], line[-1:]
    if len(line) < 3 or line[-2] is not None or None in [*first, *last]:
        r.refuse("dots in a matrix can't be read: write it as a product, or with diag", start)
    shown = [cell for cell in (*first, *last) if cell is not None]
    run = common_pattern(shown)
    if run is None and len(set(shown)) == 1 and shown[0] == Number(Fraction(1)):
        return open_size(r, "ones", start)
    return Apply("run_down" if upright else "run_right", run or no_run(r, start))


def _filled(
    r: Reader, cells: Sequence[Sequence[Tree | str | None]], start: Token
) -> list[list[Tree | None]]:
    """The rows with blank cells as zeros: only in a square that is diagonal or triangular."""
    if not any(cell == "" for row in cells for cell in row):
        return [[cell for cell in row if not isinstance(cell, str)] for row in cells]
    width = max(len(row) for row in cells)
    square = [[*row, *[""] * (width - len(row))] for row in cells]
    if len(square) != width:
        r.refuse("a blank cell in a matrix: write 0 where you mean it", start)
    sides = {
        (n > m) - (n < m) for n, row in enumerate(square) for m, c in enumerate(row) if c != ""
    }
    if not sides <= {0, 1} and not sides <= {0, -1}:
        r.refuse("a blank cell in a matrix: write 0 where you mean it", start)
    return [[_ZERO if isinstance(cell, str) else cell for cell in row] for row in square]


def _constant_run(r: Reader, diagonal: Sequence[Tree]) -> Apply | None:
    """A diagonal of equal entries that name no place: a multiple of the identity."""
    if len(set(diagonal)) != 1 or not r.style.loose or not r.vocabulary.sizes:
        return None
    eye = open_size(r, "eye", r.token)
    assert isinstance(eye, Apply)  # noqa: S101 - there are sizes
    if diagonal[0] == Number(Fraction(1)):
        return eye
    return Apply("diag", (Product((diagonal[0], Apply("ones", eye.arguments)), "*"),))


def no_run(r: Reader, start: Token) -> NoReturn:
    """Refuse dots that continue nothing."""
    r.refuse("the dots don't continue one pattern: the first entries and the last differ", start)


def _diagonal(rows_: Sequence[Sequence[Tree | None]]) -> list[Tree] | None:
    """What is written on the diagonal of a square with dots before its last entry, all else 0."""
    size = len(rows_)
    if size < 3 or any(len(row) != size for row in rows_):
        return None
    on = [row[n] for n, row in enumerate(rows_)]
    off = {cell for n, row in enumerate(rows_) for m, cell in enumerate(row) if m != n}
    if on[-2] is not None or not off <= {None, _ZERO}:
        return None
    shown = [cell for cell in on if cell is not None]
    return shown if len(shown) == size - 1 else None


def common_pattern(shown: Sequence[Tree]) -> tuple[Tree, ...] | None:
    """The pattern of entries numbered 1, 2, … and last: (entry at `·`, last number).

    Each entry with its own number replaced must give one and the same pattern; else None.
    """
    last = _indices(shown[-1]) - _indices(shown[0])
    if len(last) != 1:
        return None
    numbers = [*(Number(Fraction(n)) for n in range(1, len(shown))), *last]
    patterns = {_marked(cell, at) for cell, at in zip(shown, numbers, strict=True)}
    return (patterns.pop(), *last) if len(patterns) == 1 else None


def _marked(tree: Tree, at: Tree) -> Tree:
    def mark(node: Tree) -> Tree:
        if not isinstance(node, Entry):
            return node
        return Entry(node.base, tuple(Name("·") if i == at else i for i in node.indices))

    return rewrite(tree, mark)


def _indices(tree: Tree) -> set[Tree]:
    return {index for node in walk(tree) if isinstance(node, Entry) for index in node.indices}


# --- cases ----------------------------------------------------------------------------------------


def branches(r: Reader) -> tuple[Branch, ...]:
    """The lines of cases."""
    outer, r.level = r.level, r.level + 1
    found: list[Branch] = []
    r.skip("newline", "&")
    while r.token.kind not in ("end", "stop"):
        found.append(branch(r))
        r.skip("newline", ",", ".", ";", "&", "quad")
    r.level = outer
    if not found:
        r.refuse("these cases are empty")
    return tuple(found)


def branch(r: Reader) -> Branch:
    """A value and its condition."""
    r.skip("&", "quad")
    value = _branch_value(r)
    _to_condition(r)
    if r.token.kind in ("text", "word", "letter") and r.token.text.strip(" ,:.") in _OTHERWISE:
        r.take()
        _remark(r)
        return Branch(value, None)
    holds = condition(r)
    _remark(r)
    return Branch(value, holds)


_OTHERWISE = frozenset(word.rstrip(".") for word in OTHERWISE_WORDS) | OTHERWISE_WORDS


def _remark(r: Reader) -> None:
    """Step over words in brackets that follow a condition."""
    while r.token.kind == "text" and r.token.text.startswith("("):
        r.take()


def _branch_value(r: Reader) -> Tree:
    if r.token.kind == "text" and r.token.text.lower().startswith("undefined"):
        r.take()
        return Constant("undefined")
    value = r.equation()
    if isinstance(value, Equation):
        if set(value.relations) != {"="}:
            r.refuse("a case is a value and a condition, with & or a comma between them")
        return value.members[-1]
    return value


def _to_condition(r: Reader) -> None:
    while True:
        text = r.token.text.strip(" ,:").lower() if r.token.kind in ("text", "word") else ""
        words = text in IF_WORDS or (r.token.kind == "text" and text in ("", "at", "with", "on"))
        colon = r.sees(":") and r.style.loose
        if not words and not colon and not r.sees("&", ",", "quad", ";"):
            return
        if text in _OTHERWISE:
            return
        r.take()


def typed_cases(r: Reader) -> Tree:
    """`cases(a if x > 0; b otherwise)`."""
    r.take()
    r.expect("(")
    outer, r.level = r.level, r.level + 1
    found = [branch(r)]
    while r.skip(";"):
        found.append(branch(r))
    r.level = outer
    r.expect(")")
    return Cases(tuple(found))


CONSTRUCTS = (
    Construct("group", ("{",), "atom", group),
    Construct(
        "bracket; a column (a, b); a mask (x > 0)", ("(",), "atom", parenthesis, 0,
        (("p_i (1 - p_i)", "p_i * (1 - p_i)"), ("(q > 0)", "1[q > 0]")),
    ),
    Construct(
        "square bracket; a row, a matrix, an indicator", ("[",), "atom", bracket, 0,
        (("[1, 2; 3, 4]", "[1, 2; 3, 4]"), ("[i = j]", "1[i = j]")),
    ),
    Construct("cases set by hand", ("\\{",), "atom", one_sided),
    Construct(
        "absolute value and norm", ("|", "‖"), "atom", bar, 0,
        ((r"\|p\|^2", "norm(p)^{2}"), ("|p_1|", "abs(p_{1})"), (r"\|p\|_1", "‖p‖_1")),
    ),
    Construct("inner product", ("⟨",), "atom", angle, 0, ((r"\langle p, y \rangle", "p · y"),)),
    Construct(
        "rounding down and up", ("⌊", "⌈"), "atom", rounding, 0,
        ((r"\lfloor p_1 \rfloor", "floor(p_{1})"),),
    ),
    Construct(
        "underbrace", ("underbrace",), "atom", underbrace, 0,
        ((r"\underbrace{p_i}_{\text{probability}}", "p_i"),),
    ),
    Construct("number", ("number",), "kind", number, 0, (("0.25", "0.25"),)),
    Construct(
        "indicator; ones, zeros, identity", ("bold",), "kind", bold, 0,
        ((r"\mathbf{1}_{q_i > 0}", "1[q_i > 0]"), (r"\mathbf 1_M", "ones(M)")),
    ),
    Construct(
        "matrix, cases", ("begin",), "kind", environment, 0,
        ((r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "[1, 2; 3, 4]"),
         (r"\begin{cases} p_i & i = j \\ 0 & \text{otherwise} \end{cases}",
          "cases(p_i if i = j; 0 otherwise)")),
    ),
)  # fmt: skip
