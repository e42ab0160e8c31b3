"""The board through a Sentinel failover: the day goes on where it was."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import redis

from queueing.board import Board
from queueing.model import CallState
from sapa.redis_address import server
from tests.queueing.a_day import HOTLINE, MORNING, NEEDS, POLICY, Day, told
from tests.queueing.fleet import HOST, Node, free_ports, until

SERVICE = "board"
SENTINELS, QUORUM = 3, 2
DAY, NOON = 160, 200  # turns, answers


@dataclass(frozen=True)
class Fleet:
    """A master, its replica, and the sentinels that watch them."""

    master: Node
    replica: Node
    sentinels: list[Node]

    @property
    def addresses(self) -> str:
        return ",".join(f"{HOST}:{sentinel.port}" for sentinel in self.sentinels)

    def handed_over(self) -> bool:
        """Whether the replica leads, and everybody knows it."""
        heirs = {_leader(sentinel) for sentinel in self.sentinels}
        return heirs == {self.replica.port} and _role(self.replica) == "master"

    def caught_up(self) -> bool:
        """Whether the replica has all that the master has."""
        with self.master.client as client:
            return bool(client.wait(1, 0) == 1)


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[Fleet]:
    first, second, *watching = free_ports(2 + SENTINELS)
    with ExitStack() as running:
        master = running.enter_context(Node(tmp_path / "1", first, "--save", ""))
        follow = ("--replicaof", HOST, str(first), "--save", "", "--repl-diskless-sync", "yes")
        replica = running.enter_context(
            Node(tmp_path / "2", second, *follow, "--repl-diskless-sync-delay", "0")
        )
        until(lambda: _in_step(replica), "the replica follows")
        sentinels = [
            running.enter_context(_sentinel(tmp_path / f"s{port}", port, first))
            for port in watching
        ]
        for sentinel in sentinels:
            until(lambda s=sentinel: _knows_all(s), "the sentinels know each other")  # type: ignore[misc]
        yield Fleet(master, replica, sentinels)


def _sentinel(folder: Path, port: int, master: int) -> Node:
    folder.mkdir()
    file = folder / "sentinel.conf"
    file.write_text(
        f"sentinel monitor {SERVICE} {HOST} {master} {QUORUM}\n"
        f"sentinel down-after-milliseconds {SERVICE} 1000\n"
        f"sentinel failover-timeout {SERVICE} 10000\n"
    )
    return Node(folder, port, str(file), "--sentinel")


def _role(node: Node) -> str:
    with node.client as client:
        return str(client.info("replication")["role"])


def _leader(sentinel: Node) -> int:
    with sentinel.client as client:
        return int(client.sentinel_masters()[SERVICE]["port"])


def _in_step(replica: Node) -> bool:
    with replica.client as client:
        return bool(client.info("replication")["master_link_status"] == "up")


def _knows_all(sentinel: Node) -> bool:
    with sentinel.client as client:
        seen = client.sentinel_masters()[SERVICE]
    return (seen["num-other-sentinels"], seen["num-slaves"]) == (SENTINELS - 1, 1)


@pytest.fixture
def client(fleet: Fleet) -> Iterator[redis.Redis]:
    """Of whichever server leads."""
    with server(f"sentinel://{fleet.addresses}/{SERVICE}") as client:
        yield client


def test_a_day_whose_master_dies_is_a_day_without(
    fleet: Fleet, client: redis.Redis, store: redis.Redis
) -> None:
    """The same answers as from a server that has no trouble: nobody is lost or overtaken."""
    here, there = Board(client, HOTLINE, POLICY), Board(store, HOTLINE, POLICY)
    here_turns, there_turns = Day(here, 5).turns(DAY), Day(there, 5).turns(DAY)
    for turn, (answer, right) in enumerate(zip(here_turns, there_turns, strict=True)):
        assert answer == right
        before = here.snapshot()
        if turn > NOON and {entry.state for entry in before.calls} == set(CallState):
            break
    else:
        raise AssertionError("at no time is there a call in every state")
    until(fleet.caught_up, "the replica has everything")
    fleet.master.kill()
    until(fleet.handed_over, "the replica leads")
    assert here.snapshot() == before
    assert list(here_turns) == list(there_turns)
    assert told(client) == told(store)


def test_the_board_waits_for_the_new_master(fleet: Fleet, client: redis.Redis) -> None:
    """A verb that comes while nobody leads is done when somebody does."""
    board = Board(client, HOTLINE, POLICY)
    board.join("CA1", NEEDS[0], MORNING, MORNING)
    until(fleet.caught_up, "the replica has everything")
    fleet.master.kill()
    until(lambda: _served(board), "the board answers again")
    assert board.waiting_calls() == ["CA1", "CA2"]


def _served(board: Board) -> bool:
    return board.join("CA2", NEEDS[0], MORNING + 1, MORNING + 1) is None
