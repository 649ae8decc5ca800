"""The handout as a notebook: filled in, it reads back as a submission."""

import json

import pytest

from grader import grading, loading, starter

SKELETON = '''\
import numpy as np

SCALE = 2.0


# Doubles.
def double(x):
    """Return 2x."""
    raise NotImplementedError


class Sum:
    def forward(self, x):
        raise NotImplementedError
'''
RIGHT = {
    "mlp.py": SKELETON.replace("raise NotImplementedError", "return SCALE * x", 1).replace(
        "raise NotImplementedError", "return np.sum(x)"
    ),
    "solver.py": "def solve(x):\n    if x.size > 2: raise ValueError('large')\n    return x\n",
}
DRIVERS = """
def double(mlp, x):
    return {"y": mlp.double(x), "sum": mlp.Sum().forward(x)}

def solve(solver, x):
    return {"y": solver.solve(x)}

solve.raises = ValueError
"""


@pytest.fixture(params=[["mlp.py"], ["mlp.py", "solver.py"]], ids=["one", "several"])
def handout(course, request, tmp_path):
    files = request.param
    course.write("drivers.py", DRIVERS)
    course.write("inputs.py", "from grader import *\nx = Inputs(x=reals('n'))\n")
    for name in files:
        course.write(name, RIGHT[name])
        course.write(f"starter/{name}", RIGHT[name].replace("return", "raise NotImplementedError"))
    course.write("starter/mlp.py", SKELETON)
    solve = 'Question("2", "Solve", 1, [Agreement(drivers.solve, inputs.x)]),'
    course.write(
        "assignment.py",
        f"""\
        from grader import *
        from . import drivers, inputs
        homework = Assignment("Small", {files!r}, [
            Question("1", "Double", 1, [Agreement(drivers.double, inputs.x)]),
            {solve if "solver.py" in files else ""}
            Question("3", "Half", 1, [Choice("half", right="true")], text="Is 1/2 below 1?"),
        ])
        """,
    )
    starter.write(course.load(), tmp_path / "handout", notebook=True)
    return tmp_path / "handout"


def fill_in(path):
    """Write the right code over the skeletons, and an answer below its label."""
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        text = "".join(cell["source"]).replace("half:", "half: true")
        for name, right in RIGHT.items():
            if text.startswith(f"%%writefile {name}"):
                text = f"%%writefile {name}\n{right}"
        right = "np.sum(x)" if text.startswith("class Sum") else "SCALE * x"
        cell["source"] = text.replace("raise NotImplementedError", f"return {right}")
    path.write_text(json.dumps(notebook))


def test_a_filled_in_notebook_gets_all_points(handout, course, server):
    (path,) = handout.glob("*.ipynb")
    assert not [*handout.glob("*.py"), *handout.glob("answers.*")]
    assert path.name in (handout / "README.md").read_text()
    fill_in(path)
    for assignment in (course.load(), loading.load(handout)):
        results = grading.grade(assignment, handout, server=server)
        code = [question for question in results.questions if question.kind == "code"]
        assert [question.earned for question in code] == [1] * len(code), results
    assert grading.grade(course.load(), handout, server=server).questions[-1].earned == 1


def test_an_empty_notebook_earns_nothing(handout, course, server):
    results = grading.grade(course.load(), handout, server=server)
    assert results.earned == 0


def test_a_single_module_is_a_cell_for_each_definition(handout):
    (path,) = handout.glob("*.ipynb")
    cells = ["".join(c["source"]) for c in json.loads(path.read_text())["cells"]]
    if path.name == "mlp.ipynb":
        assert cells[1] == "import numpy as np\n\nSCALE = 2.0"
        assert cells[2].startswith("# Doubles.\ndef double")
        assert cells[3].startswith("class Sum")
    assert cells[-1].startswith("## 3 Half")
