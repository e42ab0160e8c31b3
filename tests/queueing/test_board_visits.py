"""A colleague comes into a talk: asked for like a caller, and handed the talk."""

import pytest
import redis

from queueing.board import Board
from queueing.changes import Changes
from queueing.errors import AgentBusy, NotTalking, UnknownCall
from queueing.model import PERSONAL, Act, Agent, AgentState, CallState, Need, Offer, Pace, Rung
from queueing.policy import Policy
from queueing.results import CallEntry, HandedOver, Kind

NOW = 1000.0
BILLING = Need("id", "billing")
SARI = Agent("sari", ("id",), {"billing": 3})
BUDI = Agent("budi", ("id",), {"repair": 3})
FOR_BUDI = Need("id", PERSONAL, owner="budi")


def ready(board: Board, who: Agent, now: float = NOW) -> Offer | None:
    return board.ready(who, now, now + 900, 10)


def accept(board: Board, offer: Offer | None, now: float = NOW) -> str:
    assert offer
    board.accept(offer.call, offer.agent, offer.token, now)
    return offer.token


def entry(board: Board, call: str) -> CallEntry:
    return next(entry for entry in board.snapshot().calls if entry.call == call)


def hand_over(
    board: Board, who: Agent = BUDI, now: float = NOW + 60, visit: str | None = None
) -> HandedOver:
    return board.hand_over("CA1", who, now, now + 900, 10, visit=visit)


@pytest.fixture
def token(board: Board) -> str:
    """That of CA1's talk with sari."""
    ready(board, SARI)
    return accept(board, board.join("CA1", BILLING, NOW, NOW))


# Asked for


def test_a_visit_for_one_person_is_offered_to_them_at_once(board: Board) -> None:
    ready(board, BUDI)
    offer = board.join("visit-1", FOR_BUDI, NOW, NOW)
    assert offer
    assert (offer.call, offer.agent) == ("visit-1", "budi")


def test_a_visit_for_one_person_waits_for_them_and_then_for_nobody(
    store: redis.Redis, board: Board
) -> None:
    ready(board, BUDI)
    accept(board, board.join("CA1", Need("id", "repair"), NOW, NOW))
    ready(board, SARI)
    assert board.join("visit-1", FOR_BUDI, NOW, NOW) is None
    assert entry(board, "visit-1").lines == ("agent.budi",)
    assert board.tick(NOW + 29.9).offers == ()
    assert board.tick(NOW + 30).offers == ()
    assert entry(board, "visit-1").lines == ("person.id.1",)
    released = [it.call for it in Changes(store, "test").read("0-0") if it.kind is Kind.RELEASED]
    assert released == ["visit-1"]
    board.leave("CA1", NOW + 31)
    assert board.finish("budi", NOW + 32) is None


def test_a_visit_for_one_person_who_is_not_there_is_for_nobody(board: Board) -> None:
    ready(board, SARI)
    assert board.join("visit-1", FOR_BUDI, NOW, NOW) is None
    assert entry(board, "visit-1").lines == ("person.id.1",)


def test_a_visit_for_one_person_climbs_nothing(store: redis.Redis) -> None:
    policy = Policy(ladder=(Rung(5, Act.WIDEN), Rung(9, Act.SUPERVISOR)))
    board = Board(store, "test", policy)
    board.join("visit-1", FOR_BUDI, NOW, NOW)
    assert board.tick(NOW + 900).climbs == ()
    assert policy.ladder_of(PERSONAL) == ()


def test_a_need_for_one_person_names_them_and_no_agent_knows_its_skill() -> None:
    with pytest.raises(ValueError, match="owner"):
        Need("id", PERSONAL)
    with pytest.raises(ValueError, match="owner"):
        Need("id", PERSONAL, owner="budi", supervisor=True)
    with pytest.raises(ValueError, match="person"):
        Agent("budi", ("id",), {PERSONAL: 1})
    with pytest.raises(ValueError, match="person"):
        Policy(ladders={PERSONAL: ()})


def test_visits_are_no_callers(board: Board) -> None:
    for call in ("CA1", "CA2", "visit-1", "visitor"):
        board.join(call, BILLING, NOW, NOW)
    assert board.waiting() == 3
    board.leave("visit-1", NOW)
    assert board.waiting() == 3
    board.leave("CA1", NOW)
    assert board.waiting() == 2


def test_a_visit_for_a_skill_stands_in_line_before_those_who_came_later(board: Board) -> None:
    board.join("CA2", BILLING, NOW - 5, NOW)
    board.join("visit-1", BILLING, NOW, NOW, bonus=60)
    board.learn({"billing": Pace(300)})
    ahead = board.outlook("CA2", NOW)
    assert ahead
    assert ahead.ahead == 1
    offer = ready(board, SARI)
    assert offer
    assert offer.call == "visit-1"


# Handed over


