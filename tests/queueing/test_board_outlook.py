"""What a caller is told of their wait, and who is there for them."""

import pytest
import redis

from queueing.board import Board
from queueing.model import Act, Agent, Need, Pace, Rung
from queueing.policy import Policy
from queueing.results import Outlook

NOW = 1000.0
BILLING, BOSS = Need("id", "billing"), Need("id", supervisor=True)
PACES = {"billing": Pace(300, 120), "any": Pace(200)}


def here(board: Board, *agents: Agent) -> None:
    """They are on the board, each in a wrap-up."""
    for agent in agents:
        board.ready(agent, NOW, NOW + 9000, 10, wrapping_until=NOW + 9000)


def crew(count: int, **skills: int) -> list[Agent]:
    return [Agent(f"{'-'.join(skills)}{i}", ("id",), skills) for i in range(count)]


def in_line(board: Board, count: int, need: Need = BILLING, since: float = NOW - 60) -> None:
    for i in range(count):
        board.join(f"{need.skill}{need.level}-{i}", need, since, NOW)


def ahead(board: Board, call: str) -> int:
    outlook = board.outlook(call, NOW)
    assert outlook
    return outlook.ahead


def expected(board: Board, need: Need = BILLING) -> float:
    outlook = board.outlook_of(need, NOW, NOW)
    assert outlook.expected is not None
    return outlook.expected


def test_nothing_is_said_of_a_time_while_nothing_is_known(board: Board) -> None:
    here(board, *crew(3, billing=1))
    in_line(board, 2)
    assert board.outlook("billing1-1", NOW) == Outlook(1, 3, None, None)


def test_nothing_is_said_of_a_time_while_nobody_is_there(board: Board) -> None:
    board.learn(PACES)
    in_line(board, 2)
    assert board.outlook("billing1-1", NOW) == Outlook(1, 0, None, None)


def test_who_does_not_wait_has_no_outlook(board: Board) -> None:
    board.ready(Agent("sari", ("id",), {"billing": 1}), NOW, NOW + 900, 10)
    board.join("CA1", BILLING, NOW, NOW)
    assert board.outlook("CA1", NOW) is None
    assert board.outlook("nobody", NOW) is None


def test_the_sum_over_the_callers_ahead(board: Board) -> None:
    board.learn(PACES)
    here(board, *crew(3, billing=1))
    in_line(board, 3)
    outlook = board.outlook("billing1-2", NOW)
    assert outlook
    assert outlook.ahead == 2
    assert outlook.expected == pytest.approx(sum(1 / (3 / 300 + k / 120) for k in range(3)))
    assert outlook.expected is not None
    assert outlook.upper is not None
    assert outlook.upper > outlook.expected


def test_without_a_pace_of_its_own_a_skill_has_that_of_all(board: Board) -> None:
    board.learn(PACES)
    here(board, *crew(4, repair=1))
    assert expected(board, Need("id", "repair")) == pytest.approx(200 / 4)


def test_nobody_waits_while_somebody_is_idle(board: Board) -> None:
    board.ready(Agent("sari", ("id",), {"billing": 2}), NOW, NOW + 900, 10)
    assert board.outlook_of(BILLING, NOW, NOW) == Outlook(0, 1, 0.0, 0.0)


def test_a_call_that_would_join_comes_after_its_equals_and_keeps_its_place(board: Board) -> None:
    in_line(board, 2, since=NOW - 60)
    in_line(board, 3, Need("id", "billing", level=2), since=NOW - 10)
    assert board.outlook_of(BILLING, NOW, NOW).ahead == 5
    assert board.outlook_of(BILLING, NOW - 60, NOW).ahead == 2
    assert board.outlook_of(BILLING, NOW - 61, NOW).ahead == 0


def test_all_levels_of_a_skill_are_one_queue_for_a_call_that_will_be_widened(board: Board) -> None:
    """Who is told that they are first must not have twenty ahead who were widened before."""
    in_line(board, 2, Need("id", "billing", level=1), since=NOW - 60)
    board.join("CA1", Need("id", "billing", level=4), NOW, NOW)
    assert ahead(board, "CA1") == 2


def test_agents_count_whatever_they_do_and_at_any_level_if_the_call_is_widened(
    store: redis.Redis, board: Board
) -> None:
    strict = Board(store, "strict", Policy())
    expert = Need("id", "billing", level=4)
    for each in (board, strict):
        here(each, *crew(2, billing=1))
        here(each, *crew(3, billing=4, repair=1))
    assert board.outlook_of(expert, NOW, NOW).agents == 5
    assert strict.outlook_of(expert, NOW, NOW).agents == 3
    assert board.staff(expert) == strict.staff(expert) == 3


