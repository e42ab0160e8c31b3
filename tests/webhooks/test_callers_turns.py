"""A caller is greeted, asked, understood, and brought to the line; whatever comes twice or broken."""

import dataclasses
from datetime import date
from functools import partial
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from ivr.hours import Hours
from records import customers
from records.models import CallEvent
from tests.webhooks.phone_side import CALLER, PUBLIC, Hotline, Post, signature

SID = "CA" + "9" * 32


def test_a_caller_says_their_name_and_reason_and_waits(hotline: Hotline) -> None:
    caller = hotline.leg()
    assert "Toko Contoh" in caller.rings().said
    caller.presses("1")
    caller.says("my name is Martha")
    caller.says("yes")
    document = caller.says("my bill is wrong")
    assert document.verbs[-1] == "Enqueue"
    assert "billing" in document.said
    assert hotline.stands(caller) == "waiting"
    call = hotline.call(caller)
    assert (call.name, call.skill, call.language) == ("Martha", "billing", "en")
    with hotline.house.store.reading() as session:
        known = customers.by_number(session, CALLER)
    assert known is not None
    assert known.name == "Martha"


def test_whoever_calls_again_is_known(hotline: Hotline) -> None:
    with hotline.house.store.transaction() as session:
        customers.remember(session, CALLER, at=hotline.clock.now(), name="Martha", language="en")
    caller = hotline.leg()
    assert "Martha" in caller.rings().said
    caller.says("yes")
    assert hotline.call(caller).name == "Martha"


@pytest.mark.parametrize(
    "withheld",
    [
        *("anonymous", "Unknown", "+266696687", "", "client:alice", "sip:+622155500199@x.example"),
        *("12", "+", "9" * 5000, "\x00", "\u0660\u0668\u0661\u0662\u0663\u0664\u0665", "+49 123"),
    ],
)
def test_a_number_that_is_none_is_no_number(hotline: Hotline, withheld: str) -> None:
    caller = hotline.caller(withheld)
    assert hotline.call(caller).number is None


@pytest.mark.parametrize("real", ["+26669668712", "+622155500199", "021 5550 0199"])
def test_a_number_that_only_looks_like_a_withheld_one_is_kept(hotline: Hotline, real: str) -> None:
    assert hotline.call(hotline.caller(real)).number is not None


def test_outside_opening_hours_the_caller_may_leave_a_message(hotline: Hotline) -> None:
    saturdays = Hours([(), (), (), (), (), [(540, 600)], ()], frozenset({date(2027, 1, 16)}))
    hotline.app.extensions["switchboard"] = dataclasses.replace(hotline.house, hours=saturdays)
    caller = hotline.leg()
    document = caller.rings()
    assert "Record" in document.verbs
    assert "23" in document.said  # the next Saturday that is no holiday
    action = document.attribute("Record", "action")
    goodbye = caller.goes(action, RecordingUrl="https://x/RE1", RecordingDuration="7")
    assert goodbye.verbs[-1] == "Hangup"
    caller.hangs_up()
    assert hotline.call(caller).outcome == "message"
    assert hotline.jobs.asked == []


def test_a_name_that_nobody_understands_is_recorded(hotline: Hotline) -> None:
    caller = hotline.leg()
    caller.rings()
    caller.presses("1")
    for _ in range(2):
        caller.is_silent()
    assert "Record" in caller.document.verbs
    sid = "RE" + "1" * 32
    action = caller.document.attribute("Record", "action")
    caller.goes(action, RecordingUrl=f"https://x/{sid}", RecordingDuration="3")
    assert hotline.call(caller).name_recording == sid
    assert hotline.call(caller).name is None


# Repeats


def test_a_repeated_request_gets_its_first_reply_and_changes_nothing(hotline: Hotline) -> None:
    caller = hotline.leg()
    for act in (
        partial(caller.rings),
        partial(caller.asks, "/voice/turn?step=1", Digits="1"),
        partial(caller.asks, "/voice/turn?step=2", SpeechResult="my name is Martha"),
        partial(caller.asks, "/voice/turn?step=3", Digits="0"),
    ):
        act()
        first, events = caller.raw, hotline.events(caller)
        act()
        assert caller.raw == first
        assert hotline.events(caller) == events
    assert hotline.house.board.calls() == [hotline.call(caller).id]


def test_an_answer_that_comes_late_is_no_answer_to_the_present_question(hotline: Hotline) -> None:
    caller = hotline.leg()
    caller.rings()
    caller.presses("1")
    asked = caller.says("my name is Martha")
    assert "Martha" in asked.said
    # the answer to a question of long ago, which no reply was ever given to
    late = caller.asks("/voice/turn?step=0", SpeechResult="no")
    assert late.said.endswith(asked.said.split(". ")[-1])
    assert hotline.events(caller)[-1] == "name-confirm"
    caller.says("yes")
    assert hotline.call(caller).name == "Martha"


