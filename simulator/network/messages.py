"""Text messages, both ways: accepted, sent, delivered, read, and perhaps answered."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError, fromstring

import structlog

from simulator.callbacks import Callbacks
from simulator.courier import TwimlError
from simulator.network.call import API_VERSION
from simulator.network.numbers import Numbers
from simulator.network.source import new_sid

log = structlog.get_logger()

STEPS = ("sent", "delivered")
BETWEEN_STEPS = 1.0
SEGMENT = 153

Reader = Callable[[str], Awaitable[str | None]]
"""Somebody who reads a message, and what they answer, if anything."""


class Undeliverable(Exception):
    """The telephone does not take the message; raised by a `Reader`."""


@dataclass
class Message:
    """A text message."""

    account_sid: str
    from_: str
    to: str
    body: str
    created: float
    callback: str = ""
    service_sid: str | None = None
    status: str = "queued"
    direction: str = "outbound-api"
    updated: float = 0.0
    sent: float | None = None
    sid: str = field(default_factory=lambda: new_sid("SM"))

    @property
    def segments(self) -> int:
        return max(1, -(-len(self.body) // SEGMENT))


class Messages:
    """Every text message, by its sid, and who reads those to which number."""

    def __init__(self, account_sid: str, callbacks: Callbacks, numbers: Numbers) -> None:
        self.by_sid: dict[str, Message] = {}
        self.readers: dict[str, Reader] = {}
        self._account_sid = account_sid
        self._callbacks = callbacks
        self._numbers = numbers

    def send(self, message: Message) -> None:
        """Accept a message of the account's, and carry it to its end."""
        self.by_sid[message.sid] = message
        self._callbacks.chores.start(self._deliver(message))

    async def write(self, number: str, to: str, body: str) -> None:
        """Somebody writes from `number` to one of the account's numbers: its SmsUrl is asked,
        and what that answers is sent back."""
        now = self._callbacks.clock.now()
        message = Message(
            self._account_sid,
            number,
            to,
            body,
            now,
            status="received",
            direction="inbound",
            updated=now,
            sent=now,
        )
        self.by_sid[message.sid] = message
        called = self._numbers.owned.get(to)
        if called is None or not called.sms_url:
            log.warning("text_to_nobody", message=message.sid)
            return
        form = _names(message) | {"Body": body, "NumMedia": "0", "NumSegments": "1"}
        try:
            reply = await self._callbacks.courier.send(called.sms_method, called.sms_url, form)
            answers = [str(one.text) for one in fromstring(reply.body).iter("Message")]  # noqa: S314 - the hotline's own
        except (TwimlError, ParseError) as error:
            log.warning("text_not_taken", message=message.sid, why=str(error))
            return
        for answer in answers:
            self.send(
                Message(self._account_sid, to, number, answer, now, direction="outbound-reply")
            )

    async def _deliver(self, message: Message) -> None:
        """Tell the callback of each step; whoever reads the message may answer it."""
        lane = self._callbacks.lane(lambda _event, _form: None)
        reader, answer = self.readers.get(message.to), None
        for step in STEPS:
            await self._callbacks.clock.sleep(BETWEEN_STEPS)
            message.status = step
            if step == "delivered" and reader is not None:
                try:
                    answer = await reader(message.body)
                except Undeliverable:
                    message.status = "undelivered"
            message.updated = self._callbacks.clock.now()
            message.sent = message.sent or message.updated
            if message.callback:
                form = _names(message) | {
                    "MessageStatus": message.status,
                    "SmsStatus": message.status,
                }
                lane.post(message.callback, "POST", form)
        if answer is not None:
            await self.write(message.to, message.from_, answer)


def _names(message: Message) -> dict[str, str]:
    return {
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "AccountSid": message.account_sid,
        "From": message.from_,
        "To": message.to,
        "ApiVersion": API_VERSION,
    }
