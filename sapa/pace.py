"""How fast an account may place calls: all processes together keep to one rate."""

import time
from typing import Protocol

import redis

KEY = "sapa:pace"
_SCRIPT = """
local free = tonumber(redis.call('GET', KEYS[1]) or '0')
local now, gap = tonumber(ARGV[1]), tonumber(ARGV[2])
local start = math.max(now, free)
redis.call('SET', KEYS[1], string.format('%.6f', start + gap))
return string.format('%.6f', start - now)
"""


class Clock(Protocol):
    """The product's clock, which may run faster than life."""

    def now(self) -> float: ...

    def real_seconds(self, seconds: float) -> float: ...


class AccountPace:
    """Each call takes the account's next free moment; moments are `1 / per_second` apart."""

    def __init__(self, server: redis.Redis, clock: Clock, per_second: float) -> None:
        self._take = server.register_script(_SCRIPT)
        self._clock = clock
        self._gap = 1 / per_second

    def wait(self) -> None:
        """Return when the moment has come that was taken."""
        seconds = float(self._take(keys=[KEY], args=[self._clock.now(), self._gap]))
        time.sleep(self._clock.real_seconds(seconds))


class Once:
    """Says who was first, across all processes."""

    def __init__(self, server: redis.Redis) -> None:
        self._server = server

    def first(self, what: str, seconds: float) -> bool:
        """Whether nobody has said `what` in the last `seconds` real seconds."""
        return bool(self._server.set(f"sapa:once:{what}", "1", nx=True, px=int(seconds * 1000)))
