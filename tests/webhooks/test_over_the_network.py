"""From end to end over HTTP: the stand-in network performs our documents, our jobs ask it back."""

import asyncio
import dataclasses
import threading
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from queue import Queue
from typing import Protocol

import pytest
from flask import Flask, Response, request
from sqlalchemy import select
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler, make_server

import webhooks
from records import calls
from records.models import Talk
from simulator.config import Config, Faults
from simulator.exchange import Exchange
from simulator.line import Line, Listening, Played, Said, Together
from simulator.network.truth import truth
from simulator.server import network_only
from tests.simulator.stage import LIMIT, Person, heard, now, until_dead
from tests.webhooks.phone_side import ACCOUNT, HOTLINE, PIN, TOKEN, Hotline, JobList, OnceEach, Pace
from webhooks.dialer import Dialer
from webhooks.handling import Handling
from webhooks.links import Links
from webhooks.pausing import Pausing
from webhooks.phones import Account, Phones
from webhooks.signature import Signatures
from webhooks.switchboard import Switchboard, Timing
from webhooks.teller import Teller
from webhooks.visiting import Visiting

AGENTS = "+622155500101"
CONFIG = Config(
    port=0,
    account_sid=ACCOUNT,
    auth_token=TOKEN,
    hotline_numbers=(HOTLINE, AGENTS),
    hotline_number=HOTLINE,
    agent_number=AGENTS,
    speed=30.0,
    calls_per_second=1000.0,
)


