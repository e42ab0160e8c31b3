"""The phone booth: a telephone in the browser, one line for each open page.

The page and its line talk JSON over one web socket: commands in, sounds out. While the page
is open its number can be called; when the socket closes the receiver is put down.
"""

import asyncio
import contextlib
import dataclasses
from collections.abc import Sequence
from importlib.resources import files
from typing import Annotated, Literal

from aiohttp import web
from aiohttp.http import WSMsgType
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from yarl import URL

from simulator.exchange import Exchange
from simulator.line import Ended, Line, LineDead, Listening, Refusal, Sound

LONGEST = 4096  # bytes of one command
_POLICY = (
    "default-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_FOLDER = files("simulator")


class Command(BaseModel):
    """What a page asks for."""

    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)


Number = Annotated[str, Field(pattern=r"^\+[1-9][0-9]{6,14}$")]


class Wait(Command):
    """Be reachable at `number`."""

    do: Literal["wait"]
    number: Number


class Dial(Command):
    """Phone `to`, one of the hotline's numbers, from `number`."""

    do: Literal["dial"]
    number: Number
    to: str


class Answer(Command):
    do: Literal["answer"]


class Speak(Command):
    do: Literal["speak"]
    words: Annotated[str, Field(min_length=1, max_length=500)]


class Press(Command):
    do: Literal["press"]
    keys: Annotated[str, Field(pattern=r"^[0-9*#]{1,32}$")]


class HangUp(Command):
    do: Literal["hang up"]


_Commands = Wait | Dial | Answer | Speak | Press | HangUp
_COMMANDS: TypeAdapter[_Commands] = TypeAdapter(Annotated[_Commands, Field(discriminator="do")])


class Booth:
    """One page with its telephone, which is a `Subscriber` at the page's number."""

    machine = False

    def __init__(self, exchange: Exchange, socket: web.WebSocketResponse) -> None:
        self._exchange = exchange
        self._socket = socket
        self._line: Line | None = None
        self._hearing: asyncio.Task[None] | None = None
        self._ringing: asyncio.Future[bool] | None = None
        self._number = ""

    async def ring(self, caller: str) -> None:
        """Let the page ring until somebody answers or declines there."""
        if self._line is not None or self._ringing is not None:
            raise Refusal("busy")
        self._ringing = asyncio.get_running_loop().create_future()
        try:
            await self._tell({"kind": "ringing", "caller": caller})
            answered = await self._ringing
        except asyncio.CancelledError:
            await self._tell({"kind": "ended", "status": "missed"})
            raise
        finally:
            self._ringing = None
        if not answered:
            await self._tell({"kind": "ended", "status": "declined"})
            raise Refusal("busy")

    async def talk(self, line: Line) -> None:
        self._line = line
        await self._hear(line)

    async def stand(self) -> None:
        """Do what the page says until it goes away."""
        config = self._exchange.config
        numbers = {"hotline": config.hotline_number, "agents": config.agent_number}
        await self._socket.send_json({"kind": "numbers", **numbers})
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    await self._obey(message.data)
                else:
                    await self._refuse("command")
        finally:
            self._exchange.unsubscribe(self._number, self)
            await self._put_down()

    async def _obey(self, text: str) -> None:
        try:
            command = _COMMANDS.validate_json(text)
        except ValidationError as error:
            where = error.errors()[0]["loc"]
            await self._refuse(str(where[-1]) if where else "command")
            return
        match command:
            case Wait(number=number):
                self._be_reachable(number)
            case Dial():
                await self._dial(command)
            case Answer() if self._ringing is not None:
                self._pick_up(answer=True)
            case HangUp():
                await self._put_down()
            case _ if self._line is None:
                await self._refuse("no line")
            case Speak(words=words):
                self._line.speak(words, language=self._exchange.config.languages[0])
            case Press(keys=keys):
                self._line.press(keys)

    async def _dial(self, command: Dial) -> None:
        if self._line is not None:
            await self._refuse("busy")
        elif command.to not in self._exchange.config.hotline_numbers:
            await self._refuse("to")
        else:
            self._be_reachable(command.number)
            self._line = await self._exchange.dial(command.number, command.to)
            self._hearing = asyncio.create_task(self._hear(self._line))

    async def _hear(self, line: Line) -> None:
        """Pass on every sound of the line; the page may be gone before the line is."""
        with contextlib.suppress(LineDead, ConnectionError):
            while True:
                sound = await line.hear()
                if isinstance(sound, Ended):
                    self._line = None
                await self._socket.send_json(as_json(sound))

    def _be_reachable(self, number: str) -> None:
        """From now on at `number`, unless somebody else lives there."""
        if self._ringing is not None:
            return
        self._exchange.unsubscribe(self._number, self)
        if isinstance(self._exchange.subscribers.get(number), Booth | None):
            self._exchange.subscribe(number, self)
            self._number = number

    def _pick_up(self, *, answer: bool) -> None:
        if self._ringing is not None and not self._ringing.done():
            self._ringing.set_result(answer)

    async def _put_down(self) -> None:
        self._pick_up(answer=False)
        if self._line is not None:
            await self._line.hang_up()

    async def _refuse(self, what: str) -> None:
        await self._tell({"kind": "refused", "what": what})

    async def _tell(self, news: dict[str, object]) -> None:
        """Tell the page, which may be gone."""
        with contextlib.suppress(ConnectionError):
            await self._socket.send_json(news)


def as_json(sound: Sound) -> dict[str, object]:
    """A sound for the page: its fields, and `kind`, its name in lower case."""
    fields = dataclasses.asdict(sound)
    if isinstance(sound, Listening):
        fields["kinds"] = sorted(sound.kinds)
    return {"kind": type(sound).__name__.lower(), **fields}


def routes(exchange: Exchange) -> Sequence[web.AbstractRouteDef]:
    """`GET /booth`, the page; `GET /booth/line`, its web socket; `GET /booth/static/...`."""

    async def page(_: web.Request) -> web.Response:
        text = (_FOLDER / "templates" / "booth.html").read_text(encoding="utf-8")
        headers = {"Content-Security-Policy": _POLICY}
        return web.Response(text=text, content_type="text/html", headers=headers)

    async def line(request: web.Request) -> web.WebSocketResponse:
        origin = request.headers.get("Origin")
        if origin is None or URL(origin).authority != request.host:
            raise web.HTTPForbidden(text="The phone booth is for its own page only.")
        socket = web.WebSocketResponse(heartbeat=30, max_msg_size=LONGEST)
        await socket.prepare(request)
        await Booth(exchange, socket).stand()
        return socket

    return (
        web.get("/booth", page),
        web.get("/booth/line", line),
        web.static("/booth/static", str(_FOLDER / "static")),
    )
