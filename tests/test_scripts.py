"""Scripts of a submission are run as programs by drivers, and judged by what they do."""

import json

import pytest

from grader import grading

DRIVERS = """
def greeting(hello, name):
    run = hello.run([name], stdin="7\\n")
    return {"lines": run.lines, "code": run.code}

def saved(hello, name):
    run = hello.run(["--save", name], stdin="7\\n")
    return {"files": run.files}

def twice(hello, n):
    return {"y": hello.module.twice(n)}

def numbers(hello, name):
    return {"numbers": hello.run([name], stdin="7\\n").numbers}
"""
HELLO = """
import argparse, helper

def twice(n):
    return 2 * n

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--save", action="store_true")
    parser.add_argument("name")
    options = parser.parse_args()
    n = int(input())
    text = helper.greet(options.name)
    if options.save:
        with open("greeting.txt", "w") as file:
            file.write(text)
    print(text, f"{twice(n):.3f}")

if __name__ == "__main__":
    main()
"""
HELPER = "def greet(name): return f'Hello, {name}!'\n"


@pytest.fixture
def grade(course, server, tmp_path):
    course.write("drivers.py", DRIVERS)
    course.write(
        "inputs.py", "from grader import *\nname = Inputs(name=one_of('Ada', 'Bob'))\n"
        "n = Inputs(n=integers(0, 9))\n"
    )  # fmt: skip
    course.write("hello.py", HELLO)
    course.write("helper.py", HELPER)
    course.write(
        "assignment.py",
        """\
        from grader import *
        from . import drivers, inputs
        homework = Assignment("Scripts", ["hello.py"], [
            Question("1", "Greeting", 1, [Agreement(drivers.greeting, inputs.name)]),
            Question("2", "Saving", 1, [Agreement(drivers.saved, inputs.name)]),
            Question("3", "A function", 1, [Agreement(drivers.twice, inputs.n)]),
            Question("4", "Its numbers", 1, [Agreement(drivers.numbers, inputs.name)]),
        ], scripts=["hello.py"], support=["helper.py"])
        """,
    )

    def graded(source, name="hello.py"):
        folder = tmp_path / "in"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(source)
        return grading.grade(course.load(), folder, server=server).questions

    return graded


def earned(questions):
    return [question.earned for question in questions]


def test_a_right_script_gets_all_points(grade):
    assert earned(grade(HELLO)) == [1, 1, 1, 1]


def test_a_script_without_functions_is_judged_by_what_it_does(grade):
    found = grade(
        "import sys\nname = sys.argv[-1]\nn = int(sys.stdin.readline())\n"
        "print('Hello, ' + name + '!', end=' ')\nprint('%.3f   ' % (n * 2), end='\\n\\n')\n"
        "if '--save' in sys.argv:\n    open('greeting.txt', 'w').write('Hello, ' + name + '!')\n"
        "def twice(n): return n + n\nsys.exit()\n"
    )
    assert earned(found) == [1, 1, 0, 1]  # imported, it has no arguments and no input


def test_a_notebook_may_stand_for_a_script(grade):
    head, tail = HELLO.split("def main")
    cells = [head, "%time x = 1", f"def main{tail}"]
    written = [{"cell_type": "code", "source": cell} for cell in cells]
    found = grade(json.dumps({"cells": written, "nbformat": 4}), "hello.ipynb")
    assert earned(found) == [1, 1, 1, 1]


def test_a_wrong_script_loses_what_it_gets_wrong(grade):
    found = grade(HELLO.replace("twice(n):.3f", "twice(n):.1f").replace("greeting.txt", "out.txt"))
    assert earned(found) == [0, 0, 1, 1]
    assert "lines" in found[0].verdicts[0].failure.summary


def test_a_script_that_raises_costs_its_own_questions(grade):
    found = grade(HELLO.replace("    main()", "    main(); raise RuntimeError('late')"))
    assert earned(found) == [0, 1, 1, 1]
    assert "RuntimeError: late (hello.py:20)" in found[0].output


def test_a_flood_of_output_is_named(grade):
    found = grade("while True:\n    print('x' * 1000)\n")
    assert earned(found) == [0, 0, 0, 0]
    summary = found[0].verdicts[0].failure.summary
    assert summary == "OutputTooLarge: hello.py printed more than 1,048,576 bytes"
