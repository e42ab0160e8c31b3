"""What Twilio tells of recordings, and what it plays for us."""

import wave
from io import BytesIO

import numpy as np
import pytest

from records import recordings
from records.models import Recording
from tests.webhooks.phone_side import PUBLIC, Hotline, Post, Sounds, signature
from webhooks.sounds import SOUNDS

SID = "RE" + "1" * 32


def told(hotline: Hotline, sid: str, query: str = "kind=call", **form: str) -> int:
    fields = {"CallSid": sid, "RecordingSid": SID, "RecordingStatus": "completed"} | form
    return Post(hotline.app).send(f"/recordings/status?{query}", fields).status_code


def on_record(hotline: Hotline) -> Recording | None:
    with hotline.house.store.reading() as session:
        return recordings.by_sid(session, SID)


def test_a_finished_recording_is_written_down_and_fetched(hotline: Hotline) -> None:
    caller = hotline.caller()
    for _ in range(2):
        status = told(
            hotline, caller.sid, RecordingChannels="2", RecordingDuration="61", RecordingUrl="u"
        )
        assert status == 200
    recording = on_record(hotline)
    assert recording is not None
    assert (recording.channels, recording.seconds, recording.kind) == (2, 61, "call")
    assert hotline.jobs.names == ["keep_recording", "keep_recording"]


def test_a_spoken_name_is_fetched_before_the_long_recordings(hotline: Hotline) -> None:
    told(hotline, hotline.caller().sid, "kind=name")
    assert hotline.jobs.asked == [("keep_recording", (SID, "soon"))]


def test_a_recording_that_runs_is_expected_from_when_it_began(hotline: Hotline) -> None:
    began = "Mon, 16 Aug 2010 03:45:01 +0000"
    caller = hotline.caller()
    told(hotline, caller.sid, RecordingStatus="in-progress", RecordingStartTime=began)
    recording = on_record(hotline)
    assert recording is not None
    assert (recording.status, recording.started_at) == ("expected", 1281930301)
    assert hotline.jobs.asked == []


def test_when_it_began_is_guessed_only_until_it_is_told(hotline: Hotline) -> None:
    began = "Fri, 15 Jan 2027 08:00:02 +0000"
    caller = hotline.caller()
    hotline.clock.passes(8)
    told(hotline, caller.sid, RecordingStatus="in-progress")
    told(hotline, caller.sid, RecordingStartTime=began)
    recording = on_record(hotline)
    assert recording is not None
    assert recording.started_at == 1800000002


def test_the_news_that_it_runs_may_come_last(hotline: Hotline) -> None:
    caller = hotline.caller()
    told(hotline, caller.sid, RecordingChannels="2")
    told(hotline, caller.sid, RecordingStatus="in-progress", RecordingStartTime="soon")
    recording = on_record(hotline)
    assert recording is not None
    assert (recording.status, recording.started_at) == ("completed", None)


def test_a_recording_without_sound_is_not_fetched(hotline: Hotline) -> None:
    told(hotline, hotline.caller().sid, RecordingStatus="absent")
    recording = on_record(hotline)
    assert recording is not None
    assert (recording.status, hotline.jobs.asked) == ("absent", [])


def test_a_recording_that_failed_is_no_news(hotline: Hotline) -> None:
    assert told(hotline, hotline.caller().sid, RecordingStatus="failed") == 200
    assert (on_record(hotline), hotline.jobs.asked) == (None, [])


def test_a_recording_of_a_call_we_do_not_know_is_left(hotline: Hotline) -> None:
    assert told(hotline, "CA" + "9" * 32) == 200
    assert (on_record(hotline), hotline.jobs.asked) == (None, [])


@pytest.mark.parametrize(
    ("query", "sid"),
    [
        *(("kind=x", SID), ("", SID), ("kind=call", ""), ("kind=call", "RE../../x")),
        *(
            ("kind=call", "RE" + "1" * 99),
            ("kind=call", "CA" + "1" * 32),
            ("kind=call", "RE\u00e9"),
        ),
    ],
)
def test_a_recording_without_a_proper_name_is_refused(
    hotline: Hotline, query: str, sid: str
) -> None:
    assert told(hotline, hotline.caller().sid, query, RecordingSid=sid) == 400


