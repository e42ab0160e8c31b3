"""`sapa demo`: calls played faster than life on a whole hotline, and what became of each."""

import json
import os
import random
import shutil
import signal
import socket
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from records import callbacks
from sapa.cli import simulate
from sapa.cli.demo_summary import Result, Transcripts, summarise, transcribed
from sapa.household import children, listen
from sapa.processes import Supervisor
from sapa.settings import Settings
from sapa.wiring import Works
from simulator.people.fate import Fate, Way

POLL = 0.3
SETTLE = 60.0
"""Real seconds for the last calls to be put away after the last caller has gone."""
LONGEST = 1800.0
"""Real seconds after which a demo that does not end is given up."""
CALLBACKS = 3600.0
"""Simulated seconds for callbacks to be made after the last caller has gone; later ones, say in
the morning, are not waited for."""
PROMISES = (Fate.PROMISED, Fate.NEVER_REACHED, Fate.REACHED, Fate.CAME_BACK)
TRANSCRIPTS = 60.0
"""Real seconds for what is being written down when all is put away."""
GIVEN = ("SAPA_HOTLINE", "SAPA_MODEL_EN", "SAPA_MODEL_ID")
KILLABLE = ("web-1", "web-2", "calls", "transcripts", "clock")

Progress = Callable[[int, int], None]
Invite = Callable[[str, Mapping[str, str]], None]
"""Told the desk's address, and the passwords of those who may sign in there, by login."""


class DemoFailed(Exception):
    """The demo could not be played; the text says why and where to look."""


@dataclass(frozen=True)
class Plan:
    """What is to be played. `simulate`: arguments of `sapa simulate`; `kill_every`: real
    seconds between two of our processes killed."""

    callers: int
    speed: float
    seed: int
    simulate: tuple[str, ...]
    kill_every: float | None = None


@dataclass(frozen=True)
class Callbacks:
    """What callers lived through besides: promised callbacks, those of them that reached
    somebody, calls that nobody had asked for, and callers who phoned in a second time."""

    callbacks_promised: int
    callbacks_reached: int
    called_unasked: int
    phoned_again: int

    @classmethod
    def of(cls, callers: Sequence[Mapping[str, Any]]) -> "Callbacks":
        fates = Counter(caller["fate"] for caller in callers)
        ways = Counter(caller["way"] for caller in callers)
        return cls(
            callbacks_promised=sum(fates[fate] for fate in PROMISES),
            callbacks_reached=fates[Fate.REACHED],
            called_unasked=ways[Way.UNASKED],
            phoned_again=ways[Way.AGAIN],
        )


@dataclass(frozen=True)
class Played:
    """A demo that came to its end."""

    result: Result
    callbacks: Callbacks
    transcripts: Transcripts


def play(plan: Plan, environ: Mapping[str, str], progress: Progress, invite: Invite) -> Played:
    """Play the plan on a hotline of its own in a folder of its own, which is removed unless
    something went wrong. Raises DemoFailed."""
    home = Path(tempfile.mkdtemp(prefix="sapa-demo-"))
    own = surroundings(plan.speed, environ, home)
    show = Show(plan, Settings.load(own), home)
    played = show.run(own, progress, invite)
    if played.result.sound:
        shutil.rmtree(home)
    return played


