"""Agents come, rest, go, and vanish."""

import redis

from queueing.board import Board
from queueing.model import Agent, AgentState, CallState, Need, Offer
from queueing.policy import Policy

NOW = 1000.0
ANYONE = Need("id")


def ready(board: Board, name: str, now: float = NOW, presence: float = 5000) -> Offer | None:
    return board.ready(Agent(name, ("id",)), now, now + presence, 10)


def talk(board: Board, presence: float = 5000) -> None:
    board.join("CA1", ANYONE, NOW, NOW)
    offer = ready(board, "sari", NOW, presence)
    assert offer
    board.accept("CA1", "sari", offer.token, NOW)


def test_after_a_talk_comes_the_wrap_up_which_the_clock_ends(board: Board) -> None:
    talk(board)
    board.leave("CA1", NOW + 60)
    assert board.agent_state("sari") is AgentState.WRAP_UP
    board.join("CA2", ANYONE, NOW + 61, NOW + 61)
    assert board.tick(NOW + 89).offers == ()
    assert [offer.call for offer in board.tick(NOW + 90).offers] == ["CA2"]


def test_coming_back_does_not_cut_a_wrap_up_short(board: Board) -> None:
    talk(board)
    board.leave("CA1", NOW + 60)
    ready(board, "sari", NOW + 61)
    assert board.agent_state("sari") is AgentState.WRAP_UP


def test_an_agent_can_end_their_wrap_up(board: Board) -> None:
    talk(board)
    board.leave("CA1", NOW + 60)
    board.join("CA2", ANYONE, NOW + 61, NOW + 61)
    offer = board.finish("sari", NOW + 62)
    assert offer
    assert offer.call == "CA2"
    assert board.finish("sari", NOW + 62) is None


def test_a_wrap_up_ended_early_does_not_end_again_during_the_next_talk(board: Board) -> None:
    talk(board)
    board.leave("CA1", NOW + 60)
    board.join("CA2", ANYONE, NOW + 61, NOW + 61)
    offer = board.finish("sari", NOW + 62)
    assert offer
    board.accept("CA2", "sari", offer.token, NOW + 63)
    board.tick(NOW + 90)
    assert board.agent_state("sari") is AgentState.TALKING


def test_without_a_wrap_up_the_next_call_follows_at_once(store: redis.Redis) -> None:
    board = Board(store, "brisk", Policy(wrap_up=0))
    talk(board)
    board.join("CA2", ANYONE, NOW + 1, NOW + 1)
    assert [offer.call for offer in board.leave("CA1", NOW + 60).offers] == ["CA2"]


def test_without_a_wrap_up_a_transferred_call_does_not_come_straight_back(
    store: redis.Redis,
) -> None:
    board = Board(store, "brisk", Policy(wrap_up=0))
    talk(board)
    assert board.rejoin("CA1", NOW + 60) is None
    assert board.agent_state("sari") is AgentState.WRAP_UP


def test_an_idle_agent_is_gone_at_once(board: Board) -> None:
    ready(board, "sari")
    board.retire("sari", NOW + 1)
    assert board.agents() == []
    assert board.join("CA1", ANYONE, NOW, NOW + 2) is None


def test_a_retiring_agents_offer_goes_to_the_next(board: Board) -> None:
    board.join("CA1", ANYONE, NOW, NOW)
    ready(board, "sari")
    ready(board, "budi")
    offer = board.retire("sari", NOW + 1)
    assert offer
    assert (offer.call, offer.agent) == ("CA1", "budi")


def test_an_agent_in_a_talk_is_gone_when_it_ends(board: Board) -> None:
    talk(board)
    board.retire("sari", NOW + 10)
    assert board.call_state("CA1") is CallState.TALKING
    assert board.snapshot().agents[0].leaving
    board.leave("CA1", NOW + 60)
    assert board.agents() == []


def test_who_changes_their_mind_during_the_talk_stays(board: Board) -> None:
    talk(board)
    board.retire("sari", NOW + 10)
    ready(board, "sari", NOW + 20)
    board.leave("CA1", NOW + 60)
    assert board.agent_state("sari") is AgentState.WRAP_UP


