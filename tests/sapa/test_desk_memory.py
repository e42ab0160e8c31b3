"""What web processes must know of each other's visitors."""

from datetime import timedelta

import redis

from sapa.desk_memory import TRIES, Attempts, SignedOut


def test_too_many_tries_are_refused_in_every_process(redis_url: str) -> None:
    here, there = (Attempts(redis.Redis.from_url(redis_url)) for _ in range(2))
    allowed = [one.allow("login:dewi", 0.0) for one in [here, there] * (TRIES // 2)]
    assert all(allowed)
    assert not here.allow("login:dewi", 0.0)
    assert there.allow("login:budi", 0.0)


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
