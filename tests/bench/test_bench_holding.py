"""The real board in the bench: right where the answer is known, and undisturbed by watching."""

import json
from collections.abc import Iterator

import pytest

from bench import holding
from bench.cases import CASES, specialists, steady
from bench.day import CUSTOMS, HARD_LEVEL, team, uneven
from bench.estimates import OURS, STAY, STAYING, Watched, foretold, staying
from bench.peers import LongestIdle, Pooled
from bench.real import RealBoard, Wire
from bench.virtual import Course
from queueing.model import Act, Pace, Rung
from tests.bench.hand_made import BLUE, HARD_RED, RED, Caller, knows, played, scene, waits

PACES = {"red": Pace(60.0), "blue": Pace(60.0)}


@pytest.fixture
def wire(redis_socket: str) -> Iterator[Wire]:
    with Wire(redis_socket) as client:
        yield client


def test_the_board_of_one_skill_is_the_pool(wire: Wire) -> None:
    busy = steady(specialists(1, 6), 5.4, 300, patience=400, places=4)(3, 600)
    board = Course(busy, RealBoard(busy, wire)).run()
    pool = Course(busy, Pooled(busy)).run()
    assert waits(board) == waits(pool)
    assert -1 in waits(board)
    assert [agent < 0 for agent in board.agent] == [agent < 0 for agent in pool.agent]


def test_the_board_of_specialists_is_one_line_each(wire: Wire) -> None:
    apart = steady(specialists(3, 3), 7.5, 300)(4, 500)
    board = Course(apart, RealBoard(apart, wire)).run()
    assert waits(board) == waits(Course(apart, LongestIdle(apart)).run())


def test_a_day_with_breaks_ends_for_everybody(wire: Wire) -> None:
    day = uneven(1, 1)
    course = Course(day, RealBoard(day, wire)).run()
    assert -1 not in waits(course)
    taken = [
        (agent, kind) for agent, kind in zip(course.agent, day.kind, strict=True) if agent >= 0
    ]
    assert all(kind in day.able[agent] for agent, kind in taken)
    assert wire.zcard("sapa:{bench}:calls") == 0


def test_a_ladder_is_climbed_on_time(wire: Wire) -> None:
    hard = scene([knows(red=3)], [Caller(0.3, HARD_RED)])
    after = [Rung(5.0, Act.WIDEN)]
    assert waits(played(hard, lambda seen: RealBoard(seen, wire, after))) == [5]


def test_two_people_know_customs_and_not_everybody_the_hard_cases() -> None:
    people = team()
    assert [n for n, person in enumerate(people) if "customs" in person.skills] == list(CUSTOMS)
    assert {len(person.skills) for person in people} >= {1, 2, 3, 4}
    assert any(min(person.skills.values()) < HARD_LEVEL for person in people)


def test_the_same_seed_makes_the_same_calls() -> None:
    for case in CASES.values():
        assert case.make(5, 300) == case.make(5, 300)
        assert case.make(5, 300).arrived != case.make(6, 300).arrived


def test_what_callers_could_be_told(wire: Wire) -> None:
    callers = [Caller(0, RED, says=50), Caller(10, RED, says=50), Caller(20, RED), Caller(30, BLUE)]
    line = scene([knows(red=5, blue=3)], callers)
    watched = Watched(RealBoard(line, wire), PACES)
    Course(line, watched).run()
    third, fourth = watched.told[2].expected, watched.told[3].expected
    assert third["queue length"] == 2 * 60 / 0.5
    assert third["head of line"] == 10
    assert third["last served"] == 0
    assert fourth["all ahead"] == 3 * 60
    assert fourth["head of line"] == 0
    assert watched.told[2].upper > third[OURS] > 0


def test_telling_changes_nothing(wire: Wire) -> None:
    case = CASES["small"]
    calls = case.make(2, 400)
    quiet = Course(calls, RealBoard(calls, wire)).run()
    told = Course(calls, Watched(RealBoard(calls, wire), case.paces)).run()
    assert quiet.waited == told.waited
    assert quiet.agent == told.agent


def test_where_patience_ends_only_those_made_to_stay_are_judged(wire: Wire) -> None:
    calls = steady(specialists(1, 3), 3.6, 300, patience=200)(2, 400)
    judged = foretold(CASES["patient"], calls, wire)[OURS].judged
    assert 0 < judged < 400 / STAYING
    assert staying(calls).patience[STAYING] == STAY
    assert staying(calls).patience[STAYING + 1] == calls.patience[STAYING + 1]


def test_the_answer_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    holding.main(["small", "--calls", "400", "--seeds", "2", "--json"])
    answer = json.loads(capsys.readouterr().out)["small"]
    assert {*CASES["small"].policies, "pooled"} == answer.keys()
    assert all(len(seeds) == 2 for seeds in answer.values())


def test_the_answer_as_tables(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["patient", "--calls", "400", "--policies", "sapa", "longest-idle"]
    holding.main([*words, "--dead-time", "1", "sapa=0"])
    out = capsys.readouterr().out
    assert "mean 3.4074" in out
    assert "sapa to longest-idle" in out


def test_the_estimates_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    holding.main(["estimates", "small", "--calls", "400", "--seeds", "2"])
    assert "last served" in capsys.readouterr().out
