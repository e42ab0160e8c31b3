"""An offer is accepted, comes back, or runs out; it is delivered once."""

import pytest
import redis

from queueing.board import Board
from queueing.changes import Changes
from queueing.errors import StaleOffer, UnknownCall
from queueing.model import Agent, AgentState, CallState, Cause, Need, Offer
from queueing.results import Kind

NOW = 1000.0
BILLING = Need("id", "billing")


def ready(board: Board, name: str, now: float = NOW) -> Offer | None:
    return board.ready(Agent(name, ("id",), {"billing": 3}), now, now + 5000, 10)


@pytest.fixture
def offer(board: Board) -> Offer:
    board.join("CA1", BILLING, NOW, NOW)
    made = ready(board, "sari")
    assert made
    return made


def accept(board: Board, offer: Offer, now: float = NOW) -> None:
    board.accept(offer.call, offer.agent, offer.token, now)


def decline(board: Board, offer: Offer, cause: Cause, now: float) -> bool:
    return board.decline(offer.call, offer.agent, offer.token, cause, now).broke


def test_accepted_they_talk(board: Board, offer: Offer) -> None:
    accept(board, offer)
    assert board.call_state("CA1") is CallState.TALKING
    assert board.agent_state("sari") is AgentState.TALKING
    assert board.offer_of("CA1") is None


def test_an_accepted_offer_does_not_run_out(board: Board, offer: Offer) -> None:
    accept(board, offer)
    assert board.tick(NOW + 500).expired == ()
    assert board.call_state("CA1") is CallState.TALKING


@pytest.mark.parametrize(
    "wrong",
    [{"token": "1-1.CA1"}, {"agent": "budi"}, {"call": "CA2"}, {"token": ""}],
)
def test_only_the_open_offer_can_be_accepted(
    board: Board, offer: Offer, wrong: dict[str, str]
) -> None:
    claim = {"call": "CA1", "agent": "sari", "token": offer.token} | wrong
    with pytest.raises(StaleOffer):
        board.accept(**claim, now=NOW)
    assert board.offer_of("CA1") == offer


def test_a_declined_caller_keeps_their_place(board: Board, offer: Offer) -> None:
    board.join("CA2", BILLING, NOW + 1, NOW + 1)
    board.decline("CA1", "sari", offer.token, Cause.DECLINED, NOW + 2)
    assert board.position("CA1") == 1
    assert board.position("CA2") == 2


def test_a_declined_call_is_offered_to_the_next_at_once(board: Board, offer: Offer) -> None:
    ready(board, "budi")
    result = board.decline("CA1", "sari", offer.token, Cause.BUSY, NOW + 2)
    assert [(made.call, made.agent) for made in result.offers] == [("CA1", "budi")]
    with pytest.raises(StaleOffer):
        accept(board, offer)


def test_an_offer_runs_out_at_its_deadline_and_not_before(board: Board, offer: Offer) -> None:
    assert board.tick(offer.deadline - 0.001).expired == ()
    assert board.tick(offer.deadline).expired == (offer,)
    assert board.tick(offer.deadline).expired == ()
    assert board.agent_state("sari") is AgentState.PAUSED


def test_pauses_grow_with_each_return_in_a_row_up_to_the_most(board: Board, offer: Offer) -> None:
    pauses, now, made = [], NOW, offer
    for _ in range(7):
        decline(board, made, Cause.DECLINED, now)
        until = board.snapshot().agents[0].until
        assert until
        pauses.append(until - now)
        now = until
        (made,) = board.tick(now).offers
    assert pauses == [10, 20, 40, 80, 160, 300, 300]


def test_each_cause_has_a_pause_of_its_own(board: Board, offer: Offer) -> None:
    decline(board, offer, Cause.BUSY, NOW)
    assert board.snapshot().agents[0].until == NOW + 30


def miss_twice(board: Board, offer: Offer) -> tuple[Offer, float]:
    now, made = NOW, offer
    for _ in range(2):
        assert not decline(board, made, Cause.MISSED, now)
        made = board.finish("sari", now) or made
    return made, now


def test_three_misses_in_a_row_are_a_break(board: Board, offer: Offer) -> None:
    made, now = miss_twice(board, offer)
    assert decline(board, made, Cause.BUSY, now)
    assert board.agents() == []
    assert board.call_state("CA1") is CallState.WAITING


def test_offers_that_failed_pause_longer_and_longer_but_never_break(
    board: Board, offer: Offer
) -> None:
    pauses, now, made = [], NOW, offer
    for _ in range(7):
        assert not decline(board, made, Cause.FAILED, now)
        until = board.snapshot().agents[0].until
        assert until
        pauses.append(until - now)
        now = until
        (made,) = board.tick(now).offers
    assert pauses == [10, 20, 40, 80, 160, 300, 300]


def test_a_failed_offer_forgives_no_misses(board: Board, offer: Offer) -> None:
    made, now = miss_twice(board, offer)
    decline(board, made, Cause.FAILED, now)
    again = board.finish("sari", now)
    assert again
    assert decline(board, again, Cause.MISSED, now)


