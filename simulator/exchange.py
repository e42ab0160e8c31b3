"""The telephone exchange: who is connected, who can be called, what is configured."""

import asyncio
from collections import deque

from simulator.callbacks import Callbacks, Chores
from simulator.clock import Clock
from simulator.config import Config
from simulator.courier import Courier
from simulator.faults import FaultBox
from simulator.legs import Legs
from simulator.line import Line, Subscriber
from simulator.network.call import Call
from simulator.network.messages import Messages
from simulator.network.numbers import Application, Configured, Numbers
from simulator.network.queues import Queues
from simulator.network.recordings import Recordings
from simulator.network.rooms import Rooms
from simulator.network.sound import Voice
from simulator.network.source import Hook
from simulator.network.voice import voice

KEPT_CALLS = 5000
KEPT_WARNINGS = 1000


class Exchange:
    """What people see of the phone network. Simulated time is `clock.now()`.

    `stirred` is set whenever a leg comes into being; who waits for that clears it.
    """

    def __init__(self, config: Config, clock: Clock) -> None:
        self.config = config
        self.clock = clock
        self.faults = FaultBox(config.faults, config.seed, clock)
        self.courier = Courier(config.auth_token, clock)
        self.chores = Chores()
        self.callbacks = Callbacks(self.courier, clock, self.faults, self.chores)
        self.numbers = Numbers(config.hotline_numbers, clock)
        born = clock.now()
        self.application = Application(born, born, "Sapa", sid=config.application_sid)
        self.calls: dict[str, Call] = {}
        self.stirred = asyncio.Event()
        self.queues = Queues(clock)
        self.recordings = Recordings(config.account_sid, self.callbacks)
        self.rooms = Rooms(config.account_sid, self.callbacks, self.recordings)
        self.messages = Messages(config.account_sid, self.callbacks, self.numbers)
        self.subscribers: dict[str, Subscriber] = {}
        self.voice: Voice = voice()
        self.media_lengths: dict[str, float] = {}
        self.warnings: deque[str] = deque(maxlen=KEPT_WARNINGS)
        self.legs = Legs(self)
        self.base_url = ""
        self._retired: deque[Call] = deque()

    async def dial(self, number: str, to: str) -> Line:
        """Phone one of the hotline's numbers from `number`; the line is returned at once.

        Whoever dials must `hear` the line until `Ended`; a call that does not come about
        is heard as `Ended("busy")`, `Ended("failed")` and so on. Keys and speech are simply
        lost while nobody listens. Two legs joined by `<Dial><Number>` hear
        `Together("", 1)`.
        """
        return self._dialled(number, to, self.numbers.owned.get(to))

    async def connect(self, client: str) -> Line:
        """The telephone in the page of `client` phones the application."""
        return self._dialled(f"client:{client}", "", self.application)

    def _dialled(self, number: str, to: str, called: Configured | None) -> Line:
        call = self.legs.create(number, to, "inbound")
        if called is not None and called.status_callback:
            call.hook = Hook(called.status_callback, called.status_callback_method)
        self.legs.inbound(call, called)
        return call.handset

    def subscribe(self, number: str, subscriber: Subscriber) -> None:
        """Make `number` one that can be called; a later subscriber replaces an earlier one.

        Each call is `await subscriber.ring(from)`, then `await subscriber.talk(line)`;
        returning from `talk` before the line has ended hangs up.
        """
        self.subscribers[number] = subscriber

    def unsubscribe(self, number: str, subscriber: Subscriber) -> None:
        """Nobody can be called there any more, unless somebody else came meanwhile."""
        if self.subscribers.get(number) is subscriber:
            del self.subscribers[number]

    async def in_service(self, number: str) -> None:
        """Wait until the hotline has said where calls to its `number` go."""
        await self.numbers.owned[number].configured.wait()

    def listen_on(self, base_url: str) -> None:
        """Say where the REST interface is: recordings are fetched from there."""
        self.base_url = self.recordings.base_url = base_url

    def retire(self, call: Call) -> None:
        """Forget the oldest finished legs and what was recorded on them."""
        self._retired.append(call)
        while len(self._retired) > KEPT_CALLS:
            old = self._retired.popleft()
            self.calls.pop(old.sid, None)
            for recording in self.recordings.of(old):
                self.recordings.by_sid.pop(recording.sid)

    async def close(self) -> None:
        """End every leg and task at once; nobody is told."""
        await self.chores.stop()
