"""What each layer does, that it is really there, and what still works under all of them."""

import os
import re
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from grader.sandbox.host.interpreter import libraries
from grader.sandbox.host.limits import Limits
from grader.sandbox.host.runner import Call, Raised, Returned
from grader.sandbox.host.server import ForkServer
from grader.sandbox.host.source import Source
from grader.sandbox.host.student_process import StudentProcess
from grader.sandbox.linux import sandbox_uid, seccomp, syscalls

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")

DRIVER = "def f(mlp, x):\n    return {'y': mlp.f(x)}\n"
CALL = Call("f", {"x": np.arange(3.0)})


def start(server, source, imports=None, **limits):
    sources = [Source("mlp", "mlp.py", source), Source("drivers", "drivers.py", DRIVER)]
    return StudentProcess(server, sources, Limits(**limits), imports)


def run(server, body, imports=None, **limits):
    source = "import numpy as np\n" + body
    with start(server, source, imports, **limits) as process:
        return process.loaded or process.run(CALL)[0]


@pytest.mark.parametrize(
    "body",
    [
        "def f(x): return np.linalg.solve(np.eye(3), x)",
        "def f(x): return np.random.default_rng(0).normal(size=3)",
        "def f(x): return np.fft.fft(x)",
        "def f(x): return np.ones(20_000_000)[:3]",
        "import dataclasses\n@dataclasses.dataclass\nclass A:\n    a: float\n"
        "def f(x): return A(1.0).a",
        "import typing\nclass A(typing.NamedTuple):\n    a: 'int'\n"
        "def f(x): return typing.get_type_hints(A)['a'](3)",
        "import functools\n@functools.lru_cache\ndef g(n): return n and n + g(n - 1)\n"
        "def f(x): return g(50)",
        "import threading, queue\ndef f(x):\n    q = queue.Queue()\n"
        "    t = [threading.Thread(target=q.put, args=(i,)) for i in range(8)]\n"
        "    [a.start() for a in t]; [a.join() for a in t]\n    return sum(q.get() for a in t)",
        "from concurrent.futures import ThreadPoolExecutor\ndef f(x):\n"
        "    with ThreadPoolExecutor(4) as pool: return sum(pool.map(float, x))",
        "import decimal, fractions, statistics, json, re, enum, datetime, zoneinfo\n"
        "def f(x): return str(datetime.datetime.now(zoneinfo.ZoneInfo('UTC')).year)",
        "import os\ndef f(x): return len(os.urandom(3)) + os.cpu_count()",
        "import sqlite3\ndef f(x):\n    database = sqlite3.connect(':memory:')\n"
        "    return database.execute('select 1').fetchone()[0]",
        "def f(x):\n    try: exit()\n    except SystemExit: return 1",
        "import signal, os\ndef f(x):\n    hits = []\n"
        "    signal.signal(signal.SIGUSR1, lambda *a: hits.append(1))\n"
        "    os.kill(os.getpid(), signal.SIGUSR1)\n    return len(hits)",
        "import ctypes\ndef f(x): return ctypes.CDLL(None).abs(-3)",
    ],
)  # fmt: skip
def test_ordinary_code_works_under_full_protection(server, body):
    assert isinstance(run(server, body, call_seconds=20.0), Returned), run(server, body)


@pytest.mark.parametrize(
    "body",
    [
        "import os\ndef f(x): os.fork()",
        "import subprocess\ndef f(x): subprocess.run(['ls'])",
        "import socket\ndef f(x): socket.socket()",
        "def f(x): np.save('/var/tmp/x.npy', x)",
        "def f(x): open('/etc/hostname').read()",
        "import os\ndef f(x): os.remove('/etc/hostname')",
        "import multiprocessing\ndef f(x): multiprocessing.get_context('fork').Process().start()",
    ],
)
def test_what_is_refused_is_a_readable_error_with_its_line(server, body):
    outcome = run(server, body, call_seconds=20.0)
    assert isinstance(outcome, Raised)
    assert outcome.kind == "PermissionError", outcome
    last = 2 + body.count("\n")  # `run` puts a line before it
    assert [line for file, line in outcome.lines if file == "mlp.py"][-1] == last


def test_text_is_hashed_alike_in_every_process():
    """Else a set of names has another order each time, and so may a student's marks."""
    seen = set()
    for _ in range(2):
        with ForkServer() as server:
            seen.add(int(run(server, "def f(x): return hash('W1')").values["y"]))
    assert len(seen) == 1


def test_a_new_process_is_there_at_once(server):
    with start(server, "def f(x): return x"):
        pass
    times = []
    for _ in range(20):
        began = time.perf_counter()
        with start(server, "def f(x): return x"):
            times.append(time.perf_counter() - began)
    assert sorted(times)[10] < 0.05  # it takes 5 ms; a shared machine may be busy


def test_the_student_dies_with_the_fork_server(server):
    with ForkServer() as short:
        process = start(short, "def f(x): return x")
        pid = process._pid
        short.process.kill()
        short.process.wait()
        assert wait_for(lambda: not alive(pid))
        process.close()


def test_the_fork_server_ends_what_is_left_when_the_grader_is_gone():
    server = ForkServer(without=("ends with its parent",))
    process = start(server, "def f(x): return x")
    server.control.close()
    server.process.wait(10)
    assert wait_for(lambda: not alive(process._pid))
    process.close()


