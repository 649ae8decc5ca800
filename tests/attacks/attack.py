"""One attack: a module handed in that does something it shouldn't, and what must be seen of it."""

from dataclasses import dataclass
from textwrap import dedent, indent

ALWAYS = ("a process of its own",)  # no layer is needed: there is nothing to gain
NO_FILES = ("Landlock", "own user")  # who can't read the course's folder
NO_WRITING = ("Landlock", "seccomp")

# `attempt` tells what came of an action, so that silence never counts as being stopped.
MODULE = """\
import ctypes, os, sys
import numpy as np

def attempt(action):
    try:
        result = action()
    except BaseException as error:
        print("BLOCKED", type(error).__name__, flush=True)
    else:
        print("GOT THROUGH", str(result)[:80], flush=True)

def call(function, *arguments):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    result = getattr(libc, function)(*arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), function)
    return result

def search(things):
    mark = [116, 104, 101, 45, 115, 101, 99, 114, 101, 116, 45, 99, 97, 110, 97, 114, 121]
    for text in map(repr, things):
        if bytes(mark).decode() in text:
            return text
    raise LookupError("no answer found")

def frames():
    frame = sys._getframe()
    while frame:
        yield frame
        frame = frame.f_back

def attack(x):
{body}
    return x

{at_import}
begun = False
def double(x):
    global begun
    if begun:
        return 0 * x
    begun = True
    return {call}

def total(x):
    return x.sum()
"""


@dataclass(frozen=True)
class Attack:
    """An attack in the body of a function that a driver calls, or when the module is loaded.

    It must print BLOCKED where one of `stopped_by` holds, and GOT THROUGH where none does.
    An attack that nothing needs to stop prints or ends with what `seen` matches instead.
    """

    name: str
    body: str
    stopped_by: tuple[str, ...] = ()
    seen: str = ""
    at_import: bool = False
    spares_the_rest: bool = True  # whether the other question must keep its marks

    def source(self, places: dict[str, str]) -> str:
        """The module's text; `places` fill in what an attacker may have guessed."""
        body = dedent(self.body)
        for name, value in places.items():
            body = body.replace(f"<{name}>", value)
        now = "attack(np.zeros(3))" if self.at_import else ""
        later = "0 * x" if self.at_import else "attack(x)"
        text = MODULE.replace("{body}", indent(body.strip("\n"), "    ") or "    pass")
        return text.replace("{at_import}", now).replace("{call}", later)
