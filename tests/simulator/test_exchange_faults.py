"""What goes wrong on purpose, and what the stand-in shows of itself."""

import aiohttp
import pytest

from simulator.config import Faults
from simulator.faults import FaultBox
from simulator.line import Said, Together
from tests.simulator.stage import AGENT, HOTLINE, Person, Stage, heard, played

TRACE = ["status", "request", "status", "verb", "warning"]
EVENTS = "initiated ringing answered completed"


async def place(stage: Stage) -> None:
    """Place a call whose every step is told."""
    stage.exchange.subscribe(AGENT, Person())
    await stage.post(
        "/Calls.json",
        To=AGENT,
        From=HOTLINE,
        Url=stage.hotline.url("/out"),
        StatusCallback=stage.hotline.url("/progress"),
        StatusCallbackEvent=EVENTS,
    )


@played(faults=Faults(reorder=1, delay_seconds=60), seed=3)
async def test_callbacks_arrive_out_of_order(stage: Stage) -> None:
    orders = []
    for _ in range(3):
        await place(stage)
        told = [(await stage.hotline.got("/progress")).form for _ in range(4)]
        orders.append([form["SequenceNumber"] for form in told])
    assert any(order != sorted(order) for order in orders)
    assert all(sorted(order) == ["0", "1", "2", "3"] for order in orders)


@played(faults=Faults(delay=1, delay_seconds=20))
async def test_late_callbacks_keep_their_order(stage: Stage) -> None:
    before = stage.exchange.clock.now()
    await place(stage)
    told = [(await stage.hotline.got("/progress")).form for _ in range(4)]
    assert [form["SequenceNumber"] for form in told] == ["0", "1", "2", "3"]
    assert stage.exchange.clock.now() - before >= 80


@played(faults=Faults(repeat=1))
async def test_callbacks_and_documents_come_twice_with_the_same_token(stage: Stage) -> None:
    await place(stage)
    for path in ("/out", "/progress"):
        first, second = await stage.hotline.got(path), await stage.hotline.got(path)
        assert first.form == second.form
        token = first.headers["I-Twilio-Idempotency-Token"]
        assert second.headers["I-Twilio-Idempotency-Token"] == token


@played(faults=Faults(rest_rate_limit=1))
async def test_a_rate_limit_does_nothing(stage: Stage) -> None:
    status, error = await stage.ask("POST", "/Calls.json", {"To": AGENT})
    assert (status, error["code"]) == (429, 20429)
    assert stage.exchange.calls == {}


@played(faults=Faults(rest_failure=1), seed=1)
async def test_a_failing_request_has_sometimes_been_done(stage: Stage) -> None:
    form = {"To": AGENT, "From": HOTLINE, "Url": stage.hotline.url("/out")}
    statuses = [(await stage.ask("POST", "/Calls.json", form))[0] for _ in range(20)]
    assert statuses == [503] * 20
    assert 0 < len(stage.exchange.calls) < 20


async def until(stage: Stage, moment: float) -> None:
    await stage.exchange.clock.sleep(moment - stage.exchange.clock.now())


@played()
async def test_rest_is_down_for_a_while_and_nothing_is_done_meanwhile(stage: Stage) -> None:
    url = stage.exchange.base_url + "/sim/faults"
    async with stage.session.post(url, json={"rest_down": 300}) as response:
        assert response.status == 200
    back = stage.exchange.clock.now() + 300
    form = {"To": AGENT, "From": HOTLINE, "Url": stage.hotline.url("/out")}
    status, error = await stage.ask("POST", "/Calls.json", form)
    assert (status, error["code"]) == (503, 20503)
    assert stage.exchange.calls == {}
    await until(stage, back)
    assert (await stage.ask("POST", "/Calls.json", form))[0] == 201


