"""Texts, dicts and games."""

from hypothesis import strategies as st

from grader import Inputs, drawn

word = st.sampled_from(["Anna", "level", "so", "many", "dynamos", "A", "and", "Otto", "x1", "noon"])
texts = Inputs(
    text=drawn(st.lists(word, min_size=1).map(" ".join) | st.just("No lemon, no melon!"))
)
dicts = Inputs(table=drawn(st.dictionaries(word, st.integers(0, 3))))


@st.composite
def game(draw):
    secret = draw(st.integers(1, 9))
    return {"secret": secret, "numbers": [*draw(st.lists(st.integers(1, 9))), secret]}


games = Inputs(game())
