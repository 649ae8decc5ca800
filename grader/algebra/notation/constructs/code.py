"""Numpy: its functions by their last word, and the methods of arrays."""

from __future__ import annotations

from fractions import Fraction

from grader.algebra.notation.constructs.broadcasting import column, rank
from grader.algebra.notation.constructs.comprehensions import comprehension
from grader.algebra.notation.constructs.einsum import einsum
from grader.algebra.notation.constructs.functions import constant, function
from grader.algebra.notation.parser.reader import Reader
from grader.algebra.notation.parser.vocabulary import joined
from grader.algebra.notation.text.tokens import Token, tokenise
from grader.algebra.tree import (
    Apply,
    Branch,
    Cases,
    Compare,
    Equation,
    Indicator,
    Matrix,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Sum,
    Transpose,
    Tree,
)

_BARE = frozenset({"len", "sum", "where", "einsum", "clip", "clamp"})  # without `np.` before them
_MODULES = frozenset({"np", "numpy", "torch", "jnp", "F", "math", "scipy", "special"})


def code_function(r: Reader) -> Tree | None:
    """`np.exp(x)`, `np.linalg.norm(x)`: by its last word; `len(x)`, `sum(x)`, `clip(…)`."""
    if r.style.loose and r.ahead().text == "(" and (r.token.text in _BARE or _along_an_axis(r)):
        return _loop_or_call(r, r.take())
    if r.token.text not in _MODULES or r.ahead().text != ".":
        return None
    while r.ahead().text == "." and r.ahead(2).kind == "word":
        r.move(r.at + 2)
    word = r.token
    special = _CALLS.get(word.text)
    if special is not None and r.ahead().text == "(":
        return _loop_or_call(r, r.take())
    if word.text in ("pi", "e"):
        r.take()
        return constant(word.text)
    if r.vocabulary.function(word.text) is None:
        r.refuse(f"numpy's '{word.text}' isn't one that can be read", word)
    return function(r)


def _along_an_axis(r: Reader) -> bool:
    """Whether `softmax(Z, axis=1)` stands here."""
    if r.token.text != "softmax":
        return False
    inside = r.tokens[r.at : r.closing(r.at + 1)]
    return any(token.text in ("axis", "dim") for token in inside)


def _loop_or_call(r: Reader, word: Token) -> Tree:
    """`sum(… for k in range(K))`, or a function with its arguments."""
    run = comprehension(r, summed=True) if word.text == "sum" else None
    return run or _CALLS[word.text](r, *call(r), word)


def call(r: Reader) -> tuple[list[Tree], dict[str, str]]:
    """The arguments of a call in code: those by position, and the texts of those by name."""
    end = r.closing()
    positional, named = [], {}
    r.take()
    while r.at < end:
        if r.token.kind == "word" and r.ahead().text == "=":
            key = r.take().text
            r.take()
            value = [r.take()]
            while r.at < end and not r.sees(","):
                value.append(r.take())
            named[key] = joined(value)
        else:
            positional.append(_call_argument(r))
        r.skip(",")
    r.move(end + 1)
    return positional, named


def _call_argument(r: Reader) -> Tree:
    if r.token.kind == "string":
        return Name(r.take().text)
    found = r.equation()
    return r.read("condition_of", found) if isinstance(found, Equation) else found


Names = dict[str, str]


def _need(r: Reader, found: list[Tree], count: int, word: Token) -> None:
    if len(found) != count:
        r.refuse(f"'{word.text}' takes {count} arguments here", word)