def test_agents_who_come_change_and_go_are_counted(board: Board) -> None:
    (sari,) = crew(1, billing=1)
    here(board, sari)
    assert (board.staff(BILLING), board.staff(Need("id"))) == (1, 1)
    board.ready(Agent(sari.id, ("en",), {"repair": 2}), NOW, NOW + 900, 10)
    assert (board.staff(BILLING), board.staff(Need("en", "repair", level=2))) == (0, 1)
    assert board.staff(Need("en", "repair", level=3)) == 0
    board.retire(sari.id, NOW)
    assert board.staff(Need("en", "repair")) == 0


def test_who_serves_two_of_a_calls_lines_counts_once(store: redis.Redis) -> None:
    board = Board(store, "test", Policy(ladder=(Rung(5, Act.SUPERVISOR),)))
    here(board, Agent("ketut", ("id",), {"billing": 3}, supervisor=True), *crew(2, billing=1))
    here(board, Agent("wayan", ("id",), supervisor=True))
    board.join("CA1", BILLING, NOW, NOW, climbed=1)
    outlook = board.outlook("CA1", NOW)
    assert outlook
    assert outlook.agents == 4


def test_work_in_other_lines_counts_as_far_as_the_same_agents_do_it(board: Board) -> None:
    """The two who also bill are there for a repair half as much as the one who only repairs."""
    here(board, *crew(2, billing=1, repair=1), *crew(1, repair=1))
    board.learn({"any": Pace(300)})
    assert expected(board) == pytest.approx(300 / 2)
    in_line(board, 4, Need("id", "repair"), since=NOW - 60)
    assert expected(board) == pytest.approx((2 + 1) * 300 / 2)


def test_less_urgent_work_in_other_lines_is_not_ahead(board: Board) -> None:
    """Repair has twice the target of billing: 60 s there weigh as much as 30 s here."""
    here(board, *crew(2, billing=1, repair=1))
    board.learn({"any": Pace(300)})
    in_line(board, 4, Need("id", "repair"), since=NOW - 60)
    waits = [board.outlook_of(BILLING, NOW - waited, NOW).expected for waited in (29, 31)]
    assert waits == [pytest.approx(5 * 150), pytest.approx(150)]


def test_what_was_learned_last_counts(board: Board) -> None:
    here(board, *crew(2, billing=1))
    for handle in (300.0, 100.0):
        board.learn({"billing": Pace(handle, 50)})
        assert expected(board) == pytest.approx(handle / 2)
    board.learn({})
    assert board.outlook_of(BILLING, NOW, NOW).expected is None


@pytest.mark.parametrize("pace", [(0, None), (float("inf"), None), (10, 0), (10, float("nan"))])
def test_a_pace_that_cannot_be_is_refused(pace: tuple[float, float | None]) -> None:
    with pytest.raises(ValueError, match="pace"):
        Pace(*pace)


def test_those_who_wait_for_a_supervisor_first_come_first(store: redis.Redis) -> None:
    board = Board(store, "test", Policy(ladder=(Rung(5, Act.SUPERVISOR), Rung(9, Act.MANAGER))))
    board.join("CA1", BOSS, NOW, NOW)
    board.join("CA2", BILLING, NOW - 50, NOW)
    board.join("CA3", BILLING, NOW - 60, NOW, climbed=2)
    assert board.supervised() == ("CA3", "CA1")
    board.tick(NOW)
    assert board.supervised() == ("CA3", "CA2", "CA1")
    board.ready(Agent("ketut", ("id",), supervisor=True), NOW, NOW + 900, 10)
    assert board.supervised() == ("CA2", "CA1")
    board.leave("CA2", NOW)
    assert board.supervised() == ("CA1",)


def test_how_many_wait(board: Board) -> None:
    assert board.waiting() == 0
    in_line(board, 3)
    board.join("boss", BOSS, NOW, NOW)
    assert board.waiting() == 4
    board.ready(Agent("sari", ("id",), {"billing": 1}), NOW, NOW + 900, 10)
    assert board.waiting() == 3
    board.tick(NOW + 600)  # she did not answer
    assert board.waiting() == 4
    board.leave("boss", NOW + 600)
    assert board.waiting() == 3
