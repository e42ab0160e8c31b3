"""The phone booth: a page, its web socket, and a telephone behind it."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from simulator.booth import as_json
from simulator.config import Config
from simulator.exchange import Exchange
from simulator.line import Ended, Listening, Quiet, Together
from simulator.server import running
from simulator.signature import basic
from tests.simulator.stage import Person

HOTLINE, AGENTS = "+622150000000", "+622150000001"
CALLER = "+15555550001"
CONFIG = Config(
    port=0,
    account_sid="AC" + "0" * 32,
    auth_token="token",
    hotline_numbers=(HOTLINE, AGENTS),
    hotline_number=HOTLINE,
    agent_number=AGENTS,
    speed=100.0,
    booth=True,
)
SOURCES = Path(__file__).parents[2] / "simulator"

Visit = Callable[["Page", Exchange], Awaitable[None]]


class Page:
    """The page's end of the web socket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def tell(self, **command: object) -> None:
        await self._socket.send_json(command)

    async def write(self, text: str) -> None:
        await self._socket.send_str(text)

    async def reachable(self, exchange: Exchange, number: str) -> None:
        """Wait until commands told so far are obeyed: `number` is the booth's."""
        await self.write("{")
        await self.heard("refused")
        assert number in exchange.subscribers

    async def heard(self, kind: str) -> dict[str, Any]:
        """The next thing of this kind; what comes before it is passed over."""
        while (found := await self._socket.receive_json())["kind"] != kind:
            pass
        return dict(found)


async def ask_and_repeat(request: web.Request) -> web.Response:
    """A hotline that asks for words or keys and says what it got."""
    form = await request.post()
    got = form.get("SpeechResult") or form.get("Digits")
    words = f"I heard {got!s}." if got else "Say something."
    text = (
        f'<Response><Gather input="speech dtmf" numDigits="1" timeout="30" action="/">'
        f"<Say>{words}</Say></Gather></Response>"
    )
    return web.Response(text=text, content_type="text/xml")


def visit(what: Visit, origin: str | None = None) -> None:
    """Open the booth's socket, from `origin` if it is not its own page, and do something."""

    async def play() -> None:
        app = web.Application()
        app.router.add_post("/", ask_and_repeat)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            async with running(CONFIG) as exchange, asyncio.timeout(20):
                number = exchange.numbers.owned[HOTLINE]
                number.voice_url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
                async with (
                    aiohttp.ClientSession() as session,
                    session.ws_connect(
                        f"{exchange.base_url}/booth/line", origin=origin or exchange.base_url
                    ) as socket,
                ):
                    await what(Page(socket), exchange)
        finally:
            await runner.cleanup()

    asyncio.run(play())


def test_a_call_by_hand() -> None:
    async def call(page: Page, exchange: Exchange) -> None:
        assert await page.heard("numbers") == {
            "kind": "numbers",
            "hotline": HOTLINE,
            "agents": AGENTS,
        }
        await page.tell(do="dial", number=CALLER, to=HOTLINE)
        assert (await page.heard("said"))["text"] == "Say something."
        assert (await page.heard("listening"))["kinds"] == ["dtmf", "speech"]
        await page.tell(do="speak", words="hello there")
        assert (await page.heard("said"))["text"] == "I heard hello there."
        await page.tell(do="press", keys="7")
        assert (await page.heard("said"))["text"] == "I heard 7."
        await page.tell(do="hang up")
        assert (await page.heard("ended"))["status"] == "completed"
        await page.tell(do="dial", number=CALLER, to=HOTLINE)
        assert (await page.heard("said"))["text"] == "Say something."

    visit(call)


async def call_up(exchange: Exchange, number: str = CALLER) -> str:
    """Place a call to the booth as the hotline does; its sid."""
    headers = {"Authorization": basic(CONFIG.account_sid, CONFIG.auth_token)}
    account = f"{exchange.base_url}/2010-04-01/Accounts/{CONFIG.account_sid}"
    url = exchange.numbers.owned[HOTLINE].voice_url
    form = {"To": number, "From": HOTLINE, "Url": url, "Timeout": "600"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(f"{account}/Calls.json", data=form) as response,
    ):
        return str((await response.json())["sid"])


def test_the_booth_rings_and_is_answered() -> None:
    async def be_called(page: Page, exchange: Exchange) -> None:
        await page.tell(do="wait", number=CALLER)
        await page.reachable(exchange, CALLER)
        await call_up(exchange)
        assert (await page.heard("ringing"))["caller"] == HOTLINE
        await page.tell(do="answer")
        assert (await page.heard("said"))["text"] == "Say something."
        await page.tell(do="press", keys="4")
        assert (await page.heard("said"))["text"] == "I heard 4."
        await page.tell(do="hang up")
        assert (await page.heard("ended"))["status"] == "completed"

    visit(be_called)


