"""A caller on the line: answers, waits as long as patience lasts, talks, and goes."""

import asyncio
import math
from collections.abc import Mapping
from dataclasses import replace
from enum import Enum, auto

from simulator.clock import Clock
from simulator.config import CallerSpec
from simulator.line import (
    Beep,
    Ended,
    Line,
    LineDead,
    Listening,
    Played,
    Quiet,
    Said,
    Sound,
    Together,
)
from simulator.people.cues import (
    AWAITED,
    NEWS,
    PROMISE,
    QUESTIONS,
    WORD_GIVEN,
    News,
    Question,
    first_cue,
)
from simulator.people.ears import Ears
from simulator.people.fate import CALLED, Fate, Way
from simulator.people.personas import Visit
from simulator.people.problems import Problem
from simulator.people.replies import Mind, Reply
from simulator.people.talks import Talks
from simulator.people.wishes import Wishes

_MUSIC = 3.0  # seconds of quiet after which somebody knows that they are on hold
_TALK = 150.0  # mean seconds after which a caller who leaves first has said everything
_LEAVES_FIRST = 0.12
_HELLO = 0.3  # of all who are called say so over the first words they hear
_SOON = 40.0  # seconds on hold, or of a talk, within which a line that breaks does
_SPEECH = frozenset({"speech"})
_DEAD_AIR, _DEAD_AIR_REAL = 45.0, 25.0  # simulated and real: the hotline's programs run at speed 1


class Stage(Enum):
    ASKED = auto()
    HOLDING = auto()
    TALKING = auto()
    SATISFIED = auto()


_UNASKED: Mapping[Stage, tuple[Question | None, ...]] = {
    Stage.HOLDING: (None, Question.CHOICE),
    Stage.SATISFIED: (None,),
}
"""What nobody answers; a caller who does not understand a question says what it is about."""