@played()
async def test_rest_may_be_down_without_a_word(stage: Stage) -> None:
    stage.exchange.faults.switch(Faults(rest_down=100, rest_silent=1))
    back = stage.exchange.clock.now() + 100
    with pytest.raises(aiohttp.ClientConnectionError):
        await stage.ask("POST", "/Calls.json", {"To": AGENT})
    assert stage.exchange.clock.now() >= back
    assert (await stage.ask("GET", "/Calls.json"))[0] == 200


class Hands:
    """A clock whose hands are set by hand."""

    def __init__(self) -> None:
        self.time = 1000.0

    def now(self) -> float:
        return self.time


def test_rest_goes_down_at_the_end_of_every_period() -> None:
    clock = Hands()
    box = FaultBox(Faults(rest_down=60, rest_down_every=600), 1, clock)
    down = []
    for passed in (0, 539, 540, 590, 600, 1139, 1199, 1200):
        clock.time = 1000.0 + passed
        down.append(box.rest_down_for())
    assert down == [0, 0, 60, 10, 0, 0, 1, 0]


@played()
async def test_the_list_of_calls_lags_behind(stage: Stage) -> None:
    exchange = stage.exchange
    exchange.faults.switch(Faults(list_lag=3600))
    stage.hotline.answers["/incoming"] = '<Say>Hello</Say><Pause length="600"/>'
    line = await stage.call()
    await heard(line, Said)
    assert (await stage.get("/Calls.json"))["calls"] == []
    answered = exchange.clock.now()
    await until(stage, answered + 200)
    await line.hang_up()
    exchange.faults.switch(Faults(list_lag=exchange.clock.now() - answered))
    (listed,) = (await stage.get("/Calls.json?Status=in-progress"))["calls"]
    assert (listed["sid"], listed["end_time"], listed["duration"]) == (line.sid, None, None)
    assert (await stage.get(f"/Calls/{line.sid}.json"))["status"] == "completed"


@played()
async def test_the_stand_in_tells_who_came_into_a_conference_and_when(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = "<Dial><Conference>room</Conference></Dial>"
    lines = [await stage.call(), await stage.call(number=AGENT)]
    for line in lines:
        while not (await heard(line, Together)).others:
            pass
    async with stage.session.get(stage.exchange.base_url + "/sim/conferences") as response:
        (room,) = (await response.json())["conferences"]
    assert room["name"] == "room"
    assert {join["call"] for join in room["joins"]} == {line.sid for line in lines}
    assert room["started"] >= max(join["at"] for join in room["joins"])


@played()
async def test_faults_are_switched_while_it_runs(stage: Stage) -> None:
    url = stage.exchange.base_url + "/sim/faults"
    async with stage.session.post(url, json={"repeat": 1.0}) as response:
        assert (response.status, (await response.json())["repeat"]) == (200, 1.0)
    await stage.call()
    await stage.hotline.got("/incoming")
    await stage.hotline.got("/incoming")
    async with stage.session.post(url, json={"repeat": 2}) as response:
        assert response.status == 400
    async with stage.session.post(url, data={"repeat": "1"}) as response:
        assert response.status == 415
    async with stage.session.get(url) as response:
        assert (await response.json())["repeat"] == 1.0


@played()
async def test_the_stand_in_shows_its_legs_and_what_they_did(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = f'<Say loop="x">{"Hello " * 600}</Say>'
    line = await stage.call()
    await heard(line, Said)
    base = stage.exchange.base_url + "/sim"
    async with stage.session.get(base + "/legs") as response:
        (leg,) = (await response.json())["legs"]
    assert (leg["sid"], leg["status"]) == (line.sid, "in-progress")
    async with stage.session.get(f"{base}/trace/{line.sid}") as response:
        trace = (await response.json())["trace"]
    assert [entry["event"] for entry in trace] == TRACE
    async with stage.session.get(base + "/warnings") as response:
        assert (await response.json())["warnings"] == ["<Say> has a wrong loop: x"]
    async with stage.session.get(base + "/trace/CA0") as response:
        assert response.status == 404
    async with stage.session.get(base + "/health") as response:
        assert (await response.json())["ok"] is True
