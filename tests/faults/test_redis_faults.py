"""Redis dies, forgets or falls back in mid-day: the board is as the records know it, in order."""

from tests.faults.scenes import scene
from tests.faults.town import Caller, Town

WITHIN = 5.0  # real seconds


async def a_talk_and_a_line(town: Town) -> list[str]:
    """One talks for long, three wait; returns the numbers of those who wait, in order."""
    await town.agent("9001", talk=200.0)
    first = town.caller()
    await town.until(lambda: first.met, "the first caller is in a talk")
    waiting = [await town.waiting() for _ in range(3)]
    assert town.in_line() == [caller.number for caller in waiting]
    return town.in_line()


async def served_in_order(town: Town, order: list[str]) -> None:
    await town.agent("9002")
    await town.all_served()
    met = [number for number in town.meetings if number in order]
    assert list(dict.fromkeys(met)) == order


@scene(hurried=False)
async def test_a_board_that_was_emptied_is_there_again_within_seconds(town: Town) -> None:
    order = await a_talk_and_a_line(town)
    town.hotline.works.redis.flushall()
    await town.until(
        lambda: town.in_line() == order and town.stands(town.callers[0]) == "talking",
        "all are where they were",
        WITHIN,
    )


@scene
async def test_after_the_board_was_emptied_all_are_served_in_order(town: Town) -> None:
    order = await a_talk_and_a_line(town)
    town.hotline.works.redis.flushall()
    await served_in_order(town, order)


@scene
async def test_a_redis_that_keeps_a_file_is_killed_and_restarted(town: Town) -> None:
    order = await a_talk_and_a_line(town)
    town.hotline.redis.kill()
    town.hotline.redis.start()
    await served_in_order(town, order)


@scene(appendonly=False)
async def test_a_redis_that_keeps_nothing_is_killed_and_restarted(town: Town) -> None:
    order = await a_talk_and_a_line(town)
    town.hotline.redis.kill()
    town.hotline.redis.start()
    await served_in_order(town, order)


@scene
async def test_who_phones_while_redis_is_away_waits_like_everybody(town: Town) -> None:
    order = await a_talk_and_a_line(town)
    town.hotline.redis.kill()
    late = town.caller()
    await town.until(lambda: _joined(town, late), "the records know that the caller waits")
    town.hotline.redis.start()
    await served_in_order(town, [*order, late.number])


def _joined(town: Town, caller: Caller) -> bool:
    call = town.record(caller)
    return call is not None and call.joined_at is not None


@scene
async def test_a_board_that_fell_back_by_a_moment_is_put_right(town: Town) -> None:
    """A failover to a replica that had not caught up: who waited then is in a talk by now, who
    was in a talk has left, and who has come since is unknown."""
    await town.agent("9001", talk=120.0)
    first = town.caller()
    await town.until(lambda: first.met, "the first caller is in a talk")
    second = await town.waiting()
    before = town.board_keys()
    await town.until(lambda: second.met, "the second caller is in a talk")
    third = await town.waiting()
    town.set_board_back(before)
    await town.all_served()
    order = [caller.number for caller in (first, second, third)]
    assert town.meetings == order
