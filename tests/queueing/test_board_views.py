"""What the pages and the records read: snapshot, positions, and the stream of changes."""

import threading

import pytest
import redis

from queueing.board import Board
from queueing.changes import Changes, Gap
from queueing.model import Agent, AgentState, CallState, Need
from queueing.policy import Policy
from queueing.results import AgentEntry, CallEntry, Change, Kind

NOW = 1000.0
NEED = Need("id", "billing", level=2, owner="sari")


@pytest.fixture
def changes(store: redis.Redis) -> Changes:
    return Changes(store, "test")


def kinds(changes: list[Change]) -> list[Kind]:
    return [change.kind for change in changes]


def test_a_snapshot_holds_everybody(board: Board) -> None:
    board.join("CA1", NEED, NOW - 0.123456, NOW)
    board.ready(Agent("budi", ("id",)), NOW + 1, NOW + 900, 10)
    snapshot = board.snapshot()
    assert snapshot.calls == (
        CallEntry(
            "CA1", CallState.WAITING, NOW, NEED, NOW - 0.123456, 0, ("billing.id.2",), None, None, None
        ),
    )  # fmt: skip
    assert snapshot.agents == (
        AgentEntry("budi", AgentState.IDLE, NOW + 1, None, NOW + 900, None, leaving=False),
    )


def test_an_empty_board_is_an_empty_snapshot(board: Board, changes: Changes) -> None:
    snapshot = board.snapshot()
    assert (snapshot.calls, snapshot.agents) == ((), ())
    assert changes.read(snapshot.cursor) == []


def test_the_mark_tells_another_board_from_one_that_went_on(
    board: Board, store: redis.Redis
) -> None:
    assert board.mark() is None
    board.join("CA1", Need("id"), NOW, NOW)
    first = board.mark()
    board.join("CA2", Need("id"), NOW + 1, NOW + 1)
    second = board.mark()
    assert first is not None
    assert second == (first[0], first[1] + 1)
    store.flushall()
    assert board.mark() is None
    board.join("CA1", Need("id"), NOW, NOW + 2)
    assert board.mark() != first


def test_a_snapshots_cursor_continues_with_what_came_after(board: Board, changes: Changes) -> None:
    board.join("CA1", Need("id"), NOW, NOW)
    cursor = board.snapshot().cursor
    assert changes.read(cursor) == []
    board.ready(Agent("budi", ("id",)), NOW + 1, NOW + 900, 10)
    after = changes.read(cursor)
    assert kinds(after) == [Kind.READY, Kind.OFFERED]
    assert (after[1].call, after[1].agent, after[1].at) == ("CA1", "budi", NOW + 1)
    assert changes.read(after[-1].id) == []


def test_a_reader_is_woken_by_a_change(board: Board, changes: Changes) -> None:
    cursor = board.snapshot().cursor
    heard: list[Change] = []
    reader = threading.Thread(target=lambda: heard.extend(changes.read(cursor, block_ms=30_000)))
    reader.start()
    board.join("CA1", Need("id"), NOW, NOW)
    reader.join(timeout=30)
    assert kinds(heard) == [Kind.JOINED]


def test_a_reader_who_waits_in_vain_hears_nothing(board: Board, changes: Changes) -> None:
    board.join("CA1", Need("id"), NOW, NOW)
    assert changes.read(board.snapshot().cursor, block_ms=1) == []


def test_a_reader_too_far_behind_is_told(store: redis.Redis, changes: Changes) -> None:
    board = Board(store, "test", Policy(stream_cap=100))
    cursor = board.snapshot().cursor
    for i in range(300):
        board.join(f"CA{i}", Need("id"), NOW, NOW)
    with pytest.raises(Gap):
        changes.read(cursor)


def test_a_reader_of_a_board_that_was_emptied_is_told(
    store: redis.Redis, board: Board, changes: Changes
) -> None:
    board.join("CA1", Need("id"), NOW, NOW)
    cursor = board.snapshot().cursor
    store.flushall()
    with pytest.raises(Gap):
        changes.read(cursor)
    for i in range(3):
        board.join(f"CA{i}", Need("id"), NOW + 1, NOW + 1)
    with pytest.raises(Gap):
        changes.read(cursor)


def test_position_counts_whoever_is_ahead_in_any_line(board: Board) -> None:
    board.join("boss", Need("id", supervisor=True), NOW - 9, NOW)
    board.join("both", Need("id", "billing"), NOW - 8, NOW, climbed=3)
    board.join("third", Need("id", "billing"), NOW, NOW, climbed=3)
    board.join("last", Need("id", "billing"), NOW, NOW)
    assert [board.position(call) for call in ("both", "third", "boss", "last")] == [1, 2, 3, 3]
    assert board.position("nobody") is None


def test_who_is_offered_has_no_position(board: Board) -> None:
    board.ready(Agent("budi", ("id",)), NOW, NOW + 900, 10)
    board.join("CA1", Need("id"), NOW, NOW)
    assert board.position("CA1") is None


def test_ids_for_reconciliation(board: Board) -> None:
    board.ready(Agent("budi", ("id",)), NOW, NOW + 900, 10)
    for call in ("CA1", "CA2"):
        board.join(call, Need("id"), NOW, NOW)
    assert board.calls() == ["CA1", "CA2"]
    assert board.waiting_calls() == ["CA2"]
    assert board.agents() == ["budi"]


def test_strangers_have_no_state(board: Board) -> None:
    assert board.call_state("CA1") is None
    assert board.agent_state("budi") is None
    assert board.offer_of("CA1") is None
    assert board.leave("CA1", NOW).state is None


def test_a_client_that_decodes_sees_the_same(
    redis_socket: str, board: Board, changes: Changes
) -> None:
    board.join("CA1", NEED, NOW, NOW)
    board.ready(Agent("budi", ("id",)), NOW, NOW + 900, 10)
    with redis.Redis(unix_socket_path=redis_socket, decode_responses=True) as client:
        other = Board(client, "test", Policy())
        assert other.snapshot() == board.snapshot()
        assert (other.calls(), other.agents()) == (board.calls(), board.agents())
        assert other.call_state("CA1") == board.call_state("CA1")
        assert Changes(client, "test").read("0-0") == changes.read("0-0")


@pytest.mark.parametrize("bad", ["", "CA 1", "CA1\n"])
def test_ids_that_cannot_be_are_refused(board: Board, bad: str) -> None:
    with pytest.raises(ValueError, match="white space"):
        board.join(bad, Need("id"), NOW, NOW)
    with pytest.raises(ValueError, match="white space"):
        Agent(bad, ("id",))


@pytest.mark.parametrize(
    "bad",
    [
        {"language": "i.d"}, {"language": "id", "skill": "agent"}, {"language": "id", "skill": ""},
        {"language": "id", "level": 0}, {"language": "id", "level": 6}, {"language": "id", "owner": " "},
    ],
)  # fmt: skip
def test_needs_that_cannot_be_are_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"got|cannot be"):
        Need(**bad)  # type: ignore[arg-type]
