"""Code as it runs: names that are assigned again, comments, functions' heads, imports."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from grader.algebra.notation.constructs.loops import without_loops
from grader.algebra.notation.parser.vocabulary import Vocabulary
from grader.algebra.notation.text.errors import NotationError
from grader.algebra.notation.text.tokens import Token

_NO_FORMULA = re.compile(
    r"^[ \t]*(?:def \w+\([^)\n]*\)[^:\n]*:|(?:import|from) [^\n]*|>>>)|#[^\n]*|\"{3}.*?\"{3}",
    re.MULTILINE | re.DOTALL,
)
_REMARK = re.compile(  # `//` before a word that no bracket of the formula holds; else it divides
    r"(?<=\S)[ \t]+(?:#[ \t][^\n]*|//(?=[^\n]*[A-Za-z]{3})[ \t][^\n()]*(?:\([^\n()]*\)[^\n()]*)*)$",
    re.MULTILINE,
)
_LAMBDA = re.compile(r"\b([A-Za-z]\w*)[ \t]*=[ \t]*lambda[ \t]+(\w+(?:[ \t]*,[ \t]*\w+)*)[ \t]*:")
_RETURNING = re.compile(r"^[ \t]*def (\w+)\(([\w, \t]+)\):\s*return\b", re.MULTILINE)
_SET = r"(?P<{0}>[A-Za-z]\w*)[ \t]*(?P<{0}_by>[-+*/]?)=(?!=)[ \t]*(?P<{0}_to>[^\n]+)"
_INSIDE = r":[ \t]*(?:\n(?P=margin)[ \t]+)?"
_IF = re.compile(
    rf"^(?P<margin>[ \t]*)if[ \t]+(?P<condition>[^\n:]+){_INSIDE}{_SET.format('x')}"
    rf"(?:\n(?P=margin)else[ \t]*{_INSIDE}{_SET.format('y')})?"
    r"(?=\n(?P=margin)(?!el(?:if|se)\b)\S|\s*\Z)",
    re.MULTILINE,
)
_IF_RETURN = re.compile(
    rf"^(?P<margin>[ \t]*)if[ \t]+(?P<condition>[^\n:]+){_INSIDE}return[ \t]+(?P<x>[^\n]+)"
    rf"\n(?P=margin)(?:else[ \t]*{_INSIDE})?return[ \t]+(?P<y>[^\n]+)",
    re.MULTILINE,
)
_BLOCK = re.compile(
    r"^[ \t]*(?:el)?if\b[^\n]*:[ \t]*(?:\n[ \t]+)?[A-Za-z]\w*(?:\[[^\n]*\])?[ \t]*[-+*/]?=(?!=)",
    re.MULTILINE,
)
_LOOP = re.compile(r"^[ \t]*for \w[^\n]* in [^\n]+:[ \t]*(?:\n|\w)", re.MULTILINE)
_OPERATIONS = frozenset("+-*/@")


def without_comments(text: str, code: bool) -> str:
    """Code without what computes nothing; other typed text without remarks at the ends of lines."""
    text = _LAMBDA.sub(r"\1(\2) =", text)
    text = _RETURNING.sub(lambda head: _function(head, text), text)
    if not code:
        return _REMARK.sub("", text)
    text = _IF.sub(_chosen, without_loops(_NO_FORMULA.sub("", text)))
    text = _IF_RETURN.sub(r"\g<margin>return where(\g<condition>, (\g<x>), (\g<y>))", text)
    if _BLOCK.search(text):
        raise NotationError("an 'if' with more than one assignment can't be read", text)
    if _LOOP.search(text):
        raise NotationError(
            "a loop that does more than add up or fill an array can't be read", text
        )
    return text


def _chosen(found: re.Match[str]) -> str:
    """`if c: x = a` as `x = where(c, a, x)`; with `else: x = b` the b in place of that."""
    name, other = found["x"], found["y"]
    if other not in (None, name):
        return found[0]
    values = [f"({found[f'{n}_to']})" for n in "xy" if found[n]]
    signs = [found[f"{n}_by"] for n in "xy" if found[n]]
    changed = [f"{name} {sign} {v}" if sign else v for sign, v in zip(signs, values, strict=True)]
    otherwise = changed[1] if other else name
    return f"{found['margin']}{name} = where({found['condition']}, {changed[0]}, {otherwise})"


def _function(head: re.Match[str], text: str) -> str:
    """A function of one line as mathematics, `f(y) = …`, where it is called further on."""
    name, parameters = head.groups()
    called = re.search(rf"\b{name}\(", text[head.end() :])
    return f"{name}({parameters}) =" if called else head[0]


def own_names_joined(lines: Sequence[list[Token]]) -> list[list[Token]]:
    """Lines in which a name such as `d_out`, which one of them assigns, is one token."""
    assigned = {
        (first.text, last.text)
        for line in lines
        for first, mark, last, equal in zip(line, line[1:], line[2:], line[3:], strict=False)
        if (mark.text, equal.text) == ("_", "=") and len(last.text) > 1 and first.text != "delta"
    }
    return [_joined(line, assigned) for line in lines] if assigned else list(lines)


def _joined(line: Sequence[Token], names: Collection[tuple[str, str]]) -> list[Token]:
    found: list[Token] = []
    for at, token in enumerate(line):
        after = line[at + 1 : at + 3]
        if len(after) == 2 and after[0].text == "_" and (token.text, after[1].text) in names:
            name = f"{token.text}·{after[1].text}"
            found.append(Token("word", name, token.start, after[1].stop))
        elif not (found and found[-1].stop >= token.stop):
            found.append(token)
    return found


def one_by_one(lines: Sequence[list[Token]]) -> Iterator[list[Token]]:
    """Lines with `a, b = 1, 2` as two."""
    for line in lines:
        equal = next((n for n, t in enumerate(line) if t.text == "="), None)
        left = listed(line[:equal]) if equal else []
        right = listed(line[equal + 1 :]) if equal else []
        if len(left) > 1 and len(left) == len(right) and equal:
            for name, value in zip(left, right, strict=True):
                yield [*name, line[equal], *value]
        else:
            yield line


def listed(tokens: Sequence[Token]) -> list[list[Token]]:
    """Tokens cut at the commas outside brackets."""
    found: list[list[Token]] = [[]]
    level = 0
    for token in tokens:
        level += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
        if token.text == "," and level == 0:
            found.append([])
        else:
            found[-1].append(token)
    return found


def in_order(lines: Sequence[list[Token]], known: Vocabulary) -> list[list[Token]]:
    """Lines in which a name that is assigned again is another name from there on.

    Only names of a student's own: `g = …`, `g *= 2`, `g = g / N`; a declared name is one that is
    assigned twice, or from itself before the last line: `v = mu * v - g`, then `w += v`.
    """
    versions: dict[str, int] = {}
    found = []
    count = Counter(_assigned(line)[0] for line in lines)
    for number, line in enumerate(lines, 1):
        line = _masked(line, versions)
        name, operation, at = _assigned(line)
        updated = number < len(lines) and any(token.text == name for token in line[at:])
        if not name or (known.knows(name) and count[name] < 2 and not updated):
            found.append([_current(token, versions) for token in line])
            continue
        right = [_current(token, versions) for token in line[at:]]
        left, equal = line[0], line[at - 1]
        if operation and name in versions and right:
            old = _current(left, versions)
            sign = equal._replace(text=operation)
            opening, closing = equal._replace(text="("), right[-1]._replace(kind="op", text=")")
            right = [old, sign, opening, *right, closing]
        versions[name] = versions.get(name, int(known.knows(name))) + 1
        found.append([_current(left, versions), equal, *right])
    return found


def _masked(line: list[Token], versions: dict[str, int]) -> list[Token]:
    """`g[x <= 0] = 0` as `g = where(x <= 0, 0, g)`, of a name that was assigned before."""
    equal = next((n for n, t in enumerate(line) if t.text == "="), 0)
    left, right = line[:equal], line[equal + 1 :]
    masked = len(left) > 4 and left[1].text == "[" and left[-1].text == "]" and bool(right)
    if not masked or left[0].text not in versions or len(listed(left[2:-1])) > 1:
        return line
    name, sign = left[0], line[equal]
    comma, closing = (sign._replace(text=text) for text in ",)")
    opening = Token("op", "(", name.stop, name.stop)
    where = name._replace(text="where")
    return [name, sign, where, opening, *left[2:-1], comma, *right, comma, name, closing]


def _assigned(line: Sequence[Token]) -> tuple[str, str, int]:
    """The name that a line assigns, the operation of `*=`, and where the right side begins."""
    texts = [token.text for token in line[:3]]
    if len(texts) < 3 or line[0].kind not in ("word", "letter"):
        return "", "", 0
    if texts[1] == "=":
        return texts[0], "", 2
    if texts[1] in _OPERATIONS and texts[2] == "=" and line[1].stop == line[2].start:
        return texts[0], texts[1], 3
    return "", "", 0


def _current(token: Token, versions: dict[str, int]) -> Token:
    version = versions.get(token.text, 0)
    return token._replace(text=f"{token.text}~{version}") if version > 1 else token
