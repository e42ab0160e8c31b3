"""Whatever is done to legs at any moment, all of them end and nothing is left behind."""

import asyncio
import random
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from structlog.testing import capture_logs

from simulator.config import Faults
from simulator.line import Line
from tests.simulator.stage import AGENT, HOTLINE, Person, Stage, played

TOLD = (
    'record="record-from-start" statusCallback="/events" statusCallbackEvent="start end join leave"'
)
DOCUMENTS = [
    '<Gather input="speech dtmf" action="/any"><Say>Hello</Say></Gather>',
    '<Record action="/any" timeout="2"/><Redirect>/any</Redirect>',
    '<Enqueue waitUrl="/wait" action="/any">line</Enqueue>',
    '<Dial action="/any"><Queue>line</Queue></Dial>',
    f'<Dial action="/any" timeout="5">{AGENT}</Dial>',
    f'<Dial><Number url="/whisper">{AGENT}</Number></Dial><Redirect>/any</Redirect>',
    f'<Dial action="/any" hangupOnStar="true"><Conference {TOLD}>room</Conference></Dial>',
    '<Dial><Conference endConferenceOnExit="true" waitUrl="/wait">room</Conference></Dial>',
    '<Start><Recording recordingStatusCallback="/events"/></Start><Pause length="3"/>',
    "<Leave/>",
    "<broken",
]
FAULTS = Faults(reorder=0.3, repeat=0.3, delay=0.3, delay_seconds=5)
CALLS = 40
DEEDS = 400


class Listener(Person):
    """Picks up and listens until the line is dead."""

    async def talk(self, line: Line) -> None:
        while True:
            await line.hear()


Deed = Callable[[Stage, random.Random, Line], Coroutine[Any, Any, object]]


async def hang_up(_stage: Stage, _dice: random.Random, line: Line) -> None:
    await line.hang_up()


async def redirect(stage: Stage, _dice: random.Random, line: Line) -> object:
    return await stage.ask("POST", f"/Calls/{line.sid}.json", {"Url": stage.hotline.url("/any")})


async def press(_stage: Stage, dice: random.Random, line: Line) -> None:
    line.press(dice.choice("12#*"))


async def speak(_stage: Stage, _dice: random.Random, line: Line) -> None:
    line.speak("Good morning")


async def hold(stage: Stage, dice: random.Random, line: Line) -> object:
    form = {"Hold": dice.choice(["true", "false"])}
    return await stage.ask("POST", f"/Conferences/room/Participants/{line.sid}.json", form)


async def kick(stage: Stage, _dice: random.Random, line: Line) -> object:
    return await stage.ask("DELETE", f"/Conferences/room/Participants/{line.sid}.json")


async def end_room(stage: Stage, _dice: random.Random, _line: Line) -> object:
    return await stage.ask("POST", "/Conferences/room.json", {"Status": "completed"})


async def invite(stage: Stage, _dice: random.Random, _line: Line) -> object:
    form = {"From": HOTLINE, "To": AGENT}
    return await stage.ask("POST", "/Conferences/room/Participants.json", form)


async def dequeue(stage: Stage, _dice: random.Random, _line: Line) -> object:
    queue = stage.exchange.queues.named("line")
    path = f"/Queues/{queue.sid if queue else 'QU'}/Members/Front.json"
    return await stage.ask("POST", path, {"Url": stage.hotline.url("/any")})


DEEDS_OF_PEOPLE: list[Deed] = [
    hang_up, redirect, redirect, press, speak, hold, kick, end_room, invite, dequeue
]  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_leg_room_queue_or_task_outlives_a_wild_day(seed: int) -> None:
    @played(faults=FAULTS, seed=seed, calls_per_second=1000.0)
    async def scene(stage: Stage) -> None:
        dice = random.Random(seed)
        stage.exchange.subscribe(AGENT, Listener())
        stage.hotline.answers |= {
            path: lambda _form: dice.choice(DOCUMENTS) for path in ("/incoming", "/any")
        }
        stage.hotline.answers |= {"/wait": "<Say>Hold</Say>", "/whisper": "<Say>A call</Say>"}
        lines = [await stage.call(number=f"+155501{n:04}") for n in range(CALLS)]
        for _ in range(DEEDS):
            await dice.choice(DEEDS_OF_PEOPLE)(stage, dice, dice.choice(lines))
        await everybody_goes(stage)
        assert all(call.finished for call in stage.exchange.calls.values())
        assert all(not queue.members for queue in stage.exchange.queues.by_sid.values())
        assert all(not room.open for room in stage.exchange.rooms.by_sid.values())
        assert not any(r.running for r in stage.exchange.recordings.by_sid.values())

    with capture_logs() as logs:
        scene()
    assert [entry for entry in logs if entry["log_level"] == "error"] == []


async def everybody_goes(stage: Stage) -> None:
    """Hang up until nobody is left and nothing is under way."""
    async with asyncio.timeout(20):
        while not stage.exchange.chores.idle:
            for call in list(stage.exchange.calls.values()):
                await call.handset.hang_up()
            await stage.exchange.clock.sleep(1)
