"""What people tell each other in conferences: the network carries the sound, not the sense."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from simulator.clock import Clock
from simulator.line import Line
from simulator.people.script import Script, Side, Topic

_HEARD = 1.0  # seconds in which a caller who is there has been noticed
_HEARD_REAL = 0.25  # the same, in real seconds: programs run at speed 1


@dataclass(frozen=True)
class Help:
    """What a caller takes home from a talk: by whom and when (epoch seconds), whether their
    problem is truly solved by it, and the official answer that they were told, if any. `sid` is
    of the call in which they heard it."""

    by: str
    at: float
    solved: bool
    answer: str = ""
    sid: str = ""


@dataclass(frozen=True)
class _Played:
    """A script that is played since `began`."""

    script: Script
    clock: Clock
    began: float

    async def speak(self, side: Side, line: Line) -> None:
        for turn in self.script.turns:
            if turn.side == side:
                await self.reach(turn.at)
                line.speak(turn.text, language=self.script.language)

    async def reach(self, seconds: float) -> None:
        await self.clock.sleep(self.began + seconds - self.clock.now())


class Talk:
    """One caller and one agent, once both are there: they speak by a script, each their own part.

    The agent makes the beginning; whoever leaves is simply not heard any more.
    """

    def __init__(self) -> None:
        self._topic: Topic | None = None
        self._named = asyncio.Event()
        self._played: _Played | None = None
        self._begun = asyncio.Event()
        self.attended = False

    @property
    def topic(self) -> Topic | None:
        return self._topic

    def name(self, topic: Topic) -> None:
        """The caller is there, and this is what it is about."""
        self._topic = topic
        self._named.set()

    async def hear(self, clock: Clock) -> Topic | None:
        """What the caller needs; None when nobody is noticed after a moment."""
        with suppress(TimeoutError):
            async with clock.timeout(max(_HEARD, _HEARD_REAL * clock.speed)):
                await self._named.wait()
        return self._topic

    def begin(self, script: Script, clock: Clock) -> None:
        self._played = _Played(script, clock, clock.now())
        self._begun.set()

    async def speak(self, side: Side, line: Line) -> None:
        """Say one side's turns, each when it is due, from the moment the talk begins."""
        await self._begun.wait()
        if self._played is not None:
            await self._played.speak(side, line)

    async def end(self) -> None:
        """When everything in the script is said."""
        if self._played is not None:
            await self._played.reach(self._played.script.seconds)


@dataclass
class _Room:
    talk: Talk
    over: bool = False
    help: Help | None = None


class Talks:
    """By conference: what the caller needs, the talk, and whether an agent has taken leave.

    It lets a caller who is suddenly alone know whether the talk was over or cut, and an
    agent notice that somebody was brought to the wrong department.
    """

    def __init__(self) -> None:
        self._rooms: dict[str, _Room] = {}

    def begin(self, conference: str, topic: Topic) -> Talk:
        """The caller is there; a talk that they had there before is past."""
        room = self._rooms.get(conference)
        if room is None or room.talk.topic is not None:
            room = self._rooms[conference] = _Room(Talk())
        room.talk.name(topic)
        room.over, room.help = False, None
        return room.talk

    def attend(self, conference: str) -> Talk:
        """An agent is there, before the caller or after them."""
        room = self._rooms.get(conference)
        if room is None or room.talk.attended:
            room = self._rooms[conference] = _Room(Talk())
        room.talk.attended = True
        return room.talk

    def topic(self, conference: str) -> Topic | None:
        """What the caller brings."""
        room = self._rooms.get(conference)
        return room.talk.topic if room else None

    def need(self, conference: str) -> str | None:
        """The department that the caller needs."""
        topic = self.topic(conference)
        return topic.skill if topic else None

    def take_leave(self, conference: str) -> None:
        """The agent says goodbye, and the caller knows that everything is said."""
        if room := self._rooms.get(conference):
            room.over = True

    def help(self, conference: str, help_: Help) -> None:
        """What the agent has done for the caller."""
        if room := self._rooms.get(conference):
            room.help = help_

    def helped(self, conference: str) -> Help | None:
        """What an agent has done for the caller in this talk."""
        room = self._rooms.get(conference)
        return room.help if room else None

    def is_over(self, conference: str) -> bool:
        room = self._rooms.get(conference)
        return room is not None and room.over

    def forget(self, conference: str) -> None:
        """The caller is off the line."""
        self._rooms.pop(conference, None)
