"""All processes together place no more calls than the account may."""

from dataclasses import dataclass, field

import redis

from sapa.pace import AccountPace


@dataclass
class Frozen:
    """A clock that stands still and remembers how long it was waited for."""

    at: float = 1000.0
    waited: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.at

    def real_seconds(self, seconds: float) -> float:
        self.waited.append(round(seconds, 3))
        return 0.0


def test_calls_at_once_are_spread_over_time_whoever_places_them(redis_url: str) -> None:
    clock = Frozen()
    servers = [redis.Redis.from_url(redis_url) for _ in range(2)]
    for server in (*servers, *servers):
        AccountPace(server, clock, 2.0).wait()
    assert clock.waited == [0.0, 0.5, 1.0, 1.5]


def test_after_a_rest_nobody_waits(redis_url: str) -> None:
    clock = Frozen()
    pace = AccountPace(redis.Redis.from_url(redis_url), clock, 1.0)
    pace.wait()
    clock.at += 60
    pace.wait()
    assert clock.waited == [0.0, 0.0]
