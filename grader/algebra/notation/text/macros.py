r"""Macros: a student's own (`\newcommand`, `\def`, `\DeclareMathOperator`), and well-known ones.

They are expanded in the text, within limits on depth, number and length: a macro that goes round
in a circle or explodes is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from grader.algebra.notation.text.errors import NotationError

MAX_EXPANSIONS = 2_000
MAX_EXPANDED = 40_000
MAX_ARGUMENTS = 9

_DEFINITION = re.compile(
    r"\\(?:(?P<command>(?:re)?newcommand|providecommand|DeclareRobustCommand)\*?"
    r"|(?P<operator>DeclareMathOperator)\*?|(?P<primitive>def|gdef|let)(?![A-Za-z]))\s*"
)
_NAME = re.compile(r"\s*(?:\{\s*\\([A-Za-z]+|.)\s*\}|\\([A-Za-z]+|[^A-Za-z\s]))")
_COUNT = re.compile(r"\s*\[(\d)\]")
_DEFAULT = re.compile(r"\s*\[([^\[\]]*)\]")
_PARAMETERS = re.compile(r"\s*((?:#\d)*)")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_COMMENT = re.compile(r"(?<!\\)%.*")


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro's replacement text, how many arguments it takes, and the optional first one."""

    body: str
    arguments: int = 0
    default: str | None = None


_KNOWN = {
    "overset": Macro("#2", 2),
    "underset": Macro("#2", 2),
    "stackrel": Macro("#2", 2),
    "textcolor": Macro("#2", 2),
    "colorbox": Macro("#2", 2),
    "boxed": Macro(" #1 ", 1),
    "fbox": Macro(" #1 ", 1),
    "framebox": Macro(" #1 ", 1),
    "abs": Macro(r"\lvert #1 \rvert", 1),
    "norm": Macro(r"\lVert #1 \rVert", 1),
    "qty": Macro(" #1 ", 1),
    "dv": Macro(r"\frac{d #1}{d #2}", 2),
    "pdv": Macro(r"\frac{\partial #1}{\partial #2}", 2),
    "pder": Macro(r"\frac{\partial #1}{\partial #2}", 2),
    "dd": Macro(r"\,d#1", 1),
    "ip": Macro(r"\langle #1, #2 \rangle", 2),
    "inner": Macro(r"\langle #1, #2 \rangle", 2),
    "floor": Macro(r"\lfloor #1 \rfloor", 1),
    "ceil": Macro(r"\lceil #1 \rceil", 1),
    "E": Macro(r"\mathbb{E}"),
    "R": Macro(r"\mathbb{R}"),
    "T": Macro(r"\top"),
    "grad": Macro(r"\nabla"),
    "Tr": Macro(r"\mathrm{tr}"),
    "trace": Macro(r"\mathrm{tr}"),
    "softmax": Macro(r"\mathrm{softmax}"),
    "relu": Macro(r"\mathrm{ReLU}"),
    "ReLU": Macro(r"\mathrm{ReLU}"),
    "diag": Macro(r"\mathrm{diag}"),
    "one": Macro(r"\mathbf{1}"),
    "bbone": Macro(r"\mathbb{1}"),
    "half": Macro(r"\frac{1}{2}"),
}
_BRACED = re.compile(
    r"\\(?:text|mbox|textrm)\s*\{((?:[^{}$]*\$[^{}$]*(?:\{[^{}$]*\}[^{}$]*)*\$)+[^{}$]*)\}"
)


def without_macros(text: str, preamble: str = "") -> str:
    """The text with every macro expanded; definitions in it and in the preamble count.

    Raises NotationError for a definition that can't be read, and for too much of it.
    """
    if "\\" not in text:
        return text
    own: dict[str, Macro] = {}
    _definitions(_COMMENT.sub("", preamble), own)
    text = _definitions(_without_inner_dollars(text), own)
    return _expanded(text, {**_KNOWN, **own})


def _without_inner_dollars(text: str) -> str:
    r"""`\text{if $x > 0$}` as `\text{if }x > 0\text{}`."""
    return _BRACED.sub(_split_words, text) if "text{" in text or "mbox{" in text else text