def test_the_talk_goes_on_with_another_and_the_first_wraps_up(
    store: redis.Redis, board: Board, token: str
) -> None:
    ready(board, BUDI)
    result = hand_over(board)
    assert result.token not in {token, ""}
    call = entry(board, "CA1")
    assert (call.state, call.agent, call.token, call.since) == (
        CallState.TALKING, "budi", result.token, NOW + 60,
    )  # fmt: skip
    assert board.agent_state("budi") is AgentState.TALKING
    assert board.agent_state("sari") is AgentState.WRAP_UP
    handed = [it for it in Changes(store, "test").read("0-0") if it.kind is Kind.HANDED]
    assert [(it.call, it.agent, it.detail) for it in handed] == [("CA1", "budi", {"from": "sari"})]


def test_the_end_of_a_handed_talk_is_the_second_agents(board: Board, token: str) -> None:
    second = hand_over(board).token
    left = board.leave("CA1", NOW + 90)
    assert (left.agent, left.token) == ("budi", second)
    assert board.agent_state("budi") is AgentState.WRAP_UP


def test_who_was_not_on_the_board_is_put_there(board: Board, token: str) -> None:
    hand_over(board)
    assert board.agents() == ["budi", "sari"]
    assert board.staff(Need("id", "repair")) == 1


def test_handed_over_twice_is_once(board: Board, token: str) -> None:
    first = hand_over(board)
    before = board.snapshot()
    assert hand_over(board, now=NOW + 70) == HandedOver(first.token)
    assert board.snapshot() == before


def test_who_asked_to_leave_is_off_the_board(board: Board, token: str) -> None:
    board.retire("sari", NOW + 1)
    hand_over(board)
    assert board.agents() == ["budi"]


def test_the_call_that_the_next_agent_was_offered_is_placed_anew(board: Board, token: str) -> None:
    ready(board, BUDI)
    board.join("CA2", Need("id", "repair"), NOW + 58, NOW + 58)
    ready(board, Agent("wayan", ("id",), {"repair": 2}), NOW + 59)
    assert [(offer.call, offer.agent) for offer in hand_over(board).offers] == [("CA2", "wayan")]


def test_the_next_agent_is_taken_from_a_wrap_up_which_ends_no_talk_later(
    board: Board, token: str
) -> None:
    board.ready(BUDI, NOW, NOW + 900, 10, wrapping_until=NOW + 80)
    hand_over(board)
    board.tick(NOW + 80)
    assert board.agent_state("budi") is AgentState.TALKING


def test_the_visitor_takes_the_talk_over_and_the_visit_is_gone(board: Board, token: str) -> None:
    ready(board, BUDI)
    accept(board, board.join("visit-1", FOR_BUDI, NOW + 10, NOW + 10), NOW + 12)
    result = hand_over(board, visit="visit-1")
    assert result.offers == ()
    assert board.calls() == ["CA1"]
    assert entry(board, "CA1").agent == "budi"


def test_a_visit_that_is_still_offered_is_gone_too(board: Board, token: str) -> None:
    ready(board, BUDI)
    offer = board.join("visit-1", FOR_BUDI, NOW + 10, NOW + 10)
    assert offer
    hand_over(board, now=NOW + 11, visit="visit-1")
    assert board.calls() == ["CA1"]
    assert board.tick(offer.deadline).expired == ()


def test_a_visitor_who_asked_to_leave_leaves_after_the_talk(board: Board, token: str) -> None:
    ready(board, BUDI)
    accept(board, board.join("visit-1", FOR_BUDI, NOW, NOW))
    board.retire("budi", NOW + 1)
    hand_over(board, visit="visit-1")
    board.leave("CA1", NOW + 90)
    assert board.agents() == ["sari"]


@pytest.mark.parametrize("visit", [None, "visit-1"])
def test_who_talks_with_somebody_else_is_handed_nobody(
    board: Board, token: str, visit: str | None
) -> None:
    ready(board, BUDI)
    accept(board, board.join("CA2", Need("id", "repair"), NOW, NOW))
    before = board.snapshot()
    with pytest.raises(AgentBusy):
        hand_over(board, visit=visit)
    assert board.snapshot() == before


def test_only_a_talk_is_handed_over(board: Board) -> None:
    with pytest.raises(UnknownCall):
        hand_over(board)
    board.join("CA1", BILLING, NOW, NOW)
    before = board.snapshot()
    with pytest.raises(NotTalking):
        hand_over(board)
    assert board.snapshot() == before


def test_a_late_message_about_the_first_talk_leaves_the_second_alone(
    board: Board, token: str
) -> None:
    hand_over(board)
    assert board.rejoin("CA1", NOW + 61, token=token, agent_lost=True) is None
    assert entry(board, "CA1").agent == "budi"


def test_both_talks_are_no_time_on_hold(store: redis.Redis) -> None:
    board = Board(store, "test", Policy(ladder=(Rung(20, Act.TELL),)))
    ready(board, SARI)
    accept(board, board.join("CA1", BILLING, NOW - 5, NOW))
    hand_over(board)
    board.rejoin("CA1", NOW + 100)
    assert board.tick(NOW + 114.9).climbs == ()
    assert len(board.tick(NOW + 115).climbs) == 1