def test_presence_runs_out(board: Board) -> None:
    ready(board, "sari", NOW, presence=20)
    assert board.tick(NOW + 19).lapsed == ()
    assert board.tick(NOW + 20).lapsed == ("sari",)
    assert board.agents() == []


def test_presence_is_renewed_and_never_shortened(board: Board) -> None:
    ready(board, "sari", NOW, presence=20)
    assert board.renew("sari", NOW + 10, NOW + 30)
    assert board.renew("sari", NOW + 11, NOW + 15)
    assert board.tick(NOW + 29).lapsed == ()
    assert board.tick(NOW + 30).lapsed == ("sari",)
    assert not board.renew("sari", NOW + 31, NOW + 51)


def test_who_vanished_is_not_offered_a_call_before_the_clock_notices(board: Board) -> None:
    ready(board, "sari", NOW, presence=20)
    ready(board, "budi", NOW + 1)
    offer = board.join("CA1", ANYONE, NOW + 25, NOW + 25)
    assert offer
    assert offer.agent == "budi"


def test_nobody_vanishes_during_a_talk(board: Board) -> None:
    talk(board, presence=20)
    assert board.tick(NOW + 50).lapsed == ()
    assert board.call_state("CA1") is CallState.TALKING
    board.leave("CA1", NOW + 60)
    assert board.tick(NOW + 60).lapsed == ("sari",)


def test_the_offer_of_one_who_vanished_goes_to_the_next(board: Board) -> None:
    board.join("CA1", ANYONE, NOW, NOW)
    ready(board, "sari", NOW, presence=5)
    ready(board, "budi")
    tick = board.tick(NOW + 5)
    assert [(offer.call, offer.agent) for offer in tick.offers][-1] == ("CA1", "budi")
    assert tick.lapsed == ("sari",)


def test_a_wrap_up_can_be_made_longer_once(board: Board) -> None:
    talk(board)
    assert board.extend("sari", NOW + 1) is None
    board.leave("CA1", NOW + 60)
    assert board.extend("sari", NOW + 80) == NOW + 150
    assert board.extend("sari", NOW + 81) is None
    board.tick(NOW + 149)
    assert board.agent_state("sari") is AgentState.WRAP_UP
    board.tick(NOW + 150)
    assert board.agent_state("sari") is AgentState.IDLE
    assert board.extend("sari", NOW + 151) is None


def test_the_next_wrap_up_can_be_made_longer_again(board: Board) -> None:
    talk(board)
    board.leave("CA1", NOW + 60)
    board.extend("sari", NOW + 61)
    assert board.snapshot().agents[0].extended
    board.finish("sari", NOW + 62)
    offer = board.join("CA2", ANYONE, NOW + 63, NOW + 63)
    assert offer
    board.accept("CA2", "sari", offer.token, NOW + 64)
    board.leave("CA2", NOW + 100)
    assert not board.snapshot().agents[0].extended
    assert board.extend("sari", NOW + 101) == NOW + 190


def test_a_wrap_up_goes_on_on_a_board_that_was_emptied(board: Board) -> None:
    board.join("CA1", ANYONE, NOW, NOW)
    sari = Agent("sari", ("id",))
    assert board.ready(sari, NOW, NOW + 900, 10, wrapping_until=NOW + 20) is None
    assert board.agent_state("sari") is AgentState.WRAP_UP
    assert [offer.call for offer in board.tick(NOW + 20).offers] == ["CA1"]


def test_a_wrap_up_that_is_over_or_told_of_late_changes_nothing(board: Board) -> None:
    sari = Agent("sari", ("id",))
    board.ready(sari, NOW, NOW + 900, 10, wrapping_until=NOW)
    assert board.agent_state("sari") is AgentState.IDLE
    board.ready(sari, NOW, NOW + 900, 10, wrapping_until=NOW + 20)
    assert board.agent_state("sari") is AgentState.IDLE
