"""Similar code is found under other names and comments; what everybody has is no evidence."""

import sys
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.cli import main
from grader.similarity import prints, similar

sys.path.insert(0, str(Path(__file__).parent / "authors"))
from small import write

STARTER = '''
class Layer:
    """A layer of the network."""

    def __init__(self, inputs, outputs, rate=0.1, momentum=0.9):
        self.W = None
        self.b = None
        self.rate, self.momentum = rate, momentum
        raise NotImplementedError("fill in the weights and the bias of this layer")
'''
COPIED = """
def softmax(x):
    shifted = x - x.max(axis=0, keepdims=True)
    powers = np.exp(shifted)
    total = powers.sum(axis=0, keepdims=True)
    result = []
    for column in range(powers.shape[1]):
        if total[0, column] > 0:
            result.append(powers[:, column] / total[0, column])
        else:
            result.append(np.zeros_like(powers[:, column]))
    return np.stack(result, axis=1)
"""
DISGUISED = '''# all my own work
def  my_softmax( values ):
    """Normalise."""
    s = values - values.max(axis = 0,
                            keepdims = True)
    e = np.exp(s)   # powers
    z = e.sum(axis=0, keepdims=True)
    out = [ ]

    for i in range(e.shape[1]):
        if z[0, i] > 0:
            out.append(e[:, i] / z[0, i])
        else:
            out.append(np.zeros_like(e[:, i]))
    return np.stack(out, axis=1)
'''
OWN = """
def softmax(x):
    with np.errstate(over="raise"):
        logits = x.astype(float)
        best = logits.max(0)
        while True:
            try:
                return np.exp(logits - best) / np.exp(logits - best).sum(0)
            except FloatingPointError:
                best += 1
"""


def named(**texts):
    return [(name, {"mlp.py": STARTER + text}) for name, text in texts.items()]


def test_a_copy_under_other_names_is_found():
    (pair,) = similar(named(ada=COPIED, eve=DISGUISED, sam=OWN), [{"mlp.py": STARTER}])
    assert (pair.left, pair.right, pair.share) == ("ada", "eve", 1)
    (passage,) = pair.passages
    assert passage.left[0] == "mlp.py"
    first, last = STARTER.count("\n") + 1, (STARTER + COPIED).count("\n")
    assert passage.left[1] <= first + 3 < last - 3 <= passage.left[2] <= last


def test_what_the_starter_explains_is_no_evidence():
    same = named(ada=COPIED, eve=DISGUISED)
    assert len(similar(same)) == 1
    assert similar(same, [{"mlp.py": STARTER + COPIED}]) == []


def test_what_the_whole_class_has_is_no_evidence():
    everyone = named(**{f"s{number}": COPIED for number in range(11)})
    assert similar(everyone, [{"mlp.py": STARTER}]) == []
    assert len(similar(everyone[:10], [{"mlp.py": STARTER}], most=100)) == 45


def test_order_of_submissions_changes_no_share():
    one = named(ada=COPIED, eve=COPIED + OWN, sam=OWN)
    found = {frozenset((p.left, p.right)): p.share for p in similar(one)}
    again = {frozenset((p.left, p.right)): p.share for p in similar(reversed(one))}
    assert found == again
    assert found.keys() == {frozenset(pair) for pair in (("ada", "eve"), ("eve", "sam"))}


@settings(deadline=None)  # a busy machine is no failure
@given(st.text())
@example("'''" * 3)
@example('f"{')
@example("\ud800" * 40)
def test_any_text_has_prints(text):
    prints({"mlp.py": text})


@settings(deadline=None)  # a busy machine is no failure
@given(
    st.lists(st.sampled_from(["x", "=", "(", ")", "+", "1", "for", "in", "[", "]"]), min_size=24)
)
def test_twenty_four_equal_tokens_are_always_found(tokens):
    passage = " ".join(tokens)
    one, other = prints({"a.py": f"a if b else c\n{passage}"}), prints({"b.py": f"{passage} @ d"})
    assert one.keys() & other.keys()


def test_the_command_shows_where_to_look(tmp_path, capsys, monkeypatch):
    write(tmp_path / "hw")
    for name, files in named(ada=COPIED, eve=DISGUISED, sam=OWN + "def ("):
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "mlp.py").write_text(files["mlp.py"])
    monkeypatch.chdir(tmp_path)
    assert main(["similarity", "hw", "class"]) == 0
    printed = capsys.readouterr().out
    assert "of the shorter one's code: ada and eve" in printed
    assert "mlp.py:" in printed
    assert "sam" not in printed
