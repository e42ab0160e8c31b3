"""The telephone network in a thread of its own, and those who phone in."""

import asyncio
import queue
import threading
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar

from sapa.wiring import SIMULATED_ACCOUNT
from simulator.config import Config
from simulator.exchange import Exchange
from simulator.line import (
    Ended,
    Line,
    LineDead,
    Listening,
    Overheard,
    Played,
    Quiet,
    Said,
    Sound,
    Together,
)
from simulator.server import network_only

HOTLINE, AGENTS = "+15555550100", "+15555550101"
PATIENCE = 30.0  # real seconds for what should take a few
ANSWERS = {
    "say English": "English",
    "name, please": "",
    "Is that right": "yes",
    "Am I speaking with": "yes",
    "Is this": "yes",
    "help you today": "my card is broken",
}
"""What people say when they are asked that; their name for nothing. They say no more."""

T = TypeVar("T")


@dataclass
class Caller:
    """Somebody on the line. `more`: what they say besides when they are asked. `heard`: all that
    they heard, in words; music is "♪"."""

    network: "Network"
    line: Line
    name: str
    more: Mapping[str, str] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    _news: threading.Condition = field(default_factory=threading.Condition)
    _seen: int = 0

    def hears(self, text: str) -> None:
        """Returns when they have heard that, after all that was waited for before."""
        with self._news:
            came = self._news.wait_for(lambda: self._find(text), PATIENCE)
        assert came, f"{text!r} was not heard: {self.heard[self._seen :]} of {self.heard}"

    def says(self, text: str) -> None:
        self.network.do(lambda: self.line.speak(text))

    def hangs_up(self) -> None:
        self.network.run(self.line.hang_up())

    def _find(self, text: str) -> bool:
        for place in range(self._seen, len(self.heard)):
            if text in self.heard[place]:
                self._seen = place + 1
                return True
        return False

    async def stay(self) -> None:
        """Answer what is asked, until the line ends."""
        asked = ""
        with suppress(LineDead):
            while True:
                match sound := await self.line.hear():
                    case Said(text=text):
                        asked += text
                    case Listening():
                        self._answer(asked)
                        asked = ""
                self._note(sound)

    def _answer(self, asked: str) -> None:
        for question, answer in {**ANSWERS, **self.more}.items():
            if question in asked:
                self.line.speak(answer or self.name)

    def _note(self, sound: Sound) -> None:
        with self._news:
            match sound:
                case Said(text=text) | Overheard(text=text):
                    self.heard.append(text)
                case Played() | Quiet():
                    self.heard.append("♪")
                case Together(others=others):
                    self.heard.append(f"{others} others")
                case Ended(status=status):
                    self.heard.append(status)
            self._news.notify_all()


class Home:
    """A telephone that is picked up whenever it rings, by somebody of this name.

    `answers`: what they say to the questions of the next call.
    """

    machine = False

    def __init__(self, network: "Network", name: str) -> None:
        self.answers: Mapping[str, str] = {}
        self._network, self._name = network, name
        self._calls: queue.Queue[Caller] = queue.Queue()

    async def ring(self, caller: str) -> None:
        """They are at home."""

    async def talk(self, line: Line) -> None:
        called = Caller(self._network, line, self._name, self.answers)
        self._calls.put(called)
        await called.stay()

    def is_called(self) -> Caller:
        """The next call to them, which they have picked up."""
        return self._calls.get(timeout=PATIENCE)


@dataclass
class Network:
    """The stand-in for Twilio, from another thread than its own."""

    exchange: Exchange
    loop: asyncio.AbstractEventLoop

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(doing, self.loop).result(PATIENCE)

    def do(self, act: Any) -> None:
        self.loop.call_soon_threadsafe(act)

    def home(self, name: str = "Sari", number: str = "+15555550111") -> Home:
        """Where somebody of this name is called."""
        home = Home(self, name)
        self.do(lambda: self.exchange.subscribe(number, home))
        return home

    def phones(
        self,
        name: str = "Sari",
        number: str = "+15555550111",
        more: Mapping[str, str] = MappingProxyType({}),
    ) -> Caller:
        """Somebody of this name phones and says that their card is broken."""
        line = self.run(self.exchange.dial(number, HOTLINE))
        caller = Caller(self, line, name, more)
        self.do(lambda: self.exchange.chores.start(caller.stay()))
        return caller


@contextmanager
def running(speed: float, epoch: float, token: str) -> Iterator[Network]:
    config = Config(
        port=0,
        account_sid=SIMULATED_ACCOUNT,
        auth_token=token,
        hotline_numbers=(HOTLINE, AGENTS),
        hotline_number=HOTLINE,
        agent_number=AGENTS,
        speed=speed,
        epoch=epoch,
        calls_per_second=1000.0,
    )
    loop, up, made = asyncio.new_event_loop(), threading.Event(), list[Network]()
    over = asyncio.Event()

    async def play() -> None:
        async with network_only(config) as exchange:
            made.append(Network(exchange, loop))
            up.set()
            await over.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(play(),))
    thread.start()
    assert up.wait(PATIENCE)
    try:
        yield made[0]
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()
