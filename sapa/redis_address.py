"""The Redis that an address means: one server, the master that Sentinel finds, or a cluster."""

import re
from urllib.parse import SplitResult, unquote, urlsplit

import redis
from redis.backoff import ExponentialBackoff
from redis.cluster import ClusterNode, RedisCluster
from redis.retry import Retry
from redis.sentinel import Sentinel

from queueing.scripts import Server

ONE_SERVER = r"(rediss?|unix)://.+"
SENTINEL = r"sentinel://(:[^@]*@)?[^/@]+:\d+(,[^/@]+:\d+)*/[\w.-]+"
CLUSTER = r"cluster://(:[^@]*@)?[^/@]+:\d+(,[^/@]+:\d+)*"

CONNECTING = 1.0
"""Seconds to reach a server of a fleet: one that died must not hold up a webhook for long."""
MOST = 300  # connections: more than a web process can have threads


def check(url: str) -> str:
    """`url` where it is understood by `server`; ValueError otherwise."""
    if not re.fullmatch(f"{ONE_SERVER}|{SENTINEL}", url):
        raise ValueError(
            "must start with redis://, rediss:// or unix://, or be such as "
            "sentinel://host:26379,host:26379/service"
        )
    return url


def check_board(url: str) -> str:
    """`url` where it is understood by `board_server`; ValueError otherwise."""
    if re.fullmatch(CLUSTER, url):
        return url
    try:
        return check(url)
    except ValueError as error:
        raise ValueError(f"{error}, or cluster://host:7000,host:7000") from None


def server(url: str) -> redis.Redis:
    """A client that connects when it is first used."""
    parts = urlsplit(url)
    if parts.scheme != "sentinel":
        return redis.Redis.from_url(url, max_connections=MOST)
    sentinel = Sentinel(_hosts(parts), sentinel_kwargs={"socket_timeout": CONNECTING})  # type: ignore[no-untyped-call]
    found = sentinel.master_for(  # type: ignore[no-untyped-call]
        parts.path.strip("/"),
        password=_password(parts),
        socket_connect_timeout=CONNECTING,
        max_connections=MOST,
        retry=Retry(ExponentialBackoff(cap=1.0, base=0.05), 6),
    )
    assert isinstance(found, redis.Redis)  # noqa: S101 - narrows the type
    return found


def board_server(url: str) -> Server:
    """The same; a cluster is asked at once where its slots are."""
    parts = urlsplit(url)
    if parts.scheme != "cluster":
        return server(url)
    nodes = [ClusterNode(*host) for host in _hosts(parts)]  # type: ignore[no-untyped-call]
    return RedisCluster(
        startup_nodes=nodes,
        password=_password(parts),
        socket_connect_timeout=CONNECTING,
    )


def _hosts(parts: SplitResult) -> list[tuple[str, int]]:
    named = (host.rpartition(":") for host in parts.netloc.rpartition("@")[2].split(","))
    return [(host, int(port)) for host, _, port in named]


def _password(parts: SplitResult) -> str | None:
    secret = parts.netloc.rpartition("@")[0].removeprefix(":")
    return unquote(secret) or None
