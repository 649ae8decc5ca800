"""Attacks that look for the answers: in files, in memory, in the environment."""

from attack import ALWAYS, NO_FILES, Attack

# Of the grader, its memory and environment are closed to other processes of its own user too.
NO_GRADER = (*NO_FILES, "no capabilities", "not root")

ATTACKS = [
    Attack("read_reference", "attempt(lambda: open('<course>/tiny.py').read())", NO_FILES),
    Attack(
        "read_fixtures", "attempt(lambda: open('<course>/fixtures.pkl', 'rb').read())", NO_FILES
    ),
    Attack("list_course", "attempt(lambda: os.listdir('<course>'))", NO_FILES),
    Attack("read_neighbour", "attempt(lambda: open('<course>/../other/tiny.py').read())", NO_FILES),
    Attack(
        "import_reference",
        """
        sys.path.insert(0, "<course>")
        attempt(lambda: __import__("answers").CANARY)
        """,
        NO_FILES,
    ),
    Attack("import_grader", "attempt(lambda: __import__('grader.grading').grading.grade)", ALWAYS),
    Attack(
        "import_grader_otherwise",
        """
        import importlib
        attempt(lambda: search([vars(importlib.import_module("grader.grading"))]))
        """,
        ALWAYS,
    ),
    Attack("frames", "attempt(lambda: search([f.f_locals for f in frames()]))", ALWAYS),
    Attack("frame_globals", "attempt(lambda: search([f.f_globals for f in frames()]))", ALWAYS),
    Attack(
        "all_objects",
        """
        import gc
        gc.unfreeze()
        found = {s for o in gc.get_objects() for s in gc.get_referents(o) if type(s) is str}
        attempt(lambda: search(found))
        """,
        ALWAYS,
    ),
    Attack(
        "modules",
        "attempt(lambda: search(vars(m) for m in list(sys.modules.values()) if m))",
        ALWAYS,
    ),
    Attack(
        "drivers_source",
        """
        import linecache
        attempt(lambda: search([linecache.cache]))
        """,
        ALWAYS,
    ),
    Attack("environment", "attempt(lambda: search([os.environ]))", ALWAYS),
    Attack(
        "command_line",
        "attempt(lambda: search([sys.argv, sys.orig_argv, sys.path, '<course>' in sys.path]))",
        ALWAYS,
    ),
    Attack(
        "inherited_descriptors",
        """
        for number in range(4, 1024):
            try:
                os.fstat(number)
            except OSError:
                continue
            print("GOT THROUGH", number)
        attempt(lambda: os.fstat(4))
        """,
        ALWAYS,
    ),
    Attack(
        "seed",
        """
        def small():
            for frame in frames():
                for value in frame.f_locals.values():
                    if isinstance(value, dict) and value.get("seed", 1 << 40) < 1000:
                        return value["seed"]
            raise LookupError
        attempt(small)
        """,
        ALWAYS,
    ),
    Attack("grader_memory", "attempt(lambda: open('/proc/<grader>/mem', 'rb'))", NO_GRADER),
    Attack(
        "grader_environment",
        "attempt(lambda: open('/proc/<grader>/environ', 'rb').read())",
        NO_GRADER,
    ),
    Attack(
        "grader_command_line",
        "attempt(lambda: open('/proc/<grader>/cmdline', 'rb').read())",
        ("Landlock",),
    ),
    Attack(
        "memory_by_a_call",
        """
        text = ctypes.create_string_buffer(8)
        ours = (ctypes.c_uint64 * 2)(ctypes.addressof(text), 8)
        theirs = (ctypes.c_uint64 * 2)(0x400000, 8)
        attempt(lambda: call("syscall", 310, <grader>, ours, 1, theirs, 1, 0))
        """,
        ("seccomp", *NO_GRADER),
    ),
    Attack("own_memory", "attempt(lambda: open('/proc/self/maps').read())", ("Landlock",)),
    Attack("users", "attempt(lambda: open('/etc/passwd').read())", ("Landlock",)),
    Attack("passwords", "attempt(lambda: open('/etc/shadow').read())", (*NO_FILES, "not root")),
    Attack("home", "attempt(lambda: os.listdir('/root'))", (*NO_FILES, "not root")),
    Attack(
        "path_tricks",
        "attempt(lambda: open('/usr/lib/../../<course>/tiny.py').read())",
        NO_FILES,
    ),
    Attack(
        "openat2",
        """
        how = (ctypes.c_uint64 * 3)(0, 0, 0)
        path = b"<course>/tiny.py"
        attempt(lambda: call("syscall", 437, -100, path, how, 24))
        """,
        (*NO_FILES, "seccomp"),
    ),
]