def surroundings(speed: float, environ: Mapping[str, str], home: Path) -> dict[str, str]:
    """Stores, ports and a clock of its own; the hotline's file and the speech models as the
    operator set them."""
    web, simulator = _free_ports()
    return {
        **{name: environ.get(name, "") for name in GIVEN},
        "SAPA_DATA": str(home),
        "SAPA_PORT": str(web),
        "SAPA_SIMULATOR_PORT": str(simulator),
        "SAPA_SPEED": str(speed),
        "SAPA_EPOCH": str(time.clock_gettime(time.CLOCK_REALTIME)),
        **dict.fromkeys(
            ("DATABASE_URL", "REDIS_URL", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"), ""
        ),
        **dict.fromkeys(("SAPA_PUBLIC_URL", "SAPA_TWILIO_API_URL"), ""),
        **dict.fromkeys(("SAPA_RECORDINGS_URL", "SAPA_RECORDINGS_ENDPOINT"), ""),
    }


def _free_ports() -> tuple[int, int]:
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(2)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        first, second = (probe.getsockname()[1] for probe in probes)
    return int(first), int(second)


class Show:
    """One demo: the hotline's processes, and a thread that watches the callers."""

    def __init__(self, plan: Plan, settings: Settings, home: Path) -> None:
        self._plan = plan
        self._settings = settings
        self._log = home / "demo.log"
        self._callers: list[Mapping[str, Any]] = []
        self._result: Result | None = None
        self._transcripts = Transcripts(0, 0, 0)
        self._killed = 0
        self._over = threading.Event()

    def run(self, environ: Mapping[str, str], progress: Progress, invite: Invite) -> Played:
        """Until the last caller's call is put away. Raises DemoFailed."""
        # the processes inherit it
        os.environ.update({**environ, **simulate.models(self._settings)})
        works = Works(self._settings)
        works.prepare()
        invite(self._settings.public_url, simulate.hosts(works))
        with self._log.open("w") as log, listen(self._settings) as listener:
            supervisor = Supervisor(
                children(self._settings, listener, self._plan.simulate),
                say=lambda name, line: print(f"{name:>11} | {line}", file=log, flush=True),
            )
            watcher = threading.Thread(target=self._watch, args=(works, supervisor, progress))
            killer = threading.Thread(target=self._kill, args=(supervisor,), daemon=True)

            def up() -> None:
                watcher.start()
                killer.start()

            try:
                supervisor.run(up)
            finally:
                self._over.set()
            if watcher.ident:
                watcher.join()
        if self._result is None:
            raise DemoFailed(f"the demo did not come to its end; see {self._log}")
        return Played(self._result, Callbacks.of(self._callers), self._transcripts)

    def _watch(self, works: Works, supervisor: Supervisor, progress: Progress) -> None:
        """Follow the callers until all have gone and every call is put away, and sum up."""
        try:
            self._wait(lambda: self._all_gone(progress), LONGEST)
            limit = CALLBACKS / self._plan.speed + SETTLE
            self._wait(lambda: not self._callbacks_due(works) and self._all_gone(progress), limit)
            self._wait(lambda: summarise(works, self._callers, self._killed).stuck == 0, SETTLE)
            self._wait(lambda: transcribed(works).transcripts_waiting == 0, TRANSCRIPTS)
            if not self._over.is_set():
                self._transcripts = transcribed(works)
                self._result = summarise(works, self._callers, self._killed)
        finally:
            supervisor.stop()

    def _wait(self, done: Callable[[], bool], longest: float) -> None:
        """Until something is done or has taken too long, in real seconds."""
        deadline = time.monotonic() + longest
        while not self._over.wait(POLL) and time.monotonic() < deadline:
            if done():
                return

    def _callbacks_due(self, works: Works) -> bool:
        soon = works.clock.now() + CALLBACKS
        with works.store.reading() as session:
            return any((call.due_at or 0.0) < soon for call in callbacks.pending(session))

    def _all_gone(self, progress: Progress) -> bool:
        url = f"http://127.0.0.1:{self._settings.simulator_port}/sim/callers"
        try:
            with urllib.request.urlopen(url, timeout=10) as reply:
                told = json.load(reply)
        except OSError:
            return False  # asked again at the next turn
        self._callers = told["callers"]
        first = (caller for caller in self._callers if caller["way"] == Way.PHONED)
        gone = sum(caller["fate"] != Fate.ON_THE_LINE for caller in first)
        progress(gone, self._plan.callers)
        return bool(told["done"])

    def _kill(self, supervisor: Supervisor) -> None:
        """Now and then a process dies without a word, as they do in life."""
        dice = random.Random(self._plan.seed)
        while self._plan.kill_every and not self._over.wait(self._plan.kill_every):
            pids = supervisor.pids()
            name = dice.choice(KILLABLE)
            if name in pids:
                psutil.Process(pids[name]).send_signal(signal.SIGKILL)
                self._killed += 1