class Worker(JobList):
    """Does each job as soon as it is asked for, in a thread of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._line: Queue[tuple[str, tuple[object, ...]] | None] = Queue()

    def ask(self, name: str, *arguments: object) -> None:
        self._line.put((name, arguments))

    def stop(self) -> None:
        self._line.put(None)

    def work(self, dialer: Dialer, pausing: Pausing, visiting: Visiting, teller: Teller) -> None:
        while (job := self._line.get()) is not None:
            name, arguments = job
            if name == "keep_recording":
                self.asked.append(job)
            elif name == "settle_visit":
                visiting.settling.soon(str(arguments[0]))
            elif name in ("ask_whether_solved", "notify"):
                getattr(teller, name)(*arguments)
            else:
                doer = pausing if name == "toggle_recording" else dialer
                getattr(doer, name.removesuffix("_recording"))(*arguments)


@dataclass
class Turns:
    """There is one process only."""

    @contextmanager
    def take(self, what: str) -> Iterator[Callable[[], None] | None]:
        assert what
        yield lambda: None


@dataclass
class Stage:
    """Two numbers that can be called, and what is on record of the calls."""

    house: Switchboard
    exchange: Exchange
    ends: dict[str, asyncio.Event]
    visiting: Visiting

    async def agent(self, extension: str) -> Line:
        """An agent who has phoned in and signed in."""
        line = await self.exchange.dial(f"+155577{extension}", AGENTS)
        await said(line, "PIN")
        line.press(f"{extension}{PIN}#")
        await said(line, "Good day")
        return line

    async def caller(self, number: str) -> Line:
        """A caller who asks for a person at once."""
        line = await self.exchange.dial(number, HOTLINE)
        await heard(line, Said)
        line.press("0")
        return line

    async def outcome(self, line: Line) -> str | None:
        """What became of a call whose end the hotline has been told."""
        await asyncio.wait_for(self.ends[line.sid].wait(), LIMIT)
        with self.house.store.reading() as session:
            call = calls.by_sid(session, line.sid, lock=False)
        assert call is not None
        return call.outcome

    def ended_by(self, line: Line) -> list[str | None]:
        with self.house.store.reading() as session:
            call = calls.by_sid(session, line.sid, lock=False)
            assert call is not None
            query = select(Talk.ended_by).where(Talk.call_id == call.id).order_by(Talk.id)
            return list(session.scalars(query))


async def said(line: Line, text: str) -> None:
    while text not in (await heard(line, Said)).text:
        pass


async def together(*lines: Line) -> None:
    for line in lines:
        while (await heard(line, Together)).others != 1:
            pass


Scene = Callable[[Stage], Awaitable[None]]


class Play(Protocol):
    def __call__(self, scene: Scene, **faults: float) -> None: ...


@pytest.fixture
def play(hotline: Hotline) -> Play:
    """Plays a scene with the hotline served over HTTP and the network beside it."""

    def run(scene: Scene, **faults: float) -> None:
        config = dataclasses.replace(CONFIG, epoch=now(), faults=Faults(**faults))
        asyncio.run(asyncio.wait_for(_play(hotline, scene, config), 60))

    return run


async def _play(hotline: Hotline, scene: Scene, config: Config) -> None:
    worker, app = Worker(), Flask("served", static_folder=None)
    async with network_only(config) as exchange, _served(app) as address:
        house = dataclasses.replace(
            hotline.house,
            clock=exchange.clock,
            jobs=worker,
            links=Links(address),
            signatures=Signatures(TOKEN, address),
            timing=Timing(standby=400, ring=400, presence=4000),
        )
        webhooks.install(app, house)
        _point(exchange, house.links)
        phones = Phones(Account(ACCOUNT, TOKEN, exchange.base_url))
        dialer = Dialer(house, phones, Pace(), OnceEach(), lambda _: None)
        pausing = Pausing(house, phones, Turns(), time.sleep)
        handling = Handling(house, phones, Turns())
        visiting = Visiting(house, phones, Turns(), Pace(), handling, time.sleep)
        teller = Teller(house, phones, Pace(), OnceEach(), lambda _: None)
        async with _working(worker, dialer, pausing, visiting, teller):
            await scene(Stage(house, exchange, _ends(app), visiting))
        await exchange.close()


def _ends(app: Flask) -> dict[str, asyncio.Event]:
    """For each call an event: the hotline was told of its end, and has answered."""
    ends: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
    loop = asyncio.get_running_loop()

    def note(reply: Response) -> Response:
        if request.path == "/voice/status":
            sid = request.form["CallSid"]
            loop.call_soon_threadsafe(lambda: ends[sid].set())  # noqa: PLW0108 - the dict belongs to the loop
        return reply

    app.after_request(note)
    return ends


def _point(exchange: Exchange, links: Links) -> None:
    for number, kind in ((HOTLINE, "voice"), (AGENTS, "agent")):
        owned = exchange.numbers.owned[number]
        owned.voice_url = links.to(f"/{kind}/incoming")
        owned.voice_fallback_url = links.to(f"/{kind}/fallback")
        owned.status_callback = links.to(f"/{kind}/status")
    exchange.numbers.owned[HOTLINE].sms_url = links.to("/sms/incoming")


@asynccontextmanager
async def _served(app: Flask) -> AsyncIterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    assert isinstance(server, ThreadedWSGIServer)
    server.daemon_threads = False  # so that closing waits for requests under way
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        await asyncio.to_thread(server.shutdown)
        await asyncio.to_thread(thread.join)
        await asyncio.to_thread(server.server_close)


class Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@asynccontextmanager
async def _working(
    worker: Worker, dialer: Dialer, pausing: Pausing, visiting: Visiting, teller: Teller
) -> AsyncIterator[None]:
    thread = threading.Thread(target=worker.work, args=(dialer, pausing, visiting, teller))
    thread.start()
    try:
        yield
    finally:
        worker.stop()
        await asyncio.to_thread(thread.join)  # its last job may still need the network


def test_a_caller_meets_an_agent_who_stands_by(hotline: Hotline, play: Play) -> None:
    hotline.person("9001")

    async def scene(stage: Stage) -> None:
        agent = await stage.agent("9001")
        caller = await stage.caller("+15550001")
        await heard(agent, Played)
        await said(caller, "Here is Agent 9001")
        await together(agent, caller)
        agent.press("*")
        await said(agent, "pass the caller on")
        await said(caller, "Goodbye")
        assert await stage.outcome(caller) == "talked"
        assert stage.ended_by(caller) == ["agent"]
        await heard(agent, Listening)  # standing by again
        assert stage.exchange.calls[agent.sid].live

    play(scene)


def test_star_and_0_pause_the_recording_and_the_talk_goes_on(hotline: Hotline, play: Play) -> None:
    hotline.person("9001")

    async def scene(stage: Stage) -> None:
        agent = await stage.agent("9001")
        caller = await stage.exchange.dial("+15550001", HOTLINE)
        await said(caller, "press 1")
        caller.press("1")
        await said(caller, "this call is recorded")
        await heard(caller, Listening)
        caller.press("0")
        await together(agent, caller)
        (recording,) = stage.exchange.recordings.by_sid.values()
        for announcement, status in (("is paused", "paused"), ("goes on", "in-progress")):
            agent.press("*")
            await said(agent, "pass the caller on")
            agent.press("0")
            await asyncio.gather(said(agent, announcement), said(caller, announcement))
            assert recording.status == status
            caller.speak(f"while it {announcement}")
            await stage.exchange.clock.sleep(3)  # or the end of it would be said later
            assert stage.ended_by(caller) == [None], "the talk goes on"
        await caller.hang_up()
        assert await stage.outcome(caller) == "talked"
        assert [piece.silent for piece in recording.pieces] == [False, True, False]
        spoken = [one.text for one in truth(recording) if one.channel == 0]
        assert spoken == ["while it goes on"]

    play(scene)


def test_a_caller_meets_an_agent_who_is_rung(hotline: Hotline, play: Play) -> None:
    hotline.person("9001", mode="ring")

    async def scene(stage: Stage) -> None:
        person = Person()
        stage.exchange.subscribe("+1555779001", person)
        await until_dead(await stage.agent("9001"))
        caller = await stage.caller("+15550001")
        agent = await person.line()
        await said(agent, "Press 1")
        agent.press("1")
        await together(agent, caller)
        await agent.hang_up()
        await said(caller, "Goodbye")
        assert await stage.outcome(caller) == "talked"

    play(scene)


def test_a_phone_that_is_busy_leaves_the_caller_to_the_next(hotline: Hotline, play: Play) -> None:
    hotline.person("9001", mode="ring")
    hotline.person("9002")

    async def scene(stage: Stage) -> None:
        stage.exchange.subscribe("+1555779001", Person("busy"))
        await until_dead(await stage.agent("9001"))
        caller = await stage.caller("+15550001")
        other = await stage.agent("9002")
        await together(other, caller)

    play(scene)


def test_an_agents_phone_falls_down_and_another_goes_on(hotline: Hotline, play: Play) -> None:
    for extension in ("9001", "9002"):
        hotline.person(extension)

    async def scene(stage: Stage) -> None:
        agent = await stage.agent("9001")
        caller = await stage.caller("+15550001")
        await together(agent, caller)
        other = await stage.agent("9002")
        await agent.hang_up()
        await said(caller, "Here is Agent 9002")
        await together(other, caller)
        await caller.hang_up()
        assert await stage.outcome(caller) == "talked"
        assert stage.ended_by(caller) == ["lost", "caller"]

    play(scene)


def test_a_lost_leg_is_made_up_for_without_a_word_about_the_leg_itself(
    hotline: Hotline, play: Play
) -> None:
    for extension in ("9001", "9002"):
        hotline.person(extension)

    async def scene(stage: Stage) -> None:
        stage.exchange.numbers.owned[AGENTS].status_callback = ""
        agent = await stage.agent("9001")
        caller = await stage.caller("+15550001")
        await together(agent, caller)
        other = await stage.agent("9002")
        await agent.hang_up()
        await said(caller, "the line to my colleague was cut")
        await together(other, caller)
        await caller.hang_up()
        assert await stage.outcome(caller) == "talked"

    play(scene)


def test_a_caller_who_hangs_up_in_line_is_off_the_board(hotline: Hotline, play: Play) -> None:
    async def scene(stage: Stage) -> None:
        caller = await stage.caller("+15550001")
        await heard(caller, Played)
        await caller.hang_up()
        assert await stage.outcome(caller) == "abandoned"
        assert stage.house.board.calls() == []

    play(scene)


def test_a_handler_that_fails_costs_an_apology_and_nothing_else(
    hotline: Hotline, play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    hotline.person("9001")
    monkeypatch.setattr("webhooks.parse.heard", lambda _: 1 / 0)
    monkeypatch.setattr("webhooks.links.AGAIN", "")  # no second tries: they fail as well

    async def scene(stage: Stage) -> None:
        agent = await stage.agent("9001")
        caller = await stage.exchange.dial("+15550001", HOTLINE)
        await heard(caller, Said)
        caller.press("1")
        await said(caller, "something went wrong on our side")
        await together(agent, caller)

    play(scene)


def test_callers_get_through_whatever_the_network_does(hotline: Hotline, play: Play) -> None:
    """Callbacks late, repeated and out of order; REST calls that fail, done or not."""
    for extension in ("9001", "9002"):
        hotline.person(extension)

    async def stand_by(agent: Line) -> None:
        while True:
            await heard(agent, Listening)
            agent.press("1")

    async def visit(stage: Stage, number: int) -> str | None:
        caller = await stage.caller(f"+1555000{number}")
        await said(caller, "Here is")
        while (await heard(caller, Together)).others != 1:
            pass
        await caller.hang_up()
        return await stage.outcome(caller)

    async def scene(stage: Stage) -> None:
        agents = [await stage.agent(extension) for extension in ("9001", "9002")]
        for agent in agents:
            stage.exchange.chores.start(stand_by(agent))
        assert await asyncio.gather(*(visit(stage, n) for n in range(4))) == ["talked"] * 4
        assert all(stage.exchange.calls[agent.sid].live for agent in agents)

    play(scene, reorder=0.3, repeat=0.5, delay=0.3, delay_seconds=5.0, rest_rate_limit=0.2)