def _where(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    _need(r, found, 3, word)
    condition, yes, no = found
    if isinstance(condition, Indicator):
        condition = condition.condition
    return Cases((Branch(yes, condition), Branch(no, None)))


def _einsum(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    subscripts, arrays = found[0] if found else None, found[1:]
    tree = einsum(subscripts.name, arrays) if isinstance(subscripts, Name) and arrays else None
    return tree or r.refuse("these subscripts of einsum can't be read: write a product", word)


def _step(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    """`np.heaviside(x, 0)`."""
    return Indicator(Compare(">", found[0], Number(Fraction(0))))


def _outer(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    _need(r, found, 2, word)
    return Product(tuple(found), "⊗")


def _dot(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    _need(r, found, 2, word)
    return Product(tuple(found), "·")


def _multiply(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    _need(r, found, 2, word)
    return Product(tuple(found), "⊙")


def _solve(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    _need(r, found, 2, word)
    return Product((Apply("inverse", (found[0],)), found[1]), "·")


def _clip(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    """`clip(x, low, high)`, `clamp(x, min=0)`."""
    low, high = [*found[1:], None, None][:2]
    for key, text in named.items():
        bound = r.within(tokenise(text)[:-1]).expression(0)
        low, high = (bound, high) if key in ("min", "a_min") else (low, bound)
    none = Name("None")
    clipped = found[0]
    if low is not None and low != none:
        clipped = Apply("max", (clipped, low))
    return clipped if high is None or high == none else Apply("min", (clipped, high))


def reduced(r: Reader, kind: str, array: Tree, named: Names) -> Tree:
    """`sum` or `mean` of all entries, or along an axis, which may be kept."""
    axis = named.get("axis", named.get("dim", ""))
    if axis in ("", "None"):
        return Apply(kind, (array,))
    if axis not in ("0", "1", "-1"):
        r.refuse(f"the axis {axis} can't be read")
    along = Apply(f"{kind}_{'down' if axis == '0' else 'right'}", (array,))
    if named.get("keepdims", named.get("keepdim")) != "True":
        return along
    return Transpose(along) if axis == "0" else column(along)


def _sum(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    if len(found) == 2 and found[1] == Negative(Number(Fraction(1))):
        named, found = {**named, "axis": "-1"}, found[:1]
    if len(found) == 2 and isinstance(found[1], Number):
        named = {**named, "axis": str(found.pop().value)}  # type: ignore[union-attr]
    _need(r, found, 1, word)
    return reduced(r, "mean" if word.text in ("mean", "average") else "total", found[0], named)


def _softmax(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    """`softmax(Z, axis=1)`; of a vector there is but one."""
    _need(r, found, 1, word)
    axis = named.get("axis", named.get("dim", ""))
    if not axis or rank(found[0], r.vocabulary.ranks) != 2:
        return Apply("softmax", tuple(found))
    if axis not in ("0", "1", "-1"):
        r.refuse(f"the axis {axis} can't be read")
    return Apply(f"softmax_{'down' if axis == '0' else 'right'}", tuple(found))


def _variance(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    """`np.var(x)` and `np.std(x)` of all entries of a vector."""
    _need(r, found, 1, word)
    if named or rank(found[0], r.vocabulary.ranks) != 1:
        r.refuse(f"'{word.text}' can't be read here: write the mean of the squares", word)
    away = Sum((found[0], Negative(Apply("mean", (found[0],)))))
    spread = Apply("mean", (Power(away, Number(Fraction(2))),))
    return spread if word.text == "var" else Apply("sqrt", (spread,))


def _maximum(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    return Apply("max" if word.text in ("max", "maximum", "amax") else "min", tuple(found))


def _sized(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    """`np.zeros(d)`, `np.zeros((1, d))`, where the sizes are in brackets of their own."""
    if len(found) == 1 and isinstance(found[0], Matrix):
        found = [cell for row in found[0].rows for cell in row]
    return Apply(word.text, tuple(found))


def _zeros_like(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    _need(r, found, 1, word)
    return Product((Number(Fraction(0)), found[0]), "*")


def _square(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    _need(r, found, 1, word)
    return Power(found[0], Number(Fraction(2)))


def _power_of(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    _need(r, found, 2, word)
    return Power(found[0], found[1])


def _transposed(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    _need(r, found, 1, word)
    return Transpose(found[0])


def _list(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    """`np.array([a, b])`: a list is a vector, a list of lists a matrix."""
    _need(r, found, 1, word)
    (array,) = found
    if not isinstance(array, Matrix) or len(array.rows) > 1:
        return array
    return Matrix(tuple((cell,) for cell in array.rows[0]))


def _length(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    """`len(y)`: how many entries or rows there are."""
    _need(r, found, 1, word)
    return Apply("length", tuple(found))


def _diagonal(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    _need(r, found, 1, word)
    return Apply("diag", tuple(found))


def _identity(r: Reader, found: list[Tree], named: Names, word: Token) -> Tree:
    return Apply("eye", tuple(found))


_CALLS = {
    "where": _where, "outer": _outer, "dot": _dot, "matmul": _dot, "inner": _dot,
    "multiply": _multiply, "solve": _solve, "clip": _clip, "clamp": _clip, "sum": _sum,
    "mean": _sum, "average": _sum, "maximum": _maximum, "max": _maximum, "minimum": _maximum,
    "min": _maximum, "amax": _maximum, "square": _square, "power": _power_of,
    "transpose": _transposed, "ones": _sized, "zeros": _sized, "eye": _sized, "array": _list,
    "zeros_like": _zeros_like, "asarray": _list, "len": _length, "diagflat": _diagonal,
    "identity": _identity, "einsum": _einsum, "heaviside": _step, "var": _variance,
    "std": _variance, "softmax": _softmax,
}  # fmt: skip


def _method_sum(r: Reader, left: Tree) -> Tree:
    word = r.tokens[r.at - 1]
    found, named = call(r)
    return _sum(r, [left, *found], named, word)


def _method_dot(r: Reader, left: Tree) -> Tree:
    found, _ = call(r)
    return Product((left, *found), "·")


def _method_same(r: Reader, left: Tree) -> Tree:
    """A method that changes nothing in mathematics: `.astype(float)`, `.copy()`."""
    r.move(r.closing() + 1)
    return left


def _method_reshape(r: Reader, left: Tree) -> Tree:
    sizes = joined(r.tokens[r.at + 1 : r.closing()]).strip("()")
    r.move(r.closing() + 1)
    return {"-1,1": column(left), "1,-1": Transpose(left)}.get(sizes, left)


def _method_power(r: Reader, left: Tree) -> Tree:
    found, _ = call(r)
    return Power(left, found[0])


def size(r: Reader, left: Tree) -> Tree | None:
    """`X.shape[0]`, `y.size`."""
    axis = joined(r.tokens[r.at + 2 : r.at + 5])
    if r.ahead().text == "shape" and axis in ("[0]", "[1]"):
        r.move(r.at + 5)
        return Apply("length", (left if axis == "[0]" else Transpose(left),))
    if r.ahead().text != "size" or r.ahead(2).text == "(":
        return None
    r.move(r.at + 2)
    rows = Apply("length", (left,))
    if rank(left, r.vocabulary.ranks) < 2:
        return rows
    return Product((rows, Apply("length", (Transpose(left),))), "*")


METHODS = {
    "sum": _method_sum, "mean": _method_sum, "dot": _method_dot, "astype": _method_same,
    "copy": _method_same, "float": _method_same, "reshape": _method_reshape,
    "flatten": _method_same, "ravel": _method_same, "pow": _method_power,
    "transpose": lambda r, left: Transpose(_method_same(r, left)),
}  # fmt: skip
