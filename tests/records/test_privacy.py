"""Privacy: a customer is given all that is on record, or forgotten without a trace of them."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from records import (
    callbacks,
    calls,
    courtesies,
    customers,
    deeds,
    notices,
    people,
    points,
    privacy,
    promises,
    recordings,
    reports,
    search,
    transcripts,
)
from records.errors import RecordsRefused
from records.models import Call, CallEvent, Person, Talk
from records.search import Wish
from records.session import Store
from records.transcripts import Measured, Quoted
from tests.records.spoken import asked, keep, recorded, said, talked, written
from tests.records.together import at_once

NUMBER = "+6281255501234"
OTHER = "+6281255509876"
NAME = "Zyxwina"
WORD = "qqmarker"
TRACES = (NUMBER, NUMBER[3:], NAME.lower(), WORD, "0 8 1, 2 5 5, 5 0 1")
STORY = {"event": "Heard", "from": "reason", "to": "joining"}


@pytest.fixture
def putu(store: Store) -> Person:
    with store.transaction() as session:
        return people.add(session, extension="11", name="Putu", at=0.0)


def aloud(number: str) -> str:
    """A number as it is read back, in the way of its own country."""
    digits = f"0{number[3:]}"
    return ", ".join(" ".join(digits[at : at + 3]) for at in range(0, len(digits), 3))


def lived(
    session: Session, sid: str, number: str, at: float, agent: Person, *, customer: bool = True
) -> tuple[Call, Talk]:
    """A call with a trace of its caller wherever there may be one."""
    call, talk = talked(session, f"CA{sid}", at, agent, number)
    if customer:
        known = customers.remember(
            session, number, at=at, name=NAME, honorific="Ibu", language="id"
        )
        call.customer_id = known.id
    call.name, call.honorific, call.name_recording = NAME, "Ibu", f"RE{sid}n"
    call.language, call.skill, call.reason = "id", "billing", f"tagihan {WORD}"
    call.state = "ended"
    call.conversation = {
        "state": "ended",
        "step": 7,
        "language": "id",
        "skill": "billing",
        "name": NAME,
        "heard": NAME,
        "known_name": NAME,
        "reason": f"tagihan {WORD}",
        "told": [NAME, WORD],
        "callback_number": number,
        "other_number": f"0{number[3:]}",
    }
    data = {**STORY, "said": f"saya {NAME}, {WORD}", "keys": number[3:]}
    reply = f"<Response><Say>Ibu {NAME}, {aloud(number)}?</Say></Response>"
    calls.note(session, call, "joining", at, token=f"t{sid}", data=data, reply=reply)
    calls.note(session, call, "climbed", at, data={"rung": 0, "act": "supervisor", "after": 20.0})
    promises.make(session, "supervisor", call, due_at=None, at=at, name="Dewi", number=number)
    recorded(session, f"RE{sid}n", call, at)
    evidence = [[0.5, 1.0, 1, f"ibu {NAME} {WORD}"]]
    written(
        session,
        f"RE{sid}",
        call,
        said(f"saya {NAME} {WORD}", talk=talk),
        said("selamat pagi", 5.0, channel=1, talk=talk, taken_out="phone"),
        courtesies=[
            Measured(
                talk.id,
                agent.id,
                at,
                {"caller_name": {"state": "known", "value": 1.0, "evidence": evidence}},
            )
        ],
        points=[Quoted("number", 0, 1.0, 2.0, f"{WORD} {NAME}")],
        at=at,
    )
    return call, talk


def put_away(session: Session, call: Call, number: str, at: float) -> Call:
    """The pending call that waits in place of one that had not ended."""
    call.ended_at = call.outcome = None
    conversation = {**call.conversation, "state": "away"}
    return callbacks.put_away(
        session, call, number=number, at=at, due_at=None, conversation=conversation
    )


def cells(session: Session) -> Iterator[tuple[str, str]]:
    """Every value of every table of the database, those of its indexes too, in lower case."""
    connection = session.connection()
    for table in inspect(connection).get_table_names():
        result = connection.exec_driver_sql(f'SELECT * FROM "{table}"')  # noqa: S608
        for row in result.mappings():
            for column, value in row.items():
                yield f"{table}.{column}", readable(value).lower()


def readable(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return json.dumps(value) if isinstance(value, dict | list) else str(value)


def traces(store: Store) -> set[str]:
    """The columns in which there is a trace of the caller."""
    with store.reading() as session:
        return {where for where, value in cells(session) if any(one in value for one in TRACES)}


EVERYWHERE = {
    "call_events.data",
    "call_events.reply",
    "calls.conversation",
    "calls.name",
    "calls.number",
    "calls.reason",
    "courtesies.measures",
    "customers.name",
    "customers.number",
    "points.quote",
    "promises.number",
    "utterances.terms",
    "utterances.words",
}


def test_nothing_is_left_of_who_is_forgotten(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        lived(session, "1", NUMBER, 100.0, putu)
        call, _ = lived(session, "2", NUMBER, 300.0, putu)
        put_away(session, call, NUMBER, 400.0)
    assert traces(store) >= EVERYWHERE
    with store.transaction() as session:
        forgotten = privacy.forget(session, NUMBER, 500.0)
    assert traces(store) == set()
    assert forgotten.calls == 3
    assert set(forgotten.recordings) == {"RE1", "RE1n", "RE2", "RE2n"}
    assert set(forgotten.keys) == {f"recordings/{sid}.wav" for sid in forgotten.recordings}


def test_nothing_is_left_in_the_file_of_sqlite(migrated_file: Path, tmp_path: Path) -> None:
    """PostgreSQL cleans its files by itself, after a while."""
    file = tmp_path / "sapa.db"
    shutil.copy(migrated_file, file)
    store = Store(f"sqlite:///{file}")
    with store.transaction() as session:
        putu = people.add(session, extension="11", name="Putu", at=0.0)
        for number in range(5):
            lived(session, f"{number}", NUMBER, 100.0 * number, putu)
    store.close()
    assert NAME in file.read_text("utf-8", "replace")
    with store.transaction() as session:
        privacy.forget(session, NUMBER, 5000.0)
    store.close()
    content = file.read_text("utf-8", "replace").lower()
    assert [one for one in TRACES if one in content] == []


def test_nothing_is_left_in_the_log_of_sqlite(migrated_file: Path, tmp_path: Path) -> None:
    """The hotline runs on: nobody closes the database."""
    shutil.copy(migrated_file, tmp_path / "sapa.db")
    log = tmp_path / "sapa.db-wal"
    with closing(Store(f"sqlite:///{tmp_path}/sapa.db")) as store:
        with store.transaction() as session:
            putu = people.add(session, extension="11", name="Putu", at=0.0)
            lived(session, "1", NUMBER, 100.0, putu)
        with store.transaction() as session:
            privacy.forget(session, NUMBER, 5000.0)
        with store.reading() as session:
            assert people.by_extension(session, "11")
            assert not store.settle()
        assert NAME in log.read_text("utf-8", "replace")
        assert store.settle()
        assert log.read_bytes() == b""
        with store.reading() as session:
            assert people.by_extension(session, "11")


def test_calls_that_go_on_from_each_other_are_forgotten_with_each_other(
    store: Store, putu: Person
) -> None:
    """They phoned, were put away to be called back on another number, and phoned in from that."""
    with store.transaction() as session:
        first, _ = lived(session, "1", OTHER, 100.0, putu, customer=False)
        first.conversation = {**first.conversation, "other_number": NUMBER}
        pending = put_away(session, first, NUMBER, 200.0)
        last, _ = lived(session, "2", OTHER, 300.0, putu, customer=False)
        callbacks.take_place(session, pending, last, 310.0)
        session.flush()
        assert customers.calls_of(session, NUMBER) == {first.id, pending.id, last.id}
        assert customers.calls_of(session, OTHER) == {first.id, pending.id, last.id}
    with store.transaction() as session:
        assert privacy.forget(session, NUMBER, 500.0).calls == 3
    assert traces(store) == set()


@pytest.mark.parametrize("written_as", [NUMBER, "081255501234", "0812-5550-1234", "6281255501234"])
def test_a_number_that_was_given_in_the_call_of_another_goes_and_that_call_stays(
    store: Store, putu: Person, written_as: str
) -> None:
    with store.transaction() as session:
        call, _ = talked(session, "CA9", 100.0, putu, OTHER)
        call.name = "Ketut"
        call.conversation = {
            "state": "ended",
            "name": "Ketut",
            "callback_number": OTHER,
            "other_number": written_as,
        }
        reply = f"<Say>{aloud(NUMBER)}?</Say>"
        calls.note(session, call, "callback-number", 101.0, token="t", data=STORY, reply=reply)
        calls.note(session, call, "holding", 102.0, token="u", data=STORY, reply="<Play/>")
    with store.transaction() as session:
        assert privacy.forget(session, NUMBER, 500.0) == privacy.Forgotten(0, (), ())
    with store.reading() as session:
        found = calls.by_id(session, call.id)
        assert found is not None
        assert (found.number, found.name, found.forgotten_at) == (OTHER, "Ketut", None)
        assert found.conversation == {"state": "ended", "name": "Ketut", "callback_number": OTHER}
        assert calls.stored_reply(session, "CA9", "t") == ""
        assert calls.stored_reply(session, "CA9", "u") == "<Play/>"


def test_nobody_else_is_forgotten(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        lived(session, "1", NUMBER, 100.0, putu)
        lived(session, "2", OTHER, 200.0, putu)
        notices.raise_emergency(session, {"id": "banjir"}, False, 1.0, "Dewi")
        before = privacy.export(session, OTHER)
    with store.transaction() as session:
        privacy.forget(session, NUMBER, 500.0)
    with store.reading() as session:
        assert privacy.export(session, OTHER) == before
        assert [one.call.number for one in search.find(session, Wish(WORD), 9)] == [OTHER]
        assert notices.emergency(session) is not None
        assert people.by_extension(session, "11") is not None


def test_reports_stay_as_they_were(store: Store, putu: Person) -> None:
    def everything() -> list[object]:
        with store.reading() as session:
            kept = [(one.sid, one.skill, one.outcome) for one in reports.outcomes(session)]
            return [
                reports.numbers(session, 0, 1e4),
                reports.summary(session),
                kept,
                [(one.mean, one.known) for one in trends(session)],
            ]

    def trends(session: Session) -> list[courtesies.Figure]:
        found = courtesies.trends(session, 0.0, 1e4, zone=UTC)
        return [trend.figures["caller_name"] for trend in found]

    with store.transaction() as session:
        lived(session, "1", NUMBER, 100.0, putu)
        lived(session, "2", NUMBER, 300.0, putu)
        lived(session, "3", OTHER, 500.0, putu)
    before = everything()
    with store.transaction() as session:
        privacy.forget(session, NUMBER, 900.0)
    assert everything() == before


def test_what_happened_in_a_call_is_kept_without_what_was_said(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        call, _ = lived(session, "1", NUMBER, 100.0, putu)
    with store.transaction() as session:
        privacy.forget(session, NUMBER, 500.0)
    with store.reading() as session:
        found = calls.by_id(session, call.id)
        assert found is not None
        assert found.forgotten_at == 500.0
        assert found.conversation == {
            "state": "ended",
            "step": 7,
            "language": "id",
            "skill": "billing",
        }
        assert calls.stored_reply(session, "CA1", "t1") == ""  # a late repeat is still a repeat
        data = [event.data for event in session.query(CallEvent).order_by(CallEvent.id)]
        assert data == [STORY, {"rung": 0, "act": "supervisor", "after": 20.0}]


def test_what_they_are_owed_is_cancelled(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        call, _ = lived(session, "1", NUMBER, 100.0, putu)
        pending = put_away(session, call, NUMBER, 200.0)
    with store.transaction() as session:
        privacy.forget(session, NUMBER, 500.0)
    with store.reading() as session:
        assert promises.open_all(session) == []
        assert calls.live(session) == []
        owed = promises.of_call(session, pending.id, "callback")
        assert owed is not None
        assert (owed.state, owed.done_at, owed.number) == ("cancelled", 500.0, None)
        ended = calls.by_id(session, pending.id)
        assert ended is not None
        assert (ended.outcome, ended.ended_at, ended.number) == ("cancelled", 500.0, None)


def test_nobody_is_forgotten_while_they_are_on_the_telephone(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        lived(session, "1", NUMBER, 100.0, putu)
        live = calls.open_call(session, sid="CA9", number=NUMBER, at=400.0)
    with pytest.raises(RecordsRefused, match="on the telephone"), store.transaction() as session:
        privacy.forget(session, NUMBER, 500.0)
    assert traces(store) >= EVERYWHERE
    with store.transaction() as session:
        found = calls.by_id(session, live.id, lock=True)
        assert found is not None
        calls.close(session, found, "abandoned", 510.0)
        assert privacy.forget(session, NUMBER, 520.0).calls == 2


def test_nobody_is_forgotten_while_their_number_is_given_on_the_telephone(
    store: Store, putu: Person
) -> None:
    with store.transaction() as session:
        live = calls.open_call(session, sid="CA9", number=OTHER, at=400.0)
        live.conversation = {"state": "callback-number", "other_number": NUMBER}
        calls.open_call(session, sid="CA8", number=OTHER, at=400.0)
    with pytest.raises(RecordsRefused), store.transaction() as session:
        privacy.forget(session, NUMBER, 500.0)


def test_forgetting_again_or_a_stranger_changes_nothing(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        call, _ = lived(session, "1", NUMBER, 100.0, putu)
        privacy.forget(session, NUMBER, 500.0)
    with store.transaction() as session:
        assert privacy.forget(session, NUMBER, 600.0) == privacy.Forgotten(0, (), ())
    with store.reading() as session:
        found = calls.by_id(session, call.id)
        assert found is not None
        assert found.forgotten_at == 500.0


@pytest.mark.parametrize("number", ["", "Zyxwina", "081255501234", "+62", "anonymous", "%"])
def test_what_is_no_number_is_refused(store: Store, number: str) -> None:
    with store.transaction() as session:
        with pytest.raises(RecordsRefused, match="a number"):
            privacy.forget(session, number, 1.0)
        with pytest.raises(RecordsRefused, match="a number"):
            privacy.export(session, number)


def test_the_trail_outlives_who_is_forgotten_and_does_not_tell_who_it_was(
    store: Store, putu: Person
) -> None:
    with store.transaction() as session:
        call, _ = lived(session, "1", NUMBER, 100.0, putu)
        deeds.note(session, "read", 200.0, person=putu, subject=call.id)
        stands_for = privacy.digest(NUMBER, "a key")
        privacy.forget(session, NUMBER, 500.0)
        deeds.note(session, "forgot", 500.0, subject=stands_for, details={"calls": 1})
    assert traces(store) == set()
    with store.reading() as session:
        assert [deed.deed for deed in deeds.of_subject(session, call.id)] == ["read"]
        assert [deed.details for deed in deeds.of_subject(session, stands_for)] == [{"calls": 1}]


def test_a_number_has_another_digest_under_every_key() -> None:
    digests = {privacy.digest(number, key) for number in (NUMBER, OTHER) for key in ("a", "b")}
    assert len(digests) == 4
    assert privacy.digest(NUMBER, "a") in digests


def test_a_sound_that_is_forgotten_stays_on_record_until_it_is_deleted_everywhere(
    store: Store, putu: Person
) -> None:
    with store.transaction() as session:
        lived(session, "1", NUMBER, 100.0, putu)
        lived(session, "2", OTHER, 100.0, putu)
        privacy.forget(session, NUMBER, 500.0)
    with store.transaction() as session:
        left = recordings.to_remove(session)
        assert [one.path for one in left] == ["recordings/RE1.wav", "recordings/RE1n.wav"]
        assert [one.sid for one in recordings.to_clear(session, fetched=False)] == ["RE1", "RE1n"]
        assert recordings.removed(session, "RE1", 510.0)
        assert not recordings.removed(session, "RE1", 520.0)
        assert not recordings.removed(session, "RE2", 520.0)
        assert recordings.cleared(session, "RE1n", 510.0)
        assert not recordings.cleared(session, "RE1n", 520.0)
    with store.reading() as session:
        assert [one.sid for one in recordings.to_remove(session)] == ["RE1n"]
        assert [one.sid for one in recordings.to_clear(session, fetched=False)] == ["RE1"]
        both = recordings.to_clear(session, fetched=True)
        assert [one.sid for one in both] == ["RE1", "RE2", "RE2n"]


def test_what_comes_after_they_were_forgotten_is_forgotten_too(store: Store, putu: Person) -> None:
    """Twilio tells of recordings when it likes, and a worker may be half-way through one."""
    with store.transaction() as session:
        call, _ = talked(session, "CA1", 1.0, putu, NUMBER)
        recordings.complete(session, "RE1", call, "call", 60.0, url="/1", channels=2, seconds=9.0)
        recordings.expect(session, "RE2", call, "message", 60.0)
    with store.transaction() as session:
        assert privacy.forget(session, NUMBER, 70.0).recordings == ("RE1", "RE2")
        for sid in ("RE1", "RE2"):
            recordings.cleared(session, sid, 71.0)
            recordings.removed(session, sid, 71.0)
    with store.transaction() as session:
        assert not recordings.fetched(session, "RE1", 80.0, path="recordings/RE1.wav", sha256="x")
        again = calls.by_id(session, call.id)
        assert again is not None
        for sid in ("RE2", "RE3"):
            told = recordings.complete(
                session, sid, again, "call", 90.0, url=f"/{sid}", channels=2, seconds=9.0
            )
            assert (told.status, told.url) == ("forgotten", None)
    with store.reading() as session:
        assert recordings.unfetched(session, 0.0, 1e4) == []
        left = [(one.sid, one.path) for one in recordings.to_remove(session)]
        assert left == [("RE1", "recordings/RE1.wav"), ("RE3", None)]
        assert [one.sid for one in recordings.to_clear(session, fetched=False)] == ["RE2", "RE3"]


def test_who_is_writing_them_down_cannot_store_it_any_more(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        call, _ = talked(session, "CA1", 1.0, putu, NUMBER)
        asked(session, "RE1", call)
        assert transcripts.claim(session, "RE1", "worker-1", 10.0, 40.0)
    with store.transaction() as session:
        privacy.forget(session, NUMBER, 20.0)
    with store.transaction() as session:
        assert not transcripts.progress(session, "RE1", "worker-1", 0.5, 60.0)
        assert not keep(session, "RE1", [said(WORD)])
        assert not transcripts.fail(session, "RE1", None, 30.0, "missing")
        assert not transcripts.ask_again(session, "RE1", 30.0)
        assert transcripts.claim(session, "RE1", "worker-2", 99.0, 140.0) is None
        assert transcripts.queue(session) == []
    assert traces(store) == set()


def test_everything_on_record_is_handed_over(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        call, talk = lived(session, "1", NUMBER, 100.0, putu)
        lived(session, "2", OTHER, 200.0, putu)
        put_away(session, call, NUMBER, 200.0)
        deeds.note(session, "read", 300.0, person=putu, subject=call.id)
    with store.reading() as session:
        given: Any = privacy.export(session, NUMBER)
    assert json.loads(json.dumps(given)) == given
    whole = json.dumps(given)
    assert OTHER not in whole
    customer, first = given["customer"], given["calls"][0]
    assert (customer["name"], customer["number"]) == (NAME, NUMBER)
    assert [one["callback_of"] for one in given["calls"]] == [None, call.id]
    assert first["conversation"]["reason"] == f"tagihan {WORD}"
    assert [event["data"].get("said") for event in first["events"][:2]] == [
        f"saya {NAME}, {WORD}",
        None,
    ]
    assert first["agents"] == {str(putu.id): "Putu"}
    assert [one["path"] for one in first["recordings"]] == [
        "recordings/RE1.wav",
        "recordings/RE1n.wav",
    ]
    assert [word[0] for word in first["utterances"][0]["words"]] == ["saya", NAME, WORD]
    assert first["points"][0]["quote"] == f"{WORD} {NAME}"
    assert first["courtesies"][0]["talk_id"] == talk.id
    assert first["deeds"] == [{"at": 300.0, "deed": "read"}]
    assert {one["kind"] for one in given["promises"]} == {"callback", "supervisor"}


def test_of_a_stranger_nothing_is_handed_over(store: Store) -> None:
    with store.reading() as session:
        given = privacy.export(session, NUMBER)
    assert given == {"number": NUMBER, "customer": None, "calls": [], "cases": [], "promises": []}


def test_sounds_are_kept_for_so_many_days(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        call, _ = talked(session, "CA1", 1.0, putu, NUMBER)
        written(session, "RE1", call, said("satu"), at=100.0)
        written(session, "RE2", call, said("dua"), at=200.0)
        recordings.expect(session, "RE3", call, "call", 50.0)
    with store.transaction() as session:
        assert privacy.expired_sound(session, 200.0) == 1
        assert privacy.expired_sound(session, 200.0) == 0
    with store.reading() as session:
        statuses = [(one.sid, one.status) for one in recordings.of_call(session, call.id)]
        assert statuses == [("RE3", "expected"), ("RE1", "removed"), ("RE2", "fetched")]
        assert [one.path for one in recordings.to_remove(session)] == ["recordings/RE1.wav"]
        assert recordings.to_clear(session, fetched=False) == []
        assert [one.call.id for one in search.find(session, Wish("satu"), 9)] == [call.id]


def test_what_was_not_written_down_in_time_never_will_be(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        call, _ = talked(session, "CA1", 1.0, putu, NUMBER)
        for sid in ("RE1", "RE2", "RE3"):
            asked(session, sid, call)
        transcripts.claim(session, "RE2", "worker-1", 10.0, 99.0)
        transcripts.claim(session, "RE3", "worker-1", 10.0, 99.0)
        keep(session, "RE3", [said("satu")])
    with store.transaction() as session:
        privacy.expired_sound(session, 50.0)
    with store.transaction() as session:
        assert not keep(session, "RE2", [said("dua")])
        statuses = [one.status for one in transcripts.of_call(session, call.id)]
        assert statuses == ["removed", "removed", "done"]
        assert transcripts.queue(session) == []


def test_texts_are_kept_for_so_many_days(
    store: Store, putu: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(privacy, "AT_ONCE", 2)
    with store.transaction() as session:
        old = [lived(session, f"{n}", NUMBER, 100.0 + n, putu)[0] for n in range(3)]
        young, _ = lived(session, "9", NUMBER, 900.0, putu)
    for expected in (2, 1, 0):
        with store.transaction() as session:
            assert privacy.expired_text(session, 500.0, 1000.0) == expected
    with store.reading() as session:
        assert [one.call.id for one in search.find(session, Wish(WORD), 9)] == [young.id]
        for call in old:
            assert points.of_call(session, call.id) == []
            measured = courtesies.of_call(session, call.id)[0].measures
            assert measured == {"caller_name": {"state": "known", "value": 1.0, "evidence": []}}
            (transcript,) = transcripts.of_call(session, call.id)
            assert (transcript.status, transcript.silenced) == ("removed", [])
            assert transcripts.utterances_of(session, transcript) == []
        assert points.of_call(session, young.id)[0].quote == f"{WORD} {NAME}"


def test_what_is_stored_in_the_same_moment_is_forgotten(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        call, _ = talked(session, "CA1", 1.0, putu, NUMBER)
        for sid in ("RE1", "RE2", "RE3"):
            asked(session, sid, call)
            transcripts.claim(session, sid, "worker-1", 10.0, 40.0)
    steps = iter(("RE1", "RE2", "forget", "RE3"))

    def step(session: Session) -> None:
        what = next(steps)
        if what == "forget":
            privacy.forget(session, NUMBER, 20.0)
        else:
            keep(session, what, [said(f"{WORD} {NAME}")])

    assert at_once(store, step) == [None] * 4
    assert traces(store) == set()
