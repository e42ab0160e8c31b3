"""The supervisor, with real little processes."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable

import pytest

from sapa.processes import Child, Supervisor, to_terminal

Gone = Callable[[Iterable[int]], bool]

SLEEPER = "print(os.getpid()); time.sleep(60)"


def python(program: str) -> list[str]:
    prelude = "import os, signal, subprocess, sys, time\n"
    return [sys.executable, "-u", "-c", prelude + program]


class Told:
    """What the supervisor said; it is asked to stop as soon as that is `enough`."""

    def __init__(self, enough: Callable[["Told"], bool], number: int = signal.SIGTERM) -> None:
        self.lines: list[tuple[str, str]] = []
        self._enough = enough
        self._number = number
        self._one_at_a_time = threading.Lock()

    def __call__(self, name: str, line: str) -> None:
        with self._one_at_a_time:
            self.lines.append((name, line))
            if self._enough(self):
                os.kill(os.getpid(), self._number)

    def of(self, name: str) -> list[str]:
        return [line for said_by, line in self.lines if said_by == name]

    def pids(self) -> list[int]:
        return [int(line) for _name, line in self.lines if line.isdigit()]


def pids(count: int) -> Callable[[Told], bool]:
    return lambda told: len(told.pids()) >= count


def lines(count: int) -> Callable[[Told], bool]:
    return lambda told: len(told.lines) >= count


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_every_child(number: int, gone: Gone) -> None:
    told = Told(pids(3), number)
    Supervisor([Child(name, python(SLEEPER)) for name in ("redis", "web", "clock")], told).run()
    assert {name for name, _line in told.lines} == {"redis", "web", "clock"}
    assert gone(told.pids())


def test_the_signals_mean_afterwards_what_they_meant_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    Supervisor([Child("web", python(SLEEPER))], Told(pids(1))).run()
    assert signal.getsignal(signal.SIGTERM) is before


def test_what_a_child_says_is_told_with_its_name() -> None:
    told = Told(lines(3))
    program = (
        r"os.write(1, b'one\n'); os.write(2, b'two\n'); os.write(1, b'\xff\n'); time.sleep(60)"
    )
    Supervisor([Child("web", python(program))], told).run()
    assert told.lines == [("web", "one"), ("web", "two"), ("web", "\N{REPLACEMENT CHARACTER}")]


def test_on_a_terminal_the_name_stands_before_each_line(capsys: pytest.CaptureFixture[str]) -> None:
    to_terminal("web", "listening")
    assert capsys.readouterr().out == "        web | listening\n"


def test_a_child_gets_variables_of_its_own_besides_the_common_ones() -> None:
    told = Told(lines(1))
    program = "print(os.environ['SAPA_TEST_X'], 'PATH' in os.environ); time.sleep(60)"
    Supervisor([Child("web", python(program), {"SAPA_TEST_X": "mine"})], told).run()
    assert told.of("web") == ["mine True"]


def test_a_child_that_ends_is_started_again_after_a_rest_that_grows() -> None:
    told = Told(lines(4))
    Supervisor([Child("web", python("print('here'); sys.exit(3)"))], told).run()
    assert told.of("web")[:4] == [
        "here",
        "ended with 3, starts again in 0.2 s",
        "here",
        "ended with 3, starts again in 0.4 s",
    ]


def test_a_child_that_is_killed_is_started_again() -> None:
    told = Told(lines(3))
    Supervisor([Child("web", python("print('here'); os.kill(os.getpid(), 9)"))], told).run()
    assert told.of("web")[:3] == ["here", "was killed by SIGKILL, starts again in 0.2 s", "here"]


def test_a_command_that_does_not_exist_is_named() -> None:
    told = Told(lines(1))
    Supervisor([Child("web", ["/no/such/program"])], told).run()
    assert told.of("web")[0] == "/no/such/program: No such file or directory"


def test_one_child_that_dies_is_no_matter_for_the_others() -> None:
    told = Told(lambda told: len(told.of("clock")) >= 3)
    Supervisor(
        [Child("web", python(SLEEPER)), Child("clock", python("print('tick'); sys.exit(1)"))], told
    ).run()
    assert len(told.of("web")) == 1


def test_children_of_a_child_that_died_are_gone_before_it_starts_again(gone: Gone) -> None:
    program = f"""
orphan = subprocess.Popen({python(SLEEPER)}, stdout=subprocess.PIPE, text=True, process_group=0)
print(orphan.stdout.readline())
"""
    told = Told(pids(2))
    Supervisor([Child("web", python(program))], told).run()
    assert gone(told.pids())


def test_who_does_not_listen_is_killed_with_all_children(gone: Gone) -> None:
    deaf = "signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    program = f"{deaf} subprocess.Popen({python(deaf + SLEEPER)}); {SLEEPER}"
    told = Told(pids(2))
    Supervisor([Child("web", python(program))], told, grace=0.2).run()
    assert gone(told.pids())


def test_the_next_child_waits_until_the_one_before_is_ready() -> None:
    told = Told(lambda told: bool(told.of("web")))
    asked: list[int] = []

    def ready(pid: int) -> bool:
        asked.append(pid)
        return len(asked) == 3 and not told.of("web")

    Supervisor(
        [Child("redis", python(SLEEPER), ready=ready), Child("web", python(SLEEPER))], told
    ).run(lambda: told.lines.append(("sapa", "up")))
    assert asked == [told.pids()[0]] * 3
    assert told.of("sapa") == ["up"]


def test_who_never_gets_ready_can_be_stopped_all_the_same(gone: Gone) -> None:
    told = Told(pids(1))
    children = [
        Child("redis", python(SLEEPER), ready=lambda _pid: False),
        Child("web", python(SLEEPER)),
    ]
    Supervisor(children, told).run(lambda: told.lines.append(("sapa", "up")))
    assert [name for name, _line in told.lines] == ["redis"]
    assert gone(told.pids())


def test_the_first_child_is_stopped_after_all_others() -> None:
    told = Told(pids(2))
    program = """
def end(*_):
    print("bye"); sys.exit()
signal.signal(signal.SIGTERM, end); print(os.getpid()); time.sleep(60)
"""
    slow = program.replace('print("bye")', 'time.sleep(0.3); print("bye")')
    Supervisor([Child("redis", python(program)), Child("web", python(slow))], told).run()
    assert [name for name, line in told.lines if line == "bye"] == ["web", "redis"]


def test_when_nobody_reads_any_more_it_stops(gone: Gone) -> None:
    seen: list[int] = []

    def broken(_name: str, line: str) -> None:
        seen.append(int(line))
        raise BrokenPipeError

    Supervisor([Child("web", python(SLEEPER))], broken).run()
    assert len(seen) == 1
    assert gone(seen)


def test_the_children_end_when_the_supervisor_is_killed(gone: Gone) -> None:
    program = f"""
from sapa.processes import Child, Supervisor
Supervisor([Child("web", {python(SLEEPER)}), Child("clock", {python(SLEEPER)})]).run()
"""
    with subprocess.Popen(python(program), stdout=subprocess.PIPE, text=True) as supervisor:
        assert supervisor.stdout is not None
        said = [supervisor.stdout.readline() for _ in range(2)]
        supervisor.kill()
        assert gone([int(line.rpartition("|")[2]) for line in said])
