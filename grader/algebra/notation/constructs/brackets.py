"""What stands in brackets and bars: groups, lists, matrices, norms, indicators and cases."""

from __future__ import annotations

from collections.abc import Sequence

from grader.algebra.notation.constructs.comprehensions import comprehension
from grader.algebra.notation.constructs.conditions import CASES, as_condition, branches
from grader.algebra.notation.constructs.matrices import MATRICES, row_of, rows, with_dots
from grader.algebra.notation.constructs.sized import bold, number
from grader.algebra.notation.constructs.spelled import subscript
from grader.algebra.notation.parser.reader import Reader
from grader.algebra.notation.parser.table import Construct
from grader.algebra.notation.parser.vocabulary import joined
from grader.algebra.notation.text.tokens import Token
from grader.algebra.tree import (
    Apply,
    Cases,
    Equation,
    Indicator,
    Matrix,
    Product,
    Tree,
)

ALIGNED = frozenset(
    {"aligned", "align", "alignat", "alignedat", "split", "gathered", "gather", "equation",
     "multline", "flalign", "eqnarray", "math", "displaymath", "alignment", "subequations"}
)  # fmt: skip


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
    found = _choose(r) or _fraction(r)
    if found is not None:
        return found
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


def _fraction(r: Reader) -> Tree | None:
    r"""TeX's own fraction, `{a + b \over c}`, read as one of LaTeX's."""
    end = r.closing()
    inside, level, at = r.tokens[r.at + 1 : end], 0, None
    for n, token in enumerate(inside):
        level += (token.text == "{") - (token.text == "}")
        at = n if token.text == "over" and not level else at
    if at is None:
        return None
    opening, closing, over = r.token, r.tokens[end], inside[at]
    top, bottom = inside[:at], inside[at + 1 :]
    groups = [opening, *top, closing, opening, *bottom, closing]
    inner = r.within([over._replace(text="frac"), *groups])
    found = inner.expression(0)
    inner.finish()
    r.move(end + 1)
    return found


def parenthesis(r: Reader) -> Tree:
    """`(…)`: an expression, a condition as a mask, or a column `(a, b)`."""
    content = inside(r, "(")
    if _goes_on(r, ")"):
        return row_of(r, content, ")", upright=True)
    r.expect(")")
    return Indicator(as_condition(content)) if isinstance(content, Equation) else content


def bracket(r: Reader) -> Tree:
    """`[…]`: an expression, an indicator, a row or a matrix; `[z]_+`; `[F(x)]_a^b`."""
    if r.style.loose and (entries := comprehension(r, summed=False)) is not None:
        return entries
    outer = r.bound
    if r.tokens[r.closing() + 1].text == "_":  # `[F(x)]_a^b` after an integral over x
        r.bound = r.bound | {*r.choices.variable}
    content = inside(r, "[")
    r.bound = outer
    if isinstance(content, Equation):
        r.expect("]")
        return Indicator(as_condition(content))
    if r.sees(";") or _goes_on(r, "]"):
        return row_of(r, content, "]", upright=False)
    r.expect("]")
    if not r.sees("_") or r.ahead().text not in ("+", "{") or r.ahead(2).text != "+":
        limits = r.find("between_limits", content) if r.ahead().text != "+" else None
        if limits is not None:
            return limits
    return Matrix(((content,),)) if isinstance(content, Matrix) else content


def _goes_on(r: Reader, end: str) -> bool:
    """Whether another entry follows the first, after a comma or a wide space."""
    spaced = r.tokens[r.at - 1].text == "quad" and not r.sees(end)
    return spaced or r.sees(",") or r.begins_operand()


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
    if sign == "‖" and r.sees("|") and r.ahead().text == "|":
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
