"""Who is offered to whom."""

import pytest
import redis

from queueing.board import Board
from queueing.model import Agent, AgentState, CallState, Need, Offer
from queueing.policy import Policy

NOW = 1000.0
BILLING = Need("id", "billing")


def agent(name: str, *languages: str, supervisor: bool = False, **skills: int) -> Agent:
    return Agent(name, languages or ("id",), skills, supervisor)


def ready(board: Board, who: Agent, now: float = NOW) -> Offer | None:
    return board.ready(who, now, now + 1000, 10)


def pair(offer: Offer | None) -> tuple[str, str] | None:
    return (offer.call, offer.agent) if offer else None


def test_a_call_waits_until_an_agent_who_serves_it_is_ready(board: Board) -> None:
    assert board.join("CA1", BILLING, NOW, NOW) is None
    offer = ready(board, agent("sari", billing=1))
    assert offer == Offer("CA1", "sari", offer.token if offer else "", NOW + 10)
    assert board.offer_of("CA1") == offer
    assert board.agent_state("sari") is AgentState.OFFERED
    assert board.call_state("CA1") is CallState.OFFERED


def test_a_ready_agent_is_offered_a_call_the_moment_it_joins(board: Board) -> None:
    ready(board, agent("sari", billing=1))
    assert pair(board.join("CA1", BILLING, NOW, NOW + 1)) == ("CA1", "sari")
    assert board.join("CA2", BILLING, NOW, NOW + 1) is None


@pytest.mark.parametrize(
    ("need", "who"),
    [
        (Need("id", "billing", level=3), agent("sari", billing=2)),
        (Need("en", "billing"), agent("sari", "id", billing=5)),
        (Need("id", "repair"), agent("sari", billing=5)),
        (Need("id", supervisor=True), agent("sari", billing=5)),
        (Need("id", "billing", supervisor=True), agent("sari", billing=5)),
    ],
)
def test_an_agent_without_what_is_needed_is_not_asked(board: Board, need: Need, who: Agent) -> None:
    board.join("CA1", need, NOW, NOW)
    assert ready(board, who) is None


@pytest.mark.parametrize(
    ("need", "who"),
    [
        (Need("id", "billing", level=3), agent("sari", billing=3)),
        (Need("en", "billing"), agent("sari", "id", "en", billing=1)),
        (Need("id"), agent("sari")),
        (Need("id", supervisor=True), agent("sari", supervisor=True)),
    ],
)
def test_an_agent_with_what_is_needed_is_asked(board: Board, need: Need, who: Agent) -> None:
    board.join("CA1", need, NOW, NOW)
    assert pair(ready(board, who)) == ("CA1", "sari")


def test_first_come_first_served_even_within_one_instant(board: Board) -> None:
    for i in range(12):
        board.join(f"CA{12 - i}", BILLING, NOW, NOW)
    order = [pair(ready(board, agent(f"a{i}", billing=1))) for i in range(12)]
    assert order == [(f"CA{12 - i}", f"a{i}") for i in range(12)]


def test_an_earlier_arrival_goes_first_though_it_joined_later(board: Board) -> None:
    board.join("CA1", BILLING, NOW, NOW)
    board.join("CA2", BILLING, NOW - 30, NOW)
    assert pair(ready(board, agent("sari", billing=1))) == ("CA2", "sari")


def test_changed_skills_act_at_once(board: Board) -> None:
    board.join("CA1", BILLING, NOW, NOW)
    assert ready(board, agent("sari", repair=1)) is None
    assert pair(ready(board, agent("sari", billing=1))) == ("CA1", "sari")


def test_lost_skills_act_at_once(board: Board) -> None:
    ready(board, agent("sari", billing=1))
    ready(board, agent("sari", repair=1))
    assert board.join("CA1", BILLING, NOW, NOW) is None


def test_whoever_knows_the_case_is_waited_for(board: Board) -> None:
    ready(board, agent("sari", billing=1))
    offer = board.join("CA1", BILLING, NOW, NOW)
    assert offer
    board.accept("CA1", "sari", offer.token, NOW)
    ready(board, agent("budi", billing=5))
    assert board.join("CA2", Need("id", "billing", owner="sari"), NOW, NOW) is None
    board.leave("CA1", NOW + 5)
    assert pair(board.finish("sari", NOW + 6)) == ("CA2", "sari")


def test_patience_for_the_owner_ends(store: redis.Redis) -> None:
    board = Board(store, "patient", Policy(owner_patience=25))
    ready(board, agent("sari", billing=1))
    offer = board.join("CA1", BILLING, NOW, NOW)
    assert offer
    board.accept("CA1", "sari", offer.token, NOW)
    board.join("CA2", Need("id", "billing", owner="sari"), NOW, NOW)
    ready(board, agent("budi", billing=1))
    assert board.tick(NOW + 24).offers == ()
    assert [pair(made) for made in board.tick(NOW + 25).offers] == [("CA2", "budi")]


def test_the_owner_is_taken_whatever_else_is_needed(board: Board) -> None:
    ready(board, agent("sari", "en"))
    offer = board.join("CA1", Need("id", "billing", level=4, owner="sari"), NOW, NOW)
    assert pair(offer) == ("CA1", "sari")


def test_an_owner_who_is_not_here_is_not_waited_for(board: Board) -> None:
    ready(board, agent("budi", billing=1))
    offer = board.join("CA1", Need("id", "billing", owner="sari"), NOW, NOW)
    assert pair(offer) == ("CA1", "budi")


def test_an_owner_who_leaves_lets_their_callers_go_with_the_next_tick(board: Board) -> None:
    ready(board, agent("sari", billing=1))
    offer = board.join("CA1", BILLING, NOW, NOW)
    assert offer
    board.accept("CA1", "sari", offer.token, NOW)
    board.join("CA2", Need("id", "billing", owner="sari"), NOW, NOW)
    ready(board, agent("budi", billing=1))
    board.rejoin("CA1", NOW + 1, agent_lost=True)
    assert {pair(made) for made in board.tick(NOW + 1).offers} <= {("CA2", "budi"), ("CA1", "budi")}
    waiting = {entry.call: entry.lines for entry in board.snapshot().calls if entry.lines}
    assert set(waiting.values()) == {("billing.id.1",)}


def test_who_is_on_call_takes_only_who_needs_a_supervisor_and_their_own_cases(
    board: Board,
) -> None:
    """Even with skills: they are at home, and are not rung for what can wait for the desk."""
    board.join("CA1", BILLING, NOW, NOW)
    board.join("CA2", Need("id"), NOW, NOW)
    ketut = Agent("ketut", ("id",), {"billing": 5}, on_call=True)
    assert ready(board, ketut) is None
    assert pair(board.join("CA3", Need("id", supervisor=True), NOW, NOW)) == ("CA3", "ketut")
    board.leave("CA3", NOW)
    assert pair(board.join("CA4", Need("id", "billing", owner="ketut"), NOW, NOW)) is not None


def test_a_bonus_counts_as_having_arrived_earlier(board: Board) -> None:
    board.join("CA1", BILLING, NOW - 20, NOW)
    board.join("CA2", BILLING, NOW, NOW, bonus=30)
    assert pair(ready(board, agent("sari", billing=1))) == ("CA2", "sari")
    assert [entry.arrived for entry in board.snapshot().calls] == [NOW - 20, NOW]
