"""Two legs joined by `<Dial>`."""

import asyncio

from simulator.line import Together
from simulator.network.call import Call
from simulator.network.sound import Utterance


class Bridge:
    """`parent` dialled; the other leg joins it. It ends when either goes."""

    def __init__(self, parent: Call) -> None:
        self.parent = parent
        self.other: Call | None = None
        self.began = 0.0
        self.up = asyncio.Event()
        self.ended = asyncio.Event()

    def join(self, other: Call) -> None:
        self.other = other
        self.began = other.clock.now()
        for call in (self.parent, other):
            call.room = self
            call.play(Together("", 1))
        self.up.set()

    def end(self) -> None:
        for call, other in ((self.parent, self.other), (self.other, self.parent)):
            if call is not None and call.room is self:
                call.room = None
            if call is not None and other is not None:
                call.hush(other.voice)
        self.ended.set()

    def carry(self, speaker: Call, utterance: Utterance) -> None:
        for call in (self.parent, self.other):
            if call is not None and call is not speaker:
                call.overhear(utterance)
