"""Pages, messages, docstrings, comments and names are in plain English.

Some words read as translated, or mean something else to readers in the field. `AVOIDED` lists them
with what to write instead. A rule is a pattern; what it must not catch stands in the pattern.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]

AVOIDED = {  # a pattern: what to write instead
    r"(?-i:\bmarks\b)(?! (?:what|where|the|a|an)\b)|\b(?:full|no|every|each|any) mark\b": "points",
    r"(?<!by )\bhand(?:s|ing)? in\b|\bhanded\b": "submit, submitted, given",
    r"\b(?:derivatives?|differentiate[ds]?|gradients?)(?: of [^\s,;:.]+)? by\b(?! (?:hand|finite|"
    r"itself|name|the (?:input|name)s?'? ))": "with respect to",
    r"\b(?:a person must look|doubted)\b": "needs review",
    r"\Atold\b|\b(?:is|are) told\Z": "message, printed, lines: what it is",
    r"\b(?:anew|afresh)\b": "again",
    r"\bamiss\b": "wrong",
    r"\bdear\b": "expensive",
    r"\b(?:keep|keeps|kept|hold|holds) to\b": "satisfy, follow",
    r"\bdrawn (?:from|by|at random|anew)\b": "generated",
    r"\b(?:withheld|spelt|spelled)\b": "hidden, written",
    r"\bcourtesy\b": "process only",
    r"\bballs?\b": "interval",
    r"\bbecomes of\b": "the result",
    r"\btelling\b(?! apart)": "distinct",
    r"\b(?:whence|thence|lest|wherefore|thereof|betimes|naught|oneself)\b": "plainer words",
    r"\b(?:come|comes|came) upon\b": "find",
    r"\bput up with\b": "accept",
    r"\A(?:As|See) (?:`…`|[a-z_]*\.?[A-Z]\w+\.\w+)\.?\Z": "no docstring, but @override",
}
RULES = [(re.compile(pattern, re.IGNORECASE), better) for pattern, better in AVOIDED.items()]

# How many are left in rooms that are being rewritten. A count only ever falls.
LEFT = {
    "grader": 4,
    "grader/algebra": 18,
    "grader/checks": 2,
    "grader/numerics": 4,
    "grader/reports": 2,
    "grader/sandbox": 1,
    "grader/sequences": 2,
    "grader/submission": 2,
    "tests/algebra": 1,
    "tests/attacks": 14,
    "tests/authors": 10,
    "tests/bench": 7,
    "tests/checks": 13,
    "tests/homeworks": 4,
    "tests/numerics": 1,
    "tests/sandbox": 8,
    "tests/sequences": 1,
    "tests/submission": 1,
}

FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
GENERATED = re.compile(r"<!-- .*?generated.*?-->.*?<!-- end.*?-->", re.DOTALL)
CODE = re.compile(r"`[^`\n]*`|\$[^$\n]*\$")


class Text(NamedTuple):
    """Some words, and where they stand."""

    place: str
    words: str


def texts_of_page(path: Path) -> Iterator[Text]:
    """The prose of a Markdown file."""
    page = path.read_text(encoding="utf-8")
    for pattern in (FENCED, GENERATED):
        page = pattern.sub(lambda found: "\n" * found[0].count("\n"), page)
    for number, line in enumerate(page.splitlines(), 1):
        yield Text(f"{path.relative_to(ROOT)}:{number}", CODE.sub("`…`", line))


def texts_of_module(path: Path) -> Iterator[Text]:
    """The docstrings, comments, messages and names of a Python file."""
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            for number, line in enumerate(node.value.splitlines()):
                yield Text(_place(path, node.lineno + number), CODE.sub("`…`", line))
        elif name := _name(node):
            yield Text(_place(path, node.lineno), name.replace("_", " "))
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield Text(_place(path, token.start[0]), CODE.sub("`…`", token.string))


def _name(node: ast.AST) -> str:
    """The name that a statement gives to a function, an argument or a variable."""
    match node:
        case ast.FunctionDef(name=name) | ast.arg(arg=name) | ast.ClassDef(name=name):
            return name
        case ast.Name(id=name, ctx=ast.Store()):
            return name
    return ""


def _place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def found_in(texts: Iterator[Text]) -> Iterator[str]:
    """Each avoided phrase, with its place and what to write instead."""
    for place, words in texts:
        for pattern, better in RULES:
            for phrase in pattern.finditer(words):
                yield f"{place}: {phrase[0]!r}: {better}: {words.strip()}"


def rooms() -> dict[str, list[Path]]:
    """The files of each part of the project."""
    found: dict[str, list[Path]] = {"pages": [*ROOT.glob("*.md"), *ROOT.glob("*/*.md")]}
    found["pages"] += (ROOT / ".github").glob("*.md")
    for top in ("grader", "tests"):
        for path in sorted((ROOT / top).rglob("*.py*")):
            if path.suffix in (".py", ".pyi") and path != Path(__file__):
                inner = path.relative_to(ROOT).parent.parts[:2]
                found.setdefault("/".join(inner), []).append(path)
    found["reference"] = sorted((ROOT / "reference").rglob("*.py"))
    found["reference"] += sorted((ROOT / "reference").glob("*/answers.md"))
    return found


@pytest.mark.parametrize("room", rooms())
def test_words_to_avoid_are_avoided(room: str) -> None:
    found = [
        line
        for path in rooms()[room]
        for line in found_in(texts_of_page(path) if path.suffix == ".md" else texts_of_module(path))
    ]
    assert len(found) <= LEFT.get(room, 0), "\n".join(found)


@pytest.mark.parametrize(
    ("words", "caught"),
    [
        ("right work gets full marks", True),
        ("the answers handed in", True),
        ("the derivative of L by x", True),
        ("the derivative of L with respect to x", False),
        ("computed by hand in 3a", False),
        ("As Check.judge.", True),
        ("in a box", False),
    ],
)
def test_a_rule_catches_what_it_is_for(words: str, caught: bool) -> None:
    assert bool(list(found_in(iter([Text("", words)])))) == caught
