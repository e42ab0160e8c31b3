"""What supervisors do with those who wait: one is moved up, one is given to an agent."""

from dataclasses import replace

import pytest
import redis

from queueing.board import Board
from queueing.changes import Changes
from queueing.errors import NotWaiting, UnknownAgent, UnknownCall
from queueing.model import Act, Agent, AgentState, CallState, Cause, Need, Offer, Rung
from queueing.policy import Policy
from queueing.results import CallEntry, Change, Kind

NOW = 1000.0
BILLING = Need("id", "billing", level=3)
SARI = Agent("sari", ("id",), {"billing": 4})


def ready(board: Board, who: Agent = SARI, now: float = NOW) -> Offer | None:
    return board.ready(who, now, now + 900, 10)


def entry(board: Board, call: str) -> CallEntry:
    return next(entry for entry in board.snapshot().calls if entry.call == call)


def told(store: redis.Redis, kind: Kind) -> list[Change]:
    return [change for change in Changes(store, "test").read("0-0") if change.kind is kind]


def in_line(board: Board, *needs: Need) -> None:
    """CA0, CA1... a second apart."""
    for i, need in enumerate(needs):
        board.join(f"CA{i}", need, NOW + i, NOW + i)


def taken(board: Board, who: Agent) -> str | None:
    offer = ready(board, who, NOW + 9)
    return offer.call if offer else None


# Moved up


def test_who_is_moved_up_is_the_next(board: Board) -> None:
    in_line(board, BILLING, BILLING, BILLING)
    assert board.move_up("CA2", NOW + 3) is None
    assert [board.position(f"CA{i}") for i in range(3)] == [2, 3, 1]
    assert taken(board, SARI) == "CA2"


def test_who_is_moved_up_goes_before_every_level_of_their_skill(board: Board) -> None:
    in_line(board, Need("id", "billing", level=1), Need("id", "billing", level=5), BILLING)
    board.move_up("CA2", NOW + 3)
    assert taken(board, Agent("budi", ("id",), {"billing": 5})) == "CA2"


def test_who_is_moved_up_goes_first_in_both_of_their_lines(board: Board) -> None:
    board.join("boss", Need("id", supervisor=True), NOW - 200, NOW)
    board.join("early", BILLING, NOW - 100, NOW, climbed=3)
    board.join("late", BILLING, NOW, NOW, climbed=3)
    board.move_up("late", NOW + 1)
    assert board.position("late") == 1
    assert board.supervised() == ("late", "boss", "early")


def test_who_waits_for_an_agent_alone_is_first_also_when_let_go(board: Board) -> None:
    ready(board)
    board.join("CA1", BILLING, NOW, NOW)
    board.join("CA2", BILLING, NOW, NOW)
    board.join("CA3", Need("id", "billing", owner="sari"), NOW + 1, NOW + 1)
    board.move_up("CA3", NOW + 2)
    board.retire("sari", NOW + 3)
    board.tick(NOW + 3)
    assert board.position("CA3") == 1


def test_the_last_who_is_moved_up_is_the_first(board: Board) -> None:
    in_line(board, BILLING, BILLING, BILLING)
    board.move_up("CA1", NOW + 3)
    board.move_up("CA2", NOW + 3)
    assert [board.position(f"CA{i}") for i in range(3)] == [3, 2, 1]


def test_who_is_first_already_stays_and_nothing_is_told(board: Board) -> None:
    in_line(board, BILLING, BILLING)
    before = board.snapshot()
    board.move_up("CA0", NOW + 3)
    assert board.snapshot() == before


