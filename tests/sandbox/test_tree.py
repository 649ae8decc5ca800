"""A submission is a tree: it is imported as Python would, on the student's and the trusted side."""

import sys
import textwrap
import types

import numpy as np
import pytest

from grader.sandbox.host.limits import Limits
from grader.sandbox.host.local import LocalModule, LocalTree
from grader.sandbox.host.runner import Call, Raised, Returned
from grader.sandbox.host.source import Source
from grader.sandbox.host.student_process import StudentProcess

CALL = Call("f", {"x": np.arange(3.0)})


def sources(files, asked):
    """`asked` are the modules that drivers know, by their paths."""
    names = {path: name for name, path in asked.items()}
    return [
        Source(names.get(path, ""), path, textwrap.dedent(t) if isinstance(t, str) else t)
        for path, t in files.items()
    ]


def on_both_sides(server, files, asked, driver, calls=(CALL,), imports=None):
    """The values of a driver's outputs, which must be the same on both sides."""
    text = textwrap.dedent(driver)
    tree = sources(files, asked)
    local = LocalTree(tree)
    module = types.ModuleType("drivers")
    with local.active():
        exec(text, module.__dict__)
    expected = LocalModule(module, local.modules, local).run(*calls)
    with StudentProcess(
        server, [*tree, Source("drivers", "drivers.py", text)], Limits(), imports
    ) as process:
        assert process.load_failure is None, process.load_failure
        found = process.run(*calls)
    for one, other in zip(expected, found, strict=True):
        assert isinstance(one, Returned), one
        assert isinstance(other, Returned), other
        assert repr(one.values) == repr(other.values)
    return [outcome.values for outcome in found]


PACKAGE = {
    "mytorch/__init__.py": "from .tensor import Tensor\nfrom . import nn\n",
    "mytorch/tensor.py": "class Tensor:\n    def __init__(self, x): self.x = x\n",
    "mytorch/nn/__init__.py": "from .linear import double\n",
    "mytorch/nn/linear.py": """
        from ..tensor import Tensor
        from mytorch.nn.functional import times
        def double(x): return Tensor(times(x, 2)).x
        """,
    "mytorch/nn/functional.py": "def times(x, by): return x * by\n",
}


@pytest.mark.parametrize(
    "driver",
    [
        "def f(mytorch, x): return {'y': mytorch.nn.double(x)}",
        "def f(mytorch, x):\n    from mytorch.nn.linear import double\n    return {'y': double(x)}",
        "from mytorch import nn\ndef f(mytorch, x): return {'y': nn.double(x)}",
        "import mytorch.nn.functional as F\ndef f(mytorch, x): return {'y': F.times(x, 2)}",
    ],
)
def test_a_package_with_relative_and_absolute_imports(server, driver):
    asked = {"mytorch": "mytorch/__init__.py"}
    (values,) = on_both_sides(server, PACKAGE, asked, driver)
    assert values["y"].tolist() == [0, 2, 4]


DOUBLE = "def g(x): return 2 * x"
LAYOUTS = [
    {"src/one.py": "from two import g\ndef f(x): return g(x)", "src/two.py": DOUBLE},
    {"src/one.py": "import src.two\ndef f(x): return src.two.g(x)", "src/two.py": DOUBLE},
    {
        "src/one.py": "from lib.two import g\ndef f(x): return g(x)",
        "lib/two.py": DOUBLE,
    },
    {
        "src/one.py": "from lib.deep.two import g\ndef f(x): return g(x)",
        "lib/deep/two.py": "from .three import g",
        "lib/deep/three.py": DOUBLE,
    },
    {"src/one.py": "from .two import g\ndef f(x): return g(x)", "src/__init__.py": "",
     "src/two.py": DOUBLE},
    {"src/one.py": "def f(x):\n    import helper\n    return helper.g(x)",
     "helper.py": "import numpy as np\ndef g(x): return np.add(x, x)"},
    {"src/one.py": "import one\ndef f(x): return 2 * x"},
    {"src/one.py": "import importlib\ng = importlib.import_module('two').g\ndef f(x): return g(x)",
     "two.py": DOUBLE},
]  # fmt: skip