def test_an_orphan_is_ended_where_forking_is_not_refused():
    source = (
        "import os, time\ndef f(x):\n    read, write = os.pipe()\n    if os.fork() == 0:\n"
        "        os.setsid()\n        if os.fork() == 0:\n"
        "            os.write(write, b'%d' % os.getpid())\n"
        "            time.sleep(60)\n        os._exit(0)\n    return int(os.read(read, 20))"
    )
    with ForkServer(without=("seccomp",)) as server:
        outcome = run(server, source, call_seconds=10.0)
        assert isinstance(outcome, Returned)
        assert not alive(int(outcome.values["y"]))


def test_two_graders_take_different_users():
    first = sandbox_uid._lock(sandbox_uid.FIRST + 400)
    assert first is not None
    assert sandbox_uid._lock(sandbox_uid.FIRST + 400) is None
    first.close()
    again = sandbox_uid._lock(sandbox_uid.FIRST + 400)
    assert again is not None
    again.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_an_interpreter_that_another_user_cannot_read_means_no_change_of_user(tmp_path):
    closed = tmp_path / "closed"
    (closed / "lib").mkdir(parents=True)
    (closed / "lib" / "os.py").write_text("")
    closed.chmod(0o700)
    assert sandbox_uid.reserve([str(closed / "lib")]) is None


def test_only_libraries_are_on_the_path(monkeypatch):
    monkeypatch.setattr(sys, "path", [*sys.path, str(Path(__file__).parents[2]), "/srv", ""])
    found = libraries()
    assert str(Path(os.__file__).parent) in found
    assert all(path in sys.path and ("python3" in path or "packages" in path) for path in found)


def test_windows_folder_of_extension_modules_is_one_of_the_libraries(monkeypatch, tmp_path):
    (tmp_path / "DLLs").mkdir()
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "DLLs")])
    assert str(tmp_path / "DLLs") in libraries()


HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}


@pytest.mark.parametrize("machine", HEADERS)
def test_the_numbers_are_those_of_the_kernels_headers(machine):
    if not HEADERS[machine].exists():
        pytest.skip("the kernel's headers aren't installed")
    text = HEADERS[machine].read_text()
    pattern = r"#define __NR(?:3264)?_(\w+)\s+(\d+)"
    known = {name: int(number) for name, number in re.findall(pattern, text)}
    known.setdefault("newfstatat", known.get("fstatat", -1))
    column = seccomp.MACHINES[machine][0]
    for name, numbers in (syscalls.ALLOWED | syscalls.RULED).items():
        if numbers[column] is not None:
            assert known[name] == numbers[column], name
        else:
            assert name not in known, name


@pytest.mark.parametrize("machine", HEADERS)
def test_every_path_through_the_filter_ends_in_an_answer(machine):
    program = seccomp.program(machine, 1)
    for place, (code, yes, no, _) in enumerate(program):
        if code in (seccomp.EQUAL, seccomp.AT_LEAST, seccomp.ANY_BIT):
            assert place + 1 + max(yes, no) < len(program)
    assert program[-1][0] == seccomp.RETURN
    assert len(program) < 4096


@pytest.mark.parametrize("machine", HEADERS)
@pytest.mark.parametrize(
    ("name", "arguments", "answer"),
    [
        ("read", (), "allow"),
        ("clone", (0x003D0F00,), "allow"),
        ("clone", (0x01200011,), 1),
        ("clone", (0x003D0F00 | 0x10000000,), 1),
        ("clone3", (), 38),
        ("openat", (0, 0, 0o2000000), "allow"),
        ("openat", (0, 0, 0o1), 13),
        ("openat", (0, 0, 0o1000), 13),
        ("kill", (77, 9), "allow"),
        ("kill", (78, 9), 1),
        ("kill", (2**32 - 1, 9), 1),
        ("prlimit64", (0, 7, 0), "allow"),
        ("prlimit64", (0, 7, 1 << 32), 1),
        ("prctl", (4,), 1),
        ("fcntl", (0, 8), 1),
        (460, (), 1),
        (900, (), 38),
    ],
)
def test_the_filters_answers(machine, name, arguments, answer):
    column, architecture = seccomp.MACHINES[machine]
    numbers = syscalls.ALLOWED | syscalls.RULED
    number = numbers[name][column] if isinstance(name, str) else name
    given = interpret(seccomp.program(machine, 77), number, architecture, arguments)
    assert given == (seccomp.ALLOW if answer == "allow" else seccomp.ERROR | answer)


def test_calls_of_another_machine_are_the_end():
    program = seccomp.program("x86_64", 1)
    assert interpret(program, 0, 0x40000003, ()) == seccomp.KILL
    assert interpret(program, seccomp.X32 + 1, 0xC000003E, ()) == seccomp.KILL


def interpret(program, number, architecture, arguments):
    """Run a filter as the kernel does: linux/filter.h."""
    words = {0: number, 4: architecture}
    for index in range(6):
        value = arguments[index] if index < len(arguments) else 0
        words |= {16 + 8 * index: value & 0xFFFFFFFF, 20 + 8 * index: value >> 32}
    place = held = 0
    while True:
        code, yes, no, constant = program[place]
        place += 1
        if code == seccomp.LOAD:
            held = words[constant]
        elif code == seccomp.RETURN:
            return constant
        else:
            tests = {
                seccomp.EQUAL: held == constant,
                seccomp.AT_LEAST: held >= constant,
                seccomp.ANY_BIT: bool(held & constant),
            }
            place += yes if tests[code] else no


def alive(pid):
    """A zombie isn't."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(condition, seconds=5.0):
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)
    return condition()