def test_the_board_tells_of_the_bonus_so_that_a_rebuilt_one_has_it(
    store: redis.Redis, board: Board
) -> None:
    in_line(board, BILLING, BILLING)
    board.move_up("CA1", NOW + 3)
    bonus = entry(board, "CA1").bonus
    assert NOW + 1 - bonus < NOW
    assert [(it.call, float(it.detail["bonus"])) for it in told(store, Kind.MOVED)] == [
        ("CA1", bonus)
    ]
    again = Board(store, "again", Policy())
    again.join("CA0", BILLING, NOW, NOW + 4)
    again.join("CA1", BILLING, NOW + 1, NOW + 4, bonus=bonus)
    assert again.position("CA1") == 1


def test_the_bonus_of_who_was_moved_up_is_none_of_their_rungs(board: Board) -> None:
    board.join("CA0", BILLING, NOW - 200, NOW, climbed=2)
    board.join("CA1", BILLING, NOW, NOW, climbed=2, bonus=30)
    board.move_up("CA1", NOW)
    assert entry(board, "CA1").bonus == 201


def test_a_call_that_is_offered_or_talking_is_not_moved(board: Board) -> None:
    ready(board)
    offer = board.join("CA1", BILLING, NOW, NOW)
    assert offer
    assert board.move_up("CA1", NOW) == offer
    board.accept("CA1", "sari", offer.token, NOW)
    before = board.snapshot()
    assert board.move_up("CA1", NOW) is None
    assert board.snapshot() == before


def test_nobody_unknown_is_moved(board: Board) -> None:
    with pytest.raises(UnknownCall):
        board.move_up("CA1", NOW)


# Given


ANYBODY = Agent("budi", ("en",), {"repair": 1})


@pytest.mark.parametrize("need", [BILLING, Need("id", supervisor=True), Need("id")])
def test_a_call_is_given_to_whoever_is_idle_whatever_it_needs(board: Board, need: Need) -> None:
    ready(board, ANYBODY)
    board.join("CA1", need, NOW - 100, NOW)
    offer = board.give("CA1", "budi", NOW)
    assert offer
    assert (offer.call, offer.agent) == ("CA1", "budi")
    assert board.give("CA1", "budi", NOW + 1) == offer


def busy(board: Board, who: Agent) -> None:
    """They talk with somebody."""
    ready(board, who)
    board.join("other", Need("id", owner=who.id), NOW, NOW)
    offer = board.offer_of("other")
    assert offer
    board.accept("other", who.id, offer.token, NOW)


def test_a_given_call_waits_for_its_agent_however_long_it_has_waited(
    store: redis.Redis, board: Board
) -> None:
    busy(board, ANYBODY)
    board.join("CA1", BILLING, NOW - 500, NOW)
    assert board.give("CA1", "budi", NOW + 10) is None
    assert entry(board, "CA1").lines == ("agent.budi",)
    assert entry(board, "CA1").need.owner == "budi"
    assert ready(board, SARI, NOW + 11) is None
    board.tick(NOW + 39.9)
    assert board.agent_state("sari") is AgentState.IDLE
    assert [offer.agent for offer in board.tick(NOW + 40).offers] == ["sari"]
    assert [(it.call, it.agent) for it in told(store, Kind.GIVEN)] == [("CA1", "budi")]


def test_a_given_call_is_the_first_thing_its_agent_does(board: Board) -> None:
    busy(board, SARI)
    in_line(board, BILLING, BILLING, BILLING)
    board.give("CA2", "sari", NOW + 3)
    board.leave("other", NOW + 4)
    offer = board.finish("sari", NOW + 5)
    assert offer
    assert offer.call == "CA2"


def test_a_rung_lets_nobody_go_who_was_given(store: redis.Redis) -> None:
    board = Board(store, "test", Policy(ladder=(Rung(5, Act.WIDEN),)))
    busy(board, ANYBODY)
    board.join("CA1", BILLING, NOW, NOW)
    board.give("CA1", "budi", NOW + 1)
    assert len(board.tick(NOW + 5).climbs) == 1
    assert entry(board, "CA1").lines == ("agent.budi",)
    board.tick(NOW + 31)
    assert entry(board, "CA1").lines == ("billing.id.1",)


