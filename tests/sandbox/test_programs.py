"""A script is run as a program, on the student's and the trusted side alike."""

import textwrap
import types

import pytest

from grader.sandbox.host.limits import Limits
from grader.sandbox.host.local import LocalModule, LocalTree
from grader.sandbox.host.runner import Call, Raised, Returned, Stopped
from grader.sandbox.host.source import Source
from grader.sandbox.host.student_process import StudentProcess

DRIVER = """
def f(hello, arguments, stdin, files):
    run = hello.run(arguments, stdin, files)
    return {"output": run.output, "errors": run.errors, "code": run.code, "raised": run.raised,
            "files": run.files}
def twice(hello, arguments, stdin, files):
    f(hello, arguments, stdin, files)
    return f(hello, arguments, stdin, files)
"""


def student(server, text, *, driver="f", arguments=(), stdin="", files=None, more=(), **limits):
    sources = [Source("hello", "hello.py", textwrap.dedent(text)), *more]
    inputs = {"arguments": list(arguments), "stdin": stdin, "files": files or {}}
    drivers = Source("drivers", "drivers.py", DRIVER)
    with StudentProcess(
        server, [*sources, drivers], Limits(**limits), programs=["hello"]
    ) as process:
        assert process.load_failure is None
        found = process.run(Call(driver, inputs))[0]
    return found, sources, Call(driver, inputs)


def both(server, text, **options):
    """What a run does, which must be the same on both sides."""
    found, sources, call = student(server, text, **options)
    assert isinstance(found, Returned), found
    local = LocalTree(sources, programs=["hello"])
    drivers = types.ModuleType("drivers")
    exec(DRIVER, drivers.__dict__)
    expected = LocalModule(drivers, local.modules, local).run(call)[0]
    assert isinstance(expected, Returned), expected
    assert repr(expected.values) == repr(found.values)
    return types.SimpleNamespace(**found.values)


def test_arguments_and_input_become_output(server):
    text = """
    import sys
    name = input("Name? ")
    print("Hello", name, sys.argv[1:], *sys.stdin.read().split())
    """
    run = both(server, text, arguments=["a", "b c"], stdin="Ada\none\ntwo\n")
    assert run.output == "Name? Hello Ada ['a', 'b c'] one two\n"
    assert (run.code, run.raised, run.errors) == (0, "", "")


@pytest.mark.parametrize("read", ["open(0)", "sys.stdin"])
def test_input_is_read_in_any_way(server, read):
    for driver in ("f", "twice"):
        run = both(
            server,
            f"import sys\nwith {read} as file: print(file.read())",
            stdin="é\n",
            driver=driver,
        )
        assert run.output == "é\n\n"


@pytest.mark.parametrize(
    ("text", "code", "raised", "errors"),
    [
        ("import sys\nsys.exit(3)", 3, "", ""),
        ("import sys\nsys.exit()", 0, "", ""),
        ("import sys\nsys.exit('bad input')", 1, "", "bad input\n"),
        ("exit(2)", 2, "", ""),
        ("raise ValueError('no')", 1, "ValueError", "ValueError: no\n"),
        ("raise KeyboardInterrupt", 1, "KeyboardInterrupt", "KeyboardInterrupt\n"),
        ("input()", 1, "EOFError", "EOFError: EOF when reading a line\n"),
        ("import sys\nprint('x', file=sys.stderr)", 0, "", "x\n"),
        ("import sys\nsys.stdout.close()", 0, "", ""),
    ],
)
def test_how_it_ends_is_observed(server, text, code, raised, errors):
    run = both(server, text)
    assert (run.code, run.raised, run.errors) == (code, raised, errors)


def test_a_syntax_error_ends_it(server):
    run = both(server, "print(")
    assert (run.code, run.raised) == (1, "SyntaxError")


def test_it_runs_as_main_and_defines_classes(server):
    text = """
    import dataclasses, pickle
    @dataclasses.dataclass
    class A:
        n: int
    if __name__ == "__main__":
        print(pickle.loads(pickle.dumps(A(3))), __file__[-8:])
    """
    assert both(server, text).output == "A(n=3) hello.py\n"


def test_files_are_given_and_observed(server):
    text = """
    import os
    with open("in/words.txt") as file: text = file.read()
    os.makedirs("out/deep")
    with open("out/deep/count.txt", "w") as file: file.write(str(len(text.split())))
    with open("raw.bin", "wb") as file: file.write(bytes([255, 0]))
    with open("in/words.txt", "a") as file: file.write("!")
    """
    for driver in ("f", "twice"):
        run = both(server, text, driver=driver, files={"in/words.txt": "a b c"})
        assert run.files == {
            "in/words.txt": "a b c!", "out/deep/count.txt": "3", "raw.bin": b"\xff\x00",
        }  # fmt: skip


def test_each_run_starts_afresh(server):
    text = """
    import state, os, pathlib
    state.count += 1
    print(state.count, sorted(os.listdir()), pathlib.Path("data.txt").read_text())
    pathlib.Path("data.txt").write_text("changed")
    pathlib.Path("new.txt").touch()
    os.chdir("sub")
    """
    more = [
        Source("", "state.py", "count = 0"),
        Source("", "data.txt", "given"),
        Source("", "sub/x.txt", ""),
    ]
    for driver in ("f", "twice"):
        run = both(server, text, driver=driver, more=more)
        assert run.output == "1 ['data.txt', 'hello.py', 'state.py', 'sub'] given\n"


def test_an_endless_program_is_stopped(server):
    found, *_ = student(server, "while True: pass", call_seconds=0.5)
    assert isinstance(found, Stopped)


def test_a_flood_of_output_is_an_exception(server):
    found, *_ = student(server, "while True: print('x' * 10**6)", call_seconds=20.0, memory_mb=256)
    assert isinstance(found, (Raised, Returned))


@pytest.mark.parametrize(
    "text",
    [
        "import subprocess\nsubprocess.run(['ls'])",
        "import os\nos.fork()",
        "import socket\nsocket.socket()",
        "open('/tmp/elsewhere', 'w')",
    ],
)
def test_the_confinement_holds_for_programs(server, text):
    found, *_ = student(server, text)
    assert found.values["raised"] == "PermissionError"


def test_the_streams_are_back_after_a_run(server):
    text = "import sys\nsys.stdout = sys.stderr = sys.stdin = None\nsys.argv[:] = []"
    found, *_ = student(server, text, driver="twice")
    assert isinstance(found, Returned)
