"""No attack gains a mark, leaves a process or a file, hangs the grader or costs another question.

Each runs with every layer that this machine has, and with layers left off. What a layer stops
must be seen to have been stopped: an attack that prints nothing proves nothing.
"""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from attack import ALWAYS, NO_WRITING, Attack
from corpus import ATTACKS
from victim import POINTS, Victim, descendants, listening

from grader.reports.gradescope import gradescope
from grader.results import QuestionResult
from grader.sandbox.host.server import ForkServer

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's"),
]

EVERYTHING, NOTHING = "everything", "limits only"
LEFT_OFF = {
    EVERYTHING: (),
    "no Landlock": ("Landlock",),
    "no seccomp": ("seccomp",),
    "same user": ("own user",),
    "seccomp only": ("Landlock", "own user"),
    NOTHING: (
        "Landlock",
        "seccomp",
        "own user",
        "no capabilities",
        "no new privileges",
        "not dumpable",
        "ends with its parent",
    ),
}
SLOW_TO_IMPORT = ("asyncio", "multiprocessing", "numpy.ma", "numpy.testing", "tempfile")
SECONDS = 8.0  # far over a question's 3 seconds: nothing may take longer


@pytest.fixture(scope="session")
def victim(tmp_path_factory):
    with listening(f"grader-attack-{os.getpid()}") as (tcp, udp):
        yield Victim(tmp_path_factory.mktemp("attacked"), tcp, udp)


@pytest.fixture(scope="session")
def servers():
    started: dict[str, ForkServer] = {}

    def server(level: str) -> ForkServer:
        if level not in started:
            started[level] = ForkServer(SLOW_TO_IMPORT, without=LEFT_OFF[level])
        return started[level]

    yield server
    for server in started.values():
        server.__exit__()


def cases() -> list[tuple[str, Attack]]:
    """Everywhere but where the layers left off are none that stop the attack."""
    return [
        (level, attack)
        for level, left_off in LEFT_OFF.items()
        for attack in ATTACKS
        if level in (EVERYTHING, NOTHING) or set(left_off) & set(attack.stopped_by)
    ]


def held(confinement: Mapping[str, Any]) -> set[str]:
    """The layers that held, and what stands in for one where they aren't needed."""
    return {*confinement["layers"], *ALWAYS, "not there", *(["not root"] if os.geteuid() else [])}


def seen(question: QuestionResult) -> str:
    """What the student is shown: output, and why checks failed."""
    failures = [verdict.failure for verdict in question.verdicts if verdict.failure]
    return "\n".join([question.output, *(failure.summary for failure in failures)])


@pytest.mark.parametrize(
    ("level", "attack"), cases(), ids=lambda value: value if isinstance(value, str) else value.name
)
def test_attack(level, attack, victim, servers, monkeypatch):
    monkeypatch.setenv("GRADER_ANSWERS", "the-secret-canary")
    server = servers(level)
    try:
        results = victim.grade(attack.source(victim.places), server)
        layers = held(results.facts["confinement"])
        double, total = results.questions
        assert double.earned == 0, "an undeserved mark"
        assert total.earned == (POINTS if attack.spares_the_rest else 0), seen(total)
        assert results.seconds < SECONDS
        assert descendants(server.process.pid) == []
        assert not list(Path(server.folder).glob("*/*"))
        assert_seen(attack, seen(double), layers)
        assert "\\u001b" not in gradescope(results)
        if layers & set(NO_WRITING):
            assert victim.files() == []
    finally:
        victim.tidy()


def assert_seen(attack: Attack, text: str, layers: set[str]) -> None:
    """Stopped where a layer should; seen to have run, in any case."""
    if not attack.stopped_by:
        assert re.search(attack.seen, text), text
    elif layers & set(attack.stopped_by):
        assert "BLOCKED" in text, text
        assert "GOT THROUGH" not in text, text
    else:
        assert re.search("BLOCKED|GOT THROUGH", text), text


@pytest.mark.parametrize(
    ("level", "names"),
    [
        ("no seccomp", ("fork", "orphan", "fork_bomb", "datagram", "pair", "signal_the_group")),
        ("seccomp only", ("read_reference", "list_course", "import_reference", "users")),
        (NOTHING, ("shell", "subprocess", "connect", "abstract_socket", "write", "folder")),
        (NOTHING, ("signal_the_server", "be_traced", "dumpable_again", "empty_files")),
    ],
)
def test_without_a_layer_its_attacks_get_through(level, names, victim, servers):
    chosen = [attack for attack in ATTACKS if attack.name in names]
    assert len(chosen) == len(names)
    for attack in chosen:
        results = victim.grade(attack.source(victim.places), servers(level))
        victim.tidy()
        assert "GOT THROUGH" in seen(results.questions[0]), attack.name
        assert results.questions[0].earned == 0


def test_every_attack_has_a_name_of_its_own_and_there_are_many():
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS) >= 70


def test_an_honest_module_gets_full_marks(victim, servers):
    source = "def double(x): return 2 * x\ndef total(x): return sum(x)\n"
    assert victim.grade(source, servers(EVERYTHING)).full
