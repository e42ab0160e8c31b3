"""A whole town on the telephone: callers and agents meet in a tiny hotline."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from simulator.config import AgentSpec, CallerSpec, Config, ReachSpec
from simulator.exchange import Exchange
from simulator.legs import Order
from simulator.network.source import Source
from simulator.server import running

ACCOUNT = "AC" + "0" * 32
HOTLINE, AGENTS = "+622150000000", "+622150000001"
SKILLS = {"billing": {"en": ["My bill is wrong"]}}

Handler = Callable[[aiohttp.web.Request], Awaitable[web.Response]]


def twiml(body: str) -> web.Response:
    return web.Response(text=f"<Response>{body}</Response>", content_type="text/xml")


class TinyHotline:
    """Asks for the name, and brings the caller and the only agent together."""

    def __init__(self, agent_mode: str) -> None:
        self.agent_mode = agent_mode
        self.names: list[str] = []
        self.sign_ins: list[str] = []
        self.signed_in = asyncio.Event()
        self.answers: list[str] = []

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/incoming", self.incoming),
            web.post("/named", self.named),
            web.post("/agent", self.agent),
            web.post("/sign-in", self.sign_in),
            web.post("/whisper", self.whisper),
            web.post("/answer", self.answer),
        ]

    async def incoming(self, _: web.Request) -> web.Response:
        question = "<Say>May I have your name, please?</Say>"
        return twiml(
            f'<Gather input="speech dtmf" action="/named" timeout="5">{question}</Gather>'
            "<Redirect>/incoming</Redirect>"
        )

    async def named(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.names.append(str(form.get("SpeechResult", "")))
        await self.signed_in.wait()
        if self.agent_mode == "ring":
            dial = '<Dial timeout="60"><Number url="/whisper">+15550000002</Number></Dial>'
        else:
            room = '<Conference startConferenceOnEnter="false">room</Conference>'
            dial = f"<Dial>{room}</Dial>"
        hold = '<Say>You are next in line.</Say><Pause length="20"/>'
        return twiml(f"{hold}{dial}<Say>Thank you for calling. Goodbye.</Say>")

    async def agent(self, _: web.Request) -> web.Response:
        question = "<Say>Please enter your agent number and PIN, then press the hash key.</Say>"
        return twiml(f'<Gather input="dtmf" action="/sign-in">{question}</Gather>')

    async def sign_in(self, request: web.Request) -> web.Response:
        self.sign_ins.append(str((await request.post()).get("Digits")))
        self.signed_in.set()
        if self.agent_mode == "ring":
            return twiml("<Say>We will ring you. Goodbye.</Say>")
        return twiml(
            "<Say>Budi. billing.</Say>"
            '<Dial hangupOnStar="true"><Conference endConferenceOnExit="true">room</Conference>'
            '</Dial><Pause length="600"/>'
        )

    async def whisper(self, _: web.Request) -> web.Response:
        question = "<Say>Press 1 to take the call, 2 to pass.</Say>"
        return twiml(f'<Gather numDigits="1" action="/answer">{question}</Gather><Hangup/>')

    async def answer(self, request: web.Request) -> web.Response:
        self.answers.append(str((await request.post()).get("Digits")))
        return twiml("")


class CallingBack(TinyHotline):
    """Offers a callback, and makes it at once."""

    def __init__(self) -> None:
        super().__init__("standby")
        self.called: asyncio.Queue[str] = asyncio.Queue()

    def routes(self) -> list[web.RouteDef]:
        return [
            *super().routes(),
            web.post("/promise", self.promise),
            web.post("/called", self.ask_who),
            web.post("/there", self.there),
        ]

    async def incoming(self, _: web.Request) -> web.Response:
        offer = (
            "I can keep your place and call you back. If you would like that, press 1 or say yes."
        )
        question = f'<Gather numDigits="1" action="/promise"><Say>{offer}</Say></Gather>'
        return twiml(f'<Say>You are next in line.</Say><Pause length="5"/>{question}')

    async def promise(self, request: web.Request) -> web.Response:
        self.called.put_nowait(str((await request.post())["From"]))
        return twiml("<Say>We will call you back. Goodbye.</Say>")

    async def ask_who(self, _: web.Request) -> web.Response:
        asked = "You asked us to call you back. Is this you? Please press 1 or say yes."
        gather = f'<Gather input="speech dtmf" action="/there"><Say>{asked}</Say></Gather>'
        return twiml(f"{gather}<Redirect>/called</Redirect>")

    async def there(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.answers.append(str(form.get("Digits") or form.get("SpeechResult")))
        return twiml("<Say>I am sorry to have troubled you. Goodbye.</Say>")

    async def call_back(self, exchange: Exchange) -> str:
        """Call the next customer who wants it; how that leg ended."""
        number = await self.called.get()
        for call in list(exchange.calls.values()):
            await call.over.wait()
        leg = exchange.legs.create(HOTLINE, number, "outbound-api")
        where = exchange.numbers.owned[HOTLINE].voice_url.replace("incoming", "called")
        exchange.legs.place(leg, Order(Source(where), ring_seconds=60.0))
        await leg.over.wait()
        return leg.status


def config(agent: AgentSpec | None, **spec: object) -> Config:
    return Config(
        port=0,
        account_sid=ACCOUNT,
        auth_token="token",
        hotline_numbers=(HOTLINE, AGENTS),
        hotline_number=HOTLINE,
        agent_number=AGENTS,
        speed=200.0,
        skills=SKILLS,
        titles={"billing": {"en": "billing"}},
        agents=(agent,) if agent else (),
        callers=CallerSpec(per_hour=3600.0, **spec),  # type: ignore[arg-type]
    )


@asynccontextmanager
async def town(hotline: TinyHotline, wanted: Config) -> AsyncIterator[Exchange]:
    """The stand-in with its people, and the hotline that answers its numbers."""
    app = web.Application()
    app.add_routes(hotline.routes())
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        async with running(wanted) as exchange:
            point_numbers(exchange, runner.addresses[0][1])
            yield exchange
    finally:
        await runner.cleanup()


def point_numbers(exchange: Exchange, port: int) -> None:
    for number, path in ((HOTLINE, "incoming"), (AGENTS, "agent")):
        owned = exchange.numbers.owned[number]
        owned.voice_url = f"http://127.0.0.1:{port}/{path}"
        owned.configured.set()


async def sim_callers(exchange: Exchange) -> dict[str, Any]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{exchange.base_url}/sim/callers") as answer,
    ):
        return dict(await answer.json())


async def everybody(exchange: Exchange) -> list[dict[str, object]]:
    """Every caller, once all have finished."""
    while not (state := await sim_callers(exchange))["done"]:
        await exchange.clock.sleep(5)
    return list(state["callers"])


def live(hotline: TinyHotline, wanted: Config) -> list[dict[str, object]]:
    async def play() -> list[dict[str, object]]:
        async with town(hotline, wanted) as exchange, asyncio.timeout(30):
            return await everybody(exchange)

    return asyncio.run(play())


@pytest.mark.parametrize("mode", ["standby", "ring"])
def test_a_caller_and_an_agent_meet_and_take_leave(mode: str) -> None:
    hotline = TinyHotline(mode)
    agent = AgentSpec("2001", "4711", "+15550000002", mode, handling=20.0)  # type: ignore[arg-type]
    (caller,) = live(hotline, config(agent, count=1, patience=1e6))
    assert caller["fate"] == "talked"
    assert caller["skill"] == "billing"
    assert str(caller["sid"]).startswith("CA")
    assert hotline.names
    assert hotline.sign_ins[0] == "20014711"
    assert hotline.answers == (["1"] if mode == "ring" else [])


def test_with_no_agent_patience_decides() -> None:
    hotline = TinyHotline("standby")
    hotline.signed_in.set()
    callers = live(hotline, config(None, count=5, patience=60.0))
    assert [caller["fate"] for caller in callers] == ["abandoned"] * 5
    assert all(float(str(caller["held"])) > 0 for caller in callers)


def test_an_agent_who_declines_is_busy() -> None:
    hotline = TinyHotline("ring")
    agent = AgentSpec("2001", "4711", "+15550000002", "ring", decline=1.0)
    (caller,) = live(hotline, config(agent, count=1, patience=1e6))
    assert caller["fate"] == "turned away"
    assert hotline.answers == []


def test_a_broken_hotline_cuts_callers_off() -> None:
    hotline = TinyHotline("standby")

    async def broken(_: web.Request) -> web.Response:
        raise web.HTTPInternalServerError

    hotline.incoming = broken  # type: ignore[method-assign]
    callers = live(hotline, config(None, count=3))
    assert {caller["fate"] for caller in callers} == {"cut off"}


def test_the_town_tells_every_leg_and_who_still_waits_for_a_callback() -> None:
    async def play() -> tuple[list[dict[str, object]], int]:
        hotline = CallingBack()
        reach = ReachSpec(late=0, mailbox=0, busy=0)
        everybody_wants = {"eagerness": 0.01, "regrets": 0.0, "reach": reach}
        wanted = config(None, count=1, patience=1e6, **everybody_wants)
        async with town(hotline, wanted) as exchange, asyncio.timeout(30):
            assert await hotline.call_back(exchange) == "completed"
            callers = await everybody(exchange)
            return callers, (await sim_callers(exchange))["waiting"]

    (first, second), waiting = asyncio.run(play())
    assert (first["way"], first["fate"], first["rung"]) == ("phoned in", "never reached", 1)
    assert (second["way"], second["fate"]) == ("called back", "turned away")
    assert first["number"] == second["number"]
    assert first["sid"] != second["sid"]
    assert waiting == 1


def test_who_loses_the_line_phones_in_again_within_two_minutes() -> None:
    hotline = TinyHotline("standby")
    hotline.signed_in.set()
    spec = {"count": 4, "patience": 60.0, "drops": 1.0, "phones_again": 1.0}
    callers = live(hotline, config(None, **spec))
    dropped = [caller for caller in callers if caller["fate"] == "line dropped"]
    again = [caller for caller in callers if caller["way"] == "phoned in again"]
    firsts = {caller["number"]: caller for caller in dropped if caller["way"] == "phoned in"}
    assert len(callers) == 4 + len(again)
    assert {caller["number"] for caller in again} == set(firsts)
    assert firsts
    for caller in again:
        before = firsts[caller["number"]]
        late = float(str(caller["started"])) - float(str(before["started"]))
        assert late - float(str(before["held"])) < 150
