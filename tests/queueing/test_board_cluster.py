"""The board on a Redis Cluster: the same scripts, the same answers as from one server."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise

import pytest
import redis
from redis.cluster import RedisCluster

from queueing.board import Board
from sapa.redis_address import board_server
from tests.queueing.a_day import HOTLINE, MORNING, NEEDS, POLICY, Day, told
from tests.queueing.fleet import HOST, Node, free_ports, until

SLOTS = 16384
NODES = 3
OPTIONS = ("--cluster-enabled", "yes", "--cluster-node-timeout", "2000", "--save", "")


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Node]]:
    """Three that share the slots and know each other."""
    folder = tmp_path_factory.mktemp("cluster")
    with ExitStack() as running:
        nodes = [
            running.enter_context(Node(folder / str(port), port, *OPTIONS))
            for port in free_ports(NODES)
        ]
        _share(nodes)
        for node in nodes:
            until(lambda node=node: _whole(node), "the cluster is whole")  # type: ignore[misc]
        yield nodes


def _share(nodes: list[Node]) -> None:
    bounds = [SLOTS * i // NODES for i in range(NODES + 1)]
    for number, (node, (low, high)) in enumerate(zip(nodes, pairwise(bounds), strict=True)):
        with node.client as client:
            client.execute_command("CLUSTER", "SET-CONFIG-EPOCH", number + 1)
            client.execute_command("CLUSTER", "ADDSLOTS", *range(low, high))
            client.execute_command("CLUSTER", "MEET", HOST, nodes[0].port)


def _whole(node: Node) -> bool:
    with node.client as client:
        info = client.execute_command("CLUSTER", "INFO")
    told = info if isinstance(info, dict) else dict(line.split(":") for line in info.split())
    return (told["cluster_state"], told["cluster_known_nodes"]) == ("ok", str(NODES))


@pytest.fixture
def cluster(nodes: list[Node]) -> Iterator[RedisCluster]:
    """A client of the empty cluster, which is told of one node and finds the others."""
    for node in nodes:
        with node.client as client:
            client.flushall()
            client.script_flush()
    client = board_server(f"cluster://{HOST}:1,{HOST}:{nodes[0].port}")
    assert isinstance(client, RedisCluster)
    with client:
        yield client


def test_a_day_on_a_cluster_is_a_day_on_one_server(
    cluster: RedisCluster, store: redis.Redis
) -> None:
    here, there = Board(cluster, HOTLINE, POLICY), Board(store, HOTLINE, POLICY)
    for on_cluster, on_one in zip(Day(here, 3).turns(100), Day(there, 3).turns(100), strict=True):
        assert on_cluster == on_one
    assert here.snapshot() == there.snapshot()
    assert told(cluster) == told(store)
    assert {change.kind for change in told(store)} > {"offered", "accepted", "climbed", "missed"}


def test_all_of_a_hotline_is_on_one_node(cluster: RedisCluster, nodes: list[Node]) -> None:
    board = Board(cluster, HOTLINE, POLICY)
    list(Day(board, 4).turns(20))
    assert sorted(_keys(node) > 0 for node in nodes) == [False, False, True]


def _keys(node: Node) -> int:
    with node.client as client:
        return int(client.dbsize())


def test_hotlines_are_spread_over_the_nodes(cluster: RedisCluster, nodes: list[Node]) -> None:
    """Each is one slot, and so may grow on a node of its own."""
    hotlines = [f"hotline{i}" for i in range(20)]
    for hotline in hotlines:
        Board(cluster, hotline, POLICY).join("CA1", NEEDS[0], MORNING, MORNING)
    assert all(_keys(node) > 0 for node in nodes)


def test_a_node_that_forgot_the_scripts_is_taught_them_again(
    cluster: RedisCluster, nodes: list[Node]
) -> None:
    board = Board(cluster, HOTLINE, POLICY)
    board.join("CA1", NEEDS[0], MORNING, MORNING)
    for node in nodes:
        with node.client as client:
            client.script_flush()
    assert board.leave("CA1", MORNING).state == "waiting"
