"""The account's telephone numbers and its application, and what is configured for them."""

import asyncio
from dataclasses import dataclass, field

from simulator.clock import Clock
from simulator.network.source import new_sid


@dataclass
class Configured:
    """Where calls go; without `voice_url` they lead nowhere."""

    created: float
    updated: float
    friendly_name: str
    voice_url: str = ""
    voice_method: str = "POST"
    voice_fallback_url: str = ""
    voice_fallback_method: str = "POST"
    status_callback: str = ""
    status_callback_method: str = "POST"
    configured: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Number(Configured):
    """An owned number; without `sms_url` nobody takes its text messages."""

    phone_number: str = ""
    sms_url: str = ""
    sms_method: str = "POST"
    sid: str = field(default_factory=lambda: new_sid("PN"))


@dataclass
class Application(Configured):
    """Where telephones in pages phone."""

    sid: str = ""


class Numbers:
    """All numbers, by the number itself."""

    def __init__(self, phone_numbers: tuple[str, ...], clock: Clock) -> None:
        now = clock.now()
        self.owned = {n: Number(now, now, n, phone_number=n) for n in phone_numbers}

    def by_sid(self, sid: str) -> Number | None:
        return next((number for number in self.owned.values() if number.sid == sid), None)
