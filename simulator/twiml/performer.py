"""Performing TwiML on a leg: fetch, check, verb after verb, hand-over, fallback."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import structlog

from simulator.courier import Reply, TwimlError
from simulator.line import Played, Said
from simulator.network.call import Call
from simulator.network.sound import speaking_time
from simulator.network.source import Form, Source
from simulator.twiml.document import Document, parse, read_reply
from simulator.twiml.schema import VERBS
from simulator.twiml.values import Values

if TYPE_CHECKING:
    from simulator.exchange import Exchange

log = structlog.get_logger()

APOLOGY = "We are sorry, an application error has occurred. Goodbye."
BEFORE_ANSWER = frozenset({"Reject", "Pause", "Redirect", "Hangup"})


class Ending(Enum):
    """Why a run of documents is over."""

    RAN_OUT = "the verbs ran out"
    HANG_UP = "hang up"
    LEAVE = "leave the queue"


Outcome = Source | Ending | None
Verb = Callable[["Performer", Element, Document], Awaitable[Outcome]]


class Performer:
    """Performs documents on one leg. `table` are the verbs, `allowed` those of this place.

    An `aside` is laid over what the leg hears in a conference.
    """

    def __init__(
        self,
        exchange: "Exchange",
        call: Call,
        table: Mapping[str, Verb],
        allowed: frozenset[str] = VERBS,
        *,
        aside: bool = False,
    ) -> None:
        self.exchange = exchange
        self.clock = exchange.clock
        self.call = call
        self._table = table
        self._allowed = allowed
        self._aside = aside

    def within(self, allowed: frozenset[str]) -> "Performer":
        """The same leg in a place where only some verbs are allowed."""
        return Performer(self.exchange, self.call, self._table, allowed, aside=self._aside)

    async def main(self, source: Source) -> Ending:
        """Perform what a leg is there for; when that fails its fallback takes over."""
        falling = False
        while True:
            try:
                outcome = await self._perform(await self.fetch(source))
            except TwimlError as error:
                self.report(error)
                if falling or self.call.fallback is None:
                    return await self._apologise()
                found = {"ErrorCode": str(error.code), "ErrorUrl": error.url}
                outcome = replace(self.call.fallback, params=found)
                falling = True
            else:
                falling = False
            if not isinstance(outcome, Source):
                return outcome
            source = outcome

    async def run(self, source: Source) -> Ending:
        """Fetch and perform, following every hand-over; raise `TwimlError`."""
        while True:
            outcome = await self._perform(await self.fetch(source))
            if not isinstance(outcome, Source):
                return outcome
            source = outcome

    async def fetch(self, source: Source) -> Document:
        self.call.ears.close()
        if source.twiml is not None:
            document = parse(source.twiml.encode(), source.url, source.method)
        else:
            document = read_reply(await self._ask(source), source.method)
        for warning in document.warnings:
            self.warn(warning)
        return document

    def values(self, element: Element, document: Document) -> Values:
        return Values(element, document, self.warn)

    def warn(self, message: str) -> None:
        self.call.note("warning", {"code": "12200", "message": message})
        self.exchange.warnings.append(message)

    def aside(self, url: str, method: str, params: Form) -> None:
        """Make a request whose TwiML is ignored: the leg is elsewhere already."""
        if url:
            self.exchange.chores.start(self._ghost(Source(url, method, params)))

    def answer(self) -> None:
        self.exchange.legs.answer(self.call)

    async def say(self, text: str, language: str) -> None:
        seconds = speaking_time(text)
        self.call.speak_to(text, seconds, language)
        self.call.play(Said(text, language, seconds, self._aside))
        await self._finish(seconds)

    async def play(self, sound: Played, seconds: float) -> None:
        self.call.speak_to("", seconds, "")
        self.call.play(sound)
        await self._finish(seconds)

    async def _finish(self, seconds: float) -> None:
        """Let what is spoken or played be heard to its end, or until something else begins."""
        try:
            await self.clock.sleep(seconds)
        except asyncio.CancelledError:
            self.call.hush()
            raise

    async def _perform(self, document: Document) -> Source | Ending:
        self.call.ears.open()
        for element in document.verbs:
            if element.tag not in self._allowed:
                raise TwimlError(12200, f"<{element.tag}> is not allowed here", document.url)
            if element.tag not in BEFORE_ANSWER and not _answers_later(element):
                self.answer()
            self.call.note("verb", {"verb": element.tag, **element.attrib})
            outcome = await self._table[element.tag](self, element, document)
            if outcome is not None:
                return outcome
        return Ending.RAN_OUT

    async def _ask(self, source: Source) -> Reply:
        call, faults = self.call, self.exchange.faults
        base = call.params()
        form = base | dict(source.params)
        self.call.note("request", {"url": source.url, **form})
        token = str(uuid.uuid4())

        async def once() -> Reply:
            return await self.exchange.courier.send(
                source.method,
                source.url,
                form,
                after_redirect=base,
                cookies=call.cookies,
                token=token,
            )

        if faults.strikes(faults.current.repeat):
            self.exchange.chores.start(_quietly(once()))
        return await once()

    async def _ghost(self, source: Source) -> None:
        try:
            await self._ask(source)
        except TwimlError as error:
            self.report(error)

    async def _apologise(self) -> Ending:
        self.answer()
        await self.say(APOLOGY, "en-US")
        return Ending.HANG_UP

    def report(self, error: TwimlError) -> None:
        """Write a failure into the trace and the log."""
        self.call.note("error", {"code": str(error.code), "message": str(error), "url": error.url})
        self.exchange.warnings.append(str(error))
        log.warning("twiml_failed", call=self.call.sid, code=error.code)


def _answers_later(element: Element) -> bool:
    return element.tag == "Dial" and element.get("answerOnBridge") == "true"


async def _quietly(request: Awaitable[Reply]) -> None:
    try:
        await request
    except TwimlError:
        return


async def first_of(*work: Awaitable[object]) -> None:
    """Wait until one of these is done and stop the others; a failure of one is raised."""
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
