"""One call through a hotline in which a process dies at a given point."""

from contextlib import suppress
from pathlib import Path

from tests.faults.deaths import Point, arm, points
from tests.faults.town import town

AFTERWARDS = 5.0  # real seconds
KINDS = ("standby", "ring")
MOST_OF_A_KIND = 2
"""Of the same thing done again and again, as by the clock, so many are killed."""


async def one_call(folder: Path, mode: str, deadly: str = "", limit: str = "40") -> list[str]:
    """Whoever died is started again; the caller is served, nobody twice, nothing is left over.

    `limit`: real seconds for the call. Notes who died where it was told to; without a deadly
    point all that were passed, those of the same thing again and again only at first.
    """
    log = folder / "points"
    log.touch()
    point = Point.read(deadly) if deadly else None
    assert mode in KINDS
    async with town(folder, arm=lambda: arm(log, point)) as here:
        await here.agent("9001", mode="ring" if mode == "ring" else "standby")
        here.caller()
        await here.all_served(float(limit))
        if point is not None:
            with suppress(AssertionError):  # it may come after the call, or not in every play
                await here.until(lambda: here.hotline.died, str(point), AFTERWARDS)
            await here.all_served()
            return here.hotline.died
    return [str(point) for point in points(log) if point.nth <= MOST_OF_A_KIND]
