"""The telephone in an agent's page: as Twilio's, but what is heard and said is in writing.

A page opens one web socket, shows its token, and is on the line until the socket closes.
"""

import asyncio
import contextlib
from collections.abc import Sequence
from typing import Annotated, Any, Literal

import jwt
from aiohttp import web
from aiohttp.http import WSMsgType
from pydantic import Field, TypeAdapter, ValidationError

from simulator.booth import LONGEST, Command, Press, Speak, as_json
from simulator.config import Config
from simulator.exchange import Exchange
from simulator.line import Ended, Line, LineDead

_FIRST_WORD = 10.0  # real seconds for a page to show its token


class Connect(Command):
    """Whose telephone this is: a token as Twilio's, signed by the simulator's own secret."""

    do: Literal["connect"]
    token: Annotated[str, Field(max_length=2000)]


class Mute(Command):
    """Whether what is said stays unheard."""

    do: Literal["mute"]
    on: bool


_Commands = Mute | Press | Speak
_COMMANDS: TypeAdapter[_Commands] = TypeAdapter(Annotated[_Commands, Field(discriminator="do")])


class BadToken(Exception):
    """The token is not ours, not for this, or too old."""


def client_of(token: str, config: Config) -> str:
    """The identity that a token stands for. Raises BadToken."""
    try:
        told = jwt.decode(
            token, config.auth_token, algorithms=["HS256"], options={"require": ["exp", "sub"]}
        )
        grants: dict[str, Any] = told["grants"]
        application = grants["voice"]["outgoing"]["application_sid"]
        identity = str(grants["identity"])
    except (jwt.InvalidTokenError, KeyError, TypeError) as error:
        raise BadToken(type(error).__name__) from None
    if told["sub"] != config.account_sid or application != config.application_sid:
        raise BadToken("for something else")
    return identity


class Softphone:
    """One page on the line."""

    def __init__(self, line: Line, socket: web.WebSocketResponse, language: str) -> None:
        self._line = line
        self._socket = socket
        self._language = language
        self._muted = False

    async def stand(self) -> None:
        """Do what the page says until it goes away or the line ends."""
        hearing = asyncio.create_task(self._hear())
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    await self._obey(message.data)
        finally:
            await self._line.hang_up()
            await hearing

    async def _obey(self, text: str) -> None:
        try:
            command = _COMMANDS.validate_json(text)
        except ValidationError:
            await self._tell({"kind": "refused", "what": "command"})
            return
        match command:
            case Mute(on=on):
                self._muted = on
            case Press(keys=keys):
                self._line.press(keys)
            case Speak(words=words) if not self._muted:
                self._line.speak(words, language=self._language)

    async def _hear(self) -> None:
        """Pass on every sound; the first one is the sign that we are connected."""
        connected = False
        with contextlib.suppress(LineDead):
            while True:
                sound = await self._line.hear()
                if not connected and not isinstance(sound, Ended):
                    connected = True
                    await self._tell({"kind": "connected"})
                await self._tell(as_json(sound))

    async def _tell(self, news: dict[str, object]) -> None:
        """Tell the page, which may be gone."""
        with contextlib.suppress(ConnectionError):
            await self._socket.send_json(news)


def routes(exchange: Exchange) -> Sequence[web.AbstractRouteDef]:
    """`GET /softphone/line`, a web socket. Pages of any origin may open it: the token decides."""

    async def line(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=30, max_msg_size=LONGEST)
        await socket.prepare(request)
        try:
            async with asyncio.timeout(_FIRST_WORD):
                first = Connect.model_validate_json(await socket.receive_str())
            client = client_of(first.token, exchange.config)
        except (BadToken, TimeoutError, TypeError, ValidationError):
            await socket.send_json({"kind": "refused", "what": "token"})
            await socket.close()
            return socket
        leg = await exchange.connect(client)
        await Softphone(leg, socket, exchange.config.languages[0]).stand()
        return socket

    return (web.get("/softphone/line", line),)
