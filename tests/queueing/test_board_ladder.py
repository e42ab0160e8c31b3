"""Rungs: on time, once, and carried along."""

import pytest
import redis

from queueing.board import Board
from queueing.changes import Changes
from queueing.model import Act, Agent, Cause, Need, Rung
from queueing.policy import Policy
from queueing.results import Climb, Kind

NOW = 1000.0
EXPERT = Need("id", "billing", level=4)


def climbed(board: Board, now: float) -> list[tuple[str, Act]]:
    return [(climb.call, climb.rung.act) for climb in board.tick(now).climbs]


def lines(board: Board, call: str) -> tuple[str, ...]:
    return next(entry.lines for entry in board.snapshot().calls if entry.call == call)


def test_each_rung_is_climbed_when_due_and_once(board: Board) -> None:
    board.join("CA1", EXPERT, NOW, NOW)
    assert climbed(board, NOW + 4.9) == []
    assert climbed(board, NOW + 5) == [("CA1", Act.WIDEN)]
    assert climbed(board, NOW + 5) == []
    assert climbed(board, NOW + 300) == [("CA1", Act.RAISE), ("CA1", Act.SUPERVISOR)]
    assert climbed(board, NOW + 900) == []


def test_a_climb_says_which(board: Board) -> None:
    board.join("CA1", EXPERT, NOW, NOW)
    assert board.tick(NOW + 5).climbs == (Climb("CA1", 0, Rung(5, Act.WIDEN)),)


def test_widened_a_call_takes_any_level(board: Board) -> None:
    board.join("CA1", EXPERT, NOW, NOW)
    beginner = Agent("budi", ("id",), {"billing": 1})
    assert board.ready(beginner, NOW, NOW + 900, 10) is None
    (offer,) = board.tick(NOW + 5).offers
    assert (offer.call, offer.agent) == ("CA1", "budi")


def test_widened_a_call_no_longer_waits_for_the_owner_alone(
    store: redis.Redis, board: Board
) -> None:
    board.ready(Agent("sari", ("id",), {"billing": 3}), NOW, NOW + 900, 10)
    board.join("CA1", Need("id", "billing"), NOW, NOW)
    board.join("CA2", Need("id", "billing", level=2, owner="sari"), NOW, NOW)
    assert lines(board, "CA2") == ("agent.sari",)
    board.tick(NOW + 5)
    assert lines(board, "CA2") == ("billing.id.1",)
    cursor = board.snapshot().cursor
    board.tick(NOW + 50)
    assert Kind.RELEASED not in {change.kind for change in Changes(store, "test").read(cursor)}


def test_widened_a_call_for_a_supervisor_takes_anyone(board: Board) -> None:
    board.join("CA1", Need("id", supervisor=True), NOW, NOW)
    board.tick(NOW + 5)
    assert lines(board, "CA1") == ("supervisor.id", "any.id")


def test_raised_callers_are_ahead_and_in_order_among_each_other(board: Board) -> None:
    for i in range(4):
        board.join(f"CA{i}", Need("id", "billing"), NOW + i, NOW + i)
    board.join("early", Need("id", "billing"), NOW - 30, NOW + 4, climbed=1)
    assert climbed(board, NOW + 4) == [("early", Act.RAISE)]
    board.join("late", Need("id", "billing"), NOW + 4, NOW + 4, climbed=2)
    order = ["early", "late", "CA0", "CA1", "CA2", "CA3"]
    assert [board.position(call) for call in order] == [1, 2, 3, 4, 5, 6]


def test_a_supervisor_is_called_in_beside_the_others(board: Board) -> None:
    board.join("CA1", EXPERT, NOW, NOW)
    boss = Agent("ketut", ("id",), supervisor=True)
    assert board.ready(boss, NOW, NOW + 900, 10) is None
    (offer,) = board.tick(NOW + 60).offers
    assert (offer.call, offer.agent) == ("CA1", "ketut")


def test_rungs_are_climbed_while_a_phone_rings(board: Board) -> None:
    board.ready(Agent("sari", ("id",), {"billing": 5}), NOW, NOW + 900, 100)
    board.join("CA1", EXPERT, NOW, NOW)
    assert climbed(board, NOW + 5) == [("CA1", Act.WIDEN)]
    board.retire("sari", NOW + 6)
    assert lines(board, "CA1") == ("billing.id.1",)


def test_nobody_climbs_during_a_talk_and_time_in_a_talk_is_no_time_on_hold(board: Board) -> None:
    board.ready(Agent("sari", ("id",), {"billing": 5}), NOW, NOW + 900, 10)
    offer = board.join("CA1", EXPERT, NOW, NOW)
    assert offer
    board.accept("CA1", "sari", offer.token, NOW + 2)
    assert climbed(board, NOW + 100) == []
    board.rejoin("CA1", NOW + 102)
    assert climbed(board, NOW + 104.9) == []
    assert climbed(board, NOW + 105) == [("CA1", Act.WIDEN)]


