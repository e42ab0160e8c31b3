"""The account's telephone numbers and what is configured for them."""

import asyncio
from dataclasses import dataclass, field

from simulator.clock import Clock
from simulator.network.source import new_sid


@dataclass
class Number:
    """An owned number; without `voice_url` its calls lead nowhere."""

    phone_number: str
    created: float
    updated: float
    friendly_name: str
    sid: str = field(default_factory=lambda: new_sid("PN"))
    voice_url: str = ""
    voice_method: str = "POST"
    voice_fallback_url: str = ""
    voice_fallback_method: str = "POST"
    status_callback: str = ""
    status_callback_method: str = "POST"
    configured: asyncio.Event = field(default_factory=asyncio.Event)


class Numbers:
    """All numbers, by the number itself."""

    def __init__(self, phone_numbers: tuple[str, ...], clock: Clock) -> None:
        now = clock.now()
        self.owned = {n: Number(n, now, now, n) for n in phone_numbers}

    def by_sid(self, sid: str) -> Number | None:
        return next((number for number in self.owned.values() if number.sid == sid), None)
