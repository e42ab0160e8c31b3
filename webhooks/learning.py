"""What the board learns from the records: how long calls take, and how long callers hold."""

from queueing.model import Pace
from records import paces
from webhooks.switchboard import Switchboard

DAY = 86400.0
WINDOWS = (DAY, 7 * DAY, 28 * DAY)
"""Seconds that are looked back, more and more until there is enough: a busy hotline learns
from today, and no hotline reads more than it needs."""
ENOUGH = 500
FEWEST = 5
"""Talks from which a skill has a pace of its own; else that of all skills is expected."""


def learn(house: Switchboard) -> None:
    """Tell the board how calls of each skill went of late."""
    handlings = _lately(house)
    house.board.learn(
        {
            skill: Pace(handling.handle, handling.patience)
            for skill, handling in handlings.items()
            if skill == paces.ANY or handling.handled >= FEWEST
        }
    )


def _lately(house: Switchboard) -> dict[str, paces.Handling]:
    now = house.clock.now()
    found: dict[str, paces.Handling] = {}
    for window in WINDOWS:
        with house.store.reading() as session:
            found = paces.by_skill(session, now - window)
        if paces.ANY in found and found[paces.ANY].handled >= ENOUGH:
            break
    return found
