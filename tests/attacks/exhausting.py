"""Attacks on the machine's time, memory, disk and patience: each bounded by itself as well."""

from attack import ALWAYS, NO_WRITING, Attack

SLOW = "took longer than|were used up"  # the second on a busy machine


def ends(name: str, body: str, seen: str = SLOW, **options: bool) -> Attack:
    """An attack that is the end of its process."""
    return Attack(name, body, seen=seen, **options)


ATTACKS = [
    ends("endless_loop", "while True: pass"),
    ends("sleep", "import time; time.sleep(60)"),
    ends("hanging_import", "while True: pass", at_import=True, spares_the_rest=False),
    ends("exit_at_import", "os._exit(0)", "code 0", at_import=True, spares_the_rest=False),
    ends(
        "raise_at_import",
        "raise SystemExit(1)",
        "SystemExit",
        at_import=True,
        spares_the_rest=False,
    ),
    ends(
        "deaf_to_signals",
        """
        import signal
        for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(number, signal.SIG_IGN)
        while True: pass
        """,
    ),
    ends(
        "catches_everything",
        """
        while True:
            try:
                while True: pass
            except BaseException: pass
        """,
    ),
    ends("stops_itself", "import signal; os.kill(os.getpid(), signal.SIGSTOP)"),
    ends(
        "hanging_str",
        """
        class Slow(Exception):
            def __str__(self):
                while True: pass
        raise Slow
        """,
    ),
    ends(
        "hanging_array",
        """
        class Slow:
            def __array__(self, *args, **kwargs):
                while True: pass
        return Slow()
        """,
    ),
    ends(
        "hanging_flush",
        """
        class Slow:
            def write(self, text): pass
            def flush(self):
                while True: pass
        sys.stdout = Slow()
        """,
    ),
    ends("power_tower", "9 ** 9 ** 9"),
    ends("slow_regex", "import re; re.match('(a+)+$', 'a' * 40 + 'b')"),
    ends(
        "many_busy_threads",
        """
        import threading
        def spin():
            while True: pass
        for _ in range(8):
            threading.Thread(target=spin, daemon=True).start()
        spin()
        """,
        "took longer|used up|can't start",
    ),
    ends("exit_in_call", "os._exit(3)", "exited with code 3"),
    ends("sys_exit", "sys.exit(0)", "SystemExit"),
    ends("abort", "os.abort()", r"signal 6 \(Aborted\)"),
    ends("segfault", "ctypes.string_at(0)", "signal 11"),
    ends("kills_itself", "import signal; os.kill(os.getpid(), signal.SIGKILL)", "signal 9"),
    ends("recursion", "attack(x)", "RecursionError"),
    ends(
        "deep_c_recursion",
        """
        sys.setrecursionlimit(10**9)
        attack(x)
        """,
        "signal 11|MemoryError|took longer|used up",
    ),
    ends("memory", "bytearray(1 << 40)", "MemoryError"),
    ends(
        "memory_in_pieces",
        """
        kept = []
        while True: kept.append(np.empty(1 << 22))
        """,
        "MemoryError",
    ),
    ends("memory_of_numpy", "np.zeros((1 << 20, 1 << 20))", "MemoryError"),
    ends("output_flood", "while True: print('x' * 9999)", SLOW),
    ends("big_line", "print('y' * 10_000_000)\nprint('done')", "… and more"),
    Attack(
        "threads",
        """
        import threading, time
        def start():
            for _ in range(1000):
                threading.Thread(target=time.sleep, args=(3,), daemon=True).start()
        attempt(start)
        """,
        ("resource limits",),
    ),
    Attack("descriptors", "attempt(lambda: [os.dup(1) for _ in range(2000)])", ALWAYS),
    Attack(
        "fork_bomb",
        """
        import time
        def bomb(depth):
            if depth and os.fork() == 0:
                bomb(depth - 1)
                time.sleep(5)
                os._exit(0)
        attempt(lambda: [bomb(3) for _ in range(5)])
        """,
        ("seccomp",),
    ),
    Attack(
        "disk",
        """
        def fill():
            with open("<mark>", "wb") as file:
                for _ in range(64): file.write(bytes(1 << 16))
        attempt(fill)
        """,
        ("resource limits",),
    ),
    ends(
        "fill_its_folder",
        """
        for number in range(10**6):
            with open(f"{number % 99}", "wb") as file: file.write(bytes(1 << 20))
        """,
        "it wrote more files than it may|PermissionError|File too large|took longer|used up",
    ),
    ends(
        "many_files",
        """
        for number in range(10**6):
            open(f"{number}", "w").close()
        """,
        "it wrote more files than it may|PermissionError|took longer|used up",
    ),
    Attack(
        "shared_memory",
        """
        def fill():
            with open("/dev/shm/<name>", "wb") as file: file.write(bytes(1 << 16))
        attempt(fill)
        """,
        ("resource limits",),
    ),
    Attack(
        "sparse_file",
        """
        def stretch():
            with open("<mark>", "wb") as file: file.truncate(1 << 40)
        attempt(stretch)
        """,
        ("resource limits",),
    ),
    Attack(
        "empty_files",
        """
        attempt(lambda: [open(f"<mark>{n}", "w").close() for n in range(20)])
        """,
        NO_WRITING,
    ),
    Attack(
        "lifts_its_limits",
        """
        import resource
        limit = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        attempt(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
        """,
        ("seccomp", "no capabilities", "own user", "not root"),
    ),
    Attack(
        "lingers",
        """
        import threading, time
        def later():
            time.sleep(0.05)
            sys.modules["tiny"].double = lambda x: "full marks"
        threading.Thread(target=later, daemon=True).start()
        print("LINGERS", flush=True)
        """,
        seen="LINGERS",
    ),
    Attack(
        "never_ends_at_exit",
        """
        import atexit, threading
        def spin():
            while True: pass
        atexit.register(spin)
        threading.Thread(target=spin).start()
        print("LINGERS", flush=True)
        """,
        seen="LINGERS|took longer|used up",
    ),
]
