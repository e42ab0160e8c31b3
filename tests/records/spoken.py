"""Calls that were recorded and written down, for tests of what is made of them."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from records import calls, recordings, transcripts
from records.models import Call, Person, Recording, Talk, Transcript
from records.transcripts import Measured, Quoted, Said

WORKER = "worker-1"


def said(
    text: str,
    start: float = 0.0,
    *,
    channel: int = 0,
    talk: Talk | None = None,
    taken_out: str | None = None,
) -> Said:
    """One utterance, each word of which takes half a second; what was taken out comes last."""
    texts = text.split()
    words: list[list[object]] = [
        [word, start + n / 2, start + n / 2 + 0.4, 0.9, None] for n, word in enumerate(texts)
    ]
    end = start + len(texts) / 2
    if taken_out:
        words.append(["", end, end + 3.0, 0.8, taken_out])
    return Said(
        channel=channel,
        start=start,
        end=end + (3.0 if taken_out else 0.0),
        speaker="caller" if channel == 0 else "agent",
        words=words,
        terms=text.lower(),
        talk_id=talk.id if talk else None,
        person_id=talk.person_id if talk and channel else None,
    )


def talked(
    session: Session, sid: str, at: float, person: Person, number: str | None = None
) -> tuple[Call, Talk]:
    """A call that is over, and the talk with `person` in it."""
    call = calls.open_call(session, sid=sid, number=number, at=at)
    call.joined_at = at
    talk = calls.begin_talk(session, call, person, at + 5)
    calls.connect_talk(session, call, at + 6)
    calls.end_talk(session, call, "caller", at + 60)
    calls.close(session, call, "talked", at + 60)
    session.flush()
    return call, talk


def recorded(session: Session, sid: str, call: Call, at: float = 1.0) -> Recording:
    """A recording of the call whose file is here."""
    recordings.complete(session, sid, call, "call", at, url=f"/{sid}", channels=2, seconds=60.0)
    path = f"recordings/{sid}.wav"
    recordings.fetched(session, sid, at + 1, path=path, sha256="as it came")
    found = recordings.by_sid(session, sid)
    assert found is not None
    return found


def asked(session: Session, sid: str, call: Call, at: float = 1.0) -> Transcript:
    """A transcript that waits for a worker."""
    return transcripts.ask(session, recorded(session, sid, call, at), "id", at + 2)


def keep(
    session: Session,
    sid: str,
    utterances: Sequence[Said] = (),
    *,
    worker: str = WORKER,
    courtesies: Sequence[Measured] = (),
    points: Sequence[Quoted] = (),
    silenced: Sequence[Sequence[object]] = (),
    at: float = 20.0,
) -> bool:
    """Store what this worker made of a recording."""
    return transcripts.store(
        session,
        sid,
        worker,
        at,
        model="tiny",
        seconds=60.0,
        confidence=0.9,
        problem=None,
        utterances=utterances,
        courtesies=courtesies,
        points=points,
        silenced=silenced,
    )


def written(
    session: Session,
    sid: str,
    call: Call,
    *utterances: Said,
    courtesies: Sequence[Measured] = (),
    points: Sequence[Quoted] = (),
    at: float = 1.0,
) -> Transcript:
    """A transcript that is done."""
    transcript = asked(session, sid, call, at)
    assert transcripts.claim(session, sid, WORKER, at + 3, at + 63) is not None
    assert keep(session, sid, utterances, courtesies=courtesies, points=points, at=at + 4)
    assert transcripts.silenced(session, sid, WORKER, at + 5, "as it lies")
    return transcript
