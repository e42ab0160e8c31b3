"""News for the hotline: status, recording and conference callbacks, in order or not."""

import asyncio
import uuid
from collections.abc import Callable, Coroutine
from typing import Any

import structlog

from simulator.clock import Clock
from simulator.courier import Courier, Reply, TwimlError
from simulator.faults import FaultBox
from simulator.network.source import Form

log = structlog.get_logger()


class Chores:
    """Tasks that nobody waits for; all of them end when the stand-in does."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    @property
    def idle(self) -> bool:
        return not self._tasks

    async def stop(self) -> None:
        while self._tasks:
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(self._tasks)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("chore_failed", error=repr(error), exc_info=error)


class Callbacks:
    """Opens a `Lane` for each leg, conference and recording."""

    def __init__(self, courier: Courier, clock: Clock, faults: FaultBox, chores: Chores) -> None:
        self.courier = courier
        self.clock = clock
        self.faults = faults
        self.chores = chores

    def lane(self, note: Callable[[str, Form], None]) -> "Lane":
        """`note` is told of every delivery: its outcome and the form that was sent."""
        return Lane(self, note)


class Lane:
    """Callbacks sent one after another, as far as the faults allow."""

    def __init__(self, office: Callbacks, note: Callable[[str, Form], None]) -> None:
        self._office = office
        self._note = note
        self._last: asyncio.Task[Any] | None = None

    def post(self, url: str, method: str, form: Form) -> None:
        faults = self._office.faults
        if faults.strikes(faults.current.reorder):
            self._office.chores.start(self._deliver(url, method, form, faults.moment(), None))
            return
        late = faults.current.delay_seconds if faults.strikes(faults.current.delay) else 0.0
        work = self._deliver(url, method, form, late, self._last)
        self._last = self._office.chores.start(work)

    async def _deliver(
        self, url: str, method: str, form: Form, late: float, after: asyncio.Task[Any] | None
    ) -> None:
        if after is not None:
            await asyncio.wait({after})
        if late:
            await self._office.clock.sleep(late)
        token = str(uuid.uuid4())
        await self._send(url, method, form, token)
        if self._office.faults.strikes(self._office.faults.current.repeat):
            await self._send(url, method, form, token)

    async def _send(self, url: str, method: str, form: Form, token: str) -> None:
        try:
            reply = await self._office.courier.send(method, url, form, token=token)
        except TwimlError as error:
            log.warning("callback_failed", code=error.code, call=form.get("CallSid"))
            outcome = str(error)
        else:
            outcome = "accepted" if _welcome(reply) else "odd answer"
        self._note("callback", {"url": url, "outcome": outcome, **form})


def _welcome(reply: Reply) -> bool:
    """A callback is answered by 204, or by 200 with an XML document."""
    return reply.status == 204 or "xml" in reply.content_type
