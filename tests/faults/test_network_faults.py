"""Twilio fails, repeats itself, tells things late or not at all."""

from simulator.config import Faults
from tests.faults.scenes import scene
from tests.faults.town import Town

MINUTE = 60.0  # simulated seconds
WITHIN = 5.0  # real seconds


@scene
async def test_the_rest_interface_fails_for_a_minute(town: Town) -> None:
    """Half of what it refuses it has done nevertheless."""
    await town.agent("9001")
    await town.agent("9002", mode="ring")
    town.set_faults(Faults(rest_failure=1.0))
    for _ in range(3):
        town.caller()
    await town.exchange.clock.sleep(MINUTE)
    town.set_faults(Faults())
    await town.all_served()


@scene
async def test_the_rest_interface_is_away_for_a_minute(town: Town) -> None:
    """It does nothing, and often does not even answer."""
    await town.agent("9001")
    town.set_faults(Faults(rest_down=MINUTE, rest_silent=0.5))
    for _ in range(2):
        town.caller()
    await town.all_served()


@scene
async def test_callbacks_come_twice_in_any_order_and_late(town: Town) -> None:
    town.set_faults(Faults(repeat=1.0, reorder=0.5, delay=0.5, delay_seconds=30.0))
    await town.agent("9001")
    await town.agent("9002", mode="ring")
    for _ in range(4):
        town.caller()
    await town.all_served()


@scene
async def test_a_caller_who_vanished_is_a_ghost_and_removed(town: Town) -> None:
    """Nobody told us; but their leg is not on Twilio's list."""
    ghost = await town.waiting()
    town.vanish(ghost.sid)
    await town.until(lambda: town.stands(ghost) is None, "the ghost is off the board")
    call = town.record(ghost)
    assert call
    assert call.outcome == "abandoned"


@scene
async def test_an_agent_who_vanished_in_a_talk_leaves_the_caller_first_in_line(town: Town) -> None:
    """Nobody told us either; the next agent takes the caller, before those who came later."""
    await town.agent("9001", talk=1000.0)
    caller = town.caller()
    await town.until(lambda: caller.met, "in a talk")
    later = await town.waiting()
    town.goes_home("9001")
    town.vanish(town.leg_of("9001"))
    order = [caller.number, later.number]
    await town.until(lambda: town.in_line() == order, "first in line again")
    await town.agent("9002")
    await town.all_served()
    assert list(dict.fromkeys(town.meetings[1:])) == order


@scene(hurried=False)
async def test_an_agents_line_that_breaks_is_mended_within_seconds(town: Town) -> None:
    """The caller hears why, and is first in line again."""
    await town.agent("9001", talk=1000.0)
    caller = town.caller()
    await town.until(lambda: caller.met, "in a talk")
    later = await town.waiting()
    town.goes_home("9001")
    town.hang_up(town.leg_of("9001"))
    order = [caller.number, later.number]
    await town.until(lambda: town.in_line() == order, "first in line again", WITHIN)
    await town.until(lambda: "lost" in " ".join(caller.heard), "the caller hears why", WITHIN)
