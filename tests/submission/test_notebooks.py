"""Notebooks: cells become Python, line by line; what isn't Python does nothing."""

import ast
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import SOURCE, WANTED, foldered, notebook, notes, refusal

from grader.submission import read
from grader.submission.limits import MAX_SOURCE
from grader.submission.notebooks.ipython import as_python
from grader.submission.notebooks.notebook import NotebookError, as_file, read_notebook


@pytest.mark.parametrize(
    ("cell", "python"),
    [
        ("!rm -rf ~", "pass  # !rm -rf ~"),
        ("%matplotlib inline", "pass  # %matplotlib inline"),
        ("if x:\n    !ls", "if x:\n    pass  # !ls"),
        ("files = !ls", "files = []  # = !ls"),
        ("t = %timeit -o f()", "t = []  # = %timeit -o f()"),
        ("a, b = !ls", "a, b = [], []  # = !ls"),
        ("%time x = f(3)", "x = f(3)"),
        ("    %time x = f(3)", "    x = f(3)"),
        ("%time", "pass  # %time"),
        ("np.dot?", "pass  # np.dot?"),
        ("np.dot??", "pass  # np.dot??"),
        ("?np.dot", "pass  # ?np.dot"),
        ("%%bash\nrm -rf ~", "# %%bash\n# rm -rf ~"),
        ("%%timeit\nf()", "# %%timeit\n# f()"),
        ("%%time\na = 1", "# %%time\na = 1"),
        ("\n%%capture out\na = 1", "\n# %%capture out\na = 1"),
        ("!pip install \\\n  torch\na = 1", "pass  # !pip install \\\n#   torch\na = 1"),
        ("y = (7\n  % 3)", "y = (7\n  % 3)"),
        ("y = 7 \\\n  % 3", "y = 7 \\\n  % 3"),
        ("s = '''\n%d of them?\n!'''\n!ls", "s = '''\n%d of them?\n!'''\npass  # !ls"),
        ("s = 'it\\'s ('\n!ls", "s = 'it\\'s ('\npass  # !ls"),
        ('s = """a \\""" (\n"""\n!ls', 's = """a \\""" (\n"""\npass  # !ls'),
        ("s = '%d (' % 3  # why? (\n%time", "s = '%d (' % 3  # why? (\npass  # %time"),
        ("a = 'is it?'", "a = 'is it?'"),
        ("x = y  # really?", "x = y  # really?"),
    ],
)
def test_what_is_not_python_does_nothing(cell, python):
    assert as_python(cell) == python


@given(st.text(alphabet="ab =%!?#'\"\\()[]\n\t.,", max_size=120))
def test_any_cell_keeps_its_lines(text):
    assert as_python(text).count("\n") == text.count("\n")


@given(st.lists(st.sampled_from(["x = 1", "s = '''", "%d'''", "f(", "  % 3)", "y = 7 \\", " + 1"])))
def test_python_is_left_as_it_is(lines):
    source = "\n".join(lines)
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        return
    assert as_python(source) == source


@pytest.mark.parametrize("line", [" " * 150_000, "'" * 149_999, "\\'" * 75_000, "(" * 150_000,
                                  "a." * 75_000, " a" * 75_000 + "?", "='" * 75_000])  # fmt: skip
def test_one_endless_line_takes_time_in_proportion(line):
    """A quadratic reader would need the square of 150,000 steps for each: minutes."""
    for text in (line, f"!{line}", f"x = {line}\n{line}"):
        assert as_python(text).count("\n") == text.count("\n")


def test_cells_are_numbered_as_editors_do():
    text = notebook(("markdown", "# Title"), ("code", "a = 1"), ("raw", ""), ("code", "b = ("))
    file = as_file("hw.ipynb", text)
    assert [(cell.number, cell.source) for cell in file.cells] == [(2, "a = 1"), (4, "b = (")]
    assert file.origin == "hw.ipynb"


def test_older_notebooks_are_read():
    cells = [{"cell_type": "code", "input": ["a = 1\n", "b = 2"]}]
    text = json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]})
    assert [cell.text for cell in read_notebook(text)] == ["a = 1\nb = 2"]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"cells": 3}', '{"cells": [{}]}', "[" * 200_000, '{"cells": [1e999]}',
     '{"cells": [{"cell_type": "code", "source": [[]]}]}', '{"a": ' * 100_000, '{"cells": {}}',
     '{"cells": [' + "[],".join([""] * 2_100_000) + "]}", "1" * 1_000_000],
    ids=range(12),
)  # fmt: skip
def test_what_is_not_a_notebook_is_one_clear_line(tmp_path, text):
    (tmp_path / "mlp.ipynb").write_text(text)
    assert "mlp.ipynb: this is not a readable notebook" in refusal(tmp_path)


