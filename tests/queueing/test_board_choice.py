"""Who is preferred for whom, where an agent could take several calls or a call several agents."""

from dataclasses import replace

import pytest
import redis

from queueing.board import Board
from queueing.model import Agent, Need, Offer
from queueing.policy import Matching, Policy

NOW = 1000.0
BILLING, REPAIR = Need("id", "billing"), Need("id", "repair")
POLICY = Policy(targets={"billing": 20, "repair": 40})


@pytest.fixture
def board(store: redis.Redis) -> Board:
    return Board(store, "test", POLICY)


def in_line(board: Board, need: Need, *waited: float) -> None:
    """Callers who have waited so many seconds; the first is called `<skill>0`."""
    for i, seconds in enumerate(waited):
        board.join(f"{need.skill}{i}", need, NOW - seconds, NOW)


def ready(board: Board, name: str, now: float = NOW, **skills: int) -> Offer | None:
    return board.ready(Agent(name, ("id",), skills), now, NOW + 1000, 10)


def taken(board: Board, **skills: int) -> str | None:
    """The call that an agent with these skills takes when they are free."""
    offer = ready(board, "sari", **skills)
    return offer.call if offer else None


def asked(board: Board, call: str, need: Need) -> str | None:
    """The agent who is asked to take a call that arrives."""
    offer = board.join(call, need, NOW + 9, NOW + 9)
    return offer.agent if offer else None


# A free agent


def test_the_longer_line_goes_first(board: Board) -> None:
    in_line(board, REPAIR, 99)
    in_line(board, BILLING, 49, 48, 47, 46)
    assert taken(board, billing=3, repair=3) == "billing0"


def test_all_levels_of_a_skill_are_counted_as_one_line(board: Board) -> None:
    in_line(board, REPAIR, 99)
    for level in (1, 2, 3):
        board.join(f"CA{level}", Need("id", "billing", level), NOW - 50 - level, NOW)
    assert taken(board, billing=3, repair=3) == "CA3"


def test_of_lines_as_long_the_one_that_can_still_be_answered_in_time(board: Board) -> None:
    in_line(board, BILLING, 25)
    in_line(board, REPAIR, 25)
    assert taken(board, billing=3, repair=3) == "repair0"


def test_of_lines_alike_the_one_whose_head_waited_longest_for_its_target(board: Board) -> None:
    """Repair has twice the target of billing, so 70 s there weigh less than 40 s here."""
    in_line(board, REPAIR, 70)
    in_line(board, BILLING, 40)
    assert taken(board, billing=3, repair=3) == "billing0"


def test_an_agent_takes_what_they_know_best(board: Board) -> None:
    in_line(board, BILLING, 45)
    in_line(board, REPAIR, 50)
    assert taken(board, billing=2, repair=5) == "repair0"


def test_but_helps_with_a_line_that_is_much_longer(board: Board) -> None:
    """One of their own counts for two and a half."""
    in_line(board, REPAIR, 90)
    in_line(board, BILLING, 45, 44)
    assert taken(board, billing=2, repair=5) == "repair0"
    in_line(board, REPAIR, 90)
    board.join("billing2", BILLING, NOW - 43, NOW)
    made = ready(board, "budi", billing=2, repair=5)
    assert made
    assert made.call == "billing0"


def test_a_call_for_anyone_is_everybodys_own(board: Board) -> None:
    in_line(board, BILLING, 45, 44)
    board.join("any0", Need("id"), NOW - 45, NOW)
    assert taken(board, billing=2, repair=5) == "any0"


def test_who_waited_far_too_long_goes_before_every_line(board: Board) -> None:
    in_line(board, BILLING, 45, 44, 43, 42, 41)
    in_line(board, REPAIR, 40 * POLICY.matching.urgent)
    assert taken(board, billing=5, repair=1) == "repair0"


def test_callers_of_ones_own_cases_come_before_the_lines(board: Board) -> None:
    offer = ready(board, "sari", billing=3) or board.join("CA1", BILLING, NOW, NOW)
    assert offer
    board.accept(offer.call, "sari", offer.token, NOW)
    in_line(board, BILLING, 60, 59, 58)
    board.join("own", replace(BILLING, owner="sari"), NOW, NOW)
    board.leave("CA1", NOW + 1)
    made = board.finish("sari", NOW + 2)
    assert made
    assert made.call == "own"


def test_who_needs_a_supervisor_comes_before_the_lines_of_a_supervisor(board: Board) -> None:
    in_line(board, BILLING, 60, 59, 58)
    board.join("boss", Need("id", supervisor=True), NOW, NOW)
    ketut = Agent("ketut", ("id",), {"billing": 5}, supervisor=True)
    offer = board.ready(ketut, NOW, NOW + 900, 10)
    assert offer
    assert offer.call == "boss"


# An arriving call


def test_the_last_one_idle_for_others_is_left_to_them(board: Board) -> None:
    """Two repairers are idle, but only one seller: the call takes the repairer."""
    ready(board, "sells", billing=3, sales=3)
    ready(board, "repairs", NOW + 1, billing=3, repair=3)
    ready(board, "other", repair=3)
    assert asked(board, "CA1", BILLING) == "repairs"


def test_the_narrowest_go_first_and_generalists_are_kept(board: Board) -> None:
    ready(board, "generalist", billing=5, repair=4, sales=3)
    ready(board, "narrow", NOW + 1, billing=1)
    order = [asked(board, f"CA{i}", BILLING) for i in range(2)]
    assert order == ["narrow", "generalist"]


def test_who_knows_nothing_better_goes_before_all_others(board: Board) -> None:
    """Even before those whom their other callers could spare more easily."""
    ready(board, "repairer", billing=4, repair=5)
    ready(board, "other", repair=1)
    ready(board, "biller", NOW + 1, billing=3, sales=1)
    assert asked(board, "CA1", BILLING) == "biller"


def test_of_agents_alike_the_better_then_the_longest_idle(board: Board) -> None:
    ready(board, "early", NOW + 1, billing=3)
    ready(board, "late", NOW + 2, billing=3)
    ready(board, "expert", NOW + 3, billing=5)
    order = [asked(board, f"CA{i}", BILLING) for i in range(3)]
    assert order == ["expert", "early", "late"]


def test_only_so_many_agents_are_looked_at(store: redis.Redis) -> None:
    """The first in the pool, by level: with one candidate, that is who is asked."""
    board = Board(store, "test", replace(POLICY, matching=Matching(candidates=1)))
    ready(board, "generalist", billing=5, repair=4, sales=3)
    ready(board, "narrow", billing=1)
    assert asked(board, "CA1", BILLING) == "generalist"


def test_candidates_who_vanished_are_passed_over(board: Board) -> None:
    for i in range(POLICY.matching.candidates + 3):
        board.ready(Agent(f"gone{i}", ("id",), {"billing": 5}), NOW, NOW + 5, 10)
    ready(board, "here", billing=1)
    assert asked(board, "CA1", BILLING) == "here"
    assert board.agents() == ["here"]


@pytest.mark.parametrize(
    "values", [{"candidates": 0}, {"spare": 0}, {"urgent": -1}, {"in_time": float("inf")}]
)
def test_weights_that_cannot_be_are_refused_by_name(values: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(values))):
        Matching(**values)  # type: ignore[arg-type]
