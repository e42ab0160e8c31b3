"""A stage for the simulator's tests: the network, a tiny hotline, and people without scripts."""

import asyncio
import time
from base64 import b64encode
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any, TypeVar

import aiohttp
from aiohttp import web

from simulator.config import Config
from simulator.exchange import Exchange
from simulator.line import Line, LineDead, Refusal, Sound
from simulator.server import network_only

ACCOUNT = "AC" + "5" * 32
TOKEN = "token-of-the-tests"
HOTLINE = "+15550100"
CALLER = "+15550199"
AGENT = "+15550177"
CONFIG = Config(
    port=0,
    account_sid=ACCOUNT,
    auth_token=TOKEN,
    hotline_numbers=(HOTLINE, "+15550101"),
    hotline_number=HOTLINE,
    agent_number="+15550101",
)
LIMIT = 10.0

Form = dict[str, str]
Answer = str | web.Response | Callable[[Form], "str | web.Response"]
S = TypeVar("S", bound=Sound)


@dataclass(frozen=True)
class Request:
    """One request as it arrived: `form` is the body's, or the query's for a GET."""

    method: str
    path: str
    url: str
    form: Form
    headers: dict[str, str]


@dataclass
class Hotline:
    """Answers what it is told to, by path; every request is kept and can be awaited."""

    base: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    _news: dict[str, "asyncio.Queue[Request]"] = field(
        default_factory=lambda: defaultdict(asyncio.Queue)
    )

    def url(self, path: str) -> str:
        return self.base + path

    async def got(self, path: str) -> Request:
        """The next request to `path` that has not been asked for yet."""
        return await asyncio.wait_for(self._news[path].get(), LIMIT)

    def count(self, path: str) -> int:
        return sum(request.path == path for request in self.requests)

    async def handle(self, request: web.Request) -> web.Response:
        posted = request.method == "POST"
        pairs = (await request.post()).items() if posted else request.query.items()
        form = {name: str(value) for name, value in pairs}
        url, headers = self.base + request.raw_path, dict(request.headers)
        arrived = Request(request.method, request.path, url, form, headers)
        self.requests.append(arrived)
        answer = self.answers.get(request.path, "")
        if callable(answer):
            answer = answer(form)
        self._news[request.path].put_nowait(arrived)
        return answer if isinstance(answer, web.Response) else twiml(answer)


def twiml(inner: str) -> web.Response:
    return web.Response(text=f"<Response>{inner}</Response>", content_type="text/xml")


class Person:
    """Somebody who can be called: picks up at once, or refuses with a status."""

    machine = False

    def __init__(self, refusal: str | None = None) -> None:
        self.refusal = refusal
        self.callers: list[str] = []
        self._lines: asyncio.Queue[Line] = asyncio.Queue()

    async def ring(self, caller: str) -> None:
        self.callers.append(caller)
        if self.refusal == "never":
            await asyncio.Event().wait()
        if self.refusal:
            raise Refusal(self.refusal)

    async def talk(self, line: Line) -> None:
        self._lines.put_nowait(line)
        await asyncio.Event().wait()

    async def line(self) -> Line:
        """The next line that this person holds."""
        return await asyncio.wait_for(self._lines.get(), LIMIT)


async def heard(line: Line, kind: type[S]) -> S:
    """The next sound of that kind; all before it is passed over."""
    async with asyncio.timeout(LIMIT):
        while True:
            sound = await line.hear()
            if isinstance(sound, kind):
                return sound


async def until_dead(line: Line) -> Sound:
    """The last sound of a line."""
    last: Sound | None = None
    async with asyncio.timeout(LIMIT):
        while True:
            try:
                last = await line.hear()
            except LineDead:
                assert last is not None
                return last


@dataclass
class Stage:
    """What a scene plays on."""

    hotline: Hotline
    exchange: Exchange
    session: aiohttp.ClientSession

    async def call(self, to: str = HOTLINE, number: str = CALLER) -> Line:
        return await self.exchange.dial(number, to)

    async def ask(self, method: str, path: str, form: object = None) -> tuple[int, Any]:
        """A REST request below the account; its status and JSON (None without)."""
        url = f"{self.exchange.base_url}/2010-04-01/Accounts/{ACCOUNT}{path}"
        async with self.session.request(method, url, data=form) as response:
            body = await response.json() if response.content_type == "application/json" else None
            return response.status, body

    async def post(self, path: str, **form: str) -> Any:
        """A REST request that must succeed; its JSON."""
        status, body = await self.ask("POST", path, form)
        assert status < 300, body
        return body

    async def get(self, path: str) -> Any:
        status, body = await self.ask("GET", path)
        assert status == 200, body
        return body

    async def redirect(self, line: Line, path: str) -> None:
        await self.post(f"/Calls/{line.sid}.json", Url=self.hotline.url(path))

    def trace(self, line: Line, event: str) -> list[dict[str, str]]:
        entries = self.exchange.calls[line.sid].trace
        return [dict(entry.details) for entry in entries if entry.event == event]


Scene = Callable[[Stage], Awaitable[None]]


def played(speed: float = 200, **changes: Any) -> Callable[[Scene], Callable[[], None]]:
    """Make a test of a scene; `changes` are to the network's configuration."""

    def decorate(scene: Scene) -> Callable[[], None]:
        @wraps(scene)
        def test() -> None:
            asyncio.run(_play(scene, replace(CONFIG, speed=speed, epoch=now(), **changes)))

        del test.__wrapped__  # or pytest would take the scene's argument for a fixture
        return test

    return decorate


def now() -> float:
    return time.time()  # noqa: TID251 - the moment at which a test's clock starts


async def _play(scene: Scene, config: Config) -> None:
    credentials = "Basic " + b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
    async with (
        hotline() as double,
        network_only(config) as exchange,
        aiohttp.ClientSession(headers={"Authorization": credentials}) as session,
    ):
        configure(exchange, double)
        await scene(Stage(double, exchange, session))


def configure(exchange: Exchange, double: Hotline) -> None:
    number = exchange.numbers.owned[HOTLINE]
    number.voice_url = double.url("/incoming")
    number.voice_fallback_url = double.url("/fallback")
    number.status_callback = double.url("/over")


@asynccontextmanager
async def hotline() -> AsyncIterator[Hotline]:
    double = Hotline()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", double.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    double.base = f"http://{host}:{port}"
    try:
        yield double
    finally:
        await runner.cleanup()
