"""Text to tokens: LaTeX and typed mathematics become one alphabet.

Commands, Unicode signs and plain words that mean the same thing give the same token, so that
the parser knows one language. Whatever isn't mathematics (control characters, right-to-left
marks, letters that only look Latin) is refused here, by its Unicode name.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

MAX_CHARACTERS = 20_000
MAX_TOKENS = 4_000
MAX_DIGITS = 40
MAX_MESSAGE = 300


class NotationError(ValueError):
    """Text that can't be read: `message`, `position`, and the line with a caret in `shown`."""

    def __init__(self, message: str, text: str = "", position: int = 0) -> None:
        self.message = message if len(message) <= MAX_MESSAGE else f"{message[:MAX_MESSAGE]}…"
        self.position = position
        self.shown = _caret(text, position)
        super().__init__(f"{self.message}\n{self.shown}" if self.shown else self.message)


def _caret(text: str, position: int, width: int = 72) -> str:
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    line = text[start : len(text) if end < 0 else end]
    at = position - start
    left = max(0, at - width // 2)
    line = "".join(c if c.isprintable() else "�" for c in line[left : left + width])
    return f"  {line}\n  {' ' * (at - left)}^" if line else ""


class Token(NamedTuple):
    """One sign: its kind (number, word, letter, text, begin, end, bold, op, stop)."""

    kind: str
    text: str
    start: int
    stop: int


_GREEK_WORDS = """
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho
sigma tau upsilon phi varphi chi psi omega ell
Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
"""
GREEK = frozenset(_GREEK_WORDS.split())
_FUNCTION_TEXT = "sin cos tan sinh cosh tanh exp log ln max min det arctan lim tr"
FUNCTION_WORDS = frozenset(_FUNCTION_TEXT.split())
CONDITION_WORDS = frozenset({"if", "for", "when", "where", "and", "otherwise", "else"})
_COMMAND_SIGNS = {
    "cdot": "·",
    "bullet": "·",
    "times": "*",
    "ast": "*",
    "star": "*",
    "odot": "⊙",
    "circ": "⊙",
    "div": "/",
    "leq": "≤",
    "le": "≤",
    "leqslant": "≤",
    "geq": "≥",
    "ge": "≥",
    "geqslant": "≥",
    "neq": "≠",
    "ne": "≠",
    "approx": "≈",
    "lt": "<",
    "gt": ">",
    "equiv": "=",
    "to": "→",
    "rightarrow": "→",
    "leftarrow": "←",
    "gets": "←",
    "coloneqq": "←",
    "Rightarrow": "⇒",
    "implies": "⇒",
    "partial": "∂",
    "nabla": "∇",
    "sum": "∑",
    "prod": "∏",
    "infty": "∞",
    "in": "∈",
    "top": "⊤",
    "intercal": "⊤",
    "prime": "'",
    "lVert": "‖",
    "rVert": "‖",
    "Vert": "‖",
    "|": "‖",
    "lvert": "|",
    "rvert": "|",
    "vert": "|",
    "{": "\\{",
    "}": "\\}",
    "lbrace": "\\{",
    "rbrace": "\\}",
    "lbrack": "[",
    "rbrack": "]",
    "\\": "newline",
    "vdots": "…",
    "cdots": "…",
    "ldots": "…",
    "dots": "…",
    "ddots": "⋱",
    "quad": "quad",
    "qquad": "quad",
    "land": "∧",
    "wedge": "∧",
    "sqrt": "√",
}
_LAYOUT_WORDS = """
left right , ; : ! displaystyle textstyle limits nolimits big Big bigl bigr Bigl Bigr bigg Bigg
biggl biggr Biggl Biggr mathbf boldsymbol bm mathrm mathit mathcal mathsf vec nonumber notag
mathop mathopen mathclose middle thinspace boxed underline
"""
_SKIPPED = frozenset({*_LAYOUT_WORDS.split(), " "})
_ACCENTS = {
    "hat": "hat",
    "widehat": "hat",
    "bar": "bar",
    "overline": "bar",
    "tilde": "tilde",
    "widetilde": "tilde",
}
_KEPT_COMMANDS = frozenset({"frac", "dfrac", "tfrac", "substack"})
_UNICODE_SIGNS = {
    "−": "-",
    "–": "-",
    "·": "·",
    "⋅": "·",
    "∙": "·",
    "×": "*",
    "∗": "*",
    "⊙": "⊙",
    "∘": "⊙",
    "÷": "/",
    "≤": "≤",
    "≥": "≥",
    "≠": "≠",
    "≈": "≈",
    "→": "→",
    "←": "←",
    "⇒": "⇒",
    "∂": "∂",
    "∇": "∇",
    "∑": "∑",
    "∏": "∏",
    "∞": "∞",
    "∈": "∈",
    "⊤": "⊤",
    "ᵀ": "ᵀ",
    "‖": "‖",
    "√": "√",
    "′": "'",
    "’": "'",
    "…": "…",
    "⋯": "…",
    "⋮": "…",
    "⋱": "⋱",
    "∧": "∧",
    "²": "²",
    "³": "³",
    "\u00a0": " ",
    "\u2009": " ",
}
_GREEK_ORDER = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon
phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega ell epsilon
"""
_GREEK_LETTERS = dict(zip("αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩℓϵ", _GREEK_ORDER.split(), strict=True))
_SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₗₘₙₚₜ", "0123456789ijklmnpt", strict=True))
_ACCENTED = {
    "ŷ": "y",
    "ẑ": "z",
    "ĵ": "j",
    "ŵ": "w",
    "ĥ": "h",
    "â": "a",
    "ê": "e",
    "ô": "o",
    "û": "u",
    "Ŷ": "Y",
}

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n~$]+|\\(?:tag|label)\{[^{}]*\})
    |\\(?:text|mbox|textbf|textit|textrm)\s*\{(?P<text>[^{}]*)\}
    |\\(?P<upright>mathrm|operatorname\*?)\s*\{\s*(?P<named>[A-Za-z]+)\s*\}
    |\\(?:mathbf|boldsymbol|bm|mathit|mathcal|mathsf|vec|mathbb)\s*
        (?:\{\s*(?P<font>\\?[A-Za-z]+|[01])\s*\}|(?P<bare>[01EI](?![A-Za-z0-9])))
    |(?P<brace>\\left\s*\\(?:\{|lbrace)\s*\\begin\{(?:array|aligned|matrix)\}(?:\{[clr|\ ]*\})?)
    |(?P<unbrace>\\end\{(?:array|aligned|matrix)\}\s*\\right\s*\.)
    |\\begin\{(?P<begin>[a-z]+\*?)\}(?:\{[clr|\ ]*\})?
    |\\end\{(?P<end>[a-z]+\*?)\}
    |\\(?P<command>[A-Za-z]+|[^A-Za-z])
    |(?P<number>\d+(?:\.\d+)?|\.\d+)
    |(?P<word>[A-Za-z]+\d*)
    |(?P<op>\.\.\.|\*\*|<=|>=|!=|==|:=|=>|->|\|\||.)""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_ASCII_SIGNS = {
    "...": "…",
    "**": "^",
    "<=": "≤",
    ">=": "≥",
    "!=": "≠",
    "==": "=",
    ":=": "←",
    "=>": "⇒",
    "->": "→",
    "||": "‖",
    "@": "@",
    "~": " ",
}
_PLAIN = frozenset("+-*/^_=<>()[]{}|,;:&'.@!?")


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
    if kind in ("brace", "unbrace"):  # cases, set by hand
        return [Token("begin" if kind == "brace" else "end", "cases", start, stop)]
    if kind in ("named", "font", "bare"):
        return [_styled(match, content.lstrip("\\"), text)]
    if kind == "command":
        return _command(content, text, start, stop)
    if kind == "op":
        return _sign(content, text, start, stop)
    if kind == "number" and len(content) > MAX_DIGITS:
        raise NotationError(
            f"a number of {len(content)} digits; the limit is {MAX_DIGITS}", text, start
        )
    return [Token(kind, content.strip(), start, stop)]


def _styled(match: re.Match[str], content: str, text: str) -> Token:
    start, stop = match.span()
    source = match.group()
    if content in ("0", "1"):
        return Token("bold", content, start, stop)
    if source.startswith("\\mathbb") and content == "I":  # an indicator, or the identity
        return Token("bold", content, start, stop)
    if source.startswith("\\mathbb"):
        if content != "E":
            raise NotationError(
                f"\\mathbb{{{content}}} isn't part of an expression here", text, start
            )
        return Token("expect", "E", start, stop)
    return Token("text" if content in CONDITION_WORDS else "letter", content, start, stop)


def _command(name: str, text: str, start: int, stop: int) -> list[Token]:
    if name in _SKIPPED:
        return _skip_command(name, text, start, stop)
    if name in GREEK or name in FUNCTION_WORDS:
        return [Token("letter", "epsilon" if name == "varepsilon" else name, start, stop)]
    if name in _COMMAND_SIGNS:
        return [Token("op", _COMMAND_SIGNS[name], start, stop)]
    if name in _ACCENTS:
        return [Token("accent", _ACCENTS[name], start, stop)]
    if name in _KEPT_COMMANDS:
        return [Token("op", "frac" if name.endswith("frac") else name, start, stop)]
    raise NotationError(f"the command \\{name} isn't one that can be read here", text, start)


def _skip_command(name: str, text: str, start: int, stop: int) -> list[Token]:
    r"""Nothing; but `\\left.` is a delimiter that isn't there, with its dot."""
    if name in ("left", "right") and text[stop : stop + 1] == ".":
        return [Token("op", f"\\{name}", start, stop)]
    return []


def _sign(sign: str, text: str, start: int, stop: int) -> list[Token]:
    sign = _ASCII_SIGNS.get(sign, sign)
    if sign in _PLAIN or len(sign) > 1:
        return [Token("op", sign, start, stop)]
    if sign in _UNICODE_SIGNS or sign in "→≤≥≠⇒‖":
        return _unicode_sign(_UNICODE_SIGNS.get(sign, sign), start, stop)
    if sign in _GREEK_LETTERS:
        return [Token("letter", _GREEK_LETTERS[sign], start, stop)]
    if sign in _SUBSCRIPTS:
        digit = _SUBSCRIPTS[sign]
        kind = "number" if digit.isdigit() else "letter"
        return [Token("op", "_", start, stop), Token(kind, digit, start, stop)]
    if sign in _ACCENTED:
        return [Token("accent", "hat", start, stop), Token("letter", _ACCENTED[sign], start, stop)]
    raise NotationError(_refusal(sign), text, start)


def _unicode_sign(sign: str, start: int, stop: int) -> list[Token]:
    if sign == " ":
        return []
    if sign in "²³":
        power = "2" if sign == "²" else "3"
        return [Token("op", "^", start, stop), Token("number", power, start, stop)]
    if sign == "ᵀ":
        return [Token("op", "^", start, stop), Token("op", "⊤", start, stop)]
    return [Token("op", sign, start, stop)]


def _refusal(sign: str) -> str:
    name = unicodedata.name(sign, f"U+{ord(sign):04X}")
    if unicodedata.category(sign).startswith("C"):
        return f"a control character ({name}) has no place in an expression"
    plain = unicodedata.normalize("NFKD", sign)
    advice = f"; type a plain {plain!r}" if plain.isascii() and plain.isprintable() else ""
    if sign.isalpha():
        return f"the letter {sign!r} ({name}) is none of ours and may only look like one{advice}"
    return f"the sign {sign!r} ({name}) can't be read{advice}"
