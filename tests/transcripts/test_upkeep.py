"""Work on recordings that was left undone, and what has been kept for long enough."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from records import calls, deeds, recordings, transcripts
from tests.transcripts.scribes import MODEL, NOW, SID, Scribe, scribe
from transcripts.sounds import NoSuchSound, SoundsAway
from transcripts.upkeep import DAY

SOUND = b"RIFF"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Scribe]:
    with scribe(tmp_path, {"en": MODEL}) as made:
        yield made


def completed(desk: Scribe, sid: str, age: float, kind: str = "call") -> None:
    with desk.store.transaction() as session:
        call = calls.open_call(session, sid=f"CA{sid}", number=None, at=NOW - age)
        recordings.complete(
            session,
            sid,
            call,
            kind,  # type: ignore[arg-type]
            NOW - age,
            url="u",
            channels=2,
            seconds=1,
        )


def kept(desk: Scribe) -> bool:
    try:
        return desk.sounds.size(f"recordings/{SID}.wav") > 0
    except NoSuchSound:
        return False


def test_a_recording_that_was_never_fetched_is_asked_for_again(desk: Scribe) -> None:
    for age, sid in ((30, "RE1"), (300, "RE2"), (DAY, "RE3"), (40 * DAY, "RE5")):
        completed(desk, sid, age)
    completed(desk, "RE4", 300, kind="name")
    desk.recorded(SOUND)
    desk.upkeep.fetch_new()
    assert desk.asked.line == ["keep RE2", "keep RE4 soon"]
    desk.asked.line.clear()
    desk.upkeep.fetch_old()
    assert desk.asked.line == ["keep RE3"]


def test_what_nobody_wrote_down_is_asked_for_again_when_it_had_its_time(desk: Scribe) -> None:
    desk.recorded(SOUND)
    desk.recorded(SOUND, sid="RE2", kind="name", talk=None)
    desk.upkeep.transcribe()
    assert desk.asked.line == []
    desk.clock.time += 100
    desk.upkeep.transcribe()
    assert desk.asked.line == [f"transcribe {SID}"]


def test_what_there_was_no_room_for_is_tried_again_after_a_while(desk: Scribe) -> None:
    recording = desk.recorded(SOUND)
    with desk.store.transaction() as session:
        transcripts.ask(session, recording, "en", NOW)
        transcripts.fail(session, SID, None, NOW, "no-room")
    desk.clock.time += 100
    desk.upkeep.transcribe()
    assert desk.outcome() == ("failed", "no-room")
    desk.clock.time += 300
    desk.upkeep.transcribe()
    assert desk.outcome() == ("waiting", None)


def test_sound_is_deleted_before_the_text_when_each_had_its_days(desk: Scribe) -> None:
    recording = desk.recorded(SOUND)
    with desk.store.transaction() as session:
        transcripts.ask(session, recording, "en", NOW)
        transcripts.fail(session, SID, None, NOW, "not-sound")
    desk.clock.time = NOW + 89 * DAY
    desk.upkeep.tidy()
    assert kept(desk)
    desk.clock.time = NOW + 91 * DAY
    for _ in range(2):
        desk.upkeep.tidy()
    assert not kept(desk)
    assert desk.recording().status == "removed"
    assert desk.recording().removed_at == desk.clock.time
    desk.clock.time = NOW + 366 * DAY
    for _ in range(2):
        desk.upkeep.tidy()
    assert desk.transcript().status == "removed"
    with desk.store.reading() as session:
        done = [(deed.deed, deed.details) for deed in deeds.newest(session, 9)]
    assert done == [
        ("removed", {"what": "text", "count": 1}),
        ("removed", {"what": "sound", "count": 1}),
    ]


@pytest.mark.parametrize(("wished", "deleted"), [(True, [SID]), (False, [])])
def test_twilio_s_copy_is_deleted_once_where_that_is_wished(
    desk: Scribe, wished: bool, deleted: list[str]
) -> None:
    desk.recorded(SOUND)
    completed(desk, "RE2", 10)  # not here yet
    upkeep = replace(desk.upkeep, delete_at_twilio=wished)
    for _ in range(2):
        upkeep.tidy()
    assert desk.twilio.deleted == deleted
    assert kept(desk)


def test_what_is_forgotten_is_deleted_everywhere(desk: Scribe) -> None:
    recording = desk.recorded(SOUND)
    with desk.store.transaction() as session:
        session.merge(recording).status = "forgotten"
    for _ in range(2):
        desk.upkeep.tidy()
    assert desk.twilio.deleted == [SID]
    assert not kept(desk)
    assert desk.recording().removed_at is not None


def test_half_a_sound_that_was_left_by_who_died_goes_though_nothing_new_is_recorded(
    desk: Scribe, tmp_path: Path
) -> None:
    left = tmp_path / "data" / "recordings" / "drafts" / "left.part"
    left.parent.mkdir(parents=True)
    left.touch()
    os.utime(left, (1.0, 1.0))
    desk.upkeep.tidy()
    assert not left.exists()


def test_what_cannot_be_deleted_now_is_deleted_the_next_time(
    desk: Scribe, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise SoundsAway

    recording = desk.recorded(SOUND)
    with desk.store.transaction() as session:
        session.merge(recording).status = "forgotten"
    with monkeypatch.context() as patch:
        patch.setattr("transcripts.sounds.FolderSounds.delete", away)
        with pytest.raises(SoundsAway):
            desk.upkeep.tidy()
    assert desk.recording().removed_at is None
    desk.upkeep.tidy()
    assert not kept(desk)
