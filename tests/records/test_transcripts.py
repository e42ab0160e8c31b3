"""Transcripts: made by one worker at a time, whoever dies, and kept whole or not at all."""

from itertools import count

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records import people, points, recordings, talks, transcripts
from records.models import Call, Courtesy, Person, Point, Transcript, Utterance
from records.session import Store
from records.transcripts import Measured, Quoted
from tests.records.spoken import WORKER, asked, keep, recorded, said, talked, written
from tests.records.together import at_once

OTHER = "worker-2"
KNOWN = {"greeting": {"state": "known", "value": 1.0, "evidence": [[0.5, 1.0, 1, "selamat pagi"]]}}


@pytest.fixture
def agent(store: Store) -> Person:
    with store.transaction() as session:
        return people.add(session, extension="11", name="Putu", at=0.0)


@pytest.fixture
def call(store: Store, agent: Person) -> Call:
    """A call whose recording RE1 waits to be written down."""
    with store.transaction() as session:
        call, _ = talked(session, "CA1", 1.0, agent)
        asked(session, "RE1", call)
        return call


def now(session: Session, sid: str = "RE1") -> Transcript:
    found = transcripts.by_recording(session, sid)
    assert found is not None
    return found


def rows(session: Session, table: type[Utterance] | type[Courtesy] | type[Point]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_recording_has_one_transcript_however_often_it_is_asked_for(
    store: Store, agent: Person
) -> None:
    with store.transaction() as session:
        call, _ = talked(session, "CA1", 1.0, agent)
        recording = recorded(session, "RE1", call)

    def ask(session: Session) -> int:
        return transcripts.ask(session, recording, "en", 5.0).id

    assert len(set(at_once(store, ask))) == 1
    with store.reading() as session:
        assert (now(session).status, now(session).language, now(session).tries) == (
            "waiting",
            "en",
            0,
        )
        assert [one.recording_sid for one in transcripts.queue(session)] == ["RE1"]


def test_it_is_claimed_worked_at_stored_silenced_and_done(store: Store, call: Call) -> None:
    with store.transaction() as session:
        claimed = transcripts.claim(session, "RE1", WORKER, 10.0, 40.0)
        assert claimed is not None
        assert (claimed.status, claimed.tries, claimed.claimed_until) == ("working", 1, 40.0)
    with store.transaction() as session:
        assert transcripts.progress(session, "RE1", WORKER, 0.5, 60.0)
        assert (now(session).progress, now(session).claimed_until) == (0.5, 60.0)
    spans = [[0, 1.0, 4.0, "card"]]
    with store.transaction() as session:
        assert keep(session, "RE1", [said("halo selamat pagi")], silenced=spans)
        assert (now(session).status, now(session).silenced) == ("silencing", spans)
    with store.transaction() as session:
        assert transcripts.silenced(session, "RE1", WORKER, 30.0, "as it lies")
    with store.reading() as session:
        done = now(session)
        assert (done.status, done.done_at, done.claim, done.model) == ("done", 30.0, None, "tiny")
        recording = recordings.by_sid(session, "RE1")
        assert recording is not None
        assert (recording.sha256, recording.fetched_sha256) == ("as it lies", "as it came")
        assert transcripts.queue(session) == []
        assert transcripts.of_call(session, call.id) == [done]


def test_two_workers_at_one_recording_one_wins(store: Store, call: Call) -> None:
    numbers = count()

    def claim(session: Session) -> bool:
        worker = f"worker-{next(numbers)}"
        return transcripts.claim(session, "RE1", worker, 10.0, 40.0) is not None

    assert sorted(map(bool, at_once(store, claim))) == [False, False, False, True]
    with store.reading() as session:
        assert now(session).tries == 1


def test_a_claim_that_lapsed_is_taken_over_by_one(store: Store, call: Call) -> None:
    with store.transaction() as session:
        assert transcripts.claim(session, "RE1", WORKER, 10.0, 40.0)
    numbers = count(2)

    def claim(session: Session) -> bool:
        worker = f"worker-{next(numbers)}"
        return transcripts.claim(session, "RE1", worker, 40.0, 70.0) is not None

    with store.transaction() as session:
        assert transcripts.claim(session, "RE1", OTHER, 39.9, 70.0) is None
    assert sorted(map(bool, at_once(store, claim))) == [False, False, False, True]
    with store.reading() as session:
        assert (now(session).tries, now(session).status) == (2, "working")


def test_who_lost_the_claim_changes_nothing_any_more(store: Store, call: Call) -> None:
    with store.transaction() as session:
        assert transcripts.claim(session, "RE1", WORKER, 10.0, 40.0)
    with store.transaction() as session:
        assert transcripts.claim(session, "RE1", OTHER, 50.0, 80.0)
    with store.transaction() as session:
        assert not transcripts.progress(session, "RE1", WORKER, 0.9, 99.0)
        assert not keep(session, "RE1", [said("terlambat")])
        assert not transcripts.silenced(session, "RE1", WORKER, 60.0, "x")
        assert not transcripts.fail(session, "RE1", WORKER, 60.0, "not-sound")
    with store.reading() as session:
        assert (now(session).claim, now(session).progress) == (OTHER, 0.0)
        assert rows(session, Utterance) == 0


def test_one_of_two_that_store_at_once_is_the_one_with_the_claim(store: Store, call: Call) -> None:
    with store.transaction() as session:
        assert transcripts.claim(session, "RE1", "worker-3", 10.0, 40.0)
    numbers = count()

    def store_it(session: Session) -> bool:
        worker = f"worker-{next(numbers)}"
        return keep(session, "RE1", [said(f"oleh {worker}")], worker=worker)

    assert sorted(map(bool, at_once(store, store_it))) == [False, False, False, True]
    with store.reading() as session:
        texts = [one.terms for one in transcripts.utterances_of(session, now(session))]
        assert texts == ["oleh worker 3"]


def test_storing_again_replaces_what_an_earlier_try_stored(
    store: Store, call: Call, agent: Person
) -> None:
    with store.transaction() as session:
        talk = talks.latest_talk(session, call)
        assert talk is not None
        measured = Measured(talk.id, agent.id, 7.0, KNOWN)
        first = [Quoted("number", 0, 1.0, 2.0, "lima"), Quoted("date", 0, 3.0, 4.0, "besok")]
        transcripts.claim(session, "RE1", WORKER, 10.0, 40.0)
        keep(session, "RE1", [said("satu"), said("dua", 5.0)], courtesies=[measured], points=first)
        kept = points.of_call(session, call.id)[0]
        assert points.decide(session, kept.id, agent, "accepted", 15.0)
    with store.transaction() as session:
        claimed = transcripts.claim(session, "RE1", OTHER, 50.0, 80.0)
        assert claimed is not None
        assert claimed.status == "silencing"
        assert keep(
            session,
            "RE1",
            [said("tiga", 1.0)],
            worker=OTHER,
            courtesies=[measured],
            points=[first[0], first[0], Quoted("time", 1, 9.0, 9.5, "jam dua")],
        )
    with store.reading() as session:
        assert [one.terms for one in transcripts.utterances_of(session, now(session))] == ["tiga"]
        assert rows(session, Courtesy) == 1
        found = [(one.quote, one.state, one.person_id) for one in points.of_call(session, call.id)]
        assert found == [("lima", "accepted", agent.id), ("jam dua", "proposed", None)]


def test_utterances_come_in_order_of_time_with_their_overlaps(store: Store, call: Call) -> None:
    with store.transaction() as session:
        transcripts.claim(session, "RE1", WORKER, 10.0, 40.0)
        keep(
            session,
            "RE1",
            [said("ya", 2.0, channel=1), said("saya mau tanya", 1.0), said("halo", 2.0)],
        )
    with store.reading() as session:
        found = [
            (one.terms, one.channel) for one in transcripts.utterances_of(session, now(session))
        ]
        assert found == [("saya mau tanya", 0), ("halo", 0), ("ya", 1)]
        words = transcripts.utterances_of(session, now(session))[0].words
        assert [word[0] for word in words] == ["saya", "mau", "tanya"]


def test_what_three_workers_died_of_is_given_up(store: Store, call: Call) -> None:
    for number in range(transcripts.MOST_TRIES):
        at = 100.0 * number
        with store.transaction() as session:
            assert transcripts.claim(session, "RE1", f"worker-{number}", at, at + 50)
    with store.transaction() as session:
        assert transcripts.claim(session, "RE1", WORKER, 240.0, 290.0) is None
        assert now(session).status == "working"
        assert transcripts.claim(session, "RE1", WORKER, 250.0, 290.0) is None
    with store.reading() as session:
        assert (now(session).status, now(session).problem) == ("failed", "gave-up")
        assert transcripts.queue(session) == transcripts.unfinished(session, 999.0, 999.0) == []


def test_what_failed_can_be_asked_for_again_with_all_its_tries(store: Store, call: Call) -> None:
    with store.transaction() as session:
        assert not transcripts.ask_again(session, "RE1", 5.0)
        transcripts.claim(session, "RE1", WORKER, 10.0, 40.0)
        assert transcripts.fail(session, "RE1", WORKER, 11.0, "no-model")
        assert not transcripts.fail(session, "RE1", None, 12.0, "other")
        assert transcripts.claim(session, "RE1", WORKER, 50.0, 80.0) is None
        assert (now(session).problem, now(session).done_at) == ("no-model", 11.0)
    with store.transaction() as session:
        assert transcripts.ask_again(session, "RE1", 60.0)
        again = now(session)
        assert (again.status, again.problem, again.tries, again.done_at) == (
            "waiting",
            None,
            0,
            None,
        )
        assert transcripts.claim(session, "RE1", WORKER, 61.0, 90.0)


def test_a_sound_that_is_silenced_in_part_is_not_written_down_anew(
    store: Store, call: Call
) -> None:
    """What is left of a number there might no longer be known for one."""
    with store.transaction() as session:
        transcripts.claim(session, "RE1", WORKER, 10.0, 40.0)
        keep(session, "RE1", [said("nomor saya")], silenced=[[0, 1.0, 4.0, "card"]])
        transcripts.fail(session, "RE1", WORKER, 15.0, "gave-up")
    with store.transaction() as session:
        assert transcripts.ask_again(session, "RE1", 50.0)
        assert transcripts.unfinished(session, 0.0, 50.0) == [now(session)]
        claimed = transcripts.claim(session, "RE1", OTHER, 51.0, 80.0)
        assert claimed is not None
        assert (claimed.status, claimed.tries) == ("silencing", 1)
        assert len(transcripts.utterances_of(session, claimed)) == 1


def test_what_was_not_begun_can_be_failed_by_the_house_alone(store: Store, call: Call) -> None:
    with store.transaction() as session:
        assert not transcripts.fail(session, "RE1", WORKER, 9.0, "not-sound")
        assert transcripts.fail(session, "RE1", None, 9.0, "no-model")
        assert not transcripts.fail(session, "RE9", None, 9.0, "no-model")


def test_what_nobody_works_at_is_found_by_the_clock(store: Store, agent: Person) -> None:
    with store.transaction() as session:
        call, _ = talked(session, "CA1", 1.0, agent)
        for sid, at in (("RE1", 1.0), ("RE2", 2.0), ("RE3", 3.0), ("RE4", 50.0)):
            asked(session, sid, call, at)
        transcripts.claim(session, "RE2", WORKER, 10.0, 40.0)
        transcripts.claim(session, "RE3", WORKER, 10.0, 80.0)
    with store.reading() as session:
        undone = transcripts.unfinished(session, before=30.0, now=60.0)
        assert [one.recording_sid for one in undone] == ["RE1", "RE2"]
        line = [one.recording_sid for one in transcripts.queue(session)]
        assert line == ["RE1", "RE2", "RE3", "RE4"]


def test_what_is_here_and_was_never_asked_for_is_found(store: Store, agent: Person) -> None:
    with store.transaction() as session:
        call, _ = talked(session, "CA1", 1.0, agent)
        asked(session, "RE1", call)
        recorded(session, "RE2", call)
        recordings.expect(session, "RE3", call, "call", 3.0)
    with store.reading() as session:
        assert [one.sid for one in transcripts.unasked(session)] == ["RE2"]


def test_a_recording_that_is_gone_is_not_worked_at(store: Store, call: Call) -> None:
    with store.transaction() as session:
        recording = recordings.by_sid(session, "RE1")
        assert recording is not None
        recording.status = "forgotten"
    with store.transaction() as session:
        assert transcripts.claim(session, "RE1", WORKER, 10.0, 40.0) is None
        assert transcripts.claim(session, "RE9", WORKER, 10.0, 40.0) is None
    with store.reading() as session:
        assert now(session).status == "removed"
        assert transcripts.queue(session) == []


def test_progress_stays_within_the_sound(store: Store, call: Call) -> None:
    with store.transaction() as session:
        transcripts.claim(session, "RE1", WORKER, 10.0, 40.0)
        transcripts.progress(session, "RE1", WORKER, 1.2, 60.0)
        assert now(session).progress == 1.0
        transcripts.progress(session, "RE1", WORKER, -0.1, 60.0)
        assert now(session).progress == 0.0


def test_the_transcripts_of_a_call_come_in_the_order_of_its_recordings(
    store: Store, agent: Person
) -> None:
    with store.transaction() as session:
        call, _ = talked(session, "CA1", 1.0, agent)
        written(session, "RE2", call, said("kedua"), at=20.0)
        written(session, "RE1", call, said("pertama"), at=10.0)
    with store.reading() as session:
        found = [one.recording_sid for one in transcripts.of_call(session, call.id)]
        assert found == ["RE1", "RE2"]