@pytest.mark.parametrize("files", LAYOUTS)
@pytest.mark.parametrize("imports", [None, ["numpy", "importlib"]])
def test_modules_beside_each_other(server, files, imports):
    package = "src/__init__.py" in files
    name = "src" if package else "one"
    asked = {name: "src/__init__.py"} if package else {name: "src/one.py"}
    call = "one.f(x)" if not package else "f_(x)"
    driver = f"def f({name}, x):\n"
    driver += "    from src.one import f as f_\n" if package else ""
    driver += f"    return {{'y': {call}}}\n"
    (values,) = on_both_sides(server, files, asked, driver, imports=imports)
    assert values["y"].tolist() == [0, 2, 4]


def array(tmp_path):
    np.save(tmp_path / "w.npy", np.eye(3))
    return (tmp_path / "w.npy").read_bytes()


@pytest.mark.parametrize(
    "body",
    [
        "w = np.load('data/w.npy')",
        "w = np.load(os.path.join(os.path.dirname(__file__), '..', 'data', 'w.npy'))",
        "w = np.load(pathlib.Path(__file__).parent.parent / 'data' / 'w.npy')",
        "w = np.load(os.path.abspath('data/w.npy'), mmap_mode='r')",
        "w = np.eye(3) * int(importlib.resources.files('src').joinpath('one.txt').read_text())",
        "w = np.eye(3) * int(pathlib.Path('src/one.txt').read_text())",
        "w = np.eye(3) * float('def f' in pathlib.Path(__file__).read_text())",
        "w = np.eye(3) * float(sorted(os.listdir('.')) == ['data', 'src'])",
        "w = np.eye(3) * float('def f' in inspect.getsource(sys.modules[__name__].f))",
        "w = np.eye(3) * float(pkgutil.get_data('src', 'one.txt') == b'1')",
    ],
)
def test_data_files_are_found_from_the_root_and_beside_the_file(server, body, tmp_path):
    files = {
        "src/__init__.py": "",
        "src/model.py": "import importlib.resources, inspect, os, pathlib, pkgutil, sys\n"
        f"import numpy as np\ndef f(x):\n    {body}\n    return w @ x\n",
        "src/one.txt": "1",
        "data/w.npy": array(tmp_path),
    }
    driver = "def f(src, x):\n    from src import model\n    return {'y': model.f(x)}"
    (values,) = on_both_sides(server, files, {"src": "src/__init__.py"}, driver)
    assert values["y"].tolist() == [0, 1, 2]


def test_two_trusted_trees_with_the_same_names_do_not_meet():
    one = LocalTree(
        sources({"a.py": "import b\ndef f(): return b.n", "b.py": "n = 1"}, {"a": "a.py"})
    )
    two = LocalTree(
        sources({"a.py": "import b\ndef f(): return b.n", "b.py": "n = 2"}, {"a": "a.py"})
    )

    assert (one.modules["a"].f(), two.modules["a"].f()) == (1, 2)
    assert not {"a", "b"} & set(sys.modules)


def test_a_trusted_tree_imports_later_too(server):
    files = {"a.py": "def f(x):\n    from b import n\n    return x * n", "b.py": "n = 2"}
    driver = "def f(a, x): return {'y': a.f(x)}"
    values = on_both_sides(server, files, {"a": "a.py"}, driver, calls=(CALL, CALL))
    assert [v["y"].tolist() for v in values] == [[0, 2, 4]] * 2


def test_a_file_named_like_the_standard_library_disturbs_no_library(server):
    files = {"a.py": "import statistics\ndef f(x): return x * statistics.mean([2, 2])",
             "random.py": "raise ValueError", "typing.py": "raise ValueError"}  # fmt: skip
    driver = "def f(a, x): return {'y': a.f(x)}"
    (values,) = on_both_sides(server, files, {"a": "a.py"}, driver)
    assert values["y"].tolist() == [0, 2, 4]


def test_a_file_that_is_asked_for_may_be_named_like_a_library(server):
    files = {"calendar.py": "def f(x): return 2 * x"}
    (values,) = on_both_sides(
        server,
        files,
        {"calendar": "calendar.py"},
        "def f(calendar, x): return {'y': calendar.f(x)}",
    )
    assert values["y"].tolist() == [0, 2, 4]