def test_given_again_a_call_that_was_let_go_is_held_once_more(board: Board) -> None:
    busy(board, ANYBODY)
    board.join("CA1", BILLING, NOW, NOW)
    board.give("CA1", "budi", NOW)
    board.tick(NOW + 30)
    assert entry(board, "CA1").lines == ("billing.id.1",)
    board.give("CA1", "budi", NOW + 60)
    assert entry(board, "CA1").lines == ("agent.budi",)


def test_a_given_call_is_let_go_when_its_agent_leaves(board: Board) -> None:
    busy(board, ANYBODY)
    board.join("CA1", BILLING, NOW, NOW)
    board.give("CA1", "budi", NOW)
    board.retire("budi", NOW + 1)
    board.leave("other", NOW + 2)
    board.tick(NOW + 2)
    assert entry(board, "CA1").lines == ("billing.id.3",)


def test_a_given_call_that_is_declined_waits_on_for_its_agent(board: Board) -> None:
    ready(board, ANYBODY)
    board.join("CA1", BILLING, NOW, NOW)
    offer = board.give("CA1", "budi", NOW)
    assert offer
    board.decline("CA1", "budi", offer.token, Cause.DECLINED, NOW + 1)
    assert entry(board, "CA1").lines == ("agent.budi",)
    assert [made.call for made in board.tick(NOW + 11).offers] == ["CA1"]


def test_after_their_talk_a_given_call_is_like_any_other(board: Board) -> None:
    ready(board, ANYBODY)
    board.join("CA1", BILLING, NOW - 100, NOW)
    offer = board.give("CA1", "budi", NOW)
    assert offer
    board.accept("CA1", "budi", offer.token, NOW)
    assert board.give("CA1", "budi", NOW + 1) is None
    board.rejoin("CA1", NOW + 2)
    assert entry(board, "CA1").lines == ("billing.id.3",)


def test_back_from_a_talk_with_another_owner_a_call_is_given_to_them(board: Board) -> None:
    """However long it waited before; back with the same one, it is not."""
    ready(board)
    offer = board.join("CA1", BILLING, NOW - 100, NOW)
    assert offer
    board.accept("CA1", "sari", offer.token, NOW)
    busy(board, ANYBODY)
    ready(board, replace(SARI, id="ayu"))
    for_budi = replace(BILLING, owner="budi")
    assert board.rejoin("CA1", NOW + 2, for_budi) is None
    assert entry(board, "CA1").lines == ("agent.budi",)
    (late,) = board.tick(NOW + 2 + Policy().owner_patience).offers
    assert late.agent == "ayu"
    board.accept("CA1", "ayu", late.token, NOW + 50)
    again = board.rejoin("CA1", NOW + 51, for_budi)
    assert again
    assert again.agent == "sari"


def test_who_was_given_to_somebody_may_be_given_to_another(board: Board) -> None:
    busy(board, ANYBODY)
    ready(board)
    board.join("CA1", Need("en"), NOW, NOW)
    board.give("CA1", "budi", NOW)
    offer = board.give("CA1", "sari", NOW + 1)
    assert offer
    assert offer.agent == "sari"
    with pytest.raises(NotWaiting):
        board.give("CA1", "budi", NOW + 2)
    board.accept("CA1", "sari", offer.token, NOW + 3)
    with pytest.raises(NotWaiting):
        board.give("CA1", "budi", NOW + 4)
    assert board.call_state("CA1") is CallState.TALKING


def test_nobody_is_given_to_strangers_and_no_stranger_is_given(board: Board) -> None:
    board.join("CA1", BILLING, NOW, NOW)
    before = board.snapshot()
    with pytest.raises(UnknownAgent):
        board.give("CA1", "nobody", NOW)
    with pytest.raises(UnknownCall):
        board.give("CA2", "nobody", NOW)
    assert board.snapshot() == before
