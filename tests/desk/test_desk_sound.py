"""The sound of a recording: in ranges, for the ears it is for, and each hearing on record."""

import pytest

from desk.office import SoundsAway
from records import calls, recordings
from records.models import Call, Person
from tests.desk.calls_to_read import CONVERSATION, Archive, Shelf, spaced, tone
from tests.desk.people_at_the_desk import Hotline, Visitor, trail

SIZE = len(tone())


@pytest.fixture
def call(archive: Archive, putu: Person) -> Call:
    return archive.call("Sari", putu)


@pytest.fixture
def sid(archive: Archive, call: Call) -> str:
    """Its recording, written down."""
    sid = archive.recorded(call)
    archive.written(sid, CONVERSATION)
    return sid


@pytest.fixture
def address(call: Call, sid: str) -> str:
    return f"/calls/{call.id}/sound/{sid}"


def test_a_whole_recording(supervisor: Visitor, address: str, sid: str) -> None:
    answer = supervisor.get(address)
    assert (answer.status_code, answer.data) == (200, tone())
    assert answer.mimetype == "audio/wav"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["ETag"] == f'"{sid}-silenced"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "media-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("wanted", "start", "stop"),
    [
        ("bytes=0-", 0, SIZE),
        ("bytes=0-99", 0, 100),
        ("bytes=100-100", 100, 101),
        ("bytes=150000-", 150_000, SIZE),
        ("bytes=-44", SIZE - 44, SIZE),
        ("bytes=100-99999999", 100, SIZE),
    ],
)
def test_a_range_of_it(
    supervisor: Visitor, address: str, wanted: str, start: int, stop: int
) -> None:
    answer = supervisor.get(address, Range=wanted)
    assert (answer.status_code, answer.data) == (206, tone()[start:stop])
    assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{SIZE}"
    assert answer.headers["Content-Length"] == str(stop - start)


@pytest.mark.parametrize("wanted", [f"bytes={SIZE}-", "bytes=99999999-", "bytes=0-1,5-9"])
def test_a_range_that_is_not_there(supervisor: Visitor, address: str, wanted: str) -> None:
    answer = supervisor.get(address, Range=wanted)
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{SIZE}"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "wanted", ["bytes", "bytes=", "bytes=9-1", "words=1-2", "bytes=-99999999", "bytes=a-b", "\xe9"]
)
def test_a_range_that_is_none_is_the_whole(supervisor: Visitor, address: str, wanted: str) -> None:
    assert supervisor.get(address, Range=wanted).data == tone()


def test_a_range_of_another_file_is_not_mixed_in(supervisor: Visitor, address: str) -> None:
    answer = supervisor.get(address, Range="bytes=0-9", If_Range='"as-it-was-before"')
    assert (answer.status_code, len(answer.data)) == (200, SIZE)


def test_its_head(supervisor: Visitor, address: str, hotline: Hotline) -> None:
    answer = supervisor.client.head(address)
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Content-Length"] == str(SIZE)
    assert trail(hotline) == []


def test_what_is_heard_is_on_record_once_for_each_reading(
    supervisor: Visitor, address: str, call: Call, sid: str, hotline: Hotline
) -> None:
    for _ in range(2):
        supervisor.get(f"/calls/{call.id}")
        for wanted in ("bytes=44-", "bytes=0-", "bytes=100-200"):
            supervisor.get(address, Range=wanted)
    assert [(deed.deed, deed.subject) for deed in reversed(trail(hotline))] == [
        ("read", call.id),
        ("heard", call.id),
    ] * 2
    assert trail(hotline)[0].details == {"recording": sid}


def test_each_recording_that_is_heard_is_on_record(
    archive: Archive, supervisor: Visitor, address: str, call: Call, hotline: Hotline
) -> None:
    message = archive.recorded(call, "message")
    archive.written(message, [(0, spaced("call me", 1))])
    supervisor.get(f"/calls/{call.id}")
    supervisor.get(address)
    supervisor.get(f"/calls/{call.id}/sound/{message}")
    assert [deed.deed for deed in trail(hotline)] == ["heard", "heard", "read"]


def test_an_agent_hears_own_calls(agent: Visitor, address: str) -> None:
    assert agent.get(address).status_code == 200


@pytest.mark.parametrize("state", ["waiting", "working", "silencing"])
def test_nobody_hears_what_is_not_silenced_yet(
    archive: Archive, agent: Visitor, supervisor: Visitor, call: Call, hotline: Hotline, state: str
) -> None:
    sid = archive.recorded(call)
    if state == "waiting":
        archive.waits(sid)
    elif state == "working":
        archive.works(sid)
    else:
        archive.written(sid, CONVERSATION, done=False)
    for reader in (agent, supervisor):
        assert reader.get(f"/calls/{call.id}/sound/{sid}").status_code == 403
        assert "<audio" not in reader.get(f"/calls/{call.id}").text
    assert "heard" not in [deed.deed for deed in trail(hotline)]


@pytest.mark.parametrize("language", ["en", "id"])
def test_what_was_not_checked_is_for_supervisors_alone(
    archive: Archive,
    agent: Visitor,
    supervisor: Visitor,
    administrator: Visitor,
    call: Call,
    hotline: Hotline,
    language: str,
) -> None:
    """A transcript that failed, and one that nobody will make: there is no model for it."""
    sid = archive.recorded(call)
    if language == "en":
        archive.fails(sid, "no-room")
    else:
        with hotline.office.store.transaction() as session:
            known = calls.by_id(session, call.id, lock=True)
            assert known
            known.language = "id"
    address = f"/calls/{call.id}/sound/{sid}"
    codes = [one.get(address).status_code for one in (agent, supervisor, administrator)]
    assert codes == [403, 200, 403]
    assert "not checked" in supervisor.get(f"/calls/{call.id}").text
    assert "not checked" not in agent.get(f"/calls/{call.id}").text


def test_a_spoken_name_and_anothers_sound_are_not_there(
    archive: Archive, supervisor: Visitor, call: Call, sid: str
) -> None:
    name = archive.recorded(call, "name")
    other = archive.call("Eka")
    assert supervisor.get(f"/calls/{call.id}/sound/{name}").status_code == 404
    assert supervisor.get(f"/calls/{other.id}/sound/{sid}").status_code == 404


def test_a_sound_that_was_deleted_is_told(
    supervisor: Visitor, address: str, call: Call, sid: str, hotline: Hotline
) -> None:
    with hotline.office.store.transaction() as session:
        recording = recordings.by_sid(session, sid)
        assert recording
        recording.status, recording.path = "removed", None
    page = supervisor.get(f"/calls/{call.id}").text
    assert "The sound has been deleted. The text stays" in page
    assert "<audio" not in page
    assert supervisor.get(address).status_code == 403


def test_a_sound_that_is_gone_and_a_place_that_is_away(
    supervisor: Visitor, address: str, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_away(key: str) -> int:
        raise SoundsAway("no answer")

    kept = dict(shelf.sounds)
    shelf.sounds.clear()
    assert supervisor.get(address).status_code == 404
    shelf.sounds.update(kept)
    monkeypatch.setattr(shelf, "size", is_away)
    assert supervisor.get(address).status_code == 503
