"""What web processes must know of each other's visitors."""

from datetime import timedelta

import redis

from desk.memory import USUAL, Limit
from sapa.desk_memory import Attempts, SignedOut


def test_too_many_tries_are_refused_in_every_process(redis_url: str) -> None:
    here, there = (Attempts(redis.Redis.from_url(redis_url)) for _ in range(2))
    allowed = [one.allow("login:dewi", 0.0) for one in [here, there] * (USUAL.most // 2)]
    assert all(allowed)
    assert not here.allow("login:dewi", 0.0)
    assert there.allow("login:budi", 0.0)


def test_a_try_that_succeeded_was_none(redis_url: str) -> None:
    server, once = redis.Redis.from_url(redis_url), Limit(1, 60)
    attempts = Attempts(server)
    assert attempts.allow("login:ayu", 0.0, once)
    attempts.forgive("login:ayu")
    assert attempts.allow("login:ayu", 0.0, once)
    assert not attempts.allow("login:ayu", 0.0, once)


def test_forgiving_what_nobody_counted_leaves_nothing_behind(redis_url: str) -> None:
    server = redis.Redis.from_url(redis_url)
    before = server.dbsize()
    Attempts(server).forgive("login:gede")
    assert server.dbsize() == before


def test_tries_are_forgotten_when_their_time_is_over(redis_url: str) -> None:
    server = redis.Redis.from_url(redis_url)
    Attempts(server).allow("login:komang", 0.0, Limit(1, 60))
    assert all(0 < server.pttl(key) <= 300_000 for key in server.scan_iter("sapa:attempts:*"))


def test_no_login_stands_in_redis(redis_url: str) -> None:
    server = redis.Redis.from_url(redis_url)
    Attempts(server).allow("login:dewi", 0.0)
    assert not any(b"dewi" in key for key in server.scan_iter())


def test_who_signed_out_is_out_everywhere(redis_url: str) -> None:
    server = redis.Redis.from_url(redis_url)
    here, there = (SignedOut(server, timedelta(hours=1)) for _ in range(2))
    here.add("abc")
    assert "abc" in there
    assert "def" not in there