def test_an_offer_runs_out_missed_only_if_the_phone_was_reached(
    store: redis.Redis, board: Board, offer: Offer
) -> None:
    board.tick(offer.deadline)
    again = board.finish("sari", offer.deadline)
    assert again
    assert board.delivered(again.token, offer.deadline)
    board.tick(again.deadline)
    returned = [
        (change.kind, change.detail["cause"])
        for change in Changes(store, "test").read("0-0")
        if "cause" in change.detail
    ]
    assert returned == [(Kind.DECLINED, "failed"), (Kind.MISSED, "missed")]


def test_offers_that_nobody_delivered_never_send_an_agent_on_a_break(
    board: Board, offer: Offer
) -> None:
    now, broke = offer.deadline, list[str]()
    for _ in range(8):
        broke.extend(board.tick(now).broke)
        now += 400
    assert broke == []
    assert board.agents() == ["sari"]


def test_only_an_open_offer_is_delivered(board: Board, offer: Offer) -> None:
    assert not any(board.delivered(token, NOW) for token in ("", "nonsense", "1-1.CA1"))
    accept(board, offer)
    assert not board.delivered(offer.token, NOW)


def test_the_clock_tells_of_a_break_too(board: Board, offer: Offer) -> None:
    made, _ = miss_twice(board, offer)
    board.delivered(made.token, NOW)
    assert board.tick(made.deadline).broke == ("sari",)


@pytest.mark.parametrize("sign", ["declines", "accepts"])
def test_a_sign_of_life_forgives_misses(board: Board, offer: Offer, sign: str) -> None:
    made, now = miss_twice(board, offer)
    if sign == "declines":
        decline(board, made, Cause.DECLINED, now)
    else:
        accept(board, made, now)
        board.leave("CA1", now)
        board.join("CA2", BILLING, now, now)
    again = board.finish("sari", now)
    assert again
    assert not decline(board, again, Cause.MISSED, now)


def test_one_job_delivers_an_offer(board: Board, offer: Offer) -> None:
    assert [board.delivering(offer.token, NOW) for _ in range(3)] == [True, False, False]
    assert board.tick(NOW + 5).offers == ()


def test_an_offer_that_no_job_claimed_is_handed_out_again(board: Board, offer: Offer) -> None:
    assert board.tick(NOW + 1.9).offers == ()
    assert board.tick(NOW + 2).offers == (offer,)
    assert board.tick(NOW + 2).offers == ()
    assert board.tick(NOW + 4).offers == (offer,)


@pytest.mark.parametrize("token", ["", "nonsense", "1-1.CA1", "1-1.", "..", "1-1.CA9"])
def test_nobody_delivers_what_is_not_open(board: Board, offer: Offer, token: str) -> None:
    assert not board.delivering(token, NOW)


def test_nobody_delivers_an_offer_whose_time_is_over(board: Board, offer: Offer) -> None:
    assert not board.delivering(offer.token, offer.deadline)


def test_a_caller_who_hangs_up_sets_the_agent_free_for_the_next(board: Board, offer: Offer) -> None:
    board.join("CA2", BILLING, NOW, NOW)
    left = board.leave("CA1", NOW + 1)
    assert (left.state, left.agent, left.token) == (CallState.OFFERED, "sari", offer.token)
    assert [(made.call, made.agent) for made in left.offers] == [("CA2", "sari")]


def test_a_call_that_lost_its_agent_is_first_in_line_again(board: Board, offer: Offer) -> None:
    accept(board, offer)
    board.join("CA2", BILLING, NOW + 1, NOW + 1)
    assert board.rejoin("CA1", NOW + 60, agent_lost=True) is None
    assert (board.position("CA1"), board.position("CA2")) == (1, 2)
    assert board.agents() == []


def test_a_transfer_brings_a_new_need_and_keeps_the_place(board: Board, offer: Offer) -> None:
    board.join("CA2", Need("id", "repair"), NOW + 1, NOW + 1)
    accept(board, offer)
    board.rejoin("CA1", NOW + 60, Need("id", "repair"))
    assert board.position("CA1") == 1
    assert board.agent_state("sari") is AgentState.WRAP_UP
    made = board.ready(Agent("wayan", ("id",), {"repair": 2}), NOW + 61, NOW + 900, 10)
    assert made
    assert made.call == "CA1"


def test_a_late_rejoin_leaves_the_next_talk_alone(board: Board, offer: Offer) -> None:
    accept(board, offer)
    ready(board, "budi")
    second = board.rejoin("CA1", NOW + 5, token=offer.token)
    assert second
    accept(board, second, NOW + 6)
    assert board.rejoin("CA1", NOW + 7, token=offer.token) is None
    assert board.call_state("CA1") is CallState.TALKING


def test_an_unknown_call_cannot_rejoin(board: Board) -> None:
    with pytest.raises(UnknownCall):
        board.rejoin("CA1", NOW)
