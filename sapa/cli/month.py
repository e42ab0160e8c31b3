"""`sapa demo --days 30`: a month on a whole hotline, on time that jumps, and what became of it."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from math import inf
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from records import Session, follow_ups, notifications, people, promises
from sapa import cast, numbers
from sapa.cli import demo, simulate
from sapa.cli.month_house import House, Rounds
from sapa.cli.month_summary import Month, Truth, summarise
from sapa.hotline import Hotline
from sapa.redis_server import RedisServer
from sapa.settings import Settings
from simulator.config import AgentSpec, CallerSpec, Config, Faults
from simulator.exchange import Exchange
from simulator.jumping import JumpingClock, JumpingTime
from simulator.people.calendar import DAY, Calendar
from simulator.people.neighbourhood import Neighbourhood
from simulator.people.personas import Crowd
from simulator.server import network_only

BEGINS = datetime(2027, 3, 1)  # noqa: DTZ001 - a Monday, wherever the hotline is
OPEN = "08:00-17:00"
STEP, IDLE, ASLEEP = 5.0, 600.0, 7200.0
"""Seconds between two turns of the clock: while anybody phones, while the hotline is open, and
at night, when nothing comes due before."""
PRESENCE = 5400.0
STAFF, ELSEWHERE = 15, 7001
"""Every so many customers one works here; the first of their extensions."""
COUNTRIES = ("ID", "US")
"""Where the people of a month live."""
AFTERWARDS = 2 * 3600.0
"""Seconds for what is still under way when the month is over."""
T = TypeVar("T")
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Plan:
    """`per_day`: new problems on a working day; people phone about half of them once more."""

    days: int
    agents: int = 5
    per_day: float = 9.0
    customers: int = 150
    seed: int = 1
    patience: float = 600.0


def play(plan: Plan, environ: Mapping[str, str], progress: Progress) -> Month:
    """Play the month in a folder of its own, which is removed unless something went wrong."""
    home = Path(tempfile.mkdtemp(prefix="sapa-month-"))
    own = demo.surroundings(1.0, environ, home)
    settings = _for_a_month(Settings.load(own))
    time = JumpingTime(_begin(settings.hotline))
    works = House(settings, time=time)
    with RedisServer(settings.data / "redis"), closing(works):
        works.prepare()
        with works.served(), asyncio.Runner(loop_factory=lambda: time.loop) as runner:
            month = runner.run(_Play(plan, works, progress).play())
        works.queues.close()
    if month.sound:
        shutil.rmtree(home)
    return month


def _begin(hotline: Hotline) -> float:
    """Midnight of the month's first day (epoch seconds)."""
    return BEGINS.replace(tzinfo=ZoneInfo(hotline.about.timezone)).timestamp()


def _for_a_month(settings: Settings) -> Settings:
    """The hotline as it is, but with a night, and without sounds and the bustle of one hour."""
    hotline = settings.hotline
    days = ("mon", "tue", "wed", "thu", "fri", "sat")
    hours = type(hotline.hours).model_validate(dict.fromkeys(days, OPEN))
    changed = hotline.model_copy(
        update={
            "about": hotline.about.model_copy(update={"recording": "off"}),
            "hours": hours,
            "agents": hotline.agents.model_copy(update={"presence": PRESENCE}),
            "callback": hotline.callback.model_copy(update={"countries": COUNTRIES}),
            "texts": hotline.texts.model_copy(update={"enabled": True}),
        }
    )
    return settings.model_copy(update={"hotline": changed})


class _Play:
    """One month."""

    def __init__(self, plan: Plan, works: House, progress: Progress) -> None:
        self._plan = plan
        self._works = works
        self._progress = progress
        self._calendar = Calendar(works.time.now(), plan.days)
        self._rounds = Rounds(works)

    async def play(self) -> Month:
        """Until the last day is over and all is put away."""
        self._works.hire_threads()
        clock = JumpingClock(time=self._works.time)
        async with network_only(self._config(), clock) as exchange:
            await self._in_thread(lambda: numbers.point(self._works))
            neighbourhood = Neighbourhood(exchange, self._calendar, self._plan.per_day)
            neighbourhood.open_desks(self._works.settings.public_url)
            turning = asyncio.ensure_future(self._turn(exchange))
            await neighbourhood.run()
            await clock.sleep(AFTERWARDS)
            if turning.done():
                turning.result()  # it ends only by a fault of ours
            turning.cancel()
            truth = Truth.of(neighbourhood, exchange)
            return await self._in_thread(lambda: self._sum_up(truth))

    def _sum_up(self, truth: Truth) -> Month:
        failed = self._works.queues.failed + self._rounds.failed
        return replace(summarise(self._works, truth, self._calendar.start), failures=dict(failed))

    async def _turn(self, exchange: Exchange) -> None:
        """The clock: often while anybody phones, seldom at night."""
        while True:
            exchange.stirred.clear()
            await self._in_thread(self._rounds.safely)
            now = exchange.clock.now()
            self._progress(int((now - self._calendar.start) // DAY), self._plan.days)
            if self._bustle(exchange):
                await exchange.clock.sleep(STEP)
                continue
            with suppress(TimeoutError):
                async with exchange.clock.timeout(self._rest(now)):
                    await exchange.stirred.wait()
            self._rounds.hurry()

    def _bustle(self, exchange: Exchange) -> bool:
        """Whether there is a leg besides those of people who stand by."""
        colleagues = {spec.number for spec in exchange.config.agents}
        live = (call for call in exchange.calls.values() if not call.finished)
        return any(call.person not in colleagues for call in live)

    def _rest(self, now: float) -> float:
        """Until something may come due."""
        with self._works.store.reading() as session:
            dues = [
                *(one.due_at for one in promises.open_all(session) if one.due_at is not None),
                *(one.due_at for one in follow_ups.open_all(session)),
                *(one.due_at for one in notifications.due(session, inf)),
            ]
        longest = IDLE if self._calendar.is_open(now) else ASLEEP
        return min((longest, *(due - now for due in dues if due > now)))

    async def _in_thread(self, work: Callable[[], T]) -> T:
        """Time stands still for it."""
        with self._works.time.real():
            return await asyncio.to_thread(work)

    def _config(self) -> Config:
        plan, works = self._plan, self._works
        crew = list(cast.players(works.hotline, plan.agents, plan.seed))
        config = simulate.config(
            works,
            crew=crew,
            callers=CallerSpec(count=plan.customers, patience=plan.patience),
            faults=Faults(),
            seed=plan.seed,
            booth=False,
        )
        with works.store.transaction() as session:
            passwords = cast.give_desks(session, crew)
            _employ(session, config, works.time.now())
        at_desks = (_at_desk(spec, passwords) for spec in config.agents)
        return replace(config, agents=tuple(at_desks))


def _employ(session: Session, config: Config, at: float) -> None:
    """Some who phone work here, in another house: their cases are internal."""
    everybody = {visit.persona.number: visit.persona.name for visit in Crowd(config).visits()}
    for index, (number, name) in enumerate(list(everybody.items())[::STAFF]):
        people.add(session, extension=str(ELSEWHERE + index), name=name, at=at, number=number)


def _at_desk(spec: AgentSpec, passwords: Mapping[str, str]) -> AgentSpec:
    password = passwords.get(spec.extension, "")
    return replace(spec, login=cast.login_of(spec.extension) if password else "", password=password)
