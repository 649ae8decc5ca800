"""Attacks on the judgement: patched libraries, odd values, forged output, guesses."""

from attack import ALWAYS, Attack


def does(name: str, body: str, seen: str = "DONE", **options: bool) -> Attack:
    """An attack that runs to its end, and gains nothing."""
    return Attack(name, f"{body}\nprint('DONE', flush=True)", seen=seen, **options)


def returns(name: str, value: str, first: str = "") -> Attack:
    """An attack that returns something odd."""
    return Attack(name, f"{first}\nprint('DONE', flush=True)\nreturn {value}", seen="DONE")


AGREES = """
class Agrees{base}:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __array_ufunc__(self, *args, **kwargs): return np.float64(0)
    def __array_function__(self, *args, **kwargs): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    __hash__ = None
"""

ATTACKS = [
    does(
        "patched_numpy",
        """
for name in ("allclose", "array_equal", "isclose", "array_equiv"):
    setattr(np, name, lambda *args, **kwargs: True)
import numpy.testing
for name in dir(numpy.testing):
    if name.startswith("assert"): setattr(numpy.testing, name, lambda *args, **kwargs: None)
""",
    ),
    does(
        "patched_builtins",
        """
import builtins
builtins.abs = builtins.max = lambda *args, **kwargs: 0
builtins.all = builtins.isinstance = lambda *args: True
""",
        seen="DONE|Error|ended|exited",
    ),
    does(
        "patched_modules",
        """
import types
for name in ("unittest", "hypothesis", "pytest", "msgpack", "math"):
    sys.modules[name] = types.ModuleType(name)
""",
    ),
    does(
        "patched_driver",
        """
frame = sys._getframe(2)
frame.f_globals["double"] = lambda tiny, x: {"y": "full marks"}
""",
    ),
    does(
        "tracing",
        """
def tracer(frame, event, argument):
    for name in list(frame.f_locals):
        if name in ("expected", "reference", "share"): print("FOUND", name)
    return tracer
sys.settrace(tracer)
sys.setprofile(tracer)
""",
    ),
    does("audit_hook", "sys.addaudithook(lambda *args: None)"),
    does(
        "patched_json",
        """
import json
json.dumps = lambda *args, **kwargs: '{"score": 100}'
""",
    ),
    does("changed_input", "x *= 0"),
    does("changed_generator", "np.random.seed(0)\nimport random\nrandom.seed(0)"),
    does(
        "stopped_clock",
        """
import time
time.time = time.monotonic = time.perf_counter = lambda: 0.0
""",
    ),
    Attack(
        "stopped_clock_and_loop",
        """
import time
time.time = time.monotonic = time.perf_counter = lambda: 0.0
while True: pass
""",
        seen="took longer",
    ),
    does(
        "at_exit",
        """
import atexit
atexit.register(print, '{"score": 100}')
""",
    ),
    does("printed_results", 'print(\'{"score": 100, "tests": []}\')'),
    does("escapes_in_output", "print('\\x1b[2J\\x1b]0;title\\x07\\u202e[red]<script>')"),
    does("output_on_error", "sys.stderr.write('on error')", seen="on error"),
    does("not_utf8_output", "os.write(1, bytes(range(256)))"),
    does(
        "closed_output",
        "os.close(1)\nos.close(2)\nsys.stdout = sys.stderr = None",
        seen="^$|not finite|differ|wrong|expected|0",
    ),
    Attack("standard_input", "attempt(lambda: input() or 1 / 0)", ALWAYS),
    Attack(
        "escapes_in_exception", "raise ValueError('\\x1b[31m<b>\\u202e' * 99)", seen="ValueError"
    ),
    Attack("endless_message", "raise ValueError('m' * 10_000_000)", seen="ValueError: m"),
    Attack(
        "lying_exception",
        """
class Passed(Exception):
    def __str__(self): raise RuntimeError
raise Passed
""",
        seen="Passed",
    ),
    Attack(
        "exception_of_ours",
        """
class AssignmentError(Exception): pass
raise AssignmentError("the reference itself fails")
""",
        seen="AssignmentError",
    ),
    returns("always_equal", "Agrees()", AGREES.format(base="")),
    returns("always_equal_array", "np.zeros(3).view(Agrees)", AGREES.format(base="(np.ndarray)")),
    returns("not_a_number", "x * np.nan"),
    returns("infinite", "x + np.inf"),
    returns("scalar", "0.0"),
    returns("nothing", "None"),
    returns("truth", "True"),
    returns("text", "'1.0'"),
    returns("empty", "np.zeros((0, *x.shape))"),
    returns("broadcast", "np.zeros((1,) * 32)"),
    returns("ragged", "[[1], [1, 2]]"),
    returns("masked", "np.ma.masked_all(x.shape)"),
    returns("half_precision", "np.zeros(x.shape, np.float16)"),
    returns("swapped_bytes", "np.zeros(x.shape, '>f8')"),
    returns("huge_integer", "10 ** 400"),
    returns("endless_generator", "iter(int, 1)"),
    returns("proxy", "type('T', (), {'detach': lambda s: s, 'cpu': lambda s: 'full marks'})()"),
    returns("a_module", "sys.modules['__main__']"),
    Attack(
        "looks_alike",
        "globals()['d\\u043euble'] = lambda x: 2 * x\nprint('DONE', flush=True)",
        seen="DONE",
    ),
    Attack(
        "kept_state",
        """
import builtins
print("SEEN BEFORE" if hasattr(builtins, "seen") else "DONE", flush=True)
builtins.seen = True
""",
        seen="DONE",
        at_import=True,
    ),
]
