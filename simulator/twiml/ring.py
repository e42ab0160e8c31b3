"""The legs that `<Dial><Number>` rings: the first to answer wins."""

import asyncio
from xml.etree.ElementTree import Element

from simulator.courier import TwimlError
from simulator.network.bridge import Bridge
from simulator.network.call import Call
from simulator.network.source import Source
from simulator.twiml.document import Document
from simulator.twiml.performer import Ending, Performer, first_of
from simulator.twiml.schema import IN_WHISPER


class Ringing:
    """Rings child legs and joins one of them to the bridge."""

    def __init__(self, performer: Performer, bridge: Bridge, document: Document) -> None:
        self._performer = performer
        self._bridge = bridge
        self._document = document
        self._children: list[Call] = []

    async def ring(self, nouns: list[Element], caller_id: str, seconds: int) -> None:
        """Return when somebody is on the bridge or nobody can be any more."""
        children = [self._place(noun, caller_id, seconds) for noun in nouns]
        await first_of(self._bridge.up.wait(), _all_over(children))
        for child in children:
            if child is not self._bridge.other:
                self._performer.exchange.legs.hang_up(child)

    def result(self) -> dict[str, str]:
        """DialCallStatus and DialCallSid of the last leg, were nobody on the bridge."""
        if not self._children:
            return {}
        child = self._children[-1]
        declined = child.status in {"completed", "in-progress"}
        status = "no-answer" if declined or not child.finished else child.status
        return {"DialCallStatus": status, "DialCallSid": child.sid}

    def hang_up(self) -> None:
        for child in self._children:
            self._performer.exchange.legs.hang_up(child)

    def _place(self, noun: Element, caller_id: str, seconds: int) -> Call:
        values = self._performer.values(noun, self._document)
        url = values.address("url")
        whisper = Source(url, values.method("method")) if url else None
        legs = self._performer.exchange.legs
        child = legs.create(caller_id, (noun.text or "").strip(), "outbound-dial", self._parent)
        child.hook = values.hook("statusCallback", "completed")
        self._children.append(child)

        async def program(performer: Performer) -> None:
            await self._answered(performer, child, whisper)

        legs.ring(child, seconds, program)
        return child

    @property
    def _parent(self) -> Call:
        return self._performer.call

    async def _answered(self, performer: Performer, child: Call, whisper: Source | None) -> None:
        """The child's program: the whisper, then the bridge as long as it lasts."""
        if whisper is not None and not await self._accepted(performer, whisper):
            return
        if self._bridge.up.is_set() or self._bridge.ended.is_set():
            return
        self._bridge.join(child)
        try:
            await self._bridge.ended.wait()
        except asyncio.CancelledError:
            if child.pending is not None:
                self._children.remove(child)  # sent elsewhere, it lives on without the parent
            raise
        finally:
            self._bridge.end()

    async def _accepted(self, performer: Performer, whisper: Source) -> bool:
        try:
            ending = await performer.within(IN_WHISPER).run(whisper)
        except TwimlError as error:
            performer.report(error)
            return False
        return ending is not Ending.HANG_UP


async def _all_over(children: list[Call]) -> None:
    await asyncio.gather(*(child.over.wait() for child in children))
