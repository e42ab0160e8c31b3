"""Is anybody lost? Calls on a whole hotline while everything fails around them.

Run: python -m bench.chaos [--calls 2000] [--agents 36] [--speed 20] [--seed 1]
     python -m bench.chaos kills

The first plays `sapa demo` with faults at random moments: processes and Redis killed, the board
emptied, the clock's process stopped, Twilio's REST interface down for a minute, callbacks
repeated, out of order and late. When the last caller has gone it counts who was lost (by the
records, or cut off as the caller lived it), booked twice (two talks of one agent at once on
record; two callers in one conference, or one agent's telephones in two, by the simulator), and
stuck (open on record, or left on the board). The second plays one call for each point at which
a process can die, for an agent who stands by and for one who is rung. Both end by themselves,
with exit code 1 when anything was found.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import select

from records.models import Talk
from records.session import Store
from sapa.cli import demo
from sapa.cli.simulate import busy_hour
from sapa.processes import Supervisor
from sapa.settings import EXAMPLE, Settings
from sapa.wiring import Works
from simulator.config import Faults
from tests.faults.kills import KINDS
from tests.faults.scenes import Ground

KILLABLE = ("web-1", "web-2", "calls", "clock", "redis")
RESPITE = 12.0  # real seconds in which the same process is not killed again
BETWEEN = (1.5, 5.0)  # real seconds between two faults
STANDSTILL = 10.0  # simulated seconds, and real ones at the most
ALWAYS = Faults(repeat=0.1, reorder=0.1, delay=0.1, delay_seconds=30.0, rest_failure=0.02)
STORM = Faults(repeat=0.6, reorder=0.5, delay=0.5, delay_seconds=30.0, rest_rate_limit=0.2)
OUTAGE = Faults(rest_down=60.0, rest_silent=0.2)
STORM_LASTS = 4.0  # real seconds


@dataclass
class Findings:
    """Judged when everybody has gone; `double_booked` says who and where."""

    double_booked: list[str] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)


class Chaos(demo.Show):
    """A demo in which nothing is spared."""

    def __init__(self, plan: demo.Plan, settings: Settings, home: Path) -> None:
        super().__init__(plan, settings, home)
        self.findings = Findings()
        self._dice = random.Random(plan.seed)
        self._last: dict[str, float] = defaultdict(float)
        self._base = f"http://127.0.0.1:{settings.simulator_port}"

    def _watch(self, works: Works, supervisor: Supervisor, progress: demo.Progress) -> None:
        def told(gone: int, of: int) -> None:
            if gone == of:
                self._calm.set()
            progress(gone, of)

        self._works = works
        self._calm = threading.Event()
        ends = _Before(supervisor, self._judge)
        super()._watch(works, ends, told)  # type: ignore[arg-type]

    def _judge(self) -> None:
        """While the simulator still runs."""
        rooms = self._ask("/sim/conferences")["conferences"]
        number = self._settings.hotline.about.number
        legs = {sid: self._ask(f"/sim/trace/{sid}") for sid in sorted(_sids(rooms))}
        ends = _by_simulator(rooms, legs, number)
        self.findings.double_booked = [*ends, *_by_records(self._works.store)]

    def _ask(self, path: str, form: object = None) -> Any:
        body = None if form is None else json.dumps(form).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self._base + path, body, headers)  # noqa: S310 - http, ours
        with urllib.request.urlopen(request, timeout=30) as reply:  # noqa: S310
            return json.load(reply)

    def _kill(self, supervisor: Supervisor) -> None:
        """Faults until the last caller has gone; then peace, so that what is left can be done."""
        faults: tuple[tuple[str, int, Callable[[Supervisor], bool]], ...] = (
            ("process killed", 6, self._death),
            ("board emptied", 2, self._flush),
            ("clock stopped", 1, self._stop_clock),
            ("REST down", 1, lambda _: self._weather(OUTAGE)),
            ("callbacks in disorder", 2, lambda _: self._weather(STORM)),
        )
        self._weather(ALWAYS)
        while not self._over.wait(self._dice.uniform(*BETWEEN)) and not self._calm.is_set():
            name, _, strike = self._dice.choices(faults, [fault[1] for fault in faults])[0]
            try:
                self.findings.faults[name] += strike(supervisor)
            except (OSError, psutil.Error) as error:
                print(f"no {name}: {error}", file=sys.stderr)
        if not self._over.is_set():
            self._weather(Faults())

    def _death(self, supervisor: Supervisor) -> bool:
        name, now = self._dice.choice(KILLABLE), time.monotonic()
        pid = supervisor.pids().get(name)
        if pid is None or now - self._last[name] < RESPITE:
            return False
        self._last[name] = now
        psutil.Process(pid).send_signal(signal.SIGKILL)
        self._killed += 1
        self.findings.faults[f"{name} killed"] += 1
        return True

    def _flush(self, _: Supervisor) -> bool:
        return bool(self._works.redis.flushall())

    def _stop_clock(self, supervisor: Supervisor) -> bool:
        clock = psutil.Process(supervisor.pids()["clock"])
        clock.suspend()
        self._over.wait(STANDSTILL)
        clock.resume()
        return True

    def _weather(self, faults: Faults) -> bool:
        """Faults of the network, for a while if they are not those that there always are."""
        self._ask("/sim/faults", asdict(faults))
        if faults not in (ALWAYS, Faults()):
            lasts = max(faults.rest_down / self._plan.speed, STORM_LASTS)
            self._over.wait(lasts)
            self._ask("/sim/faults", asdict(ALWAYS))
        return True


@dataclass(frozen=True)
class _Before:
    """A supervisor to whom something is done before they are told to stop."""

    supervisor: Supervisor
    do: Callable[[], None]

    def stop(self) -> None:
        try:
            self.do()
        finally:
            self.supervisor.stop()


def _sids(rooms: Iterable[Mapping[str, Any]]) -> set[str]:
    return {join["call"] for room in rooms for join in room["joins"]}


def _by_simulator(
    rooms: Iterable[Mapping[str, Any]], legs: Mapping[str, Mapping[str, Any]], number: str
) -> list[str]:
    """Conferences with two customers, and agents who were in two with different telephones."""
    found: list[str] = []
    stays: dict[str, list[tuple[float, float, str]]] = defaultdict(list)
    for room in rooms:
        customers = {
            join["call"] for join in room["joins"] if _customer(legs[join["call"]], number)
        }
        if len(customers) > 1:
            found.append(f"conference {room['name']}: {len(customers)} customers")
        for join in room["joins"]:
            leg = legs[join["call"]]
            if join["call"] not in customers:
                who = leg["from"] if leg["direction"] == "inbound" else leg["to"]
                stays[who].append((join["at"], _end(leg), join["call"]))
    for who, times in stays.items():
        for (_, until, sid), (since, _, other) in pairwise(sorted(times)):
            if sid != other and since < until:
                found.append(f"agent {who[-4:]}: on two telephones")
    return found


def _customer(leg: Mapping[str, Any], number: str) -> bool:
    """Whoever phoned the hotline; or was rung by it as no agent is."""
    agents = any("/agent/" in entry["details"].get("url", "") for entry in leg["trace"])
    return leg["to"] == number or not (agents or leg["direction"] == "inbound")


def _end(leg: Mapping[str, Any]) -> float:
    over = [entry["at"] for entry in leg["trace"] if entry["details"].get("status") == "completed"]
    return float(over[0]) if over else float("inf")


def _by_records(store: Store) -> list[str]:
    """Agents who are on record in two talks at once."""
    with store.reading() as session:
        told = list(session.scalars(select(Talk).order_by(Talk.person_id, Talk.accepted_at)))
    return [
        f"agent {one.person_id}: talks {one.id} and {other.id} on record"
        for one, other in pairwise(told)
        if one.person_id == other.person_id
        and (one.ended_at is None or one.ended_at > other.accepted_at)
    ]


def chaos(options: argparse.Namespace) -> bool:
    """Play it and report; True if nobody was lost."""
    home = Path(tempfile.mkdtemp(prefix="sapa-chaos-"))
    arguments = {
        "--callers": options.calls,
        "--agents": options.agents,
        "--seed": options.seed,
        "--per-hour": busy_hour(options.agents),
    }
    flat = tuple(str(part) for pair in arguments.items() for part in pair)
    plan = demo.Plan(options.calls, options.speed, options.seed, flat)
    own = demo.surroundings(options.speed, {"SAPA_HOTLINE": str(EXAMPLE)}, home)
    show, began = Chaos(plan, Settings.load(own), home), time.monotonic()
    played = show.run(own, _progress, lambda *_: None)
    _report(asdict(played.result) | asdict(played.callbacks), show.findings, began)
    sound = played.result.sound and not show.findings.double_booked
    if sound:
        shutil.rmtree(home)
    else:
        print(f"the log and the records are kept in {home}")
    return sound


def _progress(gone: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{gone} of {of} callers have gone", end="", file=sys.stderr, flush=True)


def _report(told: Mapping[str, object], findings: Findings, began: float) -> None:
    print()
    for name, value in told.items():
        print(f"{name.replace('_', ' '):>20}  {value}")
    for name, count in sorted(findings.faults.items()):
        print(f"{name:>28}  {count}")
    print(f"{'seconds':>20}  {time.monotonic() - began:.0f}")
    print(f"lost {told['lost']}: by the records and the callers' own account")
    print(f"double-booked {len(findings.double_booked)}: by the records and the conferences")
    for line in findings.double_booked:
        print(f"    {line}")
    print(f"stuck {told['stuck']}: open on record, or left on the board")


def kills() -> bool:
    """One call for each point at which a process can die."""
    wrong = played = 0
    with Ground() as ground:
        for kind in KINDS:
            for point in ground.play("tests.faults.kills", "one_call", kind):
                played += 1
                try:
                    died = ground.play("tests.faults.kills", "one_call", kind, point)
                except AssertionError as error:
                    wrong += 1
                    print(f"{kind}: {point}: WRONG\n{error}", flush=True)
                else:
                    told = f"served, {died[0]} died" if died else "served, nobody came there"
                    print(f"{kind}: {point}: {told}", flush=True)
    print(f"{played} points, {wrong} of them wrong")
    return wrong == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("what", nargs="?", choices=("run", "kills"), default="run")
    parser.add_argument("--calls", type=int, default=2000)
    parser.add_argument("--agents", type=int, default=36)
    parser.add_argument("--speed", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ.setdefault("SAPA_LOG_LEVEL", "warning")
    sys.exit(0 if (kills() if options.what == "kills" else chaos(options)) else 1)


if __name__ == "__main__":
    main()
