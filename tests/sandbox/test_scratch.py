"""A student's process may write in one folder, a bounded amount, and nothing of it stays."""

import os
import sys
import textwrap
import time
from pathlib import Path

import pytest
from test_layers import CALL, DRIVER, alive, run, start, wait_for

from grader.sandbox.child import scratch
from grader.sandbox.host.limits import Limits
from grader.sandbox.host.runner import Returned, Stopped
from grader.sandbox.host.server import ForkServer
from grader.sandbox.host.source import Source
from grader.sandbox.host.spawn_server import SpawnServer
from grader.sandbox.host.student_process import StudentProcess

linux = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")


def probe(server, body, **limits):
    """Run a function's body, which sees the modules it may need."""
    text = "import os, pathlib, pickle, shutil, sqlite3, tempfile\ndef f(x):\n"
    limits = {"call_seconds": 20.0, **limits}
    return run(server, text + textwrap.indent(textwrap.dedent(body), "    "), **limits)


def left_in(folder):
    """What is left in a server's folder, but for the two folders it always has."""
    kept = {Path(folder, name) for name in (scratch.SUBMISSION, scratch.TEMPORARY)}
    return [path for path in Path(folder).rglob("*") if path not in kept]


WORKING = [
    "open('out.txt', 'w').write('ab')\nreturn len(open('out.txt').read())",
    "np.save('w.npy', x)\nreturn np.load('w.npy').shape[0] - 1",
    "np.savetxt('w.csv', x)\nreturn np.loadtxt('w.csv').shape[0] - 1",
    "pickle.dump(2, open('a.pkl', 'wb'))\nreturn pickle.load(open('a.pkl', 'rb'))",
    "with tempfile.TemporaryFile() as file: return file.write(b'ab')",
    "with tempfile.NamedTemporaryFile('w', delete=False) as file: file.write('ab')\n"
    "return len(open(file.name).read())",
    "with tempfile.TemporaryDirectory() as name:\n    open(name + '/a', 'w').write('ab')\n"
    "    return os.path.getsize(name + '/a')",
    "os.makedirs('a/b')\nos.rename('a', 'c')\nos.rmdir('c/b')\nos.rmdir('c')\nreturn 2",
    "open('a', 'w').write('ab')\nos.replace('a', 'b')\nreturn os.path.getsize('b')",
    "open('a', 'w').write('ab')\nshutil.copyfile('a', 'b')\nreturn os.path.getsize('b')",
    "open('a', 'w').write('abc')\nwith open('a', 'r+') as file: file.truncate(2)\n"
    "return os.path.getsize('a')",
    "os.mkdir('sub')\nos.chdir('sub')\nopen('a', 'w').write('ab')\nreturn os.path.getsize('a')",
    "m = np.memmap('m', dtype=float, mode='w+', shape=(3,))\nm[:] = 2\nm.flush()\nreturn m[0]",
    "c = sqlite3.connect('a.db')\nc.execute('create table t (n)')\n"
    "c.execute('insert into t values (2)')\nc.commit()\n"
    "return c.execute('select n from t').fetchone()[0]",
    "shutil.rmtree('.', ignore_errors=True)\nreturn 2",
    "shutil.rmtree(os.path.abspath('../tmp'), ignore_errors=True)\nreturn 2",
    "for name in ('submission', 'tmp'):\n    try: os.rename(f'../{name}', '../gone')\n"
    "    except OSError: pass\nreturn 2",
    "open('mlp.py', 'w').write('ab')\nreturn os.path.getsize('mlp.py')",
]  # fmt: skip


@linux
@pytest.mark.parametrize("body", WORKING)
def test_files_can_be_written_in_the_folder(server, body):
    outcome = probe(server, body)
    assert isinstance(outcome, Returned), outcome
    assert float(outcome.values["y"]) == 2


OUTSIDE = [
    "open('../../grader-out', 'w')",
    "open('tmp/../../../grader-out', 'w')",
    "open('/tmp/grader-out', 'w')",
    "open('/dev/shm/grader-out', 'w')",
    "open(os.__file__, 'a')",
    "open('/etc/passwd')",
    "os.listdir('/tmp')",
    "os.symlink('/etc/passwd', 'link')",
    "os.link('mlp.py', 'link')",
    "os.rename('mlp.py', '../../grader-out')",
    "os.mkfifo('pipe')",
    "os.mknod('device', 0o020666, 259)",
    "os.chmod('mlp.py', 0o777)",
    "os.chown('mlp.py', 0, 0)",
    "os.truncate('/etc/passwd', 0)",
    "os.open('/etc/passwd', os.O_RDONLY | os.O_TRUNC)",
    "os.mkdir('/tmp/grader-out')",
    "os.execv('./mlp.py', ['a'])",
    "os.chroot('.')",
]


@linux
@pytest.mark.parametrize("action", OUTSIDE)
@pytest.mark.parametrize("left_off", [(), ("own user",)], ids=["own user", "same user"])
def test_nothing_can_be_written_elsewhere(action, left_off, servers):
    outcome = probe(servers(left_off), f"return {action}")
    assert getattr(outcome, "kind", outcome) in ("PermissionError", "FileNotFoundError"), outcome
    assert not list(Path("/tmp").glob("grader-out")) + list(Path("/dev/shm").glob("grader-out"))  # noqa: S108


