"""Colleagues: agents with working hours and perhaps a desk, who help more or less."""

from contextlib import suppress

import aiohttp

from simulator.config import AgentSpec
from simulator.exchange import Exchange
from simulator.line import Line, Listening
from simulator.people.agents import Agent, Stage
from simulator.people.calendar import Calendar
from simulator.people.cues import DUTIES, Duty
from simulator.people.desk_work import Case, Desk, SignInFailed
from simulator.people.ears import Ears
from simulator.people.script import Ending, Topic
from simulator.people.talks import Help, Talks

_SOLVES = {5: 0.85, 4: 0.75, 3: 0.6, 2: 0.45, 1: 0.3, 0: 0.15}  # of all problems, by level
_OPTIMISM = 0.15  # of all that are not solved are said to be
_OVERRULES = 0.15  # of all answers are ones that somebody would rather give otherwise
_EARLY = (120.0, 900.0)  # seconds before opening
_LATE = 300.0  # seconds between looks, after closing, whether somebody still needs them
_LOOKS = (2400.0, 4800.0)  # seconds between looks at what waits for them
_HANDS_OVER = 0.02  # of these, a case of theirs is offered to somebody else
_DAYS = (2, 3, 5, 7, 10, 14)


class Colleague(Agent):
    """An agent through a month."""

    def __init__(
        self, spec: AgentSpec, exchange: Exchange, talks: Talks, calendar: Calendar
    ) -> None:
        super().__init__(spec, exchange, talks)
        self._calendar = calendar
        self._line: Line | None = None
        self.desk: Desk | None = None
        self._solved = False
        self.stopped = 0

    def sit_down(self, url: str) -> None:
        """Have a desk there, if they may."""
        if self._spec.login:
            self.desk = Desk(url, self._spec.login, self._spec.password, self._clock)

    async def work(self) -> None:
        """Come before opening, go after closing, day after day."""
        self._exchange.subscribe(self._spec.number, self)
        if self._spec.mode == "on call":
            return
        for begin, end in self._calendar.shifts():
            await self._clock.sleep(begin - self._rng.uniform(*_EARLY) - self._clock.now())
            await self._open_desk()
            looking = self._exchange.chores.start(self._look_now_and_then(end))
            going = self._exchange.chores.start(self._go_home(end))
            while self._clock.now() < end:
                number = self._exchange.config.agent_number
                self._line = await self._exchange.dial(self._spec.number, number)
                await self.talk(self._line)
                await self._clock.sleep(self._rng.uniform(2, 8))
            going.cancel()
            looking.cancel()
        if self.desk is not None:
            await self.desk.close()

    async def _open_desk(self) -> None:
        if self.desk is not None:
            with suppress(SignInFailed, aiohttp.ClientError):
                await self.desk.begin()

    async def _go_home(self, end: float) -> None:
        """Hang up when the day is over and no caller is there any more."""
        await self._clock.sleep(end - self._clock.now())
        while self._stage is not Stage.READY or self._exchange.queues.anybody():
            await self._clock.sleep(_LATE)
        if self._line is not None:
            await self._line.hang_up()

    async def _look_now_and_then(self, end: float) -> None:
        while self.desk is not None and self._clock.now() < end:
            await self._clock.sleep(self._rng.uniform(*_LOOKS))
            with suppress(SignInFailed, aiohttp.ClientError):
                await self.desk.look_after()
                if self._rng.random() < _HANDS_OVER:
                    await self.desk.hand_over(self._rng)

    async def _finish(self, line: Line, ending: Ending) -> None:
        if ending == "leave":
            await self._help()
        await super()._finish(line, ending)
        if ending == "leave" and self.desk is not None:
            self._exchange.chores.start(self._say_what_became(self.desk))

    async def _help(self) -> None:
        """Help as well as they can; what they say of it need not be the truth."""
        conference = self._conference
        topic = self._talks.topic(conference) or Topic()
        level = self._spec.skills.get(topic.skill, 0)
        truly = self._rng.random() < _SOLVES[level] * topic.solvable
        self._solved = truly or self._rng.random() < _OPTIMISM
        told = ""
        if self.desk is not None:
            with suppress(SignInFailed, aiohttp.ClientError):
                case = await self.desk.caller()
                told = await self._answer(self.desk, case, topic) if case else ""
        self._talks.help(conference, Help(self._spec.extension, self._clock.now(), truly, told))

    async def _answer(self, desk: Desk, case: Case, topic: Topic) -> str:
        """Tell what is official; write it where nothing is, or where they know better. Who is
        stopped says what is official, or nothing."""
        if case.official and self._rng.random() >= _OVERRULES:
            return case.official
        days = self._rng.choice(_DAYS)
        words = f"{topic.skill}: it will be done within {days} days, says {self._manner.name}."
        if await desk.write(case.id, words):
            return words
        self.stopped += 1
        return case.official

    async def _say_what_became(self, desk: Desk) -> None:
        with suppress(SignInFailed, aiohttp.ClientError):
            await self._clock.sleep(2.0)
            await desk.finish("solved" if self._solved else "follow-up")

    async def _serve(self, line: Line, ears: Ears, listening: Listening) -> None:
        if ears.cue(DUTIES) is Duty.SOLVED:
            ears.forget()
            await self._clock.sleep(1.0)
            line.press("1" if self._solved else "2")
            return
        await super()._serve(line, ears, listening)