def test_a_call_to_the_booth_can_be_declined_and_missed() -> None:
    async def be_called(page: Page, exchange: Exchange) -> None:
        await page.tell(do="wait", number=CALLER)
        await page.reachable(exchange, CALLER)
        declined = exchange.calls[await call_up(exchange)]
        await page.heard("ringing")
        await page.tell(do="hang up")
        assert (await page.heard("ended"))["status"] == "declined"
        await declined.over.wait()
        assert declined.status == "busy"
        missed = exchange.calls[await call_up(exchange)]
        await page.heard("ringing")
        exchange.legs.hang_up(missed)
        assert (await page.heard("ended"))["status"] == "missed"
        await page.tell(do="dial", number=CALLER, to=HOTLINE)
        assert (await page.heard("said"))["text"] == "Say something."

    visit(be_called)


def test_the_booth_is_reachable_where_it_phoned_from_and_only_there() -> None:
    async def move(page: Page, exchange: Exchange) -> None:
        await page.tell(do="dial", number="+15555550002", to=HOTLINE)
        await page.heard("said")
        assert set(exchange.subscribers) == {"+15555550002"}
        busy = exchange.calls[await call_up(exchange, "+15555550002")]
        await busy.over.wait()
        assert busy.status == "busy"
        await page.tell(do="wait", number=CALLER)
        await page.reachable(exchange, CALLER)
        assert set(exchange.subscribers) == {CALLER}

    visit(move)


def test_the_booth_takes_nobodys_number() -> None:
    async def pretend(page: Page, exchange: Exchange) -> None:
        somebody = Person()
        exchange.subscribe(CALLER, somebody)
        await page.tell(do="dial", number=CALLER, to=HOTLINE)
        await page.heard("said")
        assert exchange.subscribers[CALLER] is somebody

    visit(pretend)


@pytest.mark.parametrize(
    ("command", "what"),
    [
        ({"do": "dial", "number": "12", "to": HOTLINE}, "number"),
        ({"do": "dial", "number": "+1555<script>", "to": HOTLINE}, "number"),
        ({"do": "dial", "number": CALLER, "to": "+15559999999"}, "to"),
        ({"do": "dial", "number": CALLER}, "to"),
        ({"do": "press", "keys": "x"}, "keys"),
        ({"do": "press", "keys": "1" * 33}, "keys"),
        ({"do": "speak", "words": "  "}, "words"),
        ({"do": "speak", "words": "x" * 501}, "words"),
        ({"do": "speak", "words": 5}, "words"),
        ({"do": "speak", "words": "hello"}, "no line"),
        ({"do": "answer"}, "no line"),
        ({"do": "wait", "number": "me"}, "number"),
        ({"do": "dance"}, "command"),
        ([1, 2], "command"),
    ],
)
def test_nonsense_is_refused_by_name(command: object, what: str) -> None:
    async def err(page: Page, exchange: Exchange) -> None:
        await page.write(json.dumps(command))
        assert (await page.heard("refused"))["what"] == what
        await page.write("{")
        assert (await page.heard("refused"))["what"] == "command"

    visit(err)


def test_one_booth_has_one_line() -> None:
    async def call_twice(page: Page, exchange: Exchange) -> None:
        for _ in range(2):
            await page.tell(do="dial", number=CALLER, to=HOTLINE)
        assert (await page.heard("refused"))["what"] == "busy"

    visit(call_twice)


def test_other_pages_have_no_telephone() -> None:
    async def nothing(page: Page, exchange: Exchange) -> None:
        raise AssertionError("the socket must not open")

    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        visit(nothing, origin="http://elsewhere.example")


def test_the_page_and_its_parts_are_served() -> None:
    async def fetch() -> None:
        async with running(CONFIG) as exchange, aiohttp.ClientSession() as session:
            async with session.get(f"{exchange.base_url}/booth") as answer:
                page = await answer.text()
                assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
            parts = re.findall(r'(?:src|href)="(/[^"]+)"', page)
            assert len(parts) == 2
            for part in parts:
                async with session.get(f"{exchange.base_url}{part}") as answer:
                    assert answer.status == 200

    asyncio.run(fetch())


def test_every_label_is_there_in_both_languages() -> None:
    page = (SOURCES / "templates" / "booth.html").read_text("utf-8")
    script = (SOURCES / "static" / "booth.js").read_text("utf-8")
    used = set(re.findall(r'data-label(?:-\w+)?="(\w+)"', page))
    used |= set(re.findall(r"\blabel\.(\w+)", script))
    assert len(used) > 15
    english, indonesian = script.split("\n  id: {")
    for name in used:
        assert re.search(rf"\b{name}: ", english), name
        assert re.search(rf"\b{name}: ", indonesian), name


def test_sounds_as_the_page_gets_them() -> None:
    assert as_json(Quiet(2.0)) == {"kind": "quiet", "seconds": 2.0}
    assert as_json(Together("room", 1)) == {"kind": "together", "conference": "room", "others": 1}
    assert as_json(Ended("busy")) == {"kind": "ended", "status": "busy"}
    listening = Listening(frozenset({"speech", "dtmf"}), "id-ID", None, 5.0)
    assert as_json(listening)["kinds"] == ["dtmf", "speech"]
