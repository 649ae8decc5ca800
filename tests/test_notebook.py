"""Checks in a notebook, with a real kernel: `%%check`, `grader.check`, and HTML that is text."""

import nbformat
import pytest
from nbclient import NotebookClient

import grader
from grader.errors import UsageError

pytestmark = pytest.mark.end_to_end


@pytest.fixture
def here(course, monkeypatch):
    """A folder with an assignment: a function, and its derivative."""
    course.write("mlp.py", "import numpy as np\ndef square(x): return x**2\n")
    course.write("drivers.py", "def square(mlp, x):\n    return {'y': mlp.square(x)}\n")
    course.write("inputs.py", "from grader import *\nsquare = Inputs(x=reals('n'))\n")
    course.write(
        "assignment.py",
        """\
        from grader import *
        from . import drivers, inputs
        homework = Assignment("A <b>test</b>", ["mlp.py"], [
            Question("1", "Code <i>", 4, [Agreement(drivers.square, inputs.square)]),
            Question("2", "Written", 2, [Expression("slope", Model((Symbol("x"),)), "2 x")]),
            Question("3", "Hidden", 2, visibility="hidden",
                     checks=[Agreement(drivers.square, inputs.square)]),
        ])
        """,
    )
    folder = course.folder.parents[1]
    monkeypatch.chdir(folder)
    return folder


def run(folder, *cells):
    """Run cells in a new kernel: for each what it shows, HTML before plain text."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    NotebookClient(
        notebook, timeout=60, allow_errors=True, resources={"metadata": {"path": str(folder)}}
    ).execute()
    return ["".join(map(_text, cell.outputs)) for cell in notebook.cells]


def _text(output):
    if output.output_type == "stream":
        return output.text
    if output.output_type == "error":
        return "\n".join(output.traceback)
    return output.data.get("text/html") or output.data["text/plain"]


def test_cells_are_checked_as_they_were_run(here):
    shown = run(
        here,
        "%load_ext grader\nimport numpy as np",
        "POWER = 3",
        "%%check 1 small\n%precision 3\ndef square(x):\n    print('<script>')\n"
        "    return np.asarray(x) ** POWER",
        "POWER = 2\n!ls",
        "%%check 1 small\ndef square(x): return np.asarray(x) ** POWER",
        "%%check 2 small\n$3 x$",
        "%%check 2 small\n$x + x$",
    )
    assert "✗" in shown[2]
    assert "y is wrong" in shown[2]
    assert "&lt;script&gt;" in shown[2]
    assert "<script>" not in shown[2].partition("<details")[2]
    assert "A &lt;b&gt;test&lt;/b&gt;" in shown[2]
    assert "1 Code &lt;i&gt;" in shown[2]
    assert "4 of 4 points earned" in shown[4]
    assert "0 of 2 points earned" in shown[5]
    assert "2 of 2 points earned" in shown[6]


def test_function_checks_files_and_then_cells(here):
    (here / "answers.md").write_text("## 2\n$2x$\n")
    cells = ("import grader\ndef square(x): return x * x", "grader.check(assignment='small')")
    assert "6 of 6 points earned" in run(here, *cells)[1]
    (here / "mlp.py").write_text("def square(x): return 2 * x\n")
    assert "2 of 6 points earned" in run(here, *cells)[1]
    assert "2 of 6 points earned" in repr(grader.check(assignment="small"))  # no notebook
    with pytest.raises(UsageError):
        grader.check("3", assignment="small")


def test_answers_are_those_of_the_saved_notebook(here):
    text = nbformat.v4.new_markdown_cell("## 2\n$2x$")
    nbformat.write(nbformat.v4.new_notebook(cells=[text]), here / "mlp.ipynb")
    cells = ("import grader\ndef square(x): return x * x", "grader.check(assignment='small')")
    assert "6 of 6 points earned" in run(here, *cells)[1]


def test_mistakes_are_one_line(here):
    shown = run(
        here,
        "%load_ext grader",
        "%%check 3 small\nx = 1",
        "%%check 1 larger\nx = 1",
        "%%check 1 small\nx = 1 +",
    )
    assert shown[1].strip() == "grader: no question 3 (there are 1, 2)"
    assert shown[2].startswith("grader: no assignment 'larger'")
    assert "SyntaxError" in shown[3]
    assert "points" not in shown[3]
