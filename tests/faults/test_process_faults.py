"""A process stands still, or there are two of it, or the database is locked."""

import asyncio
import os
import signal
import sqlite3
from contextlib import closing

from sqlalchemy import select

from records.models import CallEvent
from tests.faults.scenes import scene
from tests.faults.town import Town

STANDSTILL = 5.0  # real seconds for which the database is locked
STOPPED = 10.0


@scene(hurried=False)
async def test_the_clock_stands_still_for_ten_seconds(town: Town) -> None:
    """Meanwhile whoever needs no clock is served; afterwards everything overdue is done."""
    waiting = await town.waiting()
    os.kill(town.hotline.pid("clock"), signal.SIGSTOP)
    # a key that comes late is a wish for a supervisor, and nothing widens it without a clock
    await town.agent("9001", role="supervisor")
    await town.until(lambda: waiting.met, "served without a clock")
    late = await town.waiting()
    await asyncio.sleep(STOPPED)
    os.kill(town.hotline.pid("clock"), signal.SIGCONT)
    await town.all_served()
    assert late.met


@scene
async def test_two_clocks_do_everything_once(town: Town) -> None:
    town.hotline.start("clock")
    waiting = [await town.waiting() for _ in range(3)]
    await town.until(lambda: _rungs(town) >= 3 * 2, "everybody climbs two rungs")
    await town.agent("9001")
    await town.all_served()
    with town.hotline.works.store.reading() as session:
        told = session.scalars(select(CallEvent).where(CallEvent.kind == "climbed"))
        climbed = [(event.call_id, event.data["rung"]) for event in told]
    assert len(climbed) == len(set(climbed))
    assert town.meetings == [caller.number for caller in waiting]


def _rungs(town: Town) -> int:
    return sum(entry.climbed for entry in town.hotline.works.board.snapshot().calls)


@scene
async def test_the_database_is_locked_for_seconds(town: Town) -> None:
    """Who is in line stays there, who phones is not turned away, who talks talks on."""
    await town.agent("9001")
    first = town.caller()
    await town.until(lambda: town.stands(first), "on the board")
    with closing(sqlite3.connect(town.hotline.folder / "sapa.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        late = town.caller()
        await asyncio.sleep(STANDSTILL)
        other.rollback()
    await town.all_served()
    assert first.met
    assert late.met