@pytest.mark.parametrize(
    "form",
    [{"RecordingChannels": "two"}, {"RecordingDuration": "-1"}, {"RecordingUrl": "u" * 9999}],
)
def test_odd_numbers_are_no_numbers(hotline: Hotline, form: dict[str, str]) -> None:
    assert told(hotline, hotline.caller().sid, **form) == 200
    recording = on_record(hotline)
    assert recording is not None
    assert recording.channels is None


@pytest.mark.parametrize("name", sorted(SOUNDS))
def test_music_and_beep_are_sound_for_everybody_and_kept_by_caches(post: Post, name: str) -> None:
    reply = post.raw("GET", f"/sound/{name}", {})
    assert reply.status_code == 200
    assert reply.cache_control.max_age == 86400
    with wave.open(BytesIO(reply.data)) as sound:
        assert sound.getframerate() == 8000
        assert sound.getnframes() > 1000
    known = {"If-None-Match": str(reply.headers["ETag"])}
    assert post.raw("GET", f"/sound/{name}", known).status_code == 304


def test_a_round_of_music_lasts_twenty_seconds_and_loops_without_a_click() -> None:
    with wave.open(BytesIO(SOUNDS["hold.wav"]())) as sound:
        assert sound.getnframes() / sound.getframerate() == 20
        music = np.frombuffer(sound.readframes(sound.getnframes()), "<i2").astype(float)
    slopes = np.diff(music)
    assert abs(music[0] - music[-1]) <= 1
    assert abs(slopes[0] - slopes[-1]) <= np.abs(slopes).max() / 100
    around = np.diff(np.concatenate([music[-20:], music[:20]]), 2)
    assert np.abs(around).max() <= np.abs(np.diff(music, 2)).max() / 10


def test_there_are_no_other_sounds(post: Post) -> None:
    for name in ("x.wav", "..%2fsapa.db", "hold"):
        assert post.raw("GET", f"/sound/{name}", {}).status_code == 404


def test_a_spoken_name_is_heard_by_the_agent_and_by_nobody_else(hotline: Hotline) -> None:
    caller = hotline.caller()
    sounds = hotline.house.sounds
    assert isinstance(sounds, Sounds)
    sounds.kept["name.wav"] = b"RIFF of a name"
    with hotline.house.store.transaction() as session:
        call = session.merge(hotline.call(caller))
        call.name_recording = SID
        recordings.complete(session, SID, call, "name", 0, url="", channels=1, seconds=2)
        recordings.fetched(session, SID, 0, path="name.wav", sha256="x")
    agent = hotline.agent()
    hotline.run()
    document = hotline.fetched(agent)
    assert "Name as spoken" in document.said
    address = document.played[1]
    post = Post(hotline.app)
    with post.raw("GET", address, {}) as reply:
        assert reply.data == b"RIFF of a name"
    bare = address.partition("?")[0]
    with post.raw("GET", bare, {"X-Twilio-Signature": signature(PUBLIC + bare)}) as reply:
        assert reply.status_code == 200
    sounds.kept.clear()
    assert post.raw("GET", address, {}).status_code == 404
    for closed in (bare, bare + "?key=x", address.replace(SID, "RE2"), bare + "?key=%00%ff"):
        assert post.raw("GET", closed, {}).status_code == 403


def test_a_name_that_is_not_here_yet_is_not_played(hotline: Hotline) -> None:
    caller = hotline.caller()
    with hotline.house.store.transaction() as session:
        session.merge(hotline.call(caller)).name_recording = SID
    agent = hotline.agent()
    hotline.run()
    document = hotline.fetched(agent)
    assert document.played == ["/sound/beep.wav"]
    assert "Name not understood" in document.said
