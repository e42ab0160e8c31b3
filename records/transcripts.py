"""Transcripts: asked for once, made by one worker at a time, stored whole or not at all.

Who works at one holds a claim until a time, and renews it as they go on; a claim that lapsed is
anybody's, and who lost theirs cannot store. Times `at`, `now` and `until` are epoch seconds.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from records import recordings, texts
from records.models import Recording, Transcript, TranscriptStatus, Utterance
from records.once import locked, obtain
from records.texts import Measured, Quoted, Said

__all__ = [
    "Measured",
    "Quoted",
    "Said",
    "ask",
    "ask_again",
    "by_recording",
    "claim",
    "fail",
    "failed",
    "of_call",
    "progress",
    "put_off",
    "queue",
    "silence_again",
    "silenced",
    "states",
    "store",
    "unasked",
    "unfinished",
    "utterances_of",
]

MOST_TRIES = 3
"""Workers that may begin with one recording: it is the recording that they died of."""
HELD = ("working", "silencing")


def by_recording(session: Session, sid: str) -> Transcript | None:
    """The transcript of the recording with this sid."""
    return session.scalar(select(Transcript).where(Transcript.recording_sid == sid))


def ask(session: Session, recording: Recording, language: str, at: float) -> Transcript:
    """The recording's transcript, made to wait for a worker when there is none yet; locked."""
    values = {
        "recording_sid": recording.sid,
        "call_id": recording.call_id,
        "language": language,
        "asked_at": at,
    }
    return obtain(session, Transcript, Transcript.recording_sid, values)


def ask_again(session: Session, sid: str, at: float) -> bool:
    """A failed transcript waits once more, with all its tries; False when none has failed.

    Where it failed with a part of the sound silenced, only that is left to be done.
    """
    transcript = _locked(session, sid)
    if transcript is None or transcript.status != "failed":
        return False
    transcript.status, transcript.problem = "waiting", None
    if transcript.silenced:
        transcript.status, transcript.claimed_until = "silencing", at
    transcript.tries, transcript.progress = 0, 0.0
    transcript.asked_at, transcript.done_at = at, None
    return True


def claim(session: Session, sid: str, worker: str, at: float, until: float) -> Transcript | None:
    """The transcript, held by `worker` until `until`; None when there is nothing to do or
    another holds it.

    Its status is `working`, or `silencing` when an earlier worker has stored the text: then the
    sound alone is left to be done, and the text must not be made anew from a sound that may
    be silenced in part. After three tries that began it has failed, with `gave-up`.
    """
    transcript = _locked(session, sid)
    if transcript is None or not _is_free(transcript, worker, at):
        return None
    recording = recordings.by_sid(session, sid)
    if recording is None or recording.status in recordings.GONE:
        _end(transcript, "removed", at)
        return None
    if transcript.tries >= MOST_TRIES:
        _fail(transcript, "gave-up", at)
        return None
    if transcript.status == "waiting":
        transcript.status = "working"
    transcript.claim, transcript.claimed_until = worker, until
    transcript.tries += 1
    transcript.began_at = at
    return transcript


def progress(session: Session, sid: str, worker: str, fraction: float, until: float) -> bool:
    """`worker` has come so far (0..1) and holds its claim until `until`; False: it was lost."""
    transcript = _held(session, sid, worker)
    if transcript is None:
        return False
    transcript.progress, transcript.claimed_until = min(max(fraction, 0.0), 1.0), until
    return True


def put_off(session: Session, sid: str, worker: str) -> bool:
    """What hindered `worker` is no fault of the recording's: the try does not count. The claim
    lapses by itself. False: it was lost."""
    transcript = _held(session, sid, worker)
    if transcript is None:
        return False
    transcript.tries -= 1
    return True


def store(
    session: Session,
    sid: str,
    worker: str,
    at: float,
    *,
    model: str | None,
    seconds: float | None,
    confidence: float | None,
    problem: str | None,
    utterances: Sequence[Said],
    courtesies: Sequence[Measured],
    points: Sequence[Quoted],
    silenced: Sequence[Sequence[object]],
) -> bool:
    """Keep the text in place of what an earlier try stored; the sound is to be silenced next.

    What an agent has decided about a point stays. False, and nothing changes, when the claim
    was lost.
    """
    transcript = _held(session, sid, worker)
    if transcript is None:
        return False
    transcript.status = "silencing"
    transcript.model, transcript.problem, transcript.silenced = model, problem, silenced
    transcript.seconds, transcript.confidence = seconds, confidence
    transcript.progress, transcript.done_at = 1.0, at
    texts.store_utterances(session, transcript, utterances)
    texts.store_courtesies(session, transcript, courtesies)
    texts.store_points(session, transcript, points)
    return True


