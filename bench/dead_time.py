"""From match to conversation: the seconds in which neither caller nor agent is served.

Run: python -m bench.dead_time [--callers 40] [--json]

A whole hotline with a simulated telephone network, at speed 1: what the hotline's processes take
is real time, and would count for more than it is if simulated time ran faster. Half of the
agents stand by on an open line, the others are rung. All take every call, and there is one for
each caller, so that the match is made as the caller joins. Printed for each kind, as median and
90th percentile: seconds from the match to the agent's yes, to the agent's and to the caller's leg
in the conference by the network's own record, and to both: that is what `bench.holding
--dead-time` wants.

How long a phone rings is the simulator's: 2 to 8 seconds, evenly spread; then comes the whisper,
and half to two seconds later the key. An open line hears the whisper at once. Ends by itself in
about two minutes.
"""

import argparse
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

import requests
from sqlalchemy import select

from records.models import Call, Person, Talk
from sapa import cast
from sapa.cli import demo, simulate
from sapa.household import children, listen, python
from sapa.processes import Child, Supervisor
from sapa.settings import Settings
from sapa.wiring import Works
from simulator import server
from simulator.config import CallerSpec, Config, Faults, ReachSpec

TALK = 6.0
PER_HOUR = 3600.0
SEED = 11
LONGEST = 130.0
"""Real seconds after which it is over, whoever is still on the line."""
POLL = 0.5


class Dead(NamedTuple):
    """Seconds from the match to each step of one talk."""

    mode: str
    yes: float
    agent: float
    caller: float

    @property
    def both(self) -> float:
        return max(self.agent, self.caller)


def play_network(works: Works, callers: int) -> None:
    """The simulator's process: callers in no hurry, agents of both kinds who know everything."""
    crew = [
        replace(
            player, mode="ring" if index % 2 else "standby", skills=dict.fromkeys(player.skills, 5)
        )
        for index, player in enumerate(cast.players(works.hotline, callers, SEED))
    ]
    crowd = CallerSpec(count=callers, per_hour=PER_HOUR, patience=1e6, reach=ReachSpec())
    config = simulate.config(
        works, crew=crew, callers=crowd, faults=Faults(), seed=SEED, booth=False
    )
    simulate.point_when_up(works)
    server.main(_quick(config))


def _quick(config: Config) -> Config:
    quick = (replace(agent, handling=TALK, decline=0.0, miss=0.0) for agent in config.agents)
    return replace(config, agents=tuple(quick))


def measure(callers: int) -> list[Dead]:
    """Play the callers on a hotline of their own, and read what every talk took."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(demo.surroundings(1.0, os.environ, Path(home)))
        settings = Settings.load(os.environ)
        with closing(Works(settings)) as works, listen(settings) as listener:
            works.prepare()
            found: list[Dead] = []
            network = _network(settings, callers)
            supervisor = Supervisor(
                [*children(settings, listener, None), network], say=lambda _name, _line: None
            )
            watching = threading.Thread(target=_watch, args=(works, supervisor, found))
            supervisor.run(watching.start)
            watching.join()
            return found


def _network(settings: Settings, callers: int) -> Child:
    def ready(_pid: int) -> bool:
        try:
            return bool(_ask(settings, "health"))
        except requests.RequestException:
            return False

    return Child("simulator", python("bench.dead_time", "--play", str(callers)), ready=ready)


def _watch(works: Works, supervisor: Supervisor, found: list[Dead]) -> None:
    deadline = time.monotonic() + LONGEST
    try:
        while not _ask(works.settings, "callers")["done"] and time.monotonic() < deadline:
            time.sleep(POLL)
        found.extend(_talks(works))
    finally:
        supervisor.stop()


def _ask(settings: Settings, what: str) -> Any:
    url = f"http://127.0.0.1:{settings.simulator_port}/sim/{what}"
    return requests.get(url, timeout=10).json()


def _talks(works: Works) -> Iterator[Dead]:
    """The first talk of every call."""
    rooms = _ask(works.settings, "conferences")["conferences"]
    joins = {room["name"]: _joins(room["joins"]) for room in rooms}
    query = select(Talk, Call, Person).join(Call, Call.id == Talk.call_id)
    with works.store.reading() as session:
        for talk, call, person in session.execute(query.join(Person, Person.id == Talk.person_id)):
            at = joins.get(call.id, {})
            if call.joined_at and talk.leg_sid in at and call.sid in at:
                steps = (talk.accepted_at, at[talk.leg_sid], at[call.sid])
                yield Dead(person.mode, *(step - call.joined_at for step in steps))


def _joins(joins: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """When each leg came into the room first."""
    return {join["call"]: join["at"] for join in reversed(joins)}


def table(found: Sequence[Dead]) -> dict[str, dict[str, float]]:
    """Medians and 90th percentiles in seconds, by the kind of agent."""
    kinds: dict[str, dict[str, float]] = {}
    for mode in sorted({dead.mode for dead in found}):
        talks = [dead for dead in found if dead.mode == mode]
        kinds[mode] = {"talks": len(talks)}
        for name in ("yes", "agent", "caller", "both"):
            seconds = [getattr(dead, name) for dead in talks]
            kinds[mode][f"{name} median"] = round(median(seconds), 2)
            kinds[mode][f"{name} p90"] = round(quantiles(seconds, n=10)[-1], 2)
    return kinds


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.dead_time")
    parser.add_argument("--callers", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--play", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.play is not None:
        with closing(Works(Settings.load(os.environ))) as works:
            play_network(works, options.play)
        return
    found = table(measure(options.callers))
    if options.json:
        sys.stdout.write(json.dumps(found, indent=2) + "\n")
        return
    for mode, figures in found.items():
        print(f"{mode}:", ", ".join(f"{name} {value:g}" for name, value in figures.items()))
    print(f"cores of this machine: {os.cpu_count()}")


if __name__ == "__main__":
    main()
