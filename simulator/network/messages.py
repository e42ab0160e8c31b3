"""Text messages: accepted, sent, delivered."""

from dataclasses import dataclass, field

from simulator.callbacks import Callbacks
from simulator.network.source import new_sid

STEPS = ("sent", "delivered")
BETWEEN_STEPS = 1.0
SEGMENT = 153


@dataclass
class Message:
    """An outgoing text message."""

    account_sid: str
    from_: str
    to: str
    body: str
    created: float
    callback: str = ""
    service_sid: str | None = None
    status: str = "queued"
    updated: float = 0.0
    sent: float | None = None
    sid: str = field(default_factory=lambda: new_sid("SM"))

    @property
    def segments(self) -> int:
        return max(1, -(-len(self.body) // SEGMENT))


async def deliver(message: Message, callbacks: Callbacks) -> None:
    """Carry a message to its end, telling its callback of each step."""
    lane = callbacks.lane(lambda _event, _form: None)
    for status in STEPS:
        await callbacks.clock.sleep(BETWEEN_STEPS)
        message.status = status
        message.updated = callbacks.clock.now()
        message.sent = message.sent or message.updated
        if message.callback:
            form = {
                "MessageSid": message.sid,
                "SmsSid": message.sid,
                "AccountSid": message.account_sid,
                "From": message.from_,
                "To": message.to,
                "MessageStatus": status,
                "SmsStatus": status,
                "ApiVersion": "2010-04-01",
            }
            lane.post(message.callback, "POST", form)
