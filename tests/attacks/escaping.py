"""Attacks that reach for the machine: processes, the network, signals, files, system calls.

Raw calls have x86-64's numbers; on another machine they fail as unknown, which is BLOCKED too.
"""

from attack import ALWAYS, NO_WRITING, Attack

SECCOMP = ("seccomp",)
NO_RUNNING = ("seccomp", "Landlock")  # of other programs
NO_POWER = ("seccomp", "own user", "no capabilities", "not root")  # what only root may do
NOT_OURS = (*NO_WRITING, "own user")  # of the course's files, and where the process stands
NO_SIGNALS = ("seccomp", "Landlock", "own user")


def tries(name: str, action: str, stopped_by: tuple[str, ...] = SECCOMP, first: str = "") -> Attack:
    """An attack in one expression, after some lines that set it up."""
    return Attack(name, f"{first}\nattempt(lambda: {action})", stopped_by)


def raw(name: str, number: int, *arguments: object, by: tuple[str, ...] = SECCOMP) -> Attack:
    """An attack by a system call's number."""
    return tries(name, f"call('syscall', {', '.join(map(str, (number, *arguments)))})", by)


def here(name: str, action: str, first: str = "") -> Attack:
    """Writing in the process's own folder, which is allowed where nothing else can be written."""
    return Attack(
        name, f"{first}\nattempt(lambda: {action})", seen="GOT THROUGH|BLOCKED|took longer|used up"
    )


PLANTED = "PLANTED = ['tiny', 'drivers', 'numpy', 'sitecustomize', 'usercustomize', 'os']"
TOOL = """
def write_and_run(name):
    with open(name, "w") as file: file.write("#!/bin/sh")
    os.execv(name, [name])
"""
ORPHAN = """
import time
def orphan():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(20)
        os._exit(0)
"""
SOCKET = (
    "import socket\ndef reach(family, kind, address):\n"
    "    with socket.socket(family, kind) as s: s.connect(address); return 'reached'\n"
)
SHELL = "import subprocess\ndef done(code):\n    if code: raise OSError(code)"

