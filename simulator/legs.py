"""The life of every leg: placed, ringing, answered, performing, over."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.line import LineDead, Refusal, Subscriber
from simulator.network.call import Call
from simulator.network.numbers import Configured
from simulator.network.recordings import Wish
from simulator.network.source import Source, rfc2822
from simulator.twiml.performer import Performer
from simulator.twiml.table import TABLE

if TYPE_CHECKING:
    from simulator.exchange import Exchange

LONGEST_CALL = 4 * 3600
DETECTION_TIME = 4.0
SIP_CODES = {"completed": 200, "busy": 486, "no-answer": 487, "canceled": 487, "failed": 404}

Program = Callable[[Performer], Awaitable[object]]


class NotInProgressError(Exception):
    """The leg is not in the state that the change needs."""


@dataclass(frozen=True)
class Order:
    """How a leg is placed by REST. Times in simulated seconds."""

    source: Source
    ring_seconds: float
    longest: float = LONGEST_CALL
    detect: bool = False
    detect_first: bool = False
    record: Wish | None = None


class Pacer:
    """Hands out turns, so many in a simulated second."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second
        self._next = 0.0

    def reserve(self, now: float) -> float:
        """Seconds until the turn that is now taken."""
        turn = max(now, self._next)
        self._next = turn + self._gap
        return turn - now


