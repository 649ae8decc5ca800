"""Text to tokens: LaTeX and typed mathematics become one alphabet.

Commands, Unicode signs and plain words that mean the same thing give the same token, so that
the parser knows one language. What isn't mathematics (control characters, right-to-left marks,
letters that only look Latin) is refused here, by its Unicode name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from grader.algebra.notation.text.errors import NotationError
from grader.algebra.notation.text.signs import (
    ACCENTED,
    ACCENTS,
    ASCII_SIGNS,
    COMMAND_SIGNS,
    GREEK,
    GREEK_LETTERS,
    KEPT_COMMANDS,
    LAYOUT,
    PLAIN,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    UNICODE_SIGNS,
    WORD_COMMANDS,
)

MAX_CHARACTERS = 20_000
MAX_TOKENS = 4_000
MAX_DIGITS = 40


class Token(NamedTuple):
    """One sign: its kind, its text, and where it stands.

    Kinds: `word` (letters, then perhaps digits), `letter` (one name as a unit, such as Greek),
    `number`, `text` (words), `bold` (a styled 0, 1 or I), `expect`, `accent`, `begin`, `end`,
    `string` (of einsum), `op`, `stop`.
    """

    kind: str
    text: str
    start: int
    stop: int


_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n~$]+|\\[ ,;:!>/]|\\(?:tag|label|hspace|vspace|color|hphantom|ref|eqref)\*?
        \s*\{[^{}]*\})
    |\\(?:text|mbox|textbf|textit|textrm|texttt|intertext|textnormal|textsf|emph)\s*
        \{(?P<text>[^{}]*)\}
    |\\(?P<upright>mathrm|mathop|operatorname\*?|rm)\s*\{\s*(?P<named>[A-Za-z]+)\s*\}
    |\\(?:mathbf|boldsymbol|bm|mathit|mathcal|mathsf|mathscr|vec|mathbb|mathbbm|mathds|symbf)\s*
        (?:\{\s*(?P<font>\\?[A-Za-z]+|[01])\s*\}|(?P<bare>[01EIV](?![A-Za-z0-9])))
    |\\begin\{(?P<begin>[a-z]+\*?)\}(?:\[[a-z]\])?(?:\{[clrLCR|@\ ]*\})?
    |\\end\{(?P<end>[a-z]+\*?)\}
    |\\(?P<command>[A-Za-z]+|[^A-Za-z])
    |(?P<quote>["'])(?P<string>[A-Za-z, ]*->[A-Za-z ]*)(?P=quote)
    |(?P<number>\d+(?:\.\d+|\.(?=\s*[-+*/)]))?|\.\d+)
    |(?P<combined>[A-Za-zα-ωΑ-Ω][\u0302-\u0304])
    |(?P<word>[A-Za-z]+\d*)
    |(?P<raised>["""
    + "".join(SUPERSCRIPTS)
    + r"""]+)
    |(?P<lowered>["""
    + "".join(SUBSCRIPTS)
    + r"""]+)
    |(?P<op>\.\.\.|\*\*|//|<=|>=|!=|==|:=|=>|->|.)""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)


_COMBINING = {"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar"}


def tokenise(text: str) -> list[Token]:
    """The tokens of a text, with a `stop` at the end; linear in its length.

    Raises NotationError for what is too long or no part of mathematics.
    """
    if len(text) > MAX_CHARACTERS:
        raise NotationError(
            f"this is {len(text):,} characters long; the limit is {MAX_CHARACTERS:,}"
        )
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        tokens.extend(_tokens_of(match, text))
        if len(tokens) > MAX_TOKENS:
            raise NotationError(f"more than {MAX_TOKENS:,} signs", text, match.start())
    tokens.append(Token("stop", "", len(text), len(text)))
    return tokens


def _tokens_of(match: re.Match[str], text: str) -> list[Token]:
    kind = match.lastgroup or "op"
    start, stop = match.span()
    if kind == "space":
        return []
    content = match.group(kind)
    if kind in ("named", "font", "bare"):
        return [_styled(match, content.lstrip("\\"))]
    if kind == "command":
        return _command(content, text, start, stop)
    if kind == "combined":
        accent = Token("accent", _COMBINING[content[1]], start, stop)
        return [accent, Token("letter", GREEK_LETTERS.get(content[0], content[0]), start, stop)]
    if kind == "op":
        return _sign(content, text, start, stop)
    if kind == "raised":
        return _small("^", content, SUPERSCRIPTS, start)
    if kind == "lowered":
        return _small("_", content, SUBSCRIPTS, start)
    if kind == "number" and len(content) > MAX_DIGITS:
        raise NotationError(
            f"a number of {len(content)} digits; the limit is {MAX_DIGITS}", text, start
        )
    return [Token(kind, content.strip(), start, stop)]


def _styled(match: re.Match[str], content: str) -> Token:
    r"""`\mathbf{x}`, `\mathbb{1}`, `\mathrm{ReLU}`: a unit, whatever its font."""
    start, stop = match.span()
    source = match.group()
    board = source.startswith(("\\mathbb", "\\mathds"))
    if content in ("0", "1") or (board and content == "I"):
        return Token("bold", content, start, stop)
    if board and content in ("E", "V"):
        return Token("expect", "E" if content == "E" else "Var", start, stop)
    if board:
        return Token("set", content, start, stop)
    if content in ("if", "for", "when", "where", "and", "otherwise", "else"):
        return Token("text", content, start, stop)
    return Token("letter", content, start, stop)


def _command(name: str, text: str, start: int, stop: int) -> list[Token]:
    if name in LAYOUT:
        return _layout(name, text, start, stop)
    if name in GREEK:
        return [Token("letter", GREEK[name], start, stop)]
    if name in WORD_COMMANDS:
        return [Token("letter", name, start, stop)]
    if name in COMMAND_SIGNS:
        return [Token("op", COMMAND_SIGNS[name], start, stop)]
    if name in ACCENTS:
        return [Token("accent", ACCENTS[name], start, stop)]
    if name in KEPT_COMMANDS:
        return [Token("op", KEPT_COMMANDS[name], start, stop)]
    raise NotationError(f"the command \\{name} isn't one that can be read here", text, start)


def _layout(name: str, text: str, start: int, stop: int) -> list[Token]:
    r"""Nothing; but `\left.` is a delimiter that isn't there, with its dot."""
    if name in ("left", "right") and text[stop : stop + 1] == ".":
        return [Token("op", f"\\{name}", start, stop)]
    return []


