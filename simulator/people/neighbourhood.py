"""The neighbourhood: everybody who phones within a month, and what befalls many at once."""

import asyncio
import random

from simulator.exchange import Exchange
from simulator.people.calendar import DAY, Calendar
from simulator.people.colleagues import Colleague
from simulator.people.customers import Leg
from simulator.people.neighbours import Neighbour, make_problem
from simulator.people.overseer import Outbreak, Overseer
from simulator.people.personas import Crowd, Persona
from simulator.people.problems import Problem
from simulator.people.talks import Talks

_BUSY_HOURS = (2, 4, 5, 5, 3, 2, 4, 4, 3)
"""How the calls of a day are spread over its opening hours."""
_OUTBREAK_LASTS = (4 * 3600.0, DAY)
_REPORTED_WITHIN = 3000.0  # seconds in which most who are hit phone
_ALL_WITHIN = 4 * 3600.0  # seconds in which the others do
_HIT = (6, 9)
_LATER = 4


class Neighbourhood:
    """Customers with memories, and the colleagues who help them."""

    def __init__(self, exchange: Exchange, calendar: Calendar, per_day: float) -> None:
        config = exchange.config
        self._exchange = exchange
        self._calendar = calendar
        self._per_day = per_day
        self._rng = random.Random(f"{config.seed}:month")
        self.talks = Talks()
        self.legs: list[Leg] = []
        self.colleagues = [
            Colleague(spec, exchange, self.talks, calendar) for spec in config.agents
        ]
        everybody = {visit.persona.number: visit.persona for visit in Crowd(config).visits()}
        self.neighbours = [self._settle(persona) for persona in everybody.values()]
        self.outbreaks = self._outbreaks()

    def open_desks(self, url: str) -> None:
        """Everybody who may has a page open there, beside their telephone."""
        for colleague in self.colleagues:
            colleague.sit_down(url)

    @property
    def problems(self) -> list[Problem]:
        return [problem for one in self.neighbours for problem in one.problems]

    async def run(self) -> None:
        """Until the month is over and everybody has hung up."""
        config, clock = self._exchange.config, self._exchange.clock
        await self._exchange.in_service(config.agent_number)
        await self._exchange.in_service(config.hotline_number)
        living = [asyncio.ensure_future(one.work()) for one in self.colleagues]
        living += [asyncio.ensure_future(one.oversee()) for one in self._overseers()]
        living += [asyncio.ensure_future(who.bear(what)) for who, what in self._plan()]
        try:
            await clock.sleep(self._calendar.end - clock.now())
            while any(one.busy for one in self.neighbours):
                await clock.sleep(60.0)
            _raise_first(living)
        finally:
            for one in living:
                one.cancel()

    def _overseers(self) -> list[Overseer]:
        """The last of those with a desk is a supervisor: one looks after what befalls many."""
        desks = [one.desk for one in self.colleagues if one.desk is not None]
        clock = self._exchange.clock
        return [Overseer(desk, self.outbreaks, self._calendar, clock) for desk in desks[-1:]]

    def _settle(self, persona: Persona) -> Neighbour:
        neighbour = Neighbour(persona, self._exchange, self.talks, self.legs.append, self._calendar)
        for number in neighbour.numbers:
            self._exchange.subscribe(number, neighbour)
        return neighbour

    def _plan(self) -> list[tuple[Neighbour, Problem]]:
        """Who has which problem when: those of every day, and those of many."""
        plan = []
        free = self._rng.sample(self.neighbours, len(self.neighbours))
        for begin, _ in self._calendar.shifts():
            for _ in range(_poisson(self._per_day, self._rng)):
                plan.append(self._give(free, self._skill(), begin + self._moment()))
        for outbreak in self.outbreaks:
            for number in range(outbreak.people + _LATER):
                late = number >= outbreak.people
                first, last = (_REPORTED_WITHIN, _ALL_WITHIN) if late else (0.0, _REPORTED_WITHIN)
                at = outbreak.begins + self._rng.uniform(first, last)
                who, what = self._give(free, outbreak.skill, at)
                what.outbreak, what.solvable = outbreak.number, 0.0
                plan.append((who, what))
                self._exchange.chores.start(self._end(outbreak, what))
        return sorted(plan, key=lambda one: one[1].arises)

    def _give(self, free: list[Neighbour], skill: str, at: float) -> tuple[Neighbour, Problem]:
        """A problem for somebody, with as long as possible since their last one."""
        who = free.pop(0)
        free.append(who)
        words = self._exchange.config.skills.get(skill, {}).get(who.language, [])
        return who, make_problem(skill, who.language, words, at, self._rng)

    async def _end(self, outbreak: Outbreak, problem: Problem) -> None:
        """The trouble is over, whoever has noticed."""
        clock = self._exchange.clock
        await clock.sleep(outbreak.ends - clock.now())
        problem.solvable = 1.0
        problem.solved_at = problem.solved_at or clock.now()

    def _outbreaks(self) -> list[Outbreak]:
        """One about every eight days, never in the first week: there must be a usual, of every
        hour of that weekday."""
        begins = [begin for begin, _ in self._calendar.shifts()][7::7]
        return [
            Outbreak(
                number,
                self._skill(),
                begin + self._rng.uniform(1, 5) * 3600.0,
                begin + self._rng.uniform(*_OUTBREAK_LASTS) + 6 * 3600.0,
                self._rng.randint(*_HIT),
            )
            for number, begin in enumerate(begins, start=1)
        ]

    def _skill(self) -> str:
        return self._rng.choice(sorted(self._exchange.config.skills))

    def _moment(self) -> float:
        """Seconds after opening."""
        hours = len(_BUSY_HOURS)
        hour = self._rng.choices(range(hours), _BUSY_HOURS)[0]
        length = (self._calendar.closes - self._calendar.opens - 1800.0) / hours
        return (hour + self._rng.random()) * length


def _poisson(mean: float, rng: random.Random) -> int:
    """A number of events of which so many are usual."""
    count, left = 0, rng.expovariate(1.0)
    while left < mean:
        count, left = count + 1, left + rng.expovariate(1.0)
    return count


def _raise_first(living: list[asyncio.Task[None]]) -> None:
    """Somebody whose life has ended in an error ends the month."""
    for one in living:
        if one.done() and (error := one.exception()) is not None:
            raise error
