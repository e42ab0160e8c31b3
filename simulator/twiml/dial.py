"""Dial: to numbers, into a conference, or to the front of a queue."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from simulator.courier import TwimlError
from simulator.network.bridge import Bridge
from simulator.network.queues import Release
from simulator.network.recordings import Recording, Wish
from simulator.network.source import Source
from simulator.twiml.attend import Attendance
from simulator.twiml.document import Document
from simulator.twiml.performer import Outcome, Performer, first_of
from simulator.twiml.ring import Ringing
from simulator.twiml.values import Values

RINGING_BUFFER = 5
MOST_NUMBERS = 10
RECORD = {
    "do-not-record": 0,
    "true": 1,
    "record-from-answer": 1,
    "record-from-ringing": 1,
    "record-from-answer-dual": 2,
    "record-from-ringing-dual": 2,
}


@dataclass
class Dial:
    """One `<Dial>` under way; `result` grows into the parameters of its action."""

    performer: Performer
    element: Element
    document: Document
    values: Values
    result: dict[str, str]

    @property
    def ring_seconds(self) -> int:
        return self.values.number("timeout", 30, 5, 600) + RINGING_BUFFER

    @property
    def longest(self) -> int:
        return self.values.number("timeLimit", 14400, 1)

    async def star(self) -> None:
        """With hangupOnStar return when `*` is pressed, else never."""
        self.performer.call.ears.open()
        await self.performer.call.ears.key("*" if self.values.flag("hangupOnStar") else "")

    def settle(self, bridge: Bridge) -> None:
        """End the bridge and write down what became of it."""
        bridge.end()
        if bridge.other is not None:
            seconds = round(self.performer.clock.now() - bridge.began)
            self.result |= {
                "DialCallStatus": "completed",
                "DialCallSid": bridge.other.sid,
                "DialBridged": "true",
                "DialCallDuration": str(seconds),
            }

    def action(self) -> Source | None:
        url = self.values.address("action")
        return Source(url, self.values.method("method"), dict(self.result)) if url else None


async def dial(performer: Performer, element: Element, document: Document) -> Outcome:
    values = performer.values(element, document)
    dialled = Dial(performer, element, document, values, {"DialCallStatus": "failed"})
    kinds = {child.tag for child in element} or {"Number"}
    if len(kinds) > 1:
        raise TwimlError(12200, "one kind of party in a <Dial>", document.url)
    try:
        action_due = await PARTIES[kinds.pop()](dialled)
    except asyncio.CancelledError:
        # the leg was sent elsewhere or hung up: the action is asked, its TwiML ignored
        if (ghost := dialled.action()) is not None:
            performer.aside(ghost.url, ghost.method, ghost.params)
        elif not performer.call.finished:
            _ghost_of_next(performer, element, document)
        raise
    return dialled.action() if action_due else None


async def _into_conference(dialled: Dial) -> bool:
    """Whether the leg was in the conference at all."""
    dialled.performer.answer()
    attendance = Attendance.of(dialled.performer, dialled.element[0], dialled.document)
    if attendance is None:
        return False
    dialled.result["DialCallStatus"] = "answered"
    with suppress(TimeoutError):
        try:
            async with dialled.performer.clock.timeout(dialled.longest):
                await first_of(attendance.attend(), dialled.star())
        finally:
            attendance.leave()
    return True


async def _front_of_queue(dialled: Dial) -> bool:
    performer, noun = dialled.performer, dialled.element[0]
    queue = performer.exchange.queues.named((noun.text or "").strip())
    if queue is None:
        return True
    dialled.result["DialCallStatus"] = "no-answer"
    try:
        async with performer.clock.timeout(dialled.ring_seconds):
            member = await queue.next()
    except TimeoutError:
        return True
    values = performer.values(noun, dialled.document)
    form = {
        "QueueSid": queue.sid,
        "QueueTime": str(queue.wait_of(member)),
        "DequeingCallSid": performer.call.sid,
    }
    url = values.address("url")
    whisper = Source(url, values.method("method"), form) if url else None
    bridge = Bridge(performer.call)
    queue.release(member, Release("bridged", whisper, bridge))
    dialled.result["DialCallSid"] = member.call.sid
    try:
        await first_of(bridge.up.wait(), bridge.ended.wait())
        await _talk(dialled, bridge)
    finally:
        dialled.settle(bridge)
    return True


async def _to_numbers(dialled: Dial) -> bool:
    nouns = list(dialled.element) or [dialled.element]
    if len(nouns) > MOST_NUMBERS:
        raise TwimlError(13223, "at most ten numbers in a <Dial>", dialled.document.url)
    call = dialled.performer.call
    bridge = Bridge(call)
    ringing = Ringing(dialled.performer, bridge, dialled.document)
    caller_id = dialled.values.text("callerId", call.from_)
    rounds = [[noun] for noun in nouns] if dialled.values.flag("sequential") else [nouns]
    try:
        for some in rounds:
            await ringing.ring(some, caller_id, dialled.ring_seconds)
            if bridge.up.is_set():
                break
        await _talk(dialled, bridge)
    finally:
        dialled.result |= ringing.result()
        dialled.settle(bridge)
        ringing.hang_up()
    return True


async def _talk(dialled: Dial, bridge: Bridge) -> None:
    """Stay on the bridge until either end, the time limit, or a star."""
    if not bridge.up.is_set():
        return
    performer = dialled.performer
    performer.answer()
    recording = _record(dialled)
    try:
        with suppress(TimeoutError):
            async with performer.clock.timeout(dialled.longest):
                await first_of(bridge.ended.wait(), dialled.star())
    finally:
        if recording is not None:
            performer.exchange.recordings.stop(recording)
            dialled.result["RecordingUrl"] = performer.exchange.recordings.url(recording)


def _record(dialled: Dial) -> Recording | None:
    channels = RECORD[dialled.values.choice("record", "do-not-record", frozenset(RECORD))]
    if not channels:
        return None
    hook = dialled.values.hook("recordingStatusCallback", "completed")
    trim = dialled.values.text("trim") == "trim-silence"
    wish = Wish(channels, source="DialVerb", trim=trim, hook=hook)
    return dialled.performer.exchange.recordings.start(dialled.performer.call, wish)


def _ghost_of_next(performer: Performer, element: Element, document: Document) -> None:
    """Without an action, a `<Redirect>` right after the Dial is asked instead."""
    following = document.verbs[document.verbs.index(element) + 1 :][:1]
    for verb in following:
        if verb.tag == "Redirect":
            url = document.address((verb.text or "").strip())
            performer.aside(url, performer.values(verb, document).method("method"), {})


PARTIES = {
    "Number": _to_numbers,
    "Conference": _into_conference,
    "Queue": _front_of_queue,
}