ATTACKS = [
    tries("fork", "os.fork() or os._exit(0)"),
    tries("orphan", "orphan()", first=ORPHAN),
    tries("fork_by_number", "call('syscall', 57) or os._exit(0)"),
    tries("subprocess", "subprocess.run(['/bin/true'], check=True)", NO_RUNNING, SHELL),
    tries("shell", "done(os.system('touch <mark>'))", NO_RUNNING, SHELL),
    tries(
        "spawn",
        "done(os.waitpid(os.posix_spawn('/bin/true', ['true'], {}), 0)[1])",
        NO_RUNNING,
        SHELL,
    ),
    tries("execute", "os.execv('/bin/nothing-of-this-name', ['true'])", ("seccomp", "not there")),
    tries(
        "pool",
        "multiprocessing.get_context('fork').Process(target=print).start()",
        first="import multiprocessing",
    ),
    raw("process_with_a_new_number", 435, 0, 0),
    tries(
        "connect",
        "reach(socket.AF_INET, socket.SOCK_STREAM, ('127.0.0.1', <tcp>))",
        ("seccomp", "Landlock"),
        SOCKET,
    ),
    tries(
        "datagram", "reach(socket.AF_INET, socket.SOCK_DGRAM, ('127.0.0.1', <udp>))", first=SOCKET
    ),
    tries(
        "abstract_socket",
        "reach(socket.AF_UNIX, socket.SOCK_STREAM, '\\0<name>')",
        ("seccomp", "Landlock"),
        SOCKET,
    ),
    tries("listen", "socket.create_server(('127.0.0.1', 0))", ("seccomp", "Landlock"), SOCKET),
    tries("pair", "socket.socketpair()", first=SOCKET),
    tries("raw_socket", "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)", NO_POWER, SOCKET),
    tries("netlink", "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)", first=SOCKET),
    tries("asynchronous", "asyncio.run(asyncio.sleep(0))", first="import asyncio"),
    tries("signal_the_grader", "os.kill(<grader>, 0)", NO_SIGNALS),
    tries("signal_the_server", "os.kill(os.getppid(), 0)", NO_SIGNALS),
    tries("signal_init", "os.kill(1, 0)", (*NO_SIGNALS, "not root")),
    tries("signal_the_group", "os.killpg(0, 0)"),
    tries(
        "own_signals_by_descriptor",
        "fcntl.fcntl(1, fcntl.F_SETOWN, os.getppid())",
        first="import fcntl",
    ),
    tries(
        "trace_the_server",
        "call('ptrace', 0x4206, os.getppid(), 0, 0)",
        ("seccomp", "Landlock", "own user", "no capabilities", "not root"),
    ),
    tries("be_traced", "call('ptrace', 0, 0, 0, 0)"),
    tries("another_uid", "os.setuid(1)", NO_POWER),
    tries("be_root", "os.setresuid(0, 0, 0)", ("seccomp", "own user", "not root")),
    tries("capabilities", "call('prctl', 24, 21, 0, 0, 0)", NO_POWER),
    tries("dumpable_again", "call('prctl', 4, 1, 0, 0, 0)"),
    tries("outlive_the_parent", "call('prctl', 1, 0, 0, 0, 0)"),
    tries("user_namespace", "call('unshare', 0x10000000)"),
    tries("mount", "call('mount', b'none', b'/mnt', b'no-such-system', 0, None)", ALWAYS),
    tries("change_root", "os.chroot('/tmp')", NO_POWER),
    tries("host_name", "call('sethostname', b'x', 1 << 20)", NO_POWER),  # refused even to root
    tries("nice", "os.nice(-5)", (*NO_POWER,)),
    tries("another_core", "os.sched_setaffinity(0, range(os.cpu_count()))"),
    raw("keyring", 250, 0, -3, 0),
    raw("nameless_file", 319, "b'x'", 0),
    raw("message_queue", 68, 0, "0o1600"),
    raw("watch_files", 294, 0),
    raw("personality", 135, "0x0040000"),
    raw("ring", 425, 1, "ctypes.create_string_buffer(120)"),
    raw("program_in_the_kernel", 321, "0xFFFF", 0, 0, by=("seccomp", "not there")),
    Attack(
        "call_of_another_table",
        "attempt(lambda: call('syscall', 0x40000000 + 39))",
        seen="signal 31|BLOCKED",
    ),
    tries("write", "open('<mark>', 'w').close()", NO_WRITING),
    here("write_here", "open('<name>', 'w').close()"),
    here("plant_modules", "[open(f'{n}.py', 'w').write('1/0') for n in PLANTED]", PLANTED),
    here("plant_beside", "[open(f'../{n}.py', 'w').write('1/0') for n in PLANTED]", PLANTED),
    here("deep_folders", "[(os.mkdir('d'), os.chdir('d')) for _ in range(1500)]"),
    tries("write_beside_the_folder", "open('../../<name>', 'w').close()", NO_WRITING),
    tries("move_out", "os.rename('tiny.py', '<mark>')", NO_WRITING),
    tries("link_out", "os.symlink('<course>', 'course')", NO_WRITING),
    tries("hard_link", "os.link('<course>/tiny.py', 'mine')", NOT_OURS),
    tries("run_what_it_wrote", "write_and_run('./tool')", NO_RUNNING, TOOL),
    tries(
        "write_results",
        "open('<course>/results.json', 'w').close()",
        NOT_OURS,
    ),
    tries(
        "truncate",
        "os.close(os.open('<course>/tiny.py', os.O_RDONLY | os.O_TRUNC))",
        NOT_OURS,
    ),
    tries("append", "open('<course>/tiny.py', 'a').close()", NOT_OURS),
    tries("overwrite_numpy", "open(np.__file__, 'a').close()", NOT_OURS),
    here("nameless_temporary", "tempfile.TemporaryFile()", "import tempfile"),
    tries("folder", "os.mkdir('<mark>')", NO_WRITING),
    tries("link", "os.symlink('/etc/passwd', '<mark>')", NO_WRITING),
    tries("pipe_in_a_folder", "os.mkfifo('<mark>')", NO_WRITING),
    tries(
        "rename",
        "os.rename('<course>/victim', '<course>/gone')",
        NOT_OURS,
    ),
    tries("remove", "os.remove('<course>/victim2')", NOT_OURS),
    tries("permissions", "os.chmod('<course>/tiny.py', 0o644)", ("seccomp", "own user")),
    tries("times", "os.utime('<course>/tiny.py')", ("seccomp", "own user")),
    tries(
        "attributes",
        "os.setxattr('<course>/tiny.py', 'user.marks', b'100')",
        ("seccomp", "own user"),
    ),
]
