"""A text's layout: lists, emphasis, headings, HTML, taken away before it is read."""

from __future__ import annotations

import re

_LIST_MARK = re.compile(r"^[ \t]*(?:[-*+•]|\(?\d{1,2}[.)]|\(?[a-h]\))[ \t]+", re.MULTILINE)
_DASH = re.compile(r"\s—\s(?=[A-Za-z]{2})|(?<=[a-z]{2})\s—\s")
_SCRIPT = re.compile(r"<(su[bp])>(.*?)</\1>")
_ROUNDED = re.compile(r"=\s*(-?\d+\.\d+)(?:\.\.\.|…|\\l?dots\b)")  # `= 20.0855...`
_EMPHASIS = re.compile(
    r"(?<![\w)\]*])\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*(?![\w(])|(?<!\w)__([^_\n]+)__(?!\w)"
    r"|(?<![\w)\]*])\*([A-Za-z]{2}[A-Za-z ]*[a-z])\*(?![\w(*])"
)
_SOME = "{0,600}"  # characters that are struck out at a time
_BRACED = rf"\{{(?:[^{{}}]|\{{(?:[^{{}}]|\{{[^{{}}]{_SOME}\}}){_SOME}\}}){_SOME}\}}"
_STRUCK = re.compile(
    rf"~~.{_SOME}?~~|<(s|del|strike)>.{_SOME}?</\1>|\\iffalse\b.{_SOME}?\\fi\b"
    rf"|\\(?:sout|st){_BRACED}|\$\s{{0,9}}\\[bx]?cancel{_BRACED}\s{{0,9}}\$"
    rf"|\\begin\{{comment\}}.{_SOME}?\\end\{{comment\}}",
    re.DOTALL,
)
_UNDEFINED = re.compile(
    r"\b(?:not defined|(?:does|do)(?:n['’]t| not) exist|DNE|has no (?:value|derivative))\b"
)
_INDEPENDENT = re.compile(r"\b(?:does|do)(?:n['’]t| not) depend\b")
_NOISE = re.compile(
    r"\\(?:begin|end)\{(?:itemize|enumerate|center|proof|solution|soln|quote|document)\}(?:\{[^{}]*\})?"
    r"|\\item\b|\\noindent\b|\\(?:big|med|small)skip\b|\\par\b|\\section\*?\{[^{}]*\}|\\newline\b"
    r"|^[ \t]*#+[^\n]*$|<br ?/?>",
    re.MULTILINE,
)
_SHORT = r"\w{1,3}\s*(?:==?|≠|!=|<|>|≤|≥|\\(?:neq?|leq?|geq?|not\s*=)(?![A-Za-z]))\s*[\w.-]{1,4}"
_CASE = re.compile(  # `Case 1 ($i = j$):`, `Case 2: i ≠ j.`, `Diagonal ($i = j$):`, `$i = j$:`
    rf"(?:\bcase\s*(?:\d|[IVivab]+)?\s*[:.,(]?\s*(?:(?:for|if|when)\s*)?(\$\s*{_SHORT}\s*\$|{_SHORT})"
    r"\s*\)?\s*(?:[:.,]|\n|(?=\$|\\\[))"
    r"|(?:\b(?:off-?)?diagonal(?: (?:entries|elements|terms))?\s*\(|^[ \t]*|(?<=[.;])\s*)"
    rf"(\$\s*{_SHORT}\s*\$|{_SHORT})\s*\)?\s*:(?![=:]))",
    re.IGNORECASE | re.MULTILINE,
)
_PRIMED = re.compile(r"(?:\\(?:sum|prod)(?:\\limits)?|[∑∏])\s*_\s*\{\s*([a-z])(?:'|\^\{?\\prime)")
_DIFFERENTIAL = re.compile(r"(?<![\\{/A-Za-z])d\s*\\hat\s*\{?\s*([A-Za-z])\s*\}?")
_OWN_DIFFERENTIAL = re.compile(_DIFFERENTIAL.pattern + r"(?:_\{?\w\}?)?\s*&?=")
_FILLED = re.compile(
    r"\btimes (?:the |an? )?(?:[a-zA-Z]\s*[x×]\s*[a-zA-Z] )?(identity|all[- ]ones)"
    r"(?: (?:matrix|vector))?\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    rf"(?<=\$)\s+\((?:(?:for|if|when)\s*)?(\$\s*{_SHORT}\s*\$)\)"
)  # `$1$ ($x > 0$)`


def without_layout(text: str) -> str:
    """The text without lists, emphasis, headings and other layout, and what is struck out."""
    text = _NOISE.sub(" ", _STRUCK.sub(" ", text))
    text = _with_own_differentials(_without_primed_indices(text))
    text = _LIST_MARK.sub("", text)
    text = _EMPHASIS.sub(lambda m: m[m.lastindex or 0], text)
    text = _DASH.sub(" ; ", text)
    text = _ROUNDED.sub(r"≈ \1", _SCRIPT.sub(_script, text))
    text = _INDEPENDENT.sub("independent", _UNDEFINED.sub("undefined", text))
    text = _FILLED.sub(lambda m: _filled(m[1], marked="$" in text), text)
    return _BESIDE.sub(r" if \1", _CASE.sub(r"If \1\2, ", text))


def _without_primed_indices(text: str) -> str:
    r"""`\sum_{k'} p_{k'}` with a letter of its own for k'."""
    primed = dict.fromkeys(_PRIMED.findall(text))
    for letter, fresh in zip(primed, (c for c in "κιχψξζ" if c not in text), strict=False):
        text = re.sub(rf"{letter}(?:'|\^\{{?\\prime\b\}}?)", fresh, text)
    return text


def _with_own_differentials(text: str) -> str:
    r"""`d\hat{x}_i = …` for a gradient, as a name of its own."""
    if not _OWN_DIFFERENTIAL.search(text):
        return text
    return _DIFFERENTIAL.sub(r"\\mathrm{dhat\1}", text)


def _script(match: re.Match[str]) -> str:
    """`<sub>i</sub>` as `_{i}`."""
    return f"{'_' if match[1] == 'sub' else '^'}{{{match[2]}}}"


def _filled(word: str, *, marked: bool) -> str:
    """'times the identity matrix', 'times the all-ones vector' as a formula."""
    sign = "I" if word.lower() == "identity" else "\\mathbf 1"
    return f"times ${sign}$" if marked else f"* {sign}"
