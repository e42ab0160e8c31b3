"""A board that was emptied is built again from what the records know."""

import random

import pytest
import redis

from queueing.board import Board
from queueing.model import Act, Agent, AgentState, CallState, Need, Offer, Rung, Talk
from queueing.policy import Policy
from queueing.results import AgentEntry, CallEntry

NOW = 1000.0
NEED = Need("id", "billing", level=2)
POLICY = Policy(
    ladder=(Rung(5, Act.WIDEN), Rung(20, Act.RAISE), Rung(60, Act.SUPERVISOR)),
    ladders={"repair": (Rung(10, Act.SUPERVISOR), Rung(20, Act.RAISE))},
)
SARI = Agent("sari", ("id",), {"billing": 3})


def ready(board: Board, who: Agent, now: float = NOW) -> Offer | None:
    return board.ready(who, now, NOW + 900, 10)


def talk(call: str = "CA1", who: Agent = SARI) -> Talk:
    return Talk(call, NEED, NOW - 60, who, f"talk-{call}", NOW - 40, climbed=1)


def resume(board: Board, going_on: Talk, now: float = NOW) -> list[tuple[str, str]]:
    return [(made.call, made.agent) for made in board.resume(going_on, now, NOW + 900, 10)]


def a_busy_day(board: Board) -> dict[str, Agent]:
    """Forty callers in random order, twelve agents, and rungs climbed by some."""
    chance = random.Random(11)
    crew = {
        name: Agent(name, ("id", "en"), {chance.choice(("billing", "repair")): 4}, name == "agent1")
        for name in (f"agent{i}" for i in range(12))
    }
    arrivals = [NOW + i // 2 for i in range(40)]  # two at a time
    for i, arrived in enumerate(arrivals):
        need = Need("id", chance.choice(("billing", "repair")), chance.randint(1, 5))
        board.join(f"CA{i:02}", need, arrived, arrived)
    for who in crew.values():
        if offer := ready(board, who, NOW + 30):
            board.accept(offer.call, offer.agent, offer.token, NOW + 31)
    while board.tick(NOW + 35).more:
        pass
    return crew


def known_to_records(entry: CallEntry) -> tuple[object, ...]:
    since = entry.since if entry.state is CallState.TALKING else None
    return (
        entry.call, entry.state, entry.need, entry.arrived, entry.climbed, entry.lines,
        entry.agent, entry.token, since,
    )  # fmt: skip


def with_callers(agents: tuple[AgentEntry, ...]) -> set[tuple[str, str | None, float]]:
    return {(entry.agent, entry.call, entry.since) for entry in agents if entry.call}


def test_a_rebuilt_board_is_the_board_before(store: redis.Redis) -> None:
    before, after = Board(store, "before", POLICY), Board(store, "after", POLICY)
    crew, now = a_busy_day(before), NOW + 36
    kept = before.snapshot()
    for entry in kept.calls:
        if entry.state is CallState.TALKING:
            who = crew[entry.agent or ""]
            going_on = Talk(
                entry.call, entry.need, entry.arrived, who, entry.token or "", entry.since, entry.climbed
            )  # fmt: skip
            assert after.resume(going_on, now, NOW + 900, 10) == ()
    for entry in kept.calls:
        if entry.state is CallState.WAITING:
            after.join(entry.call, entry.need, entry.arrived, now, entry.climbed)
    rebuilt = after.snapshot()

    assert {entry.state for entry in kept.calls} == {CallState.TALKING, CallState.WAITING}
    assert len({entry.climbed for entry in kept.calls}) > 1
    assert list(map(known_to_records, rebuilt.calls)) == list(map(known_to_records, kept.calls))
    assert with_callers(rebuilt.agents) == with_callers(kept.agents)
    places = [(before.position(call), after.position(call)) for call in before.waiting_calls()]
    assert all(old == new for old, new in places)


def test_after_both_boards_serve_in_the_same_order(store: redis.Redis) -> None:
    before, after = Board(store, "before", POLICY), Board(store, "after", POLICY)
    a_busy_day(before)
    for entry in before.snapshot().calls:
        if entry.state is CallState.WAITING:
            after.join(entry.call, entry.need, entry.arrived, NOW + 36, entry.climbed)
    served = []
    for i in range(len(after.calls())):
        who = Agent(f"new{i}", ("id",), {"billing": 5, "repair": 5})
        served.append([ready(board, who, NOW + 40) for board in (before, after)])
    calls = [[offer.call if offer else "" for offer in pair] for pair in served]
    assert all(old == new != "" for old, new in calls)


def test_a_resumed_talk_goes_on_as_if_nothing_had_been(board: Board) -> None:
    assert resume(board, talk()) == []
    assert board.call_state("CA1") is CallState.TALKING
    assert board.agent_state("sari") is AgentState.TALKING
    board.tick(NOW + 500)
    left = board.leave("CA1", NOW + 500)
    assert (left.state, left.agent, left.token) == (CallState.TALKING, "sari", "talk-CA1")
    assert board.agent_state("sari") is AgentState.WRAP_UP


def test_back_in_line_from_a_resumed_talk_the_old_place_and_rungs_are_kept(board: Board) -> None:
    resume(board, talk())
    board.join("CA2", NEED, NOW - 50, NOW, climbed=1)
    board.rejoin("CA1", NOW, token="talk-CA1")
    assert [board.position(call) for call in ("CA1", "CA2")] == [1, 2]
    assert [entry.climbed for entry in board.snapshot().calls] == [1, 1]


def test_the_agent_of_a_resumed_talk_is_taken_from_where_they_stood(board: Board) -> None:
    ready(board, SARI)
    resume(board, talk())
    assert board.join("CA2", NEED, NOW, NOW) is None


def test_a_call_offered_to_an_agent_who_talks_goes_to_the_next(board: Board) -> None:
    board.join("CA2", NEED, NOW, NOW)
    ready(board, SARI)
    ready(board, Agent("budi", ("id",), {"billing": 2}))
    assert resume(board, talk()) == [("CA2", "budi")]


@pytest.mark.parametrize("unknown", [talk("CA1", Agent("budi", ("id",))), talk("CA2")])
def test_nobody_is_booked_twice(board: Board, unknown: Talk) -> None:
    resume(board, talk())
    before = board.snapshot()
    assert resume(board, unknown) == []
    assert board.snapshot() == before


@pytest.mark.parametrize(("call", "token"), [("CA 1", "t"), ("CA1", "")])
def test_ids_that_cannot_be_are_refused(call: str, token: str) -> None:
    with pytest.raises(ValueError, match="white space"):
        Talk(call, NEED, NOW, SARI, token, NOW)
