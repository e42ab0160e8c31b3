"""The simulator's telephone in a page: a token, a web socket, and the application behind it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import aiohttp
import jwt
import pytest

from simulator.config import Config
from simulator.softphone import BadToken, client_of
from tests.simulator.stage import CALLER, CONFIG, LIMIT, Stage, played

SECRET = "secret of the tests, long enough for HS256"
KNOWN = replace(CONFIG, auth_token=SECRET)
LISTEN = '<Gather input="dtmf speech" numDigits="1" timeout="600" action="/pressed"/>'
ROOM = '<Dial><Conference beep="false" waitUrl="">talk</Conference></Dial>'


def token(config: Config = KNOWN, secret: str = SECRET, **changes: object) -> str:
    voice = {"outgoing": {"application_sid": config.application_sid}}
    told = {
        "sub": config.account_sid,
        "exp": 4_000_000_000,
        "grants": {"identity": "agent-5", "voice": voice},
    }
    return jwt.encode(told | changes, secret, algorithm="HS256")


class Page:
    """The page's end of the web socket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def tell(self, **command: object) -> None:
        await self.socket.send_json(command)

    async def heard(self, kind: str) -> dict[str, Any]:
        """The next thing of this kind; what comes before it is passed over."""
        async with asyncio.timeout(LIMIT):
            while (found := await self.socket.receive_json())["kind"] != kind:
                pass
        return dict(found)


@asynccontextmanager
async def opened(stage: Stage) -> AsyncIterator[Page]:
    url = f"{stage.exchange.base_url}/softphone/line"
    async with stage.session.ws_connect(url, origin="https://desk.example") as socket:
        yield Page(socket)


async def connected(stage: Stage, page: Page) -> None:
    stage.exchange.application.voice_url = stage.hotline.url("/client")
    await page.tell(do="connect", token=token())
    await page.heard("connected")


def test_a_token_names_its_client() -> None:
    assert client_of(token(), KNOWN) == "agent-5"


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "a.b.c",
        token(secret="the secret of somebody else, as long"),
        token(exp=1_000_000_000),
        token(sub="AC" + "9" * 32),
        token(grants={"identity": "agent-5"}),
        token(grants={"identity": "agent-5", "voice": None}),
        token(replace(KNOWN, application_sid="AP" + "9" * 32)),
        jwt.encode({"sub": KNOWN.account_sid, "exp": 4_000_000_000}, "", algorithm="none"),
    ],
)
def test_other_tokens_are_nobodys(forged: str) -> None:
    with pytest.raises(BadToken):
        client_of(forged, KNOWN)


@played(auth_token=SECRET)
async def test_a_page_is_on_the_line_as_a_client(stage: Stage) -> None:
    stage.hotline.answers["/client"] = f"<Say>Connected.</Say>{LISTEN}"
    async with opened(stage) as page:
        await connected(stage, page)
        request = await stage.hotline.got("/client")
        assert (request.form["From"], request.form["To"]) == ("client:agent-5", "")
        assert request.headers["X-Twilio-Signature"]
        assert (await page.heard("said"))["text"] == "Connected."
        await page.heard("listening")
        await page.tell(do="press", keys="7")
        assert (await stage.hotline.got("/pressed")).form["Digits"] == "7"


@played(auth_token=SECRET)
async def test_a_page_that_goes_away_has_hung_up(stage: Stage) -> None:
    stage.hotline.answers["/client"] = LISTEN
    stage.exchange.application.status_callback = stage.hotline.url("/over")
    async with opened(stage) as page:
        await connected(stage, page)
    assert (await stage.hotline.got("/over")).form["CallStatus"] == "completed"


@played(auth_token=SECRET)
async def test_who_is_muted_is_not_heard_and_the_others_are(stage: Stage) -> None:
    stage.hotline.answers["/client"] = stage.hotline.answers["/incoming"] = ROOM
    async with opened(stage) as page:
        await connected(stage, page)
        caller = await stage.call(number=CALLER)
        while (await page.heard("together"))["others"] != 1:
            pass
        caller.speak("good morning", language="id")
        heard = await page.heard("overheard")
        assert (heard["text"], heard["language"]) == ("good morning", "id")
        await page.tell(do="mute", on=True)
        await page.tell(do="speak", words="nobody hears this")
        await page.tell(do="mute", on=False)
        await page.tell(do="speak", words="but this")
        spoken = stage.exchange.calls[caller.sid].heard
        await page.tell(do="nonsense")
        await page.heard("refused")
        assert [one.text for one in spoken.utterances] == ["but this"]


@played(auth_token=SECRET)
async def test_the_line_ends_when_the_hotline_hangs_up(stage: Stage) -> None:
    stage.hotline.answers["/client"] = "<Say>Goodbye.</Say><Hangup/>"
    async with opened(stage) as page:
        await connected(stage, page)
        assert (await page.heard("ended"))["status"] == "completed"


@played(auth_token=SECRET)
async def test_an_application_that_leads_nowhere_fails(stage: Stage) -> None:
    async with opened(stage) as page:
        await page.tell(do="connect", token=token())
        assert (await page.heard("ended"))["status"] == "failed"


@pytest.mark.parametrize(
    "first", [{"do": "connect", "token": "forged"}, {"do": "press", "keys": "1"}, [1]]
)
def test_the_first_word_is_a_good_token_or_the_last(first: object) -> None:
    @played(auth_token=SECRET)
    async def scene(stage: Stage) -> None:
        async with opened(stage) as page:
            await page.socket.send_str(json.dumps(first))
            assert (await page.heard("refused"))["what"] == "token"
            assert (await page.socket.receive()).type is aiohttp.WSMsgType.CLOSE
        assert not stage.exchange.calls

    scene()


@played()
async def test_the_application_is_configured_as_at_twilio(stage: Stage) -> None:
    sid = stage.exchange.config.application_sid
    urls = {"VoiceUrl": "https://h.example/agent/client", "StatusCallback": "https://h.example/s"}
    changed = await stage.post(f"/Applications/{sid}.json", **urls)
    assert changed == await stage.get(f"/Applications/{sid}.json")
    assert (changed["sid"], changed["voice_url"]) == (sid, urls["VoiceUrl"])
    assert stage.exchange.application.status_callback == urls["StatusCallback"]
    status, _ = await stage.ask("GET", f"/Applications/AP{'9' * 32}.json")
    assert status == 404
