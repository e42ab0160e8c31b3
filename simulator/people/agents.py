"""An agent with a telephone: signs in, takes calls, talks, and is human about it."""

import asyncio
import math
import random
from enum import Enum, auto

from simulator.config import AgentSpec
from simulator.exchange import Exchange
from simulator.line import Ended, Line, LineDead, Listening, Refusal, Said, Sound, Together
from simulator.people.cues import ASKED_BACK, DUTIES, Duty
from simulator.people.ears import Ears
from simulator.people.phrases import tongue
from simulator.people.script import Ending, Manner, Topic, write
from simulator.people.talks import Talk, Talks

_SPREAD = 0.6  # sigma of the lognormal times
_ACCIDENT = 0.01  # of all talks: the phone falls down
_NOTICING = 0.5  # of all callers brought to the wrong department are passed on
_NOTES = 12.0  # mean seconds of writing after a talk
_BREAK = 300.0  # mean seconds of a break, also of one that they did not ask for
_SAYING_SO = 0.7  # of all agents press 1 when they have written them
_RUDE = 0.2  # of all agents are short with everybody
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
        self._busy = False
        self._will_be_rung = False
        self._tries = 0
        self._stage = Stage.READY
        self._until = math.inf
        self._conference = ""
        self._about = ""
        self._passes_on = False
        self._speaking: asyncio.Task[None] | None = None
        self._manner = self._how()

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
        try:
            while not isinstance(sound := await ears.next(self._until), Ended):
                if sound is None:
                    self._say_ready(line)
                else:
                    await self._notice(sound, line, ears)
        except LineDead:
            return
        finally:
            self._stop()
            self._busy = False

    async def _notice(self, sound: Sound, line: Line, ears: Ears) -> None:
        if isinstance(sound, Together) and sound.others:
            self._begin(sound.conference, ears.text, line)
            return
        if isinstance(sound, Said) and sound.aside:
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
        self._until, self._passes_on = math.inf, False
        self._speaking = asyncio.create_task(self._converse(self._talks.attend(conference), line))

    async def _converse(self, talk: Talk, line: Line) -> None:
        """Say everything there is to say, and end the talk."""
        topic = await talk.hear(self._clock) or Topic(language=self._spec.language)
        ending, seconds = self._ending(), self._takes(self._spec.handling)
        seed = f"{self._exchange.config.seed}:talk:{self._spec.extension}:{topic.number}"
        talk.begin(write(topic, self._manner, seconds, random.Random(seed), ending), self._clock)
        await talk.speak("agent", line)
        await talk.end()
        await self._finish(line, ending)

    def _ending(self) -> Ending:
        """Leave is taken, the caller is passed on, or the phone falls down."""
        standby = self._spec.mode == "standby"
        if standby and self._rng.random() < _ACCIDENT:
            return "cut"
        wrong = standby and self._wrong_department()
        return "pass on" if wrong and self._rng.random() < _NOTICING else "leave"

    def _stop(self) -> None:
        """No talk any more, whoever ended it."""
        self._stage, self._until = Stage.AFTER, math.inf
        if self._speaking is not None:
            self._speaking.cancel()
            self._speaking = None

    def _write_notes(self) -> None:
        """Standing by again: 1 ends the wrap-up, for those who do not leave it to the server."""
        self._stage = Stage.READY
        if self._rng.random() < _SAYING_SO:
            self._until = self._clock.now() + self._takes(_NOTES)

    def _takes(self, mean: float) -> float:
        return self._rng.lognormvariate(math.log(mean) - _SPREAD**2 / 2, _SPREAD)

    def _say_ready(self, line: Line) -> None:
        line.press("1")
        self._until = math.inf

    async def _finish(self, line: Line, ending: Ending) -> None:
        self._speaking = None
        self._stop()
        self._passes_on = ending == "pass on"
        if ending == "leave":
            self._talks.take_leave(self._conference)
        if ending == "cut" or self._spec.mode != "standby":
            await line.hang_up()
        else:
            line.press("*")

    def _wrong_department(self) -> bool:
        """Whether the caller needs another department than the whisper said."""
        titles = self._exchange.config.titles.get(self._talks.need(self._conference) or "", {})
        title = titles.get(self._spec.language)
        return bool(title) and str(title) not in self._about

    def _how(self) -> Manner:
        dice = random.Random(f"{self._exchange.config.seed}:manner:{self._spec.extension}")
        names = tongue(self._spec.language).names
        name = self._spec.name or dice.choice(names["women"] + names["men"])
        return Manner(name, self._exchange.config.hotline_name, polite=dice.random() >= _RUDE)

    async def _serve(self, line: Line, ears: Ears, listening: Listening) -> None:
        duty, text = ears.cue(DUTIES), ears.text
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
            case Duty.READY if ASKED_BACK.search(text):
                self._say_ready(line)
            case Duty.READY if self._until == math.inf:
                self._stage = Stage.READY
                self._until = self._clock.now() + self._takes(_BREAK)
            case Duty.TRANSFER if self._passes_on:
                line.press(self._key_of_need())

    def _key_of_need(self) -> str:
        """The menu's key: departments are numbered from 1, in the order of the configuration."""
        departments = list(self._exchange.config.titles)
        return str(departments.index(self._talks.need(self._conference) or departments[0]) + 1)