def _split_words(match: re.Match[str]) -> str:
    pieces = match[1].split("$")
    return "".join(
        piece if n % 2 else f"\\text{{{piece}}}" for n, piece in enumerate(pieces) if piece.strip()
    )


def _definitions(text: str, found: dict[str, Macro]) -> str:
    """The text without the definitions, which are added to `found`."""
    kept, at = [], 0
    while match := _DEFINITION.search(text, at):
        kept.append(text[at : match.start()])
        name, macro, at = _definition(text, match)
        found[name] = macro
    return "".join([*kept, text[at:]])


def _definition(text: str, match: re.Match[str]) -> tuple[str, Macro, int]:
    """A macro's name, the macro, and where the text goes on."""
    named = _NAME.match(text, match.end())
    if named is None:
        raise NotationError("a macro's name is expected here", text, match.end())
    name, at = named[1] or named[2], named.end()
    if match["operator"]:
        body, at = _argument(text, at)
        return name, Macro(f"\\operatorname{{{body}}}"), at
    if match["primitive"]:
        parameters = _PARAMETERS.match(text, at)
        count = (len(parameters[1]) if parameters else 0) // 2
        body, at = _argument(text, parameters.end() if parameters else at)
        return name, Macro(body, count), at
    counted = _COUNT.match(text, at)
    at = counted.end() if counted else at
    optional = _DEFAULT.match(text, at) if counted else None
    at = optional.end() if optional else at
    body, at = _argument(text, at)
    count = int(counted[1]) if counted else 0
    return name, Macro(body, count, optional[1] if optional else None), at


def _argument(text: str, at: int) -> tuple[str, int]:
    """The braced argument, the command or the single sign at a place, and what follows it."""
    while at < len(text) and text[at].isspace():
        at += 1
    if at >= len(text):
        raise NotationError("a macro's argument is missing at the end", text, at)
    if text[at] == "\\":
        command = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL).match(text, at)
        return (command[0], command.end()) if command else ("\\", at + 1)
    if text[at] in "({[":
        end = _closing(text, at)
        inner = text[at : end + 1] if text[at] != "{" else text[at + 1 : end]
        return inner, end + 1
    return text[at], at + 1


def _closing(text: str, at: int) -> int:
    opening, closing = text[at], {"{": "}", "(": ")", "[": "]"}[text[at]]
    level = 0
    for place in range(at, len(text)):
        if text[place] == opening and text[place - 1] != "\\":
            level += 1
        elif text[place] == closing and text[place - 1] != "\\":
            level -= 1
            if level == 0:
                return place
    raise NotationError(f"this '{opening}' is never closed", text, at)


def _expanded(text: str, macros: Mapping[str, Macro]) -> str:
    """The text with macros replaced, the leftmost first, until none is left."""
    done, at, count = [], 0, 0
    while match := _COMMAND.search(text, at):
        macro = macros.get(match[1])
        if macro is None or (text[match.start() - 1 : match.start()] == "\\"):
            done.append(text[at : match.end()])
            at = match.end()
            continue
        count += 1
        if count > MAX_EXPANSIONS or len(text) > MAX_EXPANDED:
            raise NotationError(f"the macro \\{match[1]} grows without end", text, 0)
        done.append(text[at : match.start()])
        body, stop = _replaced(text, match.end(), macro)
        text, at = body + text[stop:], 0
    return "".join([*done, text[at:]])


def _replaced(text: str, at: int, macro: Macro) -> tuple[str, int]:
    """A macro's body with its arguments in place, and where the text goes on."""
    arguments = []
    if macro.default is not None:
        given = _DEFAULT.match(text, at)
        arguments.append(given[1] if given else macro.default)
        at = given.end() if given else at
    while len(arguments) < macro.arguments:
        argument, at = _argument(text, at)
        arguments.append(argument)
    body = re.sub(
        r"#(\d)",
        lambda m: arguments[int(m[1]) - 1] if 0 < int(m[1]) <= len(arguments) else "",
        macro.body,
    )
    letter_follows = body[-1:].isalpha() and text[at : at + 1].isalpha() and "\\" in body
    return body + (" " if letter_follows else ""), at