def test_a_notebook_of_too_many_cells_or_too_much_code_is_refused(tmp_path):
    (tmp_path / "mlp.ipynb").write_text(notebook(*["a = 1"] * 1001))
    assert "over 1,000 cells" in refusal(tmp_path)
    (tmp_path / "mlp.ipynb").write_text(notebook("#" * (MAX_SOURCE + 1)))
    assert "cells are over 1,024 KiB" in refusal(tmp_path)


def test_pictures_in_a_notebook_cost_nothing(tmp_path):
    cell = {
        "cell_type": "code",
        "source": "a = 1",
        "outputs": [{"data": {"image/png": "A" * 9_000_000}}],
    }
    (tmp_path / "mlp.ipynb").write_text(json.dumps({"cells": [cell]}))
    assert read(tmp_path, WANTED).files["mlp.py"] == "# cell 1\na = 1\n"


def test_half_a_character_is_replaced(tmp_path):
    (tmp_path / "mlp.ipynb").write_text(notebook("a = '\ud800'  # \U0001f600"))
    text = read(tmp_path, WANTED).files["mlp.py"]
    assert text == "# cell 1\na = '\ufffd'  # \U0001f600\n"
    assert text.encode()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["cells", "cell_type", "source", "worksheets", "input"]),
            inner,
            max_size=4,
        )
    ),
)


@given(JSON)
def test_no_json_makes_it_fail_otherwise(data):
    for whole in (data, {"cells": [data]}, {"cells": [{"cell_type": "code", "source": data}]}):
        with suppress(NotebookError):
            assert all(isinstance(cell.text, str) for cell in read_notebook(json.dumps(whole)))


@pytest.mark.parametrize(
    "line", ["%%writefile mlp.py", "%%file ./mlp.py", "\n%%writefile '/content/mlp.py'"]
)
def test_a_module_written_by_a_cell_is_read(tmp_path, line):
    cells = ("import mlp", f"{line}\ndef f(x):\n    return x", "%%writefile -a mlp.py\nA = 1")
    found = read(foldered(tmp_path / "s", [("hw.ipynb", notebook(*cells))]), WANTED)
    assert found.files == {"mlp.py": "def f(x):\n    return x\nA = 1\n"}
    assert [str(note) for note in found.notes] == ["mlp.py: taken from a cell of hw.ipynb"]


def test_a_submitted_module_wins_over_one_written_by_a_cell(tmp_path):
    members = [("hw.ipynb", notebook("%%writefile mlp.py\nold = 1")), ("mlp.py", SOURCE)]
    assert read(foldered(tmp_path / "s", members), WANTED).files == {"mlp.py": SOURCE}


@pytest.mark.parametrize("path", ["../../mlp2.py", "a" * 300 + ".py", "c:x.py", "\\x.py", "~/x.py"])
def test_a_cell_that_writes_elsewhere_harms_nothing(tmp_path, path):
    members = [("hw.ipynb", notebook(f"%%writefile {path}\nx = 1")), ("mlp.py", SOURCE)]
    found = read(foldered(tmp_path / "s", members), WANTED)
    assert found.files == {"mlp.py": SOURCE}
    assert not [name for name in found.tree if ".." in name or name.startswith("/")]


def test_a_notebook_that_is_no_module_says_how_a_cell_is_one(tmp_path):
    asked = ["layers.py", "training.py", "answers.md"]
    code = notebook(("markdown", "## 1a\nx"), "import numpy", "def f(x):\n    return x")
    found = read(foldered(tmp_path / "a", [("hw.ipynb", code)]), asked[:2], asked[2:])
    assert notes(found) == [
        "hw.ipynb: not taken as layers.py, training.py; "
        "begin the cell of layers.py with '%%writefile layers.py'"
    ]
    written = notebook(
        "%%writefile layers.py\nA = 1", "%%writefile training.py\nB = 1", "def f(): 1"
    )
    plots = notebook(("markdown", "## 1a\nx\ndef y"), "import matplotlib")
    for text in (written, plots):
        path = foldered(tmp_path / f"b{len(text)}", [("hw.ipynb", text)])
        assert "not taken" not in " ".join(notes(read(path, asked[:2], asked[2:])))
