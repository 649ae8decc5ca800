"""The whole grammar: the table of constructs, and readers made with it."""

from __future__ import annotations

from collections.abc import Sequence

from grader.algebra.notation.constructs import (
    between,
    brackets,
    calculus,
    code,
    conditions,
    functions,
    matrices,
    names,
    operators,
    piecewise,
    postfixes,
    sized,
    special,
    spelled,
)
from grader.algebra.notation.constructs.prefixes import with_prefixes
from grader.algebra.notation.parser.choices import Choices
from grader.algebra.notation.parser.reader import MAX_DEPTH, Reader, Style
from grader.algebra.notation.parser.table import Construct, Table
from grader.algebra.notation.parser.vocabulary import Vocabulary, Written
from grader.algebra.notation.text.errors import NotationError
from grader.algebra.notation.text.macros import without_macros
from grader.algebra.notation.text.tokens import Token, tokenise
from grader.algebra.tree import Indicator, Tree, depth

_WORDS = (Construct("words", ("text",), "kind", names.named),)

TABLE = Table(
    constructs=(
        *operators.CONSTRUCTS,
        *postfixes.CONSTRUCTS,
        *brackets.CONSTRUCTS,
        *calculus.CONSTRUCTS,
        *between.CONSTRUCTS,
        *names.CONSTRUCTS,
        *special.CONSTRUCTS,
        *_WORDS,
    ),
    functions=functions.FUNCTIONS,
    methods=code.METHODS,
    parts={
        "script": postfixes.script,
        "function": functions.function,
        "special": special.special,
        "step_or_size": piecewise.step_or_size,
        "normal_density": special.normal_density,
        "code_function": code.code_function,
        "size_in_code": code.size,
        "typed_cases": conditions.typed_cases,
        "row_of": matrices.row_of,
        "sized": sized.sized,
        "open_size": sized.open_size,
        "norm": brackets.norm,
        "between_limits": between.between_limits,
        "in_code": names.in_code,
        "condition_of": lambda r, found: Indicator(conditions.as_condition(found)),
        "masked": lambda r, holds: Indicator(holds),
    },
)
_STRICT = Style()


def reader(
    tokens: Sequence[Token],
    text: str,
    vocabulary: Vocabulary,
    choices: Choices | None = None,
    style: Style = _STRICT,
) -> Reader:
    """A reader of tokens; by default a strict one."""
    return Reader(tokens, text, vocabulary, choices or Choices(strict=True), style, TABLE)


def spelling(text: str) -> tuple[Written, str]:
    """A declared spelling taken apart, and the bracketed arguments that follow it, if any."""
    (tokens,) = with_prefixes([tuple(tokenise(text))], Vocabulary())
    return spelled.spelling(text, reader(tokens, text, Vocabulary()))


def read(text: str, vocabulary: Vocabulary) -> Tree:
    """The one expression or derivation that a text of an author's states.

    Raises NotationError, which names the place, for all else and for what has two readings.
    """
    statements = read_statements(text, vocabulary)
    if len(statements) > 1:
        raise NotationError(f"there are {len(statements)} statements here; one is expected", text)
    return statements[0]


def read_statements(text: str, vocabulary: Vocabulary) -> tuple[Tree, ...]:
    """Every statement of a text, separated by line breaks of LaTeX, `;` or `⇒`."""
    from grader.algebra.notation.constructs.statements import statements

    text = without_macros(text)
    tokens = tokenise(text)
    try:
        found = statements(reader(tokens, text, vocabulary))
    except RecursionError:
        raise NotationError("brackets are nested too deeply", text) from None
    if any(depth(statement) > MAX_DEPTH for statement in found):
        raise NotationError(f"more than {MAX_DEPTH} operations inside one another", text)
    return found
