"""Run the command line without what Windows' Python lacks, and with what only it has.

python tests/sandbox/windows.py check ...
"""

# ruff: noqa: F401 - many modules look at the platform when they are imported: do it beforehand
import asyncio
import multiprocessing.connection
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
from pathlib import Path

import numpy as np
import rich.console
import rich.progress

ABSENT = {
    os: """
        O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_NONBLOCK O_PATH WEXITSTATUS WIFEXITED WIFSIGNALED
        WTERMSIG chown fchmod fchown fork forkpty getegid geteuid getgid getgroups getpgid
        getpgrp getuid killpg lchown mkfifo nice pread sched_getaffinity sched_setaffinity
        set_blocking setgid setgroups setpgid setresgid setresuid setsid setuid statvfs
        wait wait3 wait4
    """,
    select: "epoll poll",
    signal: "SIGALRM SIGCHLD SIGHUP SIGKILL SIGQUIT SIGUSR1 SIGXCPU SIGXFSZ alarm setitimer",
    socket: "AF_UNIX recv_fds send_fds",
}
MODULES = ("fcntl", "grp", "pwd", "resource", "termios")

_unix, _send_fds, _recv_fds = socket.AF_UNIX, socket.send_fds, socket.recv_fds
_select = select.select


class Process(subprocess.Popen):
    """A process that is given no descriptors, and of which only an exit code is known."""

    def __init__(self, *arguments, pass_fds=(), **options):
        if pass_fds:
            raise ValueError("pass_fds not supported on Windows.")
        super().__init__(*arguments, **options)

    def kill(self):
        """As TerminateProcess is called."""
        self.send_signal(9)

    def wait(self, timeout=None):
        """What ends a process on Linux by signal 11 is an access violation."""
        return {-9: 1, -11: 0xC0000005}.get(super().wait(timeout), self.returncode)


def share(self, pid):
    """A name under which another process can ask for the socket, once."""
    listener = socket.socket(_unix)
    listener.bind("")  # Linux chooses an abstract name
    listener.listen()
    kept = self.dup()

    def hand_over():
        with listener, kept, listener.accept()[0] as other:
            _send_fds(other, [b"x"], [kept.fileno()])

    threading.Thread(target=hand_over, daemon=True).start()
    return listener.getsockname()


def fromshare(name):
    """The socket that was shared."""
    with socket.socket(_unix) as asking:
        asking.connect(name)
        return socket.socket(fileno=_recv_fds(asking, 1, 1)[1][0])


def socketpair():
    """A pair as Windows has it, over TCP."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        one = socket.create_connection(listener.getsockname())
        return one, listener.accept()[0]


def select_sockets(*lists):
    """Only sockets can be waited for."""
    *watched, _seconds = lists
    assert all(isinstance(one, socket.socket) for these in watched for one in these)
    return _select(*lists)


def pretend():
    """Make this interpreter such a one."""
    assert "SYSTEMROOT" in os.environ
    sysconfig.get_config_vars()  # kept, before the platform is another
    for module, names in ABSENT.items():
        for name in names.split():
            if hasattr(module, name):
                delattr(module, name)
    for name in MODULES:
        sys.modules[name] = None
    subprocess.Popen = Process
    select.select = select_sockets
    socket.socket.share, socket.fromshare = share, fromshare
    socket.socketpair = socketpair
    sys.platform = "win32"


def main():
    """Students' processes are started in the same way."""
    pretend()
    from grader import cli
    from grader.sandbox.host import interpreter

    first = f"sys.path.append({str(Path(__file__).parent)!r})\nimport windows\nwindows.pretend()\n"
    interpreter.PROGRAM = interpreter.PROGRAM.replace("from grader", f"{first}from grader")
    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
