"""A supervisor moves a caller up, or gives them to an agent."""

import pytest

from tests.webhooks import desk_side
from tests.webhooks.desk_side import story, trail
from tests.webhooks.phone_side import Hotline, Phone
from webhooks.floor import Floor

on_both = pytest.mark.parametrize("records_store", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def boss(hotline: Hotline) -> int:
    return hotline.person("9009", role="supervisor").id


@pytest.fixture
def floor(hotline: Hotline) -> Floor:
    return desk_side.floor(hotline)


@pytest.fixture
def line(hotline: Hotline, boss: int) -> list[Phone]:
    """Three callers in line, and nobody there."""
    assert boss
    return [hotline.caller(f"+1555000{number}") for number in range(3)]


def order(hotline: Hotline, line: list[Phone]) -> list[int | None]:
    return [hotline.house.board.position(hotline.call(leg).id) for leg in line]


@on_both
def test_the_last_caller_is_the_next(
    hotline: Hotline, floor: Floor, boss: int, line: list[Phone]
) -> None:
    call = hotline.call(line[2]).id
    for _ in range(2):
        assert floor.move_up(call, boss) is None
    assert order(hotline, line) == [2, 3, 1]
    assert story(hotline, line[2], "moved-up") == [("moved-up", {"by": boss})]
    assert trail(hotline) == [("moved-up", boss, call)]


def test_the_place_outlives_the_board(
    hotline: Hotline, floor: Floor, boss: int, line: list[Phone]
) -> None:
    floor.move_up(hotline.call(line[2]).id, boss)
    for leg in line:
        hotline.house.board.leave(hotline.call(leg).id, hotline.clock.now())
    hotline.agree()
    assert order(hotline, line) == [2, 3, 1]


def test_who_is_the_first_is_moved_nowhere(
    hotline: Hotline, floor: Floor, boss: int, line: list[Phone]
) -> None:
    assert floor.move_up(hotline.call(line[0]).id, boss) is None
    assert order(hotline, line) == [1, 2, 3]
    assert trail(hotline) == []


def test_who_does_not_wait_is_not_moved_up(hotline: Hotline, floor: Floor, boss: int) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    call = hotline.call(caller).id
    assert floor.move_up(call, boss) is None, "they are offered to somebody already"
    hotline.meet(caller, agent)
    assert floor.move_up(call, boss) == "gone"
    caller.hangs_up()
    assert floor.move_up(call, boss) == "gone"
    assert floor.move_up("no-such-call", boss) == "gone"
    assert trail(hotline) == []


def test_given_to_who_is_idle_they_are_asked_at_once(
    hotline: Hotline, floor: Floor, boss: int, line: list[Phone]
) -> None:
    busy, idle = hotline.agent("9001"), hotline.agent("9002")
    call = hotline.call(line[2])
    assert hotline.stands(line[2]) == "waiting"
    assert floor.give(call.id, hotline.staff("9001").id, boss) is None
    assert hotline.stands(line[2]) == "waiting", "who is asked for another caller has them next"
    hotline.meet(line[0], busy)
    line[0].hangs_up()
    assert hotline.stands(line[2]) == "waiting"
    desk_side.duty(hotline).finish(hotline.staff("9001").id, hotline.talk(line[0]).id, None)
    assert hotline.offer(line[2]).agent == str(hotline.staff("9001").id)
    assert idle.document.verbs


@on_both
def test_given_twice_it_is_on_record_once(
    hotline: Hotline, floor: Floor, boss: int, line: list[Phone]
) -> None:
    hotline.agent("9001")
    person, call = hotline.staff("9001").id, hotline.call(line[2]).id
    for _ in range(2):
        assert floor.give(call, person, boss) is None
    assert story(hotline, line[2], "given") == [("given", {"agent": person, "by": boss})]
    assert trail(hotline) == [("given", boss, call)]
    assert hotline.call(line[2]).owner_id == person


def test_nobody_is_given_to_who_is_away(
    hotline: Hotline, floor: Floor, boss: int, line: list[Phone]
) -> None:
    call = hotline.call(line[0]).id
    away = hotline.person("9003").id
    assert floor.give(call, away, boss) == "away"
    assert floor.give(call, 99, boss) == "gone"
    assert hotline.call(line[0]).owner_id is None
    assert trail(hotline) == []


def test_who_is_offered_to_another_stays_with_them(
    hotline: Hotline, floor: Floor, boss: int, line: list[Phone]
) -> None:
    hotline.agent("9001")
    hotline.clock.passes(1)
    hotline.agent("9002")
    first, second = hotline.offer(line[0]).agent, hotline.staff("9002").id
    assert first != str(second)
    assert floor.give(hotline.call(line[0]).id, second, boss) == "busy"
    assert floor.give(hotline.call(line[0]).id, int(first), boss) is None
