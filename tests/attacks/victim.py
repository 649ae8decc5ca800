"""The homework under attack: two questions, its answers, and what attackers may have guessed."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader import fixtures, grading, loading
from grader.results import Results
from grader.sandbox.host.server import ForkServer
from grader.submission import Submission

CANARY = "the-secret-canary"
POINTS = 4.0
FILES = {
    "tiny.py": f"CANARY = {CANARY!r}\ndef double(x): return 2 * x\ndef total(x): return x.sum()\n",
    "drivers.py": """\
def double(tiny, x):
    return {"y": tiny.double(x)}
def total(tiny, x):
    return {"y": tiny.total(x)}
""",
    "inputs.py": "from grader import Inputs, reals\nxs = Inputs(x=reals('n'))\n",
    "answers.py": f"CANARY = {CANARY!r}\n",
    "victim": "to be renamed",
    "victim2": "to be removed",
    "assignment.py": """\
from grader import *
from . import drivers, inputs
homework = Assignment("Tiny", ["tiny.py"], [
    Question("1", "Double", 4, [
        Agreement(drivers.double, inputs.xs), Fixture(drivers.double, inputs.xs),
        Contract(drivers.double, inputs.xs, shapes={"y": ("n",)}),
    ]),
    Question("2", "Total", 4, [Agreement(drivers.total, inputs.xs)]),
], limits=Limits(call_seconds=0.8, question_seconds=3, memory_mb=256, output_kb=16,
                 replies_mb=32, processes=32))
""",
}


class Victim:
    """The homework in a folder, with a neighbour's submission and things to connect to."""

    def __init__(self, folder: Path, tcp: int, udp: int) -> None:
        self.folder = folder / "course"
        self.mark = f"grader-attack-{os.getpid()}"
        self.places = {
            "course": str(self.folder),
            "mark": f"/tmp/{self.mark}",  # noqa: S108 - where an attacker would write
            "name": self.mark,
            "grader": str(os.getpid()),
            "tcp": str(tcp),
            "udp": str(udp),
        }
        self.folder.mkdir()
        for name, text in FILES.items():
            (self.folder / name).write_text(text)
        (folder / "other").mkdir()
        (folder / "other" / "tiny.py").write_text(f"# a neighbour's {CANARY}\n")
        self.loaded = loading.load(self.folder)
        bank = fixtures.build(self.loaded.assignment.questions, self.loaded.reference, seed=1)
        (self.folder / "fixtures.pkl").write_bytes(fixtures.dump(bank))

    def grade(self, source: str, server: ForkServer) -> Results:
        """Grade a module handed in."""
        submission = Submission("tiny", {"tiny.py": source})
        return grading.grade(self.loaded, submission, server=server, examples=2)

    def files(self) -> list[Path]:
        """Files that an attack has left behind."""
        folders = ("/", "/tmp", "/var/tmp", "/dev/shm", ".", self.folder)  # noqa: S108 - the same
        found = [path for folder in folders for path in Path(folder).glob(f"{self.mark}*")]
        return found + list(self.folder.glob("results.json"))

    def tidy(self) -> None:
        """Remove what got through, for the next attack."""
        for path in self.files():
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        for name, text in FILES.items():
            (self.folder / name).write_text(text)


@contextmanager
def listening(name: str) -> Iterator[tuple[int, int]]:
    """Sockets that answer on this machine: the ports of TCP and UDP; an abstract one is named."""
    with (
        socket.create_server(("127.0.0.1", 0), backlog=64) as tcp,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
        socket.socket(socket.AF_UNIX) as abstract,
    ):
        udp.bind(("127.0.0.1", 0))
        abstract.bind(f"\0{name}")
        abstract.listen(64)
        for server in (tcp, abstract):
            threading.Thread(target=_accept, args=(server,), daemon=True).start()
        yield tcp.getsockname()[1], udp.getsockname()[1]


def _accept(server: socket.socket) -> None:
    try:
        while True:
            server.accept()[0].close()
    except OSError:
        return


def descendants(pid: int) -> list[int]:
    """Every process below one: orphans are there too, since the fork server adopts them."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *descendants(child)]
    return found
