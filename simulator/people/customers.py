"""Customers: people with a telephone at home, who phone in and can be called back."""

import asyncio
import contextlib
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import structlog

from simulator.config import CallerSpec, ReachSpec
from simulator.exchange import Exchange
from simulator.line import Ended, Line, LineDead, Listening, Refusal, Said
from simulator.people.callers import Caller
from simulator.people.fate import Fate, Way
from simulator.people.personas import Persona, Visit
from simulator.people.phrases import tongue
from simulator.people.talks import Talks

log = structlog.get_logger()

_PHONES_AGAIN = (3.0, 100.0)  # seconds after a line that broke: within two minutes
_REGRETS = (30.0, 600.0)  # seconds after a callback was promised
_PICKS_UP = (3.0, 14.0)  # seconds of ringing
_MAILBOX_AFTER = 18.0  # seconds of ringing
_MESSAGE = 30.0  # seconds that a mailbox has for one
_NOBODY_THERE = 600.0  # seconds: whoever rings gives up first
_SETTLED = (Fate.TALKED, Fate.ABANDONED, Fate.MESSAGE_LEFT, Fate.PROMISED)


@dataclass
class Leg:
    """One leg of a customer: how it came about, and what they live through.

    `rung` counts how often they were called for the callback promised in it; `after` is what
    became of that.
    """

    visit: Visit
    way: Way
    caller: Caller
    sid: str
    started: float
    rung: int = 0
    after: Fate | None = None

    @property
    def fate(self) -> Fate:
        if self.after is None and self.rung and self.caller.waits_for_callback:
            return Fate.NEVER_REACHED
        return self.after or self.caller.fate


class Customer:
    """One person. A `Subscriber`, whose telephone is at home when they are not on it."""

    def __init__(
        self, persona: Persona, exchange: Exchange, talks: Talks, note: Callable[[Leg], None]
    ) -> None:
        """`note` is told of every leg when it begins."""
        self._persona = persona
        self._exchange = exchange
        self._clock = exchange.clock
        self._talks = talks
        self._note = note
        self._rng = random.Random(f"{exchange.config.seed}:reached:{persona.number}")
        self._habit = _habit(self._spec.reach, self._rng)
        self._phone = asyncio.Lock()
        self._wanting = 0
        self._rung = 0
        self._promise: Leg | None = None

    @property
    def numbers(self) -> tuple[str, str]:
        return self._persona.number, self._persona.other_number

    @property
    def busy(self) -> bool:
        """Whether they are on the telephone, or about to be."""
        return self._wanting > 0

    @property
    def waits(self) -> bool:
        """Whether they have been promised a callback that they have not had yet."""
        return self._promise is not None

    @property
    def machine(self) -> bool:
        return self._habit == "mailbox"

    async def phone(self, visit: Visit) -> None:
        """Phone in; again soon if the line broke, and perhaps while a callback is awaited."""
        with self._wanting_to():
            leg = await self._phone_in(visit, Way.PHONED)
            broken = leg.fate in (Fate.DROPPED, Fate.CUT_OFF)
            if broken and self._rng.random() < self._spec.phones_again:
                await self._clock.sleep(self._rng.uniform(*_PHONES_AGAIN))
                leg = await self._phone_in(visit, Way.AGAIN)
        if self._promise is leg and self._rng.random() < self._spec.regrets:
            await self._clock.sleep(self._rng.uniform(*_REGRETS))
            if self._promise is leg:
                with self._wanting_to():
                    await self._phone_in(visit, Way.AGAIN)

    async def ring(self, caller: str) -> None:  # noqa: ARG002 - whoever it is
        """The phone rings; who misses it once answers the next time."""
        self._rung += 1
        if self._promise is not None:
            self._promise.rung += 1
        if self._phone.locked() or self._habit == "busy":
            raise Refusal("busy")
        if self._habit == "away" or (self._habit == "late" and self._rung == 1):
            await self._clock.sleep(_NOBODY_THERE)
            raise Refusal("no-answer")
        ringing = _MAILBOX_AFTER if self.machine else self._rng.uniform(*_PICKS_UP)
        await self._clock.sleep(ringing)

    async def talk(self, line: Line) -> None:
        """The phone was picked up, or its mailbox did."""
        if self.machine:
            await self._take_message(line)
            return
        with self._wanting_to():
            async with self._phone:
                promised, self._promise = self._promise, None
                visit = promised.visit if promised else Visit(self._persona, 0.0, self._rng)
                way = Way.CALLED if promised else Way.UNASKED
                leg = await self._live(visit, way, line)
                self._look_back(promised, leg, Fate.REACHED)

    @property
    def _spec(self) -> CallerSpec:
        return self._exchange.config.callers

    @contextlib.contextmanager
    def _wanting_to(self) -> Iterator[None]:
        self._wanting += 1
        try:
            yield
        finally:
            self._wanting -= 1

    async def _phone_in(self, visit: Visit, way: Way) -> Leg:
        hotline = self._exchange.config.hotline_number
        async with self._phone:  # who calls again has ended the call before
            promised, self._promise = self._promise, None
            line = await self._exchange.dial(self._persona.number, hotline)
            leg = await self._live(visit, way, line)
            self._look_back(promised, leg, Fate.CAME_BACK)
        return leg

    async def _live(self, visit: Visit, way: Way, line: Line) -> Leg:
        titles = self._exchange.config.titles
        caller = Caller(visit, self._spec, titles, self._clock, self._talks, way)
        leg = Leg(visit, way, caller, line.sid, self._clock.now())
        self._note(leg)
        await caller.talk(line)
        log.info("caller_finished", call=line.sid, way=way.value, fate=caller.fate.value)
        return leg

    def _look_back(self, promised: Leg | None, leg: Leg, kept: Fate) -> None:
        """What is still owed after `leg`; `promised` was owed before it."""
        if leg.caller.waits_for_callback:
            self._promise = leg
        elif promised is not None and leg.fate not in (*_SETTLED, Fate.TALKED_BACK):
            self._promise = promised
            return
        if promised is not None:
            promised.after = kept

    async def _take_message(self, line: Line) -> None:
        """Say whose mailbox this is as soon as somebody talks, and listen for a while."""
        words = tongue(self._persona.language)
        told = False
        with contextlib.suppress(LineDead, TimeoutError):
            async with self._clock.timeout(_MESSAGE):
                while not isinstance(sound := await line.hear(), Ended):
                    if isinstance(sound, Said | Listening) and not told:
                        told = True
                        greeting = words.say("mailbox", self._rng, name=self._persona.name)
                        line.speak(greeting, language=self._persona.language)


def _habit(reach: ReachSpec, rng: random.Random) -> str:
    shares = {
        "late": reach.late,
        "away": reach.away,
        "mailbox": reach.mailbox,
        "busy": reach.busy,
    }
    answers = max(1 - sum(shares.values()), 0.0)
    return rng.choices(("answers", *shares), (answers, *shares.values()))[0]
