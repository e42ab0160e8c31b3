"""A whole town on the telephone: callers and agents meet in a tiny hotline."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web

from simulator.config import AgentSpec, CallerSpec, Config
from simulator.exchange import Exchange
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
        hold = "<Say>You are next in line.</Say>"
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


async def everybody(exchange: Exchange) -> list[dict[str, object]]:
    """Every caller, once all have finished."""
    async with aiohttp.ClientSession() as session:
        while True:
            async with session.get(f"{exchange.base_url}/sim/callers") as answer:
                state = await answer.json()
            if state["done"]:
                return list(state["callers"])
            await exchange.clock.sleep(5)


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