class Legs:
    """Starts legs, moves them on, ends them."""

    def __init__(self, exchange: "Exchange") -> None:
        self._exchange = exchange
        self._clock = exchange.clock
        self._pacer = Pacer(exchange.config.calls_per_second)

    def create(self, from_: str, to: str, direction: str, parent: Call | None = None) -> Call:
        call = Call(
            account_sid=self._exchange.config.account_sid,
            from_=from_,
            to=to,
            direction=direction,
            clock=self._clock,
            put_down=self.hang_up,
            parent=parent,
        )
        call.lane = self._exchange.callbacks.lane(call.note)
        self._exchange.stirred.set()
        self._exchange.calls[call.sid] = call
        return call

    def inbound(self, call: Call, called: Configured | None) -> None:
        """A person phones a number of the account, or its application."""
        call.set_status("ringing")
        if called is None or not called.voice_url:
            self.finish(call, "failed")
            return
        if called.voice_fallback_url:
            call.fallback = Source(called.voice_fallback_url, called.voice_fallback_method)
        source = Source(called.voice_url, called.voice_method)
        call.life = self._exchange.chores.start(
            self._converse(call, lambda performer: performer.main(source))
        )

    def place(self, call: Call, order: Order) -> None:
        """Ring somebody when the account's turn comes, then perform the order."""
        call.queue_seconds = self._pacer.reserve(self._clock.now())
        call.life = self._exchange.chores.start(self._placed(call, order))

    def ring(self, call: Call, seconds: float, program: Program) -> None:
        """Ring somebody at once; `program` is what the answered leg does."""
        call.life = self._exchange.chores.start(self._rung(call, seconds, program))

    def answer(self, call: Call) -> None:
        if call.status == "ringing":
            call.answered = self._clock.now()
            call.set_status("in-progress")
            self._tell(call, "answered")

    def redirect(self, call: Call, source: Source) -> None:
        """Replace what the leg is doing, at once."""
        if not call.live:
            raise NotInProgressError(call.sid)
        call.pending = source
        call.note("redirected", {"url": source.url})
        if call.program is not None:
            call.program.cancel()

    def cancel(self, call: Call) -> None:
        """End a leg that is not answered yet."""
        if call.status not in {"queued", "ringing"}:
            raise NotInProgressError(call.sid)
        self.hang_up(call)

    def end(self, call: Call) -> None:
        """End a leg that is not over yet, whatever it is doing."""
        if call.finished:
            raise NotInProgressError(call.sid)
        self.hang_up(call)

    def hang_up(self, call: Call) -> None:
        """End a leg from either side, whatever it is doing."""
        if call.finished:
            return
        unanswered = "no-answer" if call.direction == "inbound" else "canceled"
        self.finish(call, "completed" if call.live else unanswered)
        running = call.program or call.life
        if running is not None:
            running.cancel()

    def finish(self, call: Call, status: str) -> None:
        """The leg is over; what it was doing must end by itself or be cancelled."""
        if call.finished:
            return
        never_dialled = status == "canceled" and call.status == "queued"
        call.ended = self._clock.now()
        call.sip_code = SIP_CODES[status]
        call.set_status(status)
        self._exchange.recordings.stop_all(call)
        call.end_sound()
        if not never_dialled:
            self._tell(call, "completed")
        self._exchange.retire(call)

    async def _placed(self, call: Call, order: Order) -> None:
        await self._clock.sleep(call.queue_seconds)

        async def program(performer: Performer) -> None:
            if order.record is not None:
                recording = self._exchange.recordings.start(call, order.record)
                call.recording_url = self._exchange.recordings.url(recording)
            if order.detect:
                person = self._exchange.subscribers.get(call.to)
                machine = person is not None and person.machine
                call.answered_by = "machine_start" if machine else "human"
            if order.detect_first:
                await self._clock.sleep(DETECTION_TIME)
            await performer.main(order.source)

        await self._rung(call, order.ring_seconds, program, order.longest)

    async def _rung(
        self, call: Call, seconds: float, program: Program, longest: float = LONGEST_CALL
    ) -> None:
        self._tell(call, "initiated")
        subscriber = self._exchange.subscribers.get(call.to)
        if subscriber is None:
            self.finish(call, "failed")
            return
        call.set_status("ringing")
        self._tell(call, "ringing")
        try:
            async with self._clock.timeout(seconds):
                await subscriber.ring(call.from_)
        except Refusal as refusal:
            self.finish(call, refusal.status)
            return
        except TimeoutError:
            self.finish(call, "no-answer")
            return
        self.answer(call)
        self._exchange.chores.start(self._hold(subscriber, call))
        await self._converse(call, program, longest)

    async def _hold(self, subscriber: Subscriber, call: Call) -> None:
        """Let somebody hold the line; putting it down ends the leg."""
        try:
            with suppress(LineDead):
                await subscriber.talk(call.handset)
        finally:
            self.hang_up(call)

    async def _converse(self, call: Call, program: Program, longest: float = LONGEST_CALL) -> None:
        """Perform, and perform again whatever the leg is redirected to, until it is over."""
        performer = Performer(self._exchange, call, TABLE)
        chores = self._exchange.chores
        loop = asyncio.get_running_loop()
        limit = loop.call_later(longest / self._clock.speed, self.hang_up, call)
        call.program = chores.start(_run(program, performer))
        try:
            while True:
                await asyncio.wait({call.program})
                source, call.pending = call.pending, None
                if source is None or call.finished:
                    break
                call.program = chores.start(_run(_performing(source), performer))
        finally:
            limit.cancel()
            call.program.cancel()
        self.finish(call, "completed")

    def _tell(self, call: Call, event: str) -> None:
        """Send a status callback if it was asked for."""
        hook = call.hook
        if hook is None or event not in hook.events or call.lane is None:
            return
        form = call.params() | {
            "CallbackSource": "call-progress-events",
            "SequenceNumber": str(call.sequence),
            "Timestamp": rfc2822(self._clock.now()) or "",
        }
        if event == "initiated":
            form["CallStatus"] = "initiated"
        if event == "completed":
            form |= _final(call)
        call.sequence += 1
        call.lane.post(hook.url, hook.method, form)


def _performing(source: Source) -> Program:
    return lambda performer: performer.main(source)


async def _run(program: Program, performer: Performer) -> None:
    await program(performer)


def _final(call: Call) -> dict[str, str]:
    """What a last status callback carries besides."""
    form = {
        "CallDuration": str(call.duration),
        "Duration": str(-(-call.duration // 60)),
        "SipResponseCode": str(call.sip_code),
    }
    if call.recording_url:
        form["RecordingUrl"] = call.recording_url
    return form