@pytest.fixture(scope="module")
def servers():
    started = {}

    def server(left_off):
        if left_off not in started:
            started[left_off] = ForkServer(without=left_off)
        return started[left_off]

    yield server
    for server in started.values():
        server.__exit__()


@linux
def test_without_landlock_files_can_be_read_and_not_written(servers):
    server = servers(("Landlock",))
    assert float(probe(server, "return len(open('mlp.py').read()) > 9").values["y"]) == 1
    for action in ("open('out', 'w')", "os.mkdir('a')", "os.remove('mlp.py')"):
        assert probe(server, action).kind == "PermissionError"


TOO_MANY = Stopped("it wrote more files than it may (4 MB, 2,000 files and folders)")
MANY = "for n in range(10**6):\n    open(f'{n}', 'w').close()"
DEEP = "while True:\n    os.mkdir('d')\n    os.chdir('d')"
TOO_MUCH = [
    "for n in range(10**6):\n    open(f'{n % 99}', 'wb').write(bytes(1 << 20))",
    MANY,
    f"os.chdir(tempfile.gettempdir())\n{MANY}",
    DEEP,
]


@linux
@pytest.mark.parametrize("body", TOO_MUCH)
def test_too_many_files_end_the_process_and_are_removed(server, body):
    outcome = probe(server, body, scratch_mb=4)
    assert outcome == TOO_MANY
    assert not left_in(server.folder)
    assert isinstance(probe(server, "return x"), Returned)


@linux
def test_what_is_written_while_nobody_waits_is_bounded_too(server):
    text = """
    import threading
    def write():
        for number in range(10**6):
            with open(f"{number}", "wb") as file:
                file.write(bytes(1 << 20))
    def f(x):
        threading.Thread(target=write, daemon=True).start()
        return x
    """
    with start(server, textwrap.dedent(text), scratch_mb=4) as process:
        assert isinstance(process.run(CALL)[0], Returned)
        assert wait_for(lambda: not alive(process._pid))
        assert process.run(CALL)[0] == TOO_MANY


@linux
def test_a_large_submission_leaves_room_to_write(server):
    sources = [
        Source("mlp", "mlp.py", "def f(x): return open('a', 'w').write('ab')"),
        Source("drivers", "drivers.py", DRIVER),
        *(Source("", f"data/{n}.bin", bytes(1 << 20)) for n in range(6)),
    ]
    with StudentProcess(server, sources, Limits(scratch_mb=4, scratch_files=3)) as process:
        time.sleep(0.2)
        assert isinstance(process.run(CALL)[0], Returned)


@linux
def test_one_large_file_is_an_error(server):
    outcome = probe(server, "open('a', 'wb').write(bytes(5 << 20))", scratch_mb=4)
    assert outcome.kind == "OSError"
    assert "too large" in outcome.message


ODD = [
    "open(b'\\xff\\xfe', 'w').close()",
    "open('new\\nline', 'w').close()",
    "os.umask(0o777); os.mkdir('closed'); open('shut', 'w').close()",
    "os.mkdir(b'\\xff')\nopen(b'\\xff/-rf', 'w').close()",
    "for n in range(1500):\n    os.mkdir('d')\n    os.chdir('d')",
]


@pytest.mark.parametrize("body", ODD)
@pytest.mark.parametrize("left_off", [(), ("own user",)], ids=["own user", "same user"])
@linux
def test_whatever_is_written_is_gone_afterwards(body, left_off, servers):
    server = servers(left_off)
    probe(server, body)
    assert not left_in(server.folder)
    assert isinstance(probe(server, "return np.asarray(os.listdir('.') == ['mlp.py'])"), Returned)


def test_without_fork_what_is_written_is_bounded_too():
    with SpawnServer() as server:
        outcome = probe(server, MANY, scratch_files=200)
    assert outcome == Stopped("it wrote more files than it may (32 MB, 200 files and folders)")


@linux
def test_the_next_process_sees_nothing_of_the_one_before(server):
    probe(server, "open('left', 'w').close()\nopen(tempfile.gettempdir() + '/left', 'w').close()")
    body = "return len(os.listdir('.') + os.listdir(tempfile.gettempdir()))"
    assert float(probe(server, body).values["y"]) == 1  # its own mlp.py


def test_the_folder_goes_with_the_server():
    for kind in (ForkServer, SpawnServer):
        with kind() as server, start(server, "def f(x): return x") as process:
            folder = Path(server.folder)
            assert (folder / "submission" / "mlp.py").exists() or os.geteuid()
            process.run(CALL)
        assert not folder.exists()


def test_the_folder_goes_when_the_grader_is_gone():
    server = ForkServer()
    process = start(server, "def f(x): return x")
    folder = Path(server.folder)
    server.control.close()
    server.process.wait(10)
    assert wait_for(lambda: not folder.exists())
    process.close()


def test_a_look_stops_at_the_first_limit(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_bytes(bytes(1000))

    def look(folder=tmp_path, size=1000, entries=2):
        limits = {"folder": size, "entries": entries, "file": 1 << 20, "files": 1}
        return scratch.excess(str(folder), limits)

    assert look() is None
    assert look(tmp_path / "none") is None
    assert look(size=999) == look(entries=1) is not None


@linux
def test_a_driver_is_not_in_the_folder(server):
    assert probe(server, "return sorted(os.listdir('.'))").values["y"] == ["mlp.py"]
