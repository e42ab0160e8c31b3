"""What the hotline is asked, how it is signed, and what happens when it does not answer well."""

import asyncio
import socket

import pytest
from aiohttp import web
from twilio.request_validator import RequestValidator
from yarl import URL

from simulator.courier import Overrides
from simulator.line import Ended, Quiet, Said
from simulator.signature import sign, signed_url
from tests.simulator.stage import (
    ACCOUNT,
    CALLER,
    HOTLINE,
    TOKEN,
    Request,
    Stage,
    heard,
    played,
    twiml,
)

VECTOR = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+14158675310",
    "Digits": "1234",
    "From": "+14158675310",
    "To": "+18005551212",
}


def genuine(request: Request) -> bool:
    form = request.form if request.method == "POST" else {}
    signature = request.headers["X-Twilio-Signature"]
    return bool(RequestValidator(TOKEN).validate(request.url, form, signature))


def moved(location: str) -> web.Response:
    return web.Response(status=302, headers={"Location": location})


def test_the_signature_is_the_documented_one() -> None:
    url = "https://example.com/myapp.php?foo=1&bar=2"
    assert sign(url, VECTOR, "12345") == "L/OH5YylLD5NRKLltdqwSvS0BnU="


@pytest.mark.parametrize(
    ("configured", "signed"),
    [
        ("https://user:pw@example.com:8443/a?b=c#rc=3", "https://example.com/a?b=c"),
        ("http://user:pw@example.com:8080/a", "http://example.com:8080/a"),
    ],
)
def test_credentials_fragment_and_the_port_of_https_are_not_signed(
    configured: str, signed: str
) -> None:
    assert signed_url(URL(configured)) == signed


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("", Overrides()),
        ("rc=3&rp=ct,rt", Overrides(rc=3, rp=frozenset({"ct", "rt"}))),
        ("ct=250&rt=900&tt=2000", Overrides(ct=0.25, rt=0.9, tt=2.0)),
        ("rc=9&ct=5&rt=x&tt=99999", Overrides()),
    ],
)
def test_connection_overrides_are_read_from_the_fragment(
    fragment: str, expected: Overrides
) -> None:
    assert Overrides.read(fragment) == expected