def silenced(session: Session, sid: str, worker: str, at: float, sha256: str) -> bool:
    """What is private is gone from the sound too, whose checksum is now `sha256`: all is done.

    False when the claim was lost.
    """
    transcript = _held(session, sid, worker)
    if transcript is None:
        return False
    session.execute(update(Recording).where(Recording.sid == sid).values(sha256=sha256))
    _end(transcript, "done", at)
    return True


def silence_again(session: Session, sid: str, at: float) -> bool:
    """The sound was put there anew, as it came: what is private is to be silenced once more, by
    whoever comes next. False when nothing was, or the text is still to be made."""
    transcript = _locked(session, sid)
    if transcript is None or transcript.status not in ("silencing", "done"):
        return False
    if not transcript.silenced:
        return False
    transcript.status, transcript.tries = "silencing", 0
    transcript.claim, transcript.claimed_until = None, at
    return True


def fail(session: Session, sid: str, worker: str | None, at: float, problem: str) -> bool:
    """It cannot be done; `problem` says why in one word. A worker says so only while it holds
    the claim, the house (None) until it is over. False: it was not theirs to say."""
    transcript = _locked(session, sid) if worker is None else _held(session, sid, worker)
    if transcript is None or transcript.status not in ("waiting", *HELD):
        return False
    _fail(transcript, problem, at)
    return True


def unfinished(session: Session, before: float, now: float) -> list[Transcript]:
    """What waits since before `before`, and what was claimed by a worker that has not been heard
    of in time; oldest first."""
    waits = (Transcript.status == "waiting") & (Transcript.asked_at < before)
    lapsed = Transcript.status.in_(HELD) & (Transcript.claimed_until <= now)
    return list(session.scalars(_in_order().where(waits | lapsed)))


def unasked(session: Session) -> list[Recording]:
    """Recordings that lie with us and that nobody has asked a transcript of; oldest first."""
    query = select(Recording).where(
        Recording.status == "fetched",
        Recording.kind != "name",
        ~select(Transcript.id).where(Transcript.recording_sid == Recording.sid).exists(),
    )
    return list(session.scalars(query.order_by(Recording.created_at, Recording.sid)))


def states(session: Session) -> Counter[TranscriptStatus | None]:
    """How many recordings of talks and messages are at which status of their transcript, None
    where there is none yet. What there is no sound of, or no more, is not counted."""
    found = session.execute(
        select(Transcript.status, func.count())
        .select_from(Recording)
        .outerjoin(Transcript, Transcript.recording_sid == Recording.sid)
        .where(Recording.kind != "name", Recording.status.in_(("completed", "fetched")))
        .group_by(Transcript.status)
    )
    return Counter(dict(found.tuples().all()))


def failed(session: Session, problem: str, before: float) -> list[Transcript]:
    """What failed for this reason before `before`, of recordings that lie with us; oldest
    first."""
    query = (
        _in_order()
        .join(Recording, Recording.sid == Transcript.recording_sid)
        .where(
            Recording.status == "fetched",
            Transcript.status == "failed",
            Transcript.problem == problem,
            Transcript.done_at < before,
        )
    )
    return list(session.scalars(query))


def queue(session: Session) -> list[Transcript]:
    """All that waits or is worked at, oldest first."""
    return list(session.scalars(_in_order().where(Transcript.status.in_(("waiting", *HELD)))))


def of_call(session: Session, call_id: str) -> list[Transcript]:
    """The transcripts of a call, in the order in which its recordings began."""
    return list(
        session.scalars(
            select(Transcript)
            .join(Recording, Recording.sid == Transcript.recording_sid)
            .where(Transcript.call_id == call_id)
            .order_by(Recording.created_at, Transcript.id)
        )
    )


def utterances_of(session: Session, transcript: Transcript) -> list[Utterance]:
    """Everything said in a recording, in order of time."""
    return list(
        session.scalars(
            select(Utterance)
            .where(Utterance.transcript_id == transcript.id)
            .order_by(Utterance.start, Utterance.channel, Utterance.id)
        )
    )


def _locked(session: Session, sid: str) -> Transcript | None:
    return session.scalar(locked(select(Transcript).where(Transcript.recording_sid == sid)))


def _held(session: Session, sid: str, worker: str) -> Transcript | None:
    transcript = _locked(session, sid)
    if transcript is None or transcript.status not in HELD or transcript.claim != worker:
        return None
    return transcript


def _is_free(transcript: Transcript, worker: str, at: float) -> bool:
    if transcript.status not in HELD:
        return transcript.status == "waiting"
    lapsed = transcript.claimed_until is None or transcript.claimed_until <= at
    return lapsed or transcript.claim == worker


def _fail(transcript: Transcript, problem: str, at: float) -> None:
    transcript.problem = problem
    _end(transcript, "failed", at)


def _end(transcript: Transcript, status: TranscriptStatus, at: float) -> None:
    transcript.status, transcript.done_at = status, at
    transcript.claim = transcript.claimed_until = None


def _in_order() -> Select[Any]:
    return select(Transcript).order_by(Transcript.asked_at, Transcript.id)
