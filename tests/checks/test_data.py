"""A driver may return any plain data: equal data passes in any form, and each mistake is shown."""

import pytest

from grader.reports.text import question_text

INPUTS = """
from grader import Inputs, integers
look = Inputs(n=integers(3, 6))
"""
KINDS = {
    "a text": "'n is ' + str(n)",
    "a text of lines": "'one\\ntwo\\nthree\\n' + str(n)",
    "a boolean": "n > 4",
    "nothing": "None",
    "a large integer": "10 ** 30 + n",
    "an integer": "10 ** 9 + n",
    "a float": "n / 3",
    "not a number": "[float('nan'), n / 3]",
    "bytes": "bytes([n])",
    "ragged lists": "[[1, 2], [n]]",
    "tuples in a dict": "{'a': ('x', n), (1, 2): [None, True]}",
    "floats deep down": "{'stats': [{'mean': n / 3, 'name': 'm'}]}",
    "a set of texts": "{'a', 'b', str(n)}",
    "a set of floats": "{0.1 * n, 0.7}",
    "no items": "[]",
    "complex roots": "[1j * n, -1j * n]",
}
OTHER_FORMS = {
    "a text": "f'n is {n}'",
    "a boolean": "np.bool_(n > 4)",
    "a large integer": "1000000000000000 * 1000000000000000 + n",
    "an integer": "np.int64(10 ** 9 + n)",
    "a float": "np.float32(n) / np.float32(3)",
    "not a number": "np.array([np.nan, n / 3], np.float32)",
    "ragged lists": "((1, 2), np.array([n]))",
    "tuples in a dict": "{(1, 2): (None, True), 'a': ['x', n]}",
    "floats deep down": "{'stats': ({'name': 'm', 'mean': np.array(n / 3)},)}",
    "a set of texts": "frozenset(np.array(['b', 'a', str(n)]).tolist())",
    "a set of floats": "{0.7 * 3 / 3, n / 10}",
    "no items": "()",
}
WRONG = {
    "another text": ("a text", "'N is ' + str(n)", "expected: 'n is "),
    "another line": ("a text of lines", "'one\\ntwo!\\nthree\\n' + str(n)", "-'two!\\n'"),
    "a number for a text": ("a text", "n", "found is of type number, expected 'n is"),
    "one too many": ("an integer", "10 ** 9 + n + 1", "found is wrong"),
    "a large integer, rounded": ("a large integer", "1e30", "expected: 10000"),
    "None for a boolean": ("a boolean", "None", "found is missing (None), not numbers"),
    "False for None": ("nothing", "False", "found is of type number, expected None"),
    "a missing key": ("tuples in a dict", "{'a': ('x', n)}", "found lacks the key (1, 2)"),
    "a key too many": ("floats deep down", "{'stats': [], 'b': 1}", "has the key 'b', which"),
    "a number deep down": (
        "floats deep down",
        "{'stats': [{'mean': n / 3.01, 'name': 'm'}]}",
        "found['stats'][0]['mean'] is wrong",
    ),
    "a text deep down": (
        "tuples in a dict",
        "{'a': ('y', n), (1, 2): [None, True]}",
        "found['a'][0] is wrong",
    ),
    "an item too few": ("ragged lists", "[[1, 2]]", "found has 1 item, expected 2"),
    "a member missing": ("a set of texts", "{'a', str(n)}", "found lacks 'b'"),
    "another number for NaN": ("not a number", "[0.0, n / 3]", "found is wrong: 1 of 2"),
    "a number where there is none": ("no items", "['x']", "found has 1 item, expected 0"),
    "one of two roots": ("complex roots", "[1j * n, 1j * n]", "found is wrong: 1 of 2"),
}
PROPERTY = "Property(drivers.k{at}, inputs.look, properties.some)"
CHECKS = ["Agreement(drivers.k{at}, inputs.look)", "Fixture(drivers.k{at}, inputs.look)"]


