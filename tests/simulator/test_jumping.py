"""Time that jumps: to the next timer at once, and never while something real is under way."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any

from simulator.jumping import JumpingClock, JumpingTime

EPOCH = 1_800_000_000.0
MONTH = 30 * 86400.0


def played(time: JumpingTime, scene: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=lambda: time.loop) as runner:
        runner.run(scene)


def test_a_month_passes_at_once() -> None:
    time = JumpingTime(EPOCH)
    clock = JumpingClock(time=time)
    played(time, clock.sleep(MONTH))
    assert clock.now() >= EPOCH + MONTH


def test_timers_go_off_in_their_order() -> None:
    time = JumpingTime(EPOCH)
    clock = JumpingClock(time=time)
    went: list[float] = []

    async def wait(seconds: float) -> None:
        await clock.sleep(seconds)
        went.append(seconds)

    async def scene() -> None:
        await asyncio.gather(*(wait(seconds) for seconds in (300.0, 5.0, 86400.0)))

    played(time, scene())
    assert went == [5.0, 300.0, 86400.0]


def test_time_stands_still_while_a_thread_works() -> None:
    time = JumpingTime(EPOCH)
    clock = JumpingClock(time=time)
    done = threading.Event()
    seen: list[float] = []

    def work() -> None:
        done.wait()
        seen.append(clock.now())

    async def scene() -> None:
        with clock.real():
            worker = asyncio.create_task(asyncio.to_thread(work))
            await asyncio.sleep(0)
            done.set()
            await worker
        await clock.sleep(60.0)

    played(time, scene())
    assert seen == [EPOCH]


def test_a_thread_that_rests_lets_time_pass_and_holds_it_again() -> None:
    time = JumpingTime(EPOCH)
    seen: list[tuple[float, bool]] = []

    def work() -> None:
        time.rest(90.0)
        seen.append((round(time.passed, 3), time.stands_still))
        time.end()

    async def scene() -> None:
        time.begin()
        await asyncio.to_thread(work)

    played(time, scene())
    assert seen == [(90.0, True)]


def test_a_limit_is_a_limit_in_that_time_too() -> None:
    time = JumpingTime(EPOCH)
    clock = JumpingClock(time=time)
    over: list[float] = []

    async def scene() -> None:
        try:
            async with clock.timeout(3600.0):
                await asyncio.Event().wait()
        except TimeoutError:
            over.append(round(time.passed, 3))

    played(time, scene())
    assert over == [3600.0]