def test_rungs_already_climbed_come_along(board: Board) -> None:
    board.join("CA1", EXPERT, NOW - 70, NOW, climbed=3)
    assert climbed(board, NOW + 900) == []
    assert lines(board, "CA1") == ("billing.id.1", "supervisor.id")


def test_many_due_at_once_are_done_in_bounded_turns(board: Board) -> None:
    for i in range(30):
        board.join(f"CA{i}", EXPERT, NOW, NOW)
    turns = [board.tick(NOW + 60, limit=40) for _ in range(3)]
    assert [len(turn.climbs) for turn in turns] == [40, 40, 10]
    assert [turn.more for turn in turns] == [True, True, False]


def test_a_hotline_without_a_ladder_only_waits(store: redis.Redis) -> None:
    board = Board(store, "plain", Policy())
    board.join("CA1", EXPERT, NOW, NOW)
    assert board.tick(NOW + 9000).climbs == ()


def test_a_shorter_ladder_after_a_restart_is_no_trouble(store: redis.Redis, board: Board) -> None:
    board.join("CA1", EXPERT, NOW, NOW, climbed=2)
    assert Board(store, "test", Policy()).tick(NOW + 9000).climbs == ()


def test_a_skill_may_have_a_ladder_of_its_own(store: redis.Redis) -> None:
    own = (Rung(2, Act.SUPERVISOR), Rung(30, Act.WIDEN), Rung(90, Act.RAISE))
    policy = Policy(ladder=(Rung(5, Act.WIDEN),), ladders={"repair": own, "sales": ()})
    board = Board(store, "own", policy)
    for call, skill in (("CA1", "billing"), ("CA2", "repair"), ("CA3", "sales")):
        board.join(call, Need("id", skill, level=3), NOW, NOW)
    assert board.tick(NOW + 2).climbs == (Climb("CA2", 0, own[0]),)
    assert board.tick(NOW + 29).climbs == (Climb("CA1", 0, policy.ladder[0]),)
    assert climbed(board, NOW + 900) == [("CA2", Act.WIDEN), ("CA2", Act.RAISE)]


def test_a_transfer_goes_on_on_the_ladder_of_its_new_skill(store: redis.Redis) -> None:
    own = (Rung(1, Act.WIDEN), Rung(30, Act.SUPERVISOR))
    board = Board(store, "own", Policy(ladder=(Rung(5, Act.RAISE),), ladders={"repair": own}))
    board.ready(Agent("sari", ("id",), {"billing": 5}), NOW, NOW + 900, 100)
    offer = board.join("CA1", Need("id", "billing"), NOW, NOW)
    assert offer
    assert climbed(board, NOW + 5) == [("CA1", Act.RAISE)]
    board.accept("CA1", "sari", offer.token, NOW + 6)
    board.rejoin("CA1", NOW + 106, Need("id", "repair"))
    assert climbed(board, NOW + 129) == []
    assert board.tick(NOW + 130).climbs == (Climb("CA1", 1, own[1]),)


@pytest.mark.parametrize(
    "values",
    [
        {"ladder": (Rung(9, Act.RAISE), Rung(5, Act.WIDEN))},
        {"ladder": (Rung(-1, Act.RAISE),)},
        {"ladder": (Rung(float("inf"), Act.RAISE),)},
        {"ladders": {"billing": (Rung(9, Act.RAISE), Rung(5, Act.WIDEN))}},
        {"targets": {"billing": 0}},
        {"target": float("nan")},
        {"back_off": {}},
        {"back_off": dict.fromkeys(Cause, -1.0)},
        {"wrap_up": float("inf")},
        {"back_off_growth": 0.5},
        {"misses_before_break": 0},
        {"redeliver_after": 0},
        {"wrap_up": -1},
    ],
)
def test_a_policy_that_cannot_be_is_refused_by_name(values: dict[str, object]) -> None:
    name = next(iter(values)).rstrip("s")
    with pytest.raises(ValueError, match=name):
        Policy(**values)  # type: ignore[arg-type]


def test_a_ladder_for_what_cannot_be_a_skill_is_refused() -> None:
    with pytest.raises(ValueError, match="skill"):
        Policy(ladders={"' .. os": ()})


def test_a_manager_is_asked_as_a_supervisor_is(store: redis.Redis) -> None:
    board = Board(store, "test", Policy(ladder=(Rung(5, Act.MANAGER),)))
    board.join("CA1", EXPERT, NOW, NOW)
    board.tick(NOW + 5)
    assert lines(board, "CA1") == ("billing.id.4", "supervisor.id")


@pytest.mark.parametrize("act", [Act.TELL, Act.CALLBACK])
def test_some_rungs_are_for_the_caller_to_hear_and_change_nothing_in_line(
    store: redis.Redis, act: Act
) -> None:
    board = Board(store, "test", Policy(ladder=(Rung(5, act),)))
    board.join("CA1", EXPERT, NOW, NOW)
    assert climbed(board, NOW + 5) == [("CA1", act)]
    assert lines(board, "CA1") == ("billing.id.4",)