@played()
async def test_a_call_is_announced_with_its_parameters_and_a_signature(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = "<Say>Hello</Say>"
    line = await stage.call()
    request = await stage.hotline.got("/incoming")
    assert request.form == {
        "CallSid": line.sid,
        "AccountSid": ACCOUNT,
        "From": CALLER,
        "Caller": CALLER,
        "To": HOTLINE,
        "Called": HOTLINE,
        "CallStatus": "ringing",
        "ApiVersion": "2010-04-01",
        "Direction": "inbound",
    }
    assert genuine(request)
    over = await stage.hotline.got("/over")
    assert over.form["CallStatus"] == "completed"
    assert over.form["CallbackSource"] == "call-progress-events"
    assert over.form["SequenceNumber"] == "0"
    assert genuine(over)


@played()
async def test_a_get_carries_its_parameters_signed_in_the_url(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = '<Redirect method="GET">/next?state=a%20b</Redirect>'
    await stage.call()
    request = await stage.hotline.got("/next")
    assert request.method == "GET"
    assert request.form["state"] == "a b"
    assert request.form["CallStatus"] == "ringing"
    assert genuine(request)


@played()
async def test_cookies_are_kept_for_the_call(stage: Stage) -> None:
    def with_cookie(_form: dict[str, str]) -> web.Response:
        answer = web.Response(
            text="<Response><Redirect>/next</Redirect></Response>", content_type="text/xml"
        )
        answer.set_cookie("step", "one")
        return answer

    stage.hotline.answers["/incoming"] = with_cookie
    await stage.call()
    assert (await stage.hotline.got("/next")).headers["Cookie"] == "step=one"


@played()
async def test_after_a_redirect_only_the_calls_own_parameters_are_sent(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = (
        '<Gather numDigits="1" action="/pressed"><Pause length="9"/></Gather>'
    )
    stage.hotline.answers["/pressed"] = lambda _form: moved("/next")
    line = await stage.call()
    await stage.hotline.got("/incoming")
    await heard(line, Quiet)
    line.press("5")
    assert (await stage.hotline.got("/pressed")).form["Digits"] == "5"
    request = await stage.hotline.got("/next")
    assert request.method == "GET"
    assert "Digits" not in request.form
    assert genuine(request)


BROKEN = [
    (web.Response(status=500), "11200"),
    (web.Response(text="x" * 70_000, content_type="text/xml"), "11750"),
    (web.Response(text="\n<?xml version='1.0'?><Response/>", content_type="text/xml"), "12100"),
    (
        web.Response(text="<Response><Say>you & me</Say></Response>", content_type="text/xml"),
        "12100",
    ),
    (web.Response(text="<html/>", content_type="text/html"), "12100"),
    (web.Response(text="<!DOCTYPE r []><Response/>", content_type="text/xml"), "12100"),
    (web.Response(text="<Response><say>x</say></Response>", content_type="text/xml"), "12200"),
    (
        web.Response(
            text="<Response><Dial><Client>x</Client></Dial></Response>", content_type="text/xml"
        ),
        "12200",
    ),
    (web.Response(text="{}", content_type="application/json"), "12300"),
]


@pytest.mark.parametrize(
    ("answer", "code"), BROKEN, ids=[f"{c}-{n}" for n, (_, c) in enumerate(BROKEN)]
)
def test_a_bad_document_sends_the_call_to_its_fallback(answer: web.Response, code: str) -> None:
    @played()
    async def scene(stage: Stage) -> None:
        stage.hotline.answers["/incoming"] = lambda _form: answer
        stage.hotline.answers["/fallback"] = "<Say>One moment</Say>"
        line = await stage.call()
        request = await stage.hotline.got("/fallback")
        assert request.form["ErrorCode"] == code
        assert request.form["ErrorUrl"] == stage.hotline.url("/incoming")
        assert (await heard(line, Said)).text == "One moment"
        assert stage.trace(line, "error")[0]["code"] == code

    scene()


@played()
async def test_without_a_working_fallback_an_apology_ends_the_call(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = lambda _form: web.Response(status=500)
    stage.hotline.answers["/fallback"] = lambda _form: web.Response(status=500)
    line = await stage.call()
    assert "application error" in (await heard(line, Said)).text
    assert (await heard(line, Ended)).status == "completed"
    assert stage.hotline.count("/fallback") == 1


@played()
async def test_a_refused_connection_is_tried_again_and_then_falls_back(stage: Stage) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        gone = f"http://127.0.0.1:{closed.getsockname()[1]}/x#rc=2"
        stage.exchange.numbers.owned[HOTLINE].voice_url = gone
        await stage.call()
        assert (await stage.hotline.got("/fallback")).form["ErrorCode"] == "11205"


@played()
async def test_a_failing_answer_is_retried_only_when_the_url_asks_for_it(stage: Stage) -> None:
    answers = iter([web.Response(status=503), twiml("<Say>Hello</Say>")])
    stage.hotline.answers["/incoming"] = lambda _form: next(answers)
    number = stage.exchange.numbers.owned[HOTLINE]
    number.voice_url = stage.hotline.url("/incoming#rc=1&rp=5xx")
    line = await stage.call()
    first, second = await stage.hotline.got("/incoming"), await stage.hotline.got("/incoming")
    token = first.headers["I-Twilio-Idempotency-Token"]
    assert second.headers["I-Twilio-Idempotency-Token"] == token
    assert "#" not in second.url
    assert (await heard(line, Said)).text == "Hello"


@played()
async def test_a_slow_hotline_runs_into_the_read_timeout(stage: Stage) -> None:
    async def never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(never, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        url = f"http://127.0.0.1:{port}/x#rt=100"
        stage.exchange.numbers.owned[HOTLINE].voice_url = url
        await stage.call()
        request = await stage.hotline.got("/fallback")
    assert request.form["ErrorCode"] == "11205"
    assert request.form["ErrorUrl"].startswith(f"http://127.0.0.1:{port}/x")


@played()
async def test_an_endless_redirect_is_cut(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = lambda _form: moved("/incoming")
    await stage.call()
    assert (await stage.hotline.got("/fallback")).form["ErrorCode"] == "11215"


@played()
async def test_unknown_attributes_and_wrong_values_are_warnings(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = '<Gather timeOut="3" numDigits="many"/><Say>On</Say>'
    line = await stage.call()
    assert (await heard(line, Said)).text == "On"
    warnings = [warning["message"] for warning in stage.trace(line, "warning")]
    assert warnings == ["<Gather> has no attribute timeOut", "<Gather> has a wrong numDigits: many"]


@played()
async def test_plain_text_is_spoken(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = lambda _form: web.Response(text="Good day")
    assert (await heard(await stage.call(), Said)).text == "Good day"


@played()
async def test_a_number_that_leads_nowhere_fails(stage: Stage) -> None:
    line = await stage.call(to="+15550101")
    assert await line.hear() == Ended("failed")


@played()
async def test_credentials_in_the_url_are_used_when_they_are_asked_for(stage: Stage) -> None:
    answers = iter([web.Response(status=401), twiml("<Say>Hello</Say>")])
    stage.hotline.answers["/incoming"] = lambda _form: next(answers)
    with_user = stage.hotline.url("/incoming").replace("http://", "http://user:secret@")
    stage.exchange.numbers.owned[HOTLINE].voice_url = with_user
    line = await stage.call()
    first, second = await stage.hotline.got("/incoming"), await stage.hotline.got("/incoming")
    assert "Authorization" not in first.headers
    assert second.headers["Authorization"] == "Basic dXNlcjpzZWNyZXQ="
    assert genuine(second)
    assert (await heard(line, Said)).text == "Hello"


@pytest.mark.parametrize("target", ["http://[bad", "ftp://example.com/x", "http://a_b.example/"])
def test_an_address_that_leads_nowhere_falls_back(target: str) -> None:
    @played()
    async def scene(stage: Stage) -> None:
        for answer in (moved(target), twiml(f"<Redirect>{target}</Redirect>")):
            stage.hotline.answers["/incoming"] = answer
            await stage.call()
            assert (await stage.hotline.got("/fallback")).form["ErrorCode"] in {"11100", "11210"}

    scene()
