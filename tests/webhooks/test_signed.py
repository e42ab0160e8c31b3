"""Only what Twilio signed is heard; everything else gets 403, a line in the log, and nothing."""

import hashlib
import json
from urllib.parse import urlencode

import pytest
from flask import Flask, Request
from structlog.testing import capture_logs
from werkzeug.test import EnvironBuilder

from tests.webhooks.phone_side import FORM, PUBLIC, TOKEN, Hotline, Post, signature
from webhooks.signature import Signatures

CALL = {"CallSid": "CA1234567890ABCDE", "Digits": "1234", "To": "+18005551212"}
LEG = {"CallSid": "CA" + "1" * 32, "From": "+622155500199"}


def request(
    raw: str, fields: list[tuple[str, str]], method: str = "POST", **headers: str
) -> Request:
    builder = EnvironBuilder(
        path="/decoded by the server",
        method=method,
        headers=list(headers.items()),
        data=urlencode(fields) if method == "POST" else None,
        content_type=FORM if method == "POST" else None,
        environ_overrides={"RAW_URI": raw},
    )
    return Request(builder.get_environ())


@pytest.mark.parametrize(
    ("origin", "caller", "given"),
    [
        ("https://example.com", "+14158675310", "L/OH5YylLD5NRKLltdqwSvS0BnU="),
        ("https://mycompany.com", "+14158675309", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
    ],
)
def test_the_published_examples_are_genuine(origin: str, caller: str, given: str) -> None:
    fields = [*CALL.items(), ("From", caller), ("Caller", caller)]
    asked = request("/myapp.php?foo=1&bar=2", fields, X_Twilio_Signature=given)
    assert Signatures("12345", origin).genuine(asked)
    assert not Signatures("12346", origin).genuine(asked)
    assert not Signatures("12345", "https://elsewhere.com").genuine(asked)


@pytest.mark.parametrize(
    "raw",
    [
        "/voice/turn?step=1",
        "/voice/turn?",
        "/voice/turn",
        "/voice/t%75rn?name=a%20b+c%2F%C3%A9",
        "/voice/turn?b=2&a=1&a=1",
        "//voice///turn?x=%3Fy#",
    ],
)
def test_the_address_counts_as_it_was_sent(raw: str) -> None:
    given = signature(PUBLIC + raw, CALL.items())
    signatures = Signatures(TOKEN, PUBLIC)
    assert signatures.genuine(request(raw, [*CALL.items()], X_Twilio_Signature=given))
    other = raw + "&z=1" if "?" in raw else raw + "?z=1"
    assert not signatures.genuine(request(other, [*CALL.items()], X_Twilio_Signature=given))


def test_a_port_that_twilio_leaves_out_or_adds_does_no_harm() -> None:
    for public, signed in (
        ("https://a.example:8443", "https://a.example"),
        ("https://a.example", "https://a.example:443"),
        ("http://a.example:8080", "http://a.example:8080"),
    ):
        given = signature(signed + "/voice/turn", CALL.items())
        asked = request("/voice/turn", [*CALL.items()], X_Twilio_Signature=given)
        assert Signatures(TOKEN, public).genuine(asked)


def test_repeated_fields_count_once_each_and_in_order() -> None:
    fields = [("Event", "b"), ("Event", "a"), ("Event", "b"), ("Empty", "")]
    given = signature(PUBLIC + "/x", fields)
    assert Signatures(TOKEN, PUBLIC).genuine(request("/x", fields, X_Twilio_Signature=given))
    fewer = fields[:1] + fields[3:]
    assert not Signatures(TOKEN, PUBLIC).genuine(request("/x", fewer, X_Twilio_Signature=given))


def test_a_get_is_signed_by_its_address_alone() -> None:
    given = signature(PUBLIC + "/x?a=1")
    signatures = Signatures(TOKEN, PUBLIC)
    assert signatures.genuine(request("/x?a=1", [], "GET", X_Twilio_Signature=given))
    assert not signatures.genuine(request("/x?a=2", [], "GET", X_Twilio_Signature=given))


def body_request(post: Post, body: bytes, query: str, signed: str) -> int:
    headers = {"X-Twilio-Signature": signed}
    return post.raw("POST", f"/voice/turn{query}", headers, body, "application/json").status_code


def test_json_is_heard_with_the_hash_of_its_body_and_not_without(post: Post) -> None:
    body = json.dumps({"CallSid": LEG["CallSid"]}).encode()
    right, wrong = (hashlib.sha256(text).hexdigest() for text in (body, b"other"))
    for query, status in (
        (f"?bodySHA256={right}", 400),  # genuine, but not about a call
        (f"?bodySHA256={wrong}", 403),
        ("?bodySHA256=", 403),
        ("?bodySHA256", 403),
        ("", 403),
    ):
        signed = signature(f"{PUBLIC}/voice/turn{query}")
        assert body_request(post, body, query, signed) == status


def test_json_that_is_no_text_is_refused(post: Post) -> None:
    body = b"\xff\xfe{"
    query = f"?bodySHA256={hashlib.sha256(body).hexdigest()}"
    signed = signature(f"{PUBLIC}/voice/turn{query}")
    assert body_request(post, body, query, signed) == 403


@pytest.mark.parametrize("signed", ["", "x", "RSOYDt4T1cUTdK1PDd93/VVr8B8=", "\u00e9" * 28])
def test_a_wrong_signature_is_refused_and_leaves_no_trace(hotline: Hotline, signed: str) -> None:
    with capture_logs() as logs:
        reply = Post(hotline.app).send("/voice/incoming", LEG, signed=signed)
    assert reply.status_code == 403
    assert [entry["event"] for entry in logs] == ["webhook_refused"]
    assert LEG["From"] not in str(logs)
    assert hotline.rows() == 0
    assert hotline.jobs.asked == []


def test_a_missing_signature_is_refused(post: Post) -> None:
    assert post.raw("POST", "/voice/incoming", {}, urlencode(LEG).encode()).status_code == 403


def test_headers_about_a_proxy_change_nothing(post: Post) -> None:
    theirs = signature("https://evil.example/voice/incoming", LEG.items())
    spoofed = {"Host": "evil.example", "X_Forwarded_Host": "evil.example"}
    reply = post.send("/voice/incoming", LEG, signed=theirs, **spoofed)
    assert reply.status_code == 403
    assert post.send("/voice/incoming", LEG, **spoofed).status_code == 200


@pytest.mark.parametrize(
    "raw", ["http://[::1/voice/incoming", "@evil.example/x", ":99999/x", "", "*", "/\x00\xff"]
)
def test_an_absurd_address_is_refused_and_not_a_crash(post: Post, raw: str) -> None:
    builder = EnvironBuilder(
        path="/voice/incoming", method="POST", data=LEG, environ_overrides={"RAW_URI": raw}
    )
    assert post.open(builder).status_code == 403


def test_every_address_of_ours_is_guarded(app: Flask, post: Post) -> None:
    open_to_all = {"/sound/<name>"}  # music and a beep
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule not in open_to_all]
    assert len(rules) > 15
    for rule in rules:
        path = rule.rule.replace("<sid>", "RE1")
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}:
            assert post.raw(method, path, {}).status_code == 403, rule
