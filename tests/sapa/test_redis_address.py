"""Addresses of Redis: which are understood, and what they mean."""

import pytest
from redis.sentinel import SentinelConnectionPool

from sapa import redis_address

UNDERSTOOD = [
    "redis://h:6379/1",
    "rediss://:secret@h",
    "unix:///run/redis.sock",
    "sentinel://a:26379/board",
    "sentinel://:s3cr,et@a:26379,b:26380/my.board-1",
]
CLUSTERS = ["cluster://a:7000", "cluster://:secret@a:7000,b:7001"]


@pytest.mark.parametrize("url", UNDERSTOOD)
def test_an_address_that_is_understood(url: str) -> None:
    assert redis_address.check(url) == url
    assert redis_address.check_board(url) == url


@pytest.mark.parametrize("url", CLUSTERS)
def test_only_the_board_can_be_on_a_cluster(url: str) -> None:
    assert redis_address.check_board(url) == url
    with pytest.raises(ValueError, match="must start with redis://"):
        redis_address.check(url)


@pytest.mark.parametrize(
    "url", ["http://h", "redis://", "sentinel://a:26379", "sentinel://a/board", "cluster://a", ""]
)
def test_an_address_that_is_not(url: str) -> None:
    with pytest.raises(ValueError, match="or cluster://host:7000,host:7000"):
        redis_address.check_board(url)


def test_a_password_is_meant_for_the_servers() -> None:
    with redis_address.server("sentinel://:s3cr%40t@a:26379,b:26380/board") as client:
        pool = client.connection_pool
        assert isinstance(pool, SentinelConnectionPool)
        assert pool.connection_kwargs["password"] == "s3cr@t"
        assert pool.service_name == "board"
        sentinels = pool.sentinel_manager.sentinels
        told = [sentinel.connection_pool.connection_kwargs for sentinel in sentinels]
        assert [(at["host"], at["port"]) for at in told] == [("a", 26379), ("b", 26380)]