def test_an_error_names_the_file_as_it_was_submitted(server):
    files = {
        "src/a.py": "from b import g\ndef f(x): return g(x)",
        "src/b.py": "def g(x):\n    return open('missing.txt')",
    }
    tree = sources(files, {"a": "src/a.py"})
    driver = Source("drivers", "drivers.py", "def f(a, x): return {'y': a.f(x)}")
    with StudentProcess(server, [*tree, driver], Limits()) as process:
        outcome = process.run(CALL)[0]
    assert isinstance(outcome, Raised)
    assert outcome.lines[-2:] == (("src/a.py", 2), ("src/b.py", 2))


def test_no_text_names_the_folder(server):
    text = """
    import os
    print(os.path.abspath(__file__))
    def f(x): raise ValueError(os.path.abspath("data.csv"))
    """
    tree = sources({"a.py": text}, {"a": "a.py"})
    driver = Source("drivers", "drivers.py", "def f(a, x): return {'y': a.f(x)}")
    with StudentProcess(server, [*tree, driver], Limits()) as process:
        outcome = process.run(CALL)[0]
        assert process.output == "a.py\n"
    assert outcome.message == "data.csv"


@pytest.mark.parametrize("path", ["../a.py", "/a.py", "a/../../b.py", "", "a\\..\\b.py", "C:a.py"])
def test_a_path_out_of_the_tree_is_refused(path):
    with pytest.raises(ValueError, match="no path in a submission"):
        LocalTree([Source("", path, "")])


CELLS = [
    (2, "import numpy as np\nimport matplotlib.pyplot as plt\nplt.plot([1])"),
    (3, "def f(x):\n    return 2 * x"),
    (4, "display(f(1)); get_ipython().run_line_magic('a', 'b'); name = input('who? ')"),
    (6, "def broken(:"),
    (7, "value = 1 / 0\ndef g(x):\n    return x"),
    (8, "while True: pass"),
    (9, "import time\ntry:\n    time.sleep(60)\nexcept Exception:\n    pass"),
    (10, "import sys\nsys.exit(0)"),
    (11, "def h(x):\n    return f(x) + len(name)\ndef late(x):\n    return x[9]"),
]


@pytest.fixture(scope="module")
def notebook(server):
    cells = Source("hw", "hw.py", "", "hw1 (2).ipynb", CELLS)
    driver = "def f(hw, x): return {'y': hw.h(x)}\ndef g(hw, x): return {'y': hw.g(x)}\n"
    driver += "def late(hw, x): return {'y': hw.late(x)}\ndef no(hw, x): return {'y': hw.nothing}\n"
    limits = Limits(call_seconds=0.5)
    with StudentProcess(
        server, [cells, Source("drivers", "drivers.py", driver)], limits
    ) as process:
        yield process


def test_a_cell_that_fails_costs_what_it_defines(notebook):
    assert notebook.load_failure is None
    assert notebook.run(CALL)[0].values["y"].tolist() == [0, 2, 4]


def test_each_failure_of_a_cell_is_reported_with_its_number(notebook):
    found = [(f.notebook, f.cell, f.cause.kind) for f in notebook.cell_failures]
    name = "hw1 (2).ipynb"
    assert found == [
        (name, 6, "SyntaxError"),
        (name, 7, "ZeroDivisionError"),
        (name, 8, "CellTimeout"),
        (name, 9, "CellTimeout"),
        (name, 10, "SystemExit"),
    ]
    assert notebook.cell_failures[1].cause.lines[-1] == (f"{name}, cell 7", 1)


def test_a_name_that_is_missing_is_blamed_on_its_cell(notebook):
    outcome = notebook.run(Call("g", CALL.inputs))[0]
    assert outcome.kind == "AttributeError"
    assert outcome.message == (
        "the notebook doesn't define g: cell 7 raised ZeroDivisionError: division by zero"
    )
    assert "cell 6 raised SyntaxError" in notebook.run(Call("no", CALL.inputs))[0].message


def test_lines_are_of_the_cell(notebook):
    outcome = notebook.run(Call("late", CALL.inputs))[0]
    assert outcome.lines[-1] == ("hw1 (2).ipynb, cell 11", 4)
