"""Enqueue: hold in a queue, with the waitUrl performed again and again."""

import asyncio
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from simulator.courier import TwimlError
from simulator.line import Quiet
from simulator.network.queues import LONGEST_NAME, Member, Queue, QueueFull, Release
from simulator.network.source import Form, Source
from simulator.twiml.document import Document
from simulator.twiml.performer import Ending, Outcome, Performer, first_of
from simulator.twiml.schema import IN_CONFERENCE, IN_QUEUE

SHORTEST_WAIT = 1.0
MUSIC = 60.0


@dataclass(frozen=True)
class Hold:
    """One leg's stay in one queue; `action` is asked when it is over."""

    performer: Performer
    queue: Queue
    member: Member
    action: Source | None

    async def stay(self, wait: Source | None) -> Outcome:
        """Stay until let go; return what the leg does next."""
        result = "hangup"
        bridged = False
        try:
            await first_of(self._wait(wait), asyncio.shield(self.member.released))
            release = self.member.released.result()
            bridged = release.bridge is not None
            result = "bridging-in-process" if bridged else release.result
            if release.bridge is not None:
                await self._whisper(release)
                result = "bridged"
                release.bridge.join(self.performer.call)
                await release.bridge.ended.wait()
        except asyncio.CancelledError:
            self._interrupted(result, bridged=bridged)
            raise
        except TwimlError:
            self._ghost("error")
            raise
        finally:
            self.queue.leave(self.member)
            if self.member.released.done() and (bridge := self.member.released.result().bridge):
                bridge.end()
        return self._next(release, result)

    async def _wait(self, wait: Source | None) -> None:
        place = self.performer.within(IN_QUEUE)
        while True:
            began = self.performer.clock.now()
            if wait is None:
                self.performer.call.play(Quiet(MUSIC))
                await self.performer.clock.sleep(MUSIC)
                continue
            ending = await place.run(self._asked(wait))
            if ending is not Ending.RAN_OUT:
                result = "leave" if ending is Ending.LEAVE else "hangup"
                self.queue.release(self.member, Release(result))
                return
            short = SHORTEST_WAIT - (self.performer.clock.now() - began)
            await self.performer.clock.sleep(short)

    def _asked(self, wait: Source) -> Source:
        queue = self.queue
        form = {
            "QueueSid": queue.sid,
            "QueuePosition": str(queue.position(self.member)),
            "QueueTime": str(queue.wait_of(self.member)),
            "AvgQueueTime": str(queue.average_wait),
            "CurrentQueueSize": str(len(queue.members)),
            "MaxQueueSize": str(queue.max_size),
        }
        return Source(wait.url, wait.method, form)

    async def _whisper(self, release: Release) -> None:
        if release.source is not None:
            await self.performer.within(IN_CONFERENCE).run(release.source)

    def _next(self, release: Release, result: str) -> Outcome:
        if release.source is not None and release.bridge is None:
            self._ghost(result)
            return release.source
        if result == "hangup":
            self._ghost(result)
            return Ending.HANG_UP
        if self.action is None:
            return None
        return Source(self.action.url, self.action.method, self._result(result))

    def _interrupted(self, result: str, *, bridged: bool) -> None:
        if not self.performer.call.finished:
            result = "redirected-from-bridged" if bridged else "redirected"
        self._ghost(result)

    def _ghost(self, result: str) -> None:
        if self.action is not None:
            self.performer.aside(self.action.url, self.action.method, self._result(result))

    def _result(self, result: str) -> Form:
        return {
            "QueueResult": result,
            "QueueSid": self.queue.sid,
            "QueueTime": str(self.queue.wait_of(self.member)),
        }


async def enqueue(performer: Performer, element: Element, document: Document) -> Outcome:
    values = performer.values(element, document)
    name = (element.text or "").strip()
    if not name or len(name) > LONGEST_NAME:
        raise TwimlError(14207, "a queue's name has 1 to 64 characters", document.url)
    queue = performer.exchange.queues.demand(name)
    url = values.address("action")
    action = Source(url, values.method("method")) if url else None
    try:
        member = queue.join(performer.call)
    except QueueFull:
        if action is None:
            return None
        form = {"QueueResult": "queue-full", "QueueSid": queue.sid, "QueueTime": "0"}
        return Source(action.url, action.method, form)
    wait_url = values.address("waitUrl")
    wait = Source(wait_url, values.method("waitUrlMethod")) if wait_url else None
    return await Hold(performer, queue, member, action).stay(wait)
