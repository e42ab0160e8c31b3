"""Neighbours: customers who remember, from one call to the next, what became of their problems."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from simulator.exchange import Exchange
from simulator.line import Line
from simulator.people.calendar import Calendar
from simulator.people.callers import Caller
from simulator.people.customers import Customer, Leg
from simulator.people.fate import Fate, Way
from simulator.people.personas import Persona, Visit
from simulator.people.phrases import tongue
from simulator.people.problems import Problem
from simulator.people.talks import Talks

_MOST = 7  # calls about one problem; who was not helped then goes to the competition
_AGAIN = (0.4, 1.5)  # days after which somebody who was not helped phones again
_SOON = (60.0, 900.0)  # seconds after which who got nobody does
_BEFORE_CLOSING = 2400.0  # seconds: nobody phones later
_CONTRADICTS = 0.25  # of all further calls tell the story in other words
_ELSEWHERE = 0.08  # of all further calls come from another telephone
_ASKS_FOR_SUPERVISOR = 0.25  # of all third and later calls
_CODE = re.compile(r"\b[1-9][0-9]{5}\b")
_QUESTION = re.compile(r"\b1\b.*\b2\b")
_ANSWERS_TEXTS = 0.8
_REACHED = (Fate.TALKED, Fate.TALKED_BACK, Fate.MESSAGE_LEFT, Fate.AWAITS, Fate.CALLED_UNASKED)


@dataclass(frozen=True)
class Errand(Visit):
    """A call about a problem."""

    problem: Problem


class Neighbour(Customer):
    """One person through a month, and their problems. `told`: when they were rung or texted
    (epoch seconds)."""

    def __init__(
        self,
        persona: Persona,
        exchange: Exchange,
        talks: Talks,
        note: Callable[[Leg], None],
        calendar: Calendar,
    ) -> None:
        super().__init__(persona, exchange, talks, note)
        self._calendar = calendar
        self.problems: list[Problem] = []
        self.told: list[float] = []
        for number in self.numbers:
            exchange.messages.readers[number] = self.read

    @property
    def language(self) -> str:
        return self._persona.language

    async def bear(self, problem: Problem) -> None:
        """Phone about it until it is solved, or until it is no use."""
        await self._sleep_until(self._calendar.next_open(problem.arises, _BEFORE_CLOSING))
        self.problems.append(problem)
        while problem.solved_at is None and problem.contacts < _MOST:
            leg = await self._phone_about(problem)
            await self._sleep_until(self._when_again(leg))
            while self.waits and self._clock.now() < self._calendar.end:
                await self._sleep_until(self._calendar.next_open(self._clock.now() + 3600.0))
            if self._clock.now() >= self._calendar.end:
                return

    async def ring(self, caller: str) -> None:
        """The phone rings."""
        self.told.append(self._clock.now())
        await super().ring(caller)

    async def read(self, text: str) -> str | None:
        """A text message: what is worth knowing is remembered, and a question answered."""
        self.told.append(self._clock.now())
        problem = self._newest()
        if problem is None:
            return None
        if code := _CODE.search(text):
            problem.code = code.group()
        if _QUESTION.search(text) and self._rng.random() < _ANSWERS_TEXTS:
            return "1" if problem.solved_at is not None else "2"
        return None

    async def talk(self, line: Line) -> None:
        """The phone was picked up: most likely it is about what they phoned for last."""
        problem = self._newest()
        if self.machine or problem is None:
            await super().talk(line)
            return
        with self._wanting_to():
            async with self._phone:
                promised, self._promise = self._promise, None
                errand = Errand(self._persona_with(problem), 0.0, self._rng, problem)
                leg = await self._live(errand, Way.CALLED, line)
                self._look_back(promised, leg, Fate.REACHED)

    def _newest(self) -> Problem | None:
        return self.problems[-1] if self.problems else None

    async def _phone_about(self, problem: Problem) -> Leg:
        """One call, and again soon if the line broke or nobody could be had."""
        errand = Errand(self._persona_with(problem), 0.0, self._rng, problem)
        with self._wanting_to():
            return await self._phone_in(errand, Way.AGAIN if problem.contacts else Way.PHONED)

    async def _live(self, visit: Visit, way: Way, line: Line) -> Leg:
        problem = visit.problem if isinstance(visit, Errand) else None
        titles = self._exchange.config.titles
        caller = Caller(visit, self._spec, titles, self._clock, self._talks, way, problem)
        leg = Leg(visit, way, caller, line.sid, self._clock.now())
        self._note(leg)
        await caller.talk(line)
        if problem is not None and way in (Way.PHONED, Way.AGAIN):
            problem.contacts += 1
            problem.calls.append(line.sid)
        return leg

    def _persona_with(self, problem: Problem) -> Persona:
        """Who they are in the next call about it: the words may be others, and the telephone."""
        reasons = list(problem.reasons)
        persona = self._persona
        if problem.contacts and self._rng.random() < _CONTRADICTS:
            self._rng.shuffle(reasons)
        if problem.contacts >= 2 and self._rng.random() < _ASKS_FOR_SUPERVISOR:
            reasons.insert(0, self._rng.choice(tongue(persona.language).answers["supervisor"]))
        if problem.contacts and problem.code and self._rng.random() < _ELSEWHERE:
            number, other = persona.number, persona.other_number
            persona = replace(persona, number=other, other_number=number)
            words = tongue(persona.language)
            reasons.insert(0, words.say("case number", self._rng, digits=" ".join(problem.code)))
        return replace(persona, skill=problem.skill, reasons=tuple(reasons))

    def _when_again(self, leg: Leg) -> float:
        """When it is looked at again (epoch seconds)."""
        now = self._clock.now()
        if leg.fate in _REACHED or self.waits:
            wait = self._rng.uniform(*_AGAIN) * 86400.0
        else:
            wait = self._rng.uniform(*_SOON)
        return self._calendar.next_open(now + wait, _BEFORE_CLOSING) + self._rng.uniform(0, 3600.0)

    async def _phone_in(self, visit: Visit, way: Way) -> Leg:
        hotline = self._exchange.config.hotline_number
        async with self._phone:
            promised, self._promise = self._promise, None
            line = await self._exchange.dial(visit.persona.number, hotline)
            leg = await self._live(visit, way, line)
            self._look_back(promised, leg, Fate.CAME_BACK)
        return leg

    async def _sleep_until(self, at: float) -> None:
        await self._clock.sleep(at - self._clock.now())


def make_problem(
    skill: str, language: str, fallback: list[str], arises: float, rng: random.Random
) -> Problem:
    """A problem of this kind, in words of its own."""
    ways = tongue(language).reasons.get(skill) or fallback
    reasons = tuple(rng.sample(ways, len(ways))) or (skill.replace("_", " "),)
    return Problem(skill=skill, reasons=reasons, arises=arises)
