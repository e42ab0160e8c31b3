"""An agent with a telephone: signs in, takes calls, talks, and is human about it."""

import contextlib
import math
import random
from enum import Enum, auto

from simulator.config import AgentSpec
from simulator.exchange import Exchange
from simulator.line import Ended, Line, LineDead, Listening, Refusal, Said, Sound, Together
from simulator.people.cues import DUTIES, Duty
from simulator.people.ears import Ears
from simulator.people.phrases import tongue
from simulator.people.talks import Talks

_SPREAD = 0.6  # sigma of the lognormal times
_ACCIDENT = 0.01  # of all talks: the phone falls down
_NOTICING = 0.5  # of all callers brought to the wrong department are passed on
_NOTES = 12.0  # mean seconds of writing after a talk
_SAYING_SO = 0.7  # of all agents press 1 when they have written them
_COMES_BACK = (2.0, 8.0)  # seconds after a lost line
_GIVES_UP_AFTER = 3  # sign-ins
_THINKS_AGAIN = 60.0  # seconds after refused sign-ins
_NOBODY_THERE = 600.0  # seconds: whoever rings gives up first


class Stage(Enum):
    """Standing by, in a talk, or after it and not standing by again yet."""

    READY = auto()
    TALKING = auto()
    AFTER = auto()


class Agent:
    """One agent on the telephone; a `Subscriber`, for those who are rung."""

    machine = False

    def __init__(self, spec: AgentSpec, exchange: Exchange, talks: Talks) -> None:
        self._spec = spec
        self._exchange = exchange
        self._clock = exchange.clock
        self._talks = talks
        self._rng = random.Random(f"{exchange.config.seed}:agent:{spec.extension}")
        self._tongue = tongue(spec.language)
        self._busy = False
        self._will_be_rung = False
        self._tries = 0
        self._stage = Stage.READY
        self._until = math.inf
        self._conference = ""
        self._about = ""
        self._accident = False
        self._passes_on = False

    async def work(self) -> None:
        """Sign in, and again whenever the line is lost; those who are rung wait for that."""
        self._exchange.subscribe(self._spec.number, self)
        if self._spec.mode == "on call":
            return
        while not self._will_be_rung:
            self._tries = 0
            line = await self._exchange.dial(self._spec.number, self._exchange.config.agent_number)
            await self.talk(line)
            refused = self._tries >= _GIVES_UP_AFTER
            await self._clock.sleep(_THINKS_AGAIN if refused else self._rng.uniform(*_COMES_BACK))

    async def ring(self, caller: str) -> None:  # noqa: ARG002 - whoever it is
        """The phone rings: pick it up, decline or miss the call."""
        if self._busy:
            raise Refusal("busy")
        fate = self._rng.random()
        if fate < self._spec.miss:
            await self._clock.sleep(_NOBODY_THERE)
            raise Refusal("no-answer")
        await self._clock.sleep(self._rng.uniform(2, 8))
        if fate < self._spec.miss + self._spec.decline:
            raise Refusal("busy")

    async def talk(self, line: Line) -> None:
        """Hold the line until it ends."""
        ears = Ears(line, self._clock)
        self._busy, self._stage, self._until = True, Stage.READY, math.inf
        with contextlib.suppress(LineDead):
            while not isinstance(sound := await ears.next(self._until), Ended):
                if sound is None:
                    await self._time_is_up(line)
                else:
                    await self._notice(sound, line, ears)
        self._busy = False

    async def _notice(self, sound: Sound, line: Line, ears: Ears) -> None:
        if isinstance(sound, Together) and sound.others:
            self._begin(sound.conference, ears.text, line)
            return
        if self._stage is Stage.TALKING:
            self._stop()
        if isinstance(sound, Listening):
            await self._serve(line, ears, sound)
        elif isinstance(sound, Said) and ears.cue(DUTIES) is Duty.WILL_RING:
            self._will_be_rung = True

    def _begin(self, conference: str, about: str, line: Line) -> None:
        if self._stage is Stage.TALKING:
            return
        self._stage, self._conference, self._about = Stage.TALKING, conference, about
        self._passes_on = False
        line.speak(self._tongue.say("welcome", self._rng))
        self._accident = self._spec.mode == "standby" and self._rng.random() < _ACCIDENT
        seconds = self._takes(self._spec.handling)
        self._until = self._clock.now() + seconds * (self._rng.random() if self._accident else 1)

    def _stop(self) -> None:
        self._stage, self._until = Stage.AFTER, math.inf

    def _write_notes(self) -> None:
        """Standing by again: 1 ends the wrap-up, for those who do not leave it to the server."""
        self._stage = Stage.READY
        if self._rng.random() < _SAYING_SO:
            self._until = self._clock.now() + self._takes(_NOTES)

    def _takes(self, mean: float) -> float:
        return self._rng.lognormvariate(math.log(mean) - _SPREAD**2 / 2, _SPREAD)

    async def _time_is_up(self, line: Line) -> None:
        if self._stage is Stage.TALKING:
            await self._finish(line)
        else:
            line.press("1")
            self._until = math.inf

    async def _finish(self, line: Line) -> None:
        """Everything is said: take leave or pass the caller on; or the phone falls down."""
        self._stop()
        self._passes_on = self._wrong_department() and self._rng.random() < _NOTICING
        if not (self._accident or self._passes_on):
            line.speak(self._tongue.say("parting", self._rng))
            self._talks.take_leave(self._conference)
        if self._accident or self._spec.mode != "standby":
            await line.hang_up()
        else:
            line.press("*")

    def _wrong_department(self) -> bool:
        """Whether the caller needs another department than the whisper said."""
        titles = self._exchange.config.titles.get(self._talks.need(self._conference) or "", {})
        title = titles.get(self._spec.language)
        return bool(title) and self._spec.mode == "standby" and str(title) not in self._about

    async def _serve(self, line: Line, ears: Ears, listening: Listening) -> None:
        duty = ears.cue(DUTIES)
        ears.forget()
        if duty is None:
            if self._stage is Stage.AFTER:
                self._write_notes()
            return
        await self._clock.sleep(min(self._rng.uniform(0.5, 2.0), listening.timeout / 2))
        match duty:
            case Duty.SIGN_IN:
                self._tries += 1
                line.press(f"{self._spec.extension}{self._spec.pin}#")
            case Duty.ACCEPT:
                line.press("2" if self._rng.random() < self._spec.decline else "1")
            case Duty.READY:
                line.press("1")
            case Duty.TRANSFER if self._passes_on:
                line.press(self._key_of_need())

    def _key_of_need(self) -> str:
        """The menu's key: departments are numbered from 1, in the order of the configuration."""
        departments = list(self._exchange.config.titles)
        return str(departments.index(self._talks.need(self._conference) or departments[0]) + 1)
