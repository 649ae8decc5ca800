"""A class is graded by the workers of a Dask cluster; the gradebook stays here."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.cli import main
from grader.gradebook import FILE, Gradebook

sys.path.insert(0, str(Path(__file__).parent / "authors"))
from small import write

CLASS = 12
SLOW = "import time\n\ndef double(x):\n    time.sleep(0.02)\n    return {} * x\n"
PATIENCE = 60  # seconds

pytestmark = pytest.mark.end_to_end


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A small homework, and a class whose every second submission is wrong."""
    write(tmp_path / "hw")
    for number in range(CLASS):
        folder = tmp_path / "class" / f"s{number:02}"
        folder.mkdir(parents=True)
        (folder / "mlp.py").write_text(SLOW.format(2 + number % 2))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def wait_for(happens):
    end = time.monotonic() + PATIENCE
    while not (found := happens()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


@pytest.fixture
def cluster(tmp_path):
    """A scheduler on loopback and what starts a worker; both end with the test."""
    pytest.importorskip("distributed")
    contact, running = tmp_path / "scheduler.json", []

    def start(kind, *options):
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *options]
        log = (tmp_path / f"{kind}-{len(running)}.log").open("w")
        environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
        with log:
            process = subprocess.Popen(
                command, cwd="/", stdout=log, stderr=log, env=environment, start_new_session=True
            )
        running.append(process)
        return process

    loopback = ("--host", "127.0.0.1")
    start("scheduler", *loopback, "--port", "0", "--no-dashboard", "--scheduler-file", str(contact))
    wait_for(contact.exists)
    address = wait_for(lambda: contact.read_text() and json.loads(contact.read_text())["address"])

    def worker(threads=1, nanny="--nanny"):
        options = ("--nthreads", str(threads), nanny, "--no-dashboard")
        return start("worker", address, *loopback, *options)

    yield address, worker
    for process in reversed(running):
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_for_workers(address, count):
    from distributed import Client

    with Client(address, timeout=PATIENCE) as client:
        client.wait_for_workers(count, timeout=PATIENCE)


def rows(folder):
    with Gradebook(folder / FILE) as book:
        return [(g.submission, g.earned, len(book.history(g.submission))) for g in book.gradings()]


def test_a_worker_that_is_killed_loses_nothing_and_doubles_nothing(course, cluster):
    address, worker = cluster
    first = worker(nanny="--no-nanny")  # which would start it again
    worker()
    wait_for_workers(address, 2)
    options = ["hw", "class", "--out", "out", "--seed", "1", "--cluster", address]
    grading = subprocess.Popen(
        [sys.executable, "-m", "grader", "grade", *options],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    wait_for(lambda: grading.poll() is not None or [*course.glob("out/*/results.json")])
    assert grading.poll() is None
    first.send_signal(signal.SIGKILL)
    printed, _ = grading.communicate(timeout=2 * PATIENCE)
    assert grading.returncode == 0, printed
    assert rows(course / "out") == [(f"s{n:02}", 4 * (n % 2 == 0), 1) for n in range(CLASS)]

    main(["grade", "hw", "class", "--out", "local", "--seed", "1", "--jobs", "1"])
    with Gradebook(course / "out" / FILE) as there, Gradebook(course / "local" / FILE) as here:
        for one, other in zip(there.gradings(), here.gradings(), strict=True):
            assert (one.submission_digest, one.questions) == (
                other.submission_digest,
                other.questions,
            )


def test_workers_that_do_not_fit_are_one_line(course, cluster, capsys):
    address, worker = cluster
    options = ["grade", "hw", "class", "--out", "out", "--seed", "1", "--cluster"]
    assert main([*options, address]) == 2
    assert "it has no workers" in capsys.readouterr().err
    worker(threads=2)
    wait_for_workers(address, 1)
    assert main([*options, address]) == 2
    assert "start its workers with --nthreads 1" in capsys.readouterr().err
