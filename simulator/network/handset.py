"""Both ends of a leg's sound: the person's handset, and the ears of the network."""

import asyncio
from collections import deque
from collections.abc import Callable, Set
from dataclasses import dataclass

from simulator.line import Ended, LineDead, Sound

KEYS = frozenset("0123456789*#ABCDabcd")


@dataclass(frozen=True)
class Spoken:
    """What a recogniser wrote down, how sure it was (0 to 1), and the language it was said in."""

    text: str
    confidence: float
    language: str = "en"


@dataclass(frozen=True)
class Key:
    """One key of the dial pad."""

    digit: str


Input = Spoken | Key
KINDS: dict[str, type[Input]] = {"speech": Spoken, "dtmf": Key}


class Ears:
    """What the person said or pressed and no verb has used yet.

    People talk over prompts: while a document is being performed everything is kept for
    the next verb that listens. While nothing is performed it is lost.
    """

    def __init__(self) -> None:
        self._heard: deque[Input] = deque()
        self._news = asyncio.Event()
        self._open = False

    def open(self) -> None:
        self._open = True

    def close(self) -> None:
        self._open = False
        self._heard.clear()

    def catch(self, heard: Input) -> None:
        if self._open:
            self._heard.append(heard)
            self._news.set()

    def peek(self, kinds: Set[str]) -> Input | None:
        """The first input of these kinds, left where it is; those of other kinds are dropped."""
        wanted = tuple(KINDS[kind] for kind in kinds)
        while self._heard and not isinstance(self._heard[0], wanted):
            self._heard.popleft()
        return self._heard[0] if self._heard else None

    async def arrival(self, kinds: Set[str]) -> Input:
        """Wait for the next input of these kinds and leave it there."""
        while (heard := self.peek(kinds)) is None:
            self._news.clear()
            await self._news.wait()
        return heard

    async def take(self, kinds: Set[str]) -> Input:
        await self.arrival(kinds)
        return self._heard.popleft()

    async def key(self, among: str) -> str:
        """Wait for a key out of `among`; whatever comes before it is dropped."""
        while True:
            heard = await self.take({"dtmf"})
            if isinstance(heard, Key) and heard.digit in among:
                return heard.digit


class Handset:
    """A `Line`: one leg as the person at its far end holds it."""

    def __init__(
        self,
        sid: str,
        number: str,
        say: Callable[[Input], None],
        put_down: Callable[[], None],
    ) -> None:
        self._sid = sid
        self._number = number
        self._say = say
        self._put_down = put_down
        self._sounds: asyncio.Queue[Sound] = asyncio.Queue()
        self._dead = False

    @property
    def sid(self) -> str:
        return self._sid

    @property
    def number(self) -> str:
        return self._number

    async def hear(self) -> Sound:
        if self._dead:
            raise LineDead
        sound = await self._sounds.get()
        self._dead = isinstance(sound, Ended)
        return sound

    def speak(self, text: str, confidence: float = 0.9, language: str = "en") -> None:
        if text.strip():
            self._say(Spoken(text, min(max(confidence, 0.0), 1.0), language))

    def press(self, digits: str) -> None:
        for digit in digits:
            if digit in KEYS:
                self._say(Key(digit))

    async def hang_up(self) -> None:
        self._put_down()

    def play(self, sound: Sound) -> None:
        """The network's side: let the person hear `sound`."""
        self._sounds.put_nowait(sound)