def test_a_late_answer_leaves_a_waiting_caller_in_line(hotline: Hotline) -> None:
    caller = hotline.caller()
    document = caller.asks("/voice/turn?step=77", SpeechResult="hello?")
    assert document.redirect.startswith("/voice/wait")  # no Enqueue inside the line
    assert hotline.call(caller).state == "holding"


@pytest.mark.parametrize(
    "path", ["/voice/turn?step=4", "/voice/connect?talk=3", "/voice/after?talk=3", "/voice/line"]
)
def test_a_call_that_we_know_nothing_of_goes_straight_to_a_person(
    hotline: Hotline, path: str
) -> None:
    stranger = hotline.leg()
    document = stranger.asks(path, SpeechResult="hello", QueueResult="error")
    assert document.verbs[-1] == "Enqueue"
    assert hotline.stands(stranger) == "waiting"


# Signed, but malformed


@pytest.mark.parametrize(
    "sid", [None, "", "CA", "XX1", "CA1 2", "CA\u00e9", "CA1\n2", "CA" + "1" * 99, "CA<script>"]
)
def test_without_a_call_there_is_nothing_to_say(hotline: Hotline, sid: str | None) -> None:
    fields = {} if sid is None else {"CallSid": sid}
    for path in ("/voice/turn?step=1", "/agent/key", "/recordings/status?kind=call"):
        assert Post(hotline.app).send(path, fields).status_code == 400
    assert hotline.rows() == 0


@pytest.mark.parametrize(
    "field",
    [
        {"SpeechResult": "\x00\ud83d".encode("utf-16", "surrogatepass").decode("latin-1")},
        {"SpeechResult": "x" * 200_000},
        {"SpeechResult": "<Say>' OR 1=1 --</Say>&amp;"},
        {"SpeechResult": " \t\n"},
        {"Digits": "9" * 100_000},
        {"Digits": "\u0663"},
        {"Digits": "hangup"},
        {"RecordingUrl": "https://x/" + "y" * 9000, "RecordingDuration": "-1e9"},
        {"RecordingUrl": "/", "RecordingDuration": "\u00b2"},
        {"From": "\u202e" * 500, "Digits": "1"},
    ],
)
def test_whatever_is_heard_is_answered_with_a_sentence(
    hotline: Hotline, field: dict[str, str]
) -> None:
    for opening in ((), ("1",), ("1", "1"), ("1", "*"), ("0",)):
        caller = hotline.leg()
        caller.rings()
        for digits in opening:
            if caller.document.root.find("Gather") is not None:
                caller.presses(digits)
        step = hotline.call(caller).conversation["step"]
        document = caller.asks(f"/voice/turn?step={step}", **field)
        assert document.verbs
        assert "Hangup" not in document.verbs


@pytest.mark.parametrize("body", [b"CallSid=CA1&SpeechResult=%ff%fe%00", b"CallSid=CA1&x=caf\xe9"])
def test_a_body_in_no_known_writing_is_nobodys(post: Post, body: bytes) -> None:
    fields = [("CallSid", "CA1"), ("SpeechResult", "\ufffd\ufffd\x00")]
    signed = {"X-Twilio-Signature": signature(PUBLIC + "/voice/turn?step=1", fields)}
    assert post.raw("POST", "/voice/turn?step=1", signed, body).status_code == 403


@pytest.mark.parametrize("query", ["?step=", "?step=x", "?step=1&step=2", "?step=" + "9" * 999, ""])
def test_a_step_that_is_none_is_a_late_answer(hotline: Hotline, query: str) -> None:
    caller = hotline.leg()
    caller.rings()
    assert "Gather" in caller.asks("/voice/turn" + query, Digits="1").verbs


@pytest.mark.parametrize("talk", ["", "x", "-1", "99999999999999999999", "1e3"])
@pytest.mark.parametrize("path", ["/voice/connect", "/voice/after"])
def test_a_talk_that_is_none_keeps_the_caller_in_line(
    hotline: Hotline, path: str, talk: str
) -> None:
    caller = hotline.caller()
    assert caller.asks(f"{path}?talk={talk}").verbs[-1] == "Enqueue"
    assert hotline.stands(caller) == "waiting"


def test_a_body_too_large_is_turned_away(post: Post) -> None:
    body = urlencode({"CallSid": SID, "x": "y" * 300_000}).encode()
    assert post.raw("POST", "/voice/incoming", {}, body).status_code == 413


def test_a_card_number_in_the_reason_is_not_kept(hotline: Hotline) -> None:
    caller = hotline.leg()
    caller.rings()
    caller.presses("1")
    caller.says("Laura")
    caller.says("yes")
    caller.says("my bill is wrong, my card number is 4242 4242 4242 4242")
    assert hotline.call(caller).reason == "my bill is wrong, my card number is [card]"
    with hotline.house.store.reading() as session:
        kept = session.scalars(select(CallEvent)).all()
    assert not any("4242" in f"{event.data} {event.reply}" for event in kept)
