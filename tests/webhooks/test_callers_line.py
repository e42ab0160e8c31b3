"""The waiting line: its rounds, its ways out, and our own failures, none of which lose a caller."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import redis
from structlog.testing import capture_logs

from records.errors import RecordsUnavailable
from records.session import Store
from tests.webhooks.phone_side import CALLER, Hotline, Phone


@pytest.fixture
def records_away(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def away(_: Store) -> Iterator[None]:
        raise RecordsUnavailable("away") from sqlite3.OperationalError()
        yield

    for door in ("transaction", "reading"):
        monkeypatch.setattr(Store, door, away)


# Rounds


def test_a_round_puts_a_caller_back_whom_the_board_has_forgotten(
    hotline: Hotline, redis_server: redis.Redis
) -> None:
    early, late = hotline.caller("+15550001"), hotline.caller("+15550002")
    redis_server.flushall()
    for caller in (late, early):
        caller.waits()
    assert hotline.house.board.waiting_calls() == [hotline.call(leg).id for leg in (early, late)]


def test_a_round_for_a_call_that_we_know_nothing_of_takes_it_in(hotline: Hotline) -> None:
    stranger = hotline.leg()
    assert stranger.waits().said
    assert hotline.stands(stranger) == "waiting"
    assert hotline.call(stranger).number == CALLER


def test_a_round_for_a_caller_in_the_middle_of_a_question_takes_them_in(hotline: Hotline) -> None:
    caller = hotline.leg()
    caller.rings()
    assert caller.waits().said
    assert hotline.stands(caller) == "waiting"


@pytest.mark.usefixtures("records_away")
def test_without_records_the_music_plays_on(hotline: Hotline) -> None:
    document = hotline.leg().waits()
    assert (document.verbs, document.played) == (["Gather", "Redirect"], ["/sound/hold.wav"])


def test_a_caller_who_should_be_talking_and_waits_is_taken_in_again(hotline: Hotline) -> None:
    agent = hotline.agent()
    caller = hotline.caller()
    hotline.meet(caller, agent)
    assert caller.waits().said == ""  # a round that was under way when they were fetched
    assert hotline.call(caller).state == "talking"
    hotline.clock.passes(60)
    caller.waits()
    assert hotline.stands(caller) == "waiting"
    assert hotline.talk(caller).ended_by == "lost"


# Ways out


@pytest.mark.parametrize(
    "result", ["redirected", "redirected-from-bridged", "bridged", "bridging-in-process"]
)
def test_the_line_ending_because_of_us_is_no_news(hotline: Hotline, result: str) -> None:
    caller = hotline.caller()
    events = hotline.events(caller)
    path = caller.document.attribute("Enqueue", "action")
    assert caller.asks(path, QueueResult=result).verbs == []
    assert hotline.events(caller) == events
    assert hotline.stands(caller) == "waiting"


@pytest.mark.parametrize("result", ["error", "queue-full", "leave", "system-error", "", "new!"])
def test_a_line_that_breaks_is_joined_again_at_the_old_place(hotline: Hotline, result: str) -> None:
    caller, other = hotline.caller("+15550001"), hotline.caller("+15550002")
    path = caller.document.attribute("Enqueue", "action")
    document = caller.asks(path, QueueResult=result)
    assert document.verbs[-2:] == ["Pause", "Enqueue"]
    assert document.attribute("Enqueue", "action") != path
    once = caller.raw
    assert caller.asks(path, QueueResult=result).text == once.decode()
    assert hotline.events(caller).count("joining") == 2
    assert hotline.house.board.waiting_calls() == [hotline.call(leg).id for leg in (caller, other)]


def hung_up(caller: Phone, how: str) -> None:
    path = caller.document.attribute("Enqueue", "action")
    if how == "action":
        caller.asks(path, QueueResult="hangup")
    elif how == "system-error":
        caller.asks(path, QueueResult="system-error", CallStatus="completed")
    else:
        caller.hangs_up()


@pytest.mark.parametrize("first", ["action", "status", "system-error"])
@pytest.mark.parametrize("second", ["action", "status"])
def test_a_hang_up_counts_once_however_often_it_is_told(
    hotline: Hotline, first: str, second: str
) -> None:
    caller = hotline.caller()
    hung_up(caller, first)
    hotline.clock.passes(5)
    hung_up(caller, second)
    call = hotline.call(caller)
    assert (call.outcome, call.ended_at) == ("abandoned", hotline.clock.now() - 5)
    assert hotline.events(caller).count("ended") == 1
    assert hotline.house.board.calls() == []


def test_what_comes_after_the_end_does_not_bring_a_call_back(hotline: Hotline) -> None:
    caller = hotline.caller()
    action = caller.document.attribute("Enqueue", "action")
    caller.hangs_up()
    caller.waits()
    caller.asks(action, QueueResult="error")
    caller.asks("/voice/fallback", ErrorCode="11200")
    caller.asks("/voice/turn?step=9", Digits="1")
    caller.asks("/voice/connect?talk=1")
    assert hotline.call(caller).outcome == "abandoned"
    assert hotline.house.board.calls() == []


@pytest.mark.parametrize("status", ["ringing", "in-progress", "queued", "initiated", "", "odd"])
def test_a_status_that_is_no_end_changes_nothing(hotline: Hotline, status: str) -> None:
    caller = hotline.caller()
    caller.asks("/voice/status", CallStatus=status, SequenceNumber="0")
    assert hotline.stands(caller) == "waiting"


def test_an_end_that_is_told_before_the_beginning_stays_the_end(hotline: Hotline) -> None:
    caller = hotline.leg()
    caller.hangs_up()
    caller.rings()
    assert hotline.call(caller).ended_at is not None
    assert hotline.house.board.calls() == []


# Our own failures


def test_our_failure_brings_the_caller_to_a_person_with_an_apology(hotline: Hotline) -> None:
    caller = hotline.leg()
    caller.rings()
    document = caller.goes("/voice/fallback", ErrorCode="11200", ErrorUrl="/voice/turn?step=1")
    assert "something went wrong" in document.said
    assert document.verbs[-1] == "Enqueue"
    assert hotline.stands(caller) == "waiting"


def test_a_failure_told_twice_is_one_failure(hotline: Hotline) -> None:
    caller = hotline.leg()
    fields = {"CallSid": caller.sid, "ErrorCode": "11200"}
    replies = [
        caller.post.send("/voice/fallback", fields, I_Twilio_Idempotency_Token="same").data
        for _ in range(2)
    ]
    assert replies[0] == replies[1]
    assert hotline.events(caller) == ["joining"]


@pytest.mark.usefixtures("records_away")
def test_without_records_the_fallback_still_keeps_the_caller(hotline: Hotline) -> None:
    document = hotline.leg().asks("/voice/fallback", ErrorCode="11200")
    assert document.said
    assert document.verbs[-1] == "Enqueue"


def test_a_failure_inside_the_fallback_still_keeps_the_caller(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = hotline.leg()
    caller.rings()
    monkeypatch.setattr("ivr.flow.Flow.advance", lambda *_: 1 / 0)
    assert caller.asks("/voice/fallback", ErrorCode="11200").verbs[-1] == "Enqueue"


def test_without_a_board_callers_are_answered_and_taken_in_later(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = hotline.leg()
    with monkeypatch.context() as trouble:
        trouble.setattr("queueing.scripts.Scripts.run", _away)
        caller.rings()
        with capture_logs() as logs:
            assert caller.presses("0").verbs[-1] == "Enqueue"
        assert "board_behind" in [entry["event"] for entry in logs]
        assert caller.waits().played == ["/sound/hold.wav"]
    hotline.agree()
    assert hotline.stands(caller) == "waiting"


def _away(*_: object) -> None:
    raise redis.ConnectionError("away")


def test_a_conversation_of_another_version_goes_straight_to_a_person(hotline: Hotline) -> None:
    caller = hotline.leg()
    caller.rings()
    with hotline.house.store.transaction() as session:
        session.merge(hotline.call(caller)).conversation = {"state": "humming", "tune": 7}
    assert caller.presses("1").verbs[-1] == "Enqueue"
    assert hotline.stands(caller) == "waiting"


def test_logs_tell_of_the_failure_and_not_of_the_caller(hotline: Hotline) -> None:
    caller = hotline.leg()
    with capture_logs() as logs:
        caller.rings()
        caller.says("it is Martha, my bill is wrong")
        caller.asks("/voice/fallback", ErrorCode="11200")
        caller.hangs_up()
    told = str(logs)
    assert "voice_fell_back" in told
    assert caller.sid in told
    assert not any(word in told for word in ("Martha", "bill is", CALLER))