class Caller:
    """One call, from the caller's end. `fate`, and `held` in simulated seconds, are the truth.

    `waits_for_callback`: they have said yes to one, or were given a supervisor's word, and
    nothing has become of it yet.
    """

    def __init__(
        self,
        visit: Visit,
        spec: CallerSpec,
        titles: Mapping[str, Mapping[str, str]],
        clock: Clock,
        talks: Talks,
        way: Way = Way.PHONED,
        problem: Problem | None = None,
    ) -> None:
        self.fate = Fate.ON_THE_LINE
        self.held = 0.0
        self._way = way
        self._rng = visit.rng
        self._language = visit.persona.language
        wishes = Wishes(visit.persona, spec.eagerness, visit.rng)
        self._problem = problem or Problem(skill=visit.persona.skill)
        self._mind = Mind(visit.persona, titles, wishes, visit.rng, self._problem)
        self._clock = clock
        self._talks = talks
        self._patience = self._rng.expovariate(1 / spec.patience)
        self._hang_up_anywhere = spec.hang_up_anywhere
        self._leaves_first = self._rng.random() < _LEAVES_FIRST
        self._breaking = self._when_it_breaks(spec.drops)
        self._says_hello = way in CALLED and self._rng.random() < _HELLO
        self._stage = Stage.ASKED
        self._since = clock.now()
        self._until = self._breaks_at = math.inf
        self._conference = self._sid = ""
        self._left_message = False
        self._speaking: asyncio.Task[None] | None = None
        self._told_off = False
        self._promised = False
        self._word_given = False
        self._awaits = self._asked = False

    @property
    def waits_for_callback(self) -> bool:
        if self._word_given and self.fate in (Fate.ABANDONED, Fate.DROPPED):
            return True
        return self._mind.takes_callback and self.fate in (Fate.PROMISED, Fate.CUT_OFF)

    async def talk(self, line: Line) -> None:
        """Hold the line until it ends or there is nothing more to wait for."""
        ears = Ears(line, self._clock)
        self._sid = line.sid
        self._enter(Stage.ASKED)
        try:
            while self.fate is Fate.ON_THE_LINE:
                await self._live(line, ears)
        except LineDead:
            if self.fate is Fate.ON_THE_LINE:
                self._settle(self._when_dropped())
        finally:
            self._fall_silent()

    async def _live(self, line: Line, ears: Ears) -> None:
        sound = await ears.next(self._until)
        if isinstance(sound, Ended):
            self._settle(self._when_dropped())
            return
        if sound is None or self._rng.random() < self._hang_up_anywhere:
            self._settle(self._when_leaving(time_is_up=sound is None))
            await line.hang_up()
            return
        self._notice(sound, line)
        if self._says_hello and isinstance(sound, Said):
            self._says_hello = False
            line.speak(self._mind.hello(), language=self._language)
        if isinstance(sound, Listening):
            await self._answer(line, ears, sound)
        elif isinstance(sound, Beep):
            await self._record(line, ears)

    def _notice(self, sound: Sound, line: Line) -> None:
        match sound:
            case Together(conference, others) if others:
                self._meet(conference, line)
            case Together() | Played():
                self._alone()
            case Quiet(seconds) if seconds >= _MUSIC:
                self._alone()
            case Listening() if self._stage is Stage.TALKING:
                self._alone()
            case Said(text, aside=False):
                self._listen(text)
        spoken = isinstance(sound, Said | Listening)
        if self._stage is Stage.ASKED or (self._stage is Stage.SATISFIED and spoken):
            self._enter(self._stage)  # something was heard: time begins anew

    def _meet(self, conference: str, line: Line) -> None:
        if self._stage is not Stage.TALKING:
            self._conference = conference
            self._enter(Stage.TALKING)
            talk = self._talks.begin(conference, self._mind.topic(self.held))
            self._speaking = asyncio.create_task(talk.speak("caller", line))

    def _fall_silent(self) -> None:
        if self._speaking is not None:
            self._speaking.cancel()
            self._speaking = None

    def _listen(self, text: str) -> None:
        if self._stage is Stage.TALKING:
            self._alone()
        if self._mind.takes_callback and PROMISE.search(text):
            self._promised = True
            self._enter(Stage.SATISFIED)
            return
        self._word_given |= bool(WORD_GIVEN.search(text))
        self._awaits |= self._mind.awaits and bool(AWAITED.search(text))
        match first_cue(text, NEWS):
            case News.HOLD:
                self._alone()
            case News.CLOSED | News.GOODBYE:
                self._told_off = True
            case News.BROKEN:
                self._told_off = False

    def _alone(self) -> None:
        """Nobody talks with the caller: they wait, or the talk is over."""
        if self._stage is Stage.TALKING and self._talks.is_over(self._conference):
            self._enter(Stage.SATISFIED)
        elif self._stage in (Stage.ASKED, Stage.TALKING) or self._promised:
            self._mind.takes_callback = self._promised = False
            self._enter(Stage.HOLDING)

    def _enter(self, stage: Stage) -> None:
        now = self._clock.now()
        if self._stage is Stage.HOLDING:
            self.held += now - self._since
            self._patience -= now - self._since
        if self._stage is Stage.TALKING:
            self._remember()
        if stage is not Stage.TALKING:
            self._fall_silent()
        self._stage, self._since = stage, now
        self._breaks_at = now + self._breaking.get(stage, math.inf)
        self._until = min(now + self._bears(stage), self._breaks_at)

    def _remember(self) -> None:
        """What the agent has done, once."""
        done = self._talks.helped(self._conference)
        if done is None:
            return
        heard = replace(done, sid=self._sid)
        if heard not in self._problem.helped:
            self._problem.hear(heard)

    def _bears(self, stage: Stage) -> float:
        """How long, in simulated seconds, the caller bears with `stage`."""
        match stage:
            case Stage.ASKED:
                return max(_DEAD_AIR, _DEAD_AIR_REAL * self._clock.speed)
            case Stage.HOLDING:
                return self._patience
            case Stage.TALKING:
                return self._rng.expovariate(1 / _TALK) if self._leaves_first else math.inf
            case Stage.SATISFIED:
                return self._rng.uniform(4, 10)

    async def _answer(self, line: Line, ears: Ears, listening: Listening) -> None:
        question = ears.cue(QUESTIONS)
        self._asked |= self._way in CALLED and question is Question.SOLVED
        text = ears.text
        ears.forget()
        if question in _UNASKED.get(self._stage, ()):
            return
        if self._stage is Stage.HOLDING or self._promised:
            self._promised = False
            self._enter(Stage.ASKED)
        reply = self._reply(question, text, listening.kinds)
        await self._clock.sleep(min(self._rng.uniform(0.4, 2.0), listening.timeout / 2))
        self._give(line, reply)

    def _reply(self, question: Question | None, text: str, kinds: frozenset[str]) -> Reply:
        if self._way in CALLED and question in (Question.CONFIRM, None):
            return self._mind.called(text, kinds, asked_for=self._way is Way.CALLED)
        return self._mind.reply(question or Question.REASON, text, kinds, self.held)

    def _give(self, line: Line, reply: Reply) -> None:
        if reply.keys:
            line.press(reply.keys)
        elif reply.words:
            line.speak(reply.words, reply.sure, self._language)

    async def _record(self, line: Line, ears: Ears) -> None:
        message = ears.cue(QUESTIONS) is Question.MESSAGE
        question = Question.MESSAGE if message else Question.RECORD_NAME
        reply = self._mind.reply(question, ears.text, _SPEECH)
        ears.forget()
        await self._clock.sleep(self._rng.uniform(0.4, 1.0))
        self._left_message |= message
        self._give(line, reply)

    def _when_it_breaks(self, drops: float) -> Mapping[Stage, float]:
        """The stage in which the line breaks, and seconds after its beginning."""
        if self._rng.random() >= drops:
            return {}
        return {self._rng.choice((Stage.HOLDING, Stage.TALKING)): self._rng.uniform(0, _SOON)}

    def _when_leaving(self, *, time_is_up: bool) -> Fate:
        if time_is_up and self._until == self._breaks_at:
            return Fate.DROPPED
        if self._promised:
            return Fate.PROMISED
        if self._stage in (Stage.TALKING, Stage.SATISFIED):
            return Fate.TALKED
        if time_is_up and self._stage is Stage.ASKED:
            return self._when_dropped()
        return self._otherwise(Fate.ABANDONED)

    def _when_dropped(self) -> Fate:
        if self._promised:
            return Fate.PROMISED
        if self._stage is Stage.SATISFIED:
            return Fate.TALKED
        if self._stage is Stage.TALKING and self._talks.is_over(self._conference):
            return Fate.TALKED
        return self._otherwise(Fate.CUT_OFF)

    def _otherwise(self, fate: Fate) -> Fate:
        if self._awaits:
            return Fate.AWAITS
        if self._left_message:
            return Fate.MESSAGE_LEFT
        return Fate.TURNED_AWAY if self._told_off else fate

    def _settle(self, fate: Fate) -> None:
        self._enter(self._stage)  # counts the last of the holding
        self._talks.forget(self._conference)
        if self._way in CALLED and fate is Fate.TALKED:
            fate = Fate.TALKED_BACK
        if self._asked and fate is Fate.TURNED_AWAY:
            fate = Fate.CALLED_AND_ASKED
        self.fate = Fate.CALLED_UNASKED if self._way is Way.UNASKED else fate