def graded(course, answers, checks):
    """A question for each kind of data; a module that gives these answers, else the right ones."""
    kinds = [*KINDS]
    course.write("inputs.py", INPUTS)
    course.write("properties.py", "def some(inputs, outputs): assert 'found' in outputs")
    drivers = [f"def k{at}(mlp, n): return {{'found': mlp.k{at}(n)}}" for at in range(len(kinds))]
    course.write("drivers.py", "\n".join(drivers))
    course.write("mlp.py", module(KINDS))
    questions = [
        f"Question({kind!r}, {kind!r}, 1, [{', '.join(checks).format(at=at)}], own_process=False)"
        for at, kind in enumerate(kinds)
    ]
    course.write(
        "assignment.py",
        "from grader import *\nfrom . import drivers, inputs, properties\n"
        f"homework = Assignment('Data', ['mlp.py'], [{', '.join(questions)}])\n",
    )
    return course.grade(module({**KINDS, **answers}))


def module(answers):
    lines = [f"def k{at}(n): return {answers[kind]}" for at, kind in enumerate(KINDS)]
    return "\n".join(["import numpy as np", *lines])


def lost(results):
    return [q.verdicts for q in results.questions if q.state != "passed"]


def test_every_kind_of_data_passes(course):
    assert not lost(graded(course, {}, CHECKS))


def test_properties_look_at_every_kind_of_data(course):
    results = graded(course, {}, [PROPERTY])
    assert [q.id for q in results.questions if q.state != "passed"] == ["not a number"]  # finite


def test_the_same_data_passes_in_another_form(course):
    assert not lost(graded(course, OTHER_FORMS, CHECKS))


@pytest.mark.parametrize("turn", [0, 1])
def test_other_data_fails_and_is_shown(course, turn):
    by_kind = {}
    for kind, answer, shown in WRONG.values():
        by_kind.setdefault(kind, []).append((answer, shown))
    wrong = {kind: mistakes[turn] for kind, mistakes in by_kind.items() if len(mistakes) > turn}
    results = graded(course, {kind: answer for kind, (answer, _) in wrong.items()}, CHECKS)
    for question in results.questions:
        assert question.earned == (question.id not in wrong), question
        if question.id in wrong:
            text = question_text(question, results)
            assert text.count(wrong[question.id][1]) == len(CHECKS), text


def test_data_kept_from_the_call_before_breaks_the_contract(course):
    course.write("drivers.py", "def look(mlp, n): return {'found': mlp.found(n)}")
    course.write("inputs.py", INPUTS)
    right = "def found(n): return ['seen', str(n)]\n"
    course.write("mlp.py", right)
    course.question("Agreement(drivers.look, inputs.look), Contract(drivers.look, inputs.look)")
    assert course.grade(right).full
    kept = "seen = []\ndef found(n):\n    seen.append(str(n))\n    return ['seen', seen[0]]\n"
    growing = "seen = []\ndef found(n):\n    seen.append(n)\n    return ['seen', str(len(seen))]\n"
    for wrong in (kept, growing):
        assert course.grade(wrong).earned == 0
    text = question_text(course.first(growing), course.grade(growing))
    assert "differs between two equal runs" in text


def test_a_driver_that_changes_a_list_in_place_changes_no_input(course):
    course.write("drivers.py", "def sort(mlp, xs): return {'xs': mlp.sort(xs)}")
    course.write(
        "inputs.py", "from grader import Inputs, one_of\nxs = Inputs(xs=one_of([3, 1, 2]))"
    )
    course.write("mlp.py", "def sort(xs):\n    xs.sort()\n    return xs\n")
    course.question("Agreement(drivers.sort, inputs.xs)")
    assert course.grade("def sort(xs): return sorted(xs)").full
    assert not course.grade("def sort(xs): return xs").full


def test_bounds_hold_for_texts(course):
    results = graded(course, {"a text": "'x' * 10 ** 6"}, CHECKS)
    assert "OutputTooLarge" in question_text(results.questions[0], results)