def _sign(sign: str, text: str, start: int, stop: int) -> list[Token]:
    sign = ASCII_SIGNS.get(sign, sign)
    if sign in PLAIN or len(sign) > 1:
        return [Token("op", sign, start, stop)]
    if sign in UNICODE_SIGNS:
        sign = UNICODE_SIGNS[sign]
        return [Token("op", sign, start, stop)] if sign != " " else []
    if sign in GREEK_LETTERS:
        return [Token("letter", GREEK_LETTERS[sign], start, stop)]
    if "\U0001d400" <= sign <= "\U0001d7ff":
        return _in_a_font(unicodedata.normalize("NFKD", sign), start, stop)
    if sign in ACCENTED:
        accent, letter = ACCENTED[sign]
        return [Token("accent", accent, start, stop), Token("letter", letter, start, stop)]
    raise NotationError(_refusal(sign), text, start)


def _in_a_font(sign: str, start: int, stop: int) -> list[Token]:
    """A Unicode letter or digit that is bold, italic or double-struck."""
    if sign.isdigit():
        return [Token("bold" if sign in "01" else "number", sign, start, stop)]
    return [Token("letter", GREEK_LETTERS.get(sign, sign), start, stop)]


def _small(mark: str, signs: str, plain: Mapping[str, str], start: int) -> list[Token]:
    """Unicode superscripts or subscripts that stand side by side, as one: `e⁻²ˣ`, `xₖ₊₁`."""
    text, stop = "".join(plain[sign] for sign in signs), start + len(signs)
    inside = [
        Token(_kind(found.group()), found.group(), start + found.start(), start + found.end())
        for found in re.finditer(r"\d+|\D", text)
    ]
    if len(inside) > 1:
        inside = [Token("op", "{", start, start), *inside, Token("op", "}", stop, stop)]
    return [Token("op", mark, start, start), *inside]


def _kind(text: str) -> str:
    return "number" if text.isdigit() else "letter" if text.isalpha() else "op"


def _refusal(sign: str) -> str:
    name = unicodedata.name(sign, f"U+{ord(sign):04X}")
    if unicodedata.category(sign).startswith("C"):
        return f"a control character ({name}) has no place in an expression"
    plain = unicodedata.normalize("NFKD", sign)
    advice = f"; type a plain {plain!r}" if plain.isascii() and plain.isprintable() else ""
    if sign.isalpha():
        return (
            f"the letter {sign!r} ({name}) is not supported (a look-alike of a Latin letter?)"
            + (advice)
        )
    return f"the sign {sign!r} ({name}) can't be read{advice}"
