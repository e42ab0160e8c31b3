"""Recordings: announced, completed, fetched, kept for a time, deleted; a step told twice or late
changes nothing."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models import Call, Recording, RecordingKind
from records.once import locked, obtain

GONE = ("absent", "removed", "forgotten")
"""Statuses of recordings that nobody may use any more."""


def by_sid(session: Session, sid: str) -> Recording | None:
    """The recording with Twilio's `sid`."""
    return session.get(Recording, sid)


def of_call(session: Session, call_id: str) -> list[Recording]:
    """The recordings of a call, the oldest first."""
    query = select(Recording).where(Recording.call_id == call_id)
    return list(session.scalars(query.order_by(Recording.created_at, Recording.sid)))


def running(session: Session, call_id: str) -> Recording | None:
    """The recording of the talk that goes on in this call, paused or not."""
    query = select(Recording).where(
        Recording.call_id == call_id, Recording.kind == "call", Recording.status == "expected"
    )
    return session.scalar(query.order_by(Recording.created_at.desc(), Recording.sid).limit(1))


def expect(
    session: Session,
    sid: str,
    call: Call,
    kind: RecordingKind,
    at: float,
    *,
    started_at: float | None = None,
) -> Recording:
    """A recording has begun, its sound at `started_at`; its file comes later. Its row is locked.

    One of a call whose customer wished to be forgotten is forgotten from the beginning.
    """
    values = {"sid": sid, "call_id": call.id, "kind": kind, "created_at": at}
    recording = obtain(session, Recording, Recording.sid, values)
    if call.forgotten_at is not None and recording.status in ("expected", "completed", "fetched"):
        recording.status = "forgotten"
    if recording.started_at is None:
        recording.started_at = started_at
    return recording


def complete(
    session: Session,
    sid: str,
    call: Call,
    kind: RecordingKind,
    at: float,
    *,
    url: str,
    channels: int | None,
    seconds: float | None,
    started_at: float | None = None,
) -> Recording:
    """The file is ready at `url`. Twilio may say so before anybody expected it."""
    recording = expect(session, sid, call, kind, at, started_at=started_at)
    recording.paused_at = None
    if started_at is not None:
        recording.started_at = started_at  # until now it may have been a guess
    if recording.status == "expected":
        recording.status = "completed"
        recording.url = url
        recording.channels = channels
        recording.seconds = seconds
    elif recording.status == "forgotten":
        recording.cleared_at = None  # Twilio has it again, whatever was deleted before
    return recording


def absent(session: Session, sid: str, call: Call, kind: RecordingKind, at: float) -> Recording:
    """There was no sound: no file will come."""
    recording = expect(session, sid, call, kind, at)
    recording.paused_at = None
    if recording.status == "expected":
        recording.status = "absent"
    return recording


def paused(session: Session, sid: str, at: float) -> bool:
    """Nothing is recorded from `at` on; False when it is paused already, or over."""
    recording = _locked(session, sid)
    if recording is None or recording.status != "expected" or recording.paused_at is not None:
        return False
    recording.paused_at = at
    return True


def resumed(session: Session, sid: str) -> bool:
    """It is recorded again; False when it was not paused, or is over."""
    recording = _locked(session, sid)
    if recording is None or recording.paused_at is None:
        return False
    recording.paused_at = None
    return True


def overdue_pauses(session: Session, before: float) -> list[Recording]:
    """The recordings that are paused since before `before`."""
    query = select(Recording).where(Recording.paused_at < before, Recording.status == "expected")
    return list(session.scalars(query.order_by(Recording.paused_at, Recording.sid)))


def unfetched(session: Session, after: float, before: float) -> list[Recording]:
    """Recordings announced between the two times whose file is ready and not yet here."""
    return list(
        session.scalars(
            select(Recording)
            .where(Recording.status == "completed", Recording.created_at.between(after, before))
            .order_by(Recording.created_at, Recording.sid)
        )
    )


def fetched(session: Session, sid: str, at: float, *, path: str, sha256: str) -> bool:
    """The file lies at `path`, a key of the store of sounds; True for the first to say so.

    False also for what was removed or forgotten meanwhile: the file is to be deleted, by who put
    it there or, if they die first, as one of `to_remove`.
    """
    recording = _locked(session, sid)
    if recording is None:
        return False
    if recording.status in ("removed", "forgotten"):
        recording.path, recording.removed_at = path, None
    if recording.status != "completed":
        return False
    recording.status = "fetched"
    recording.path = path
    recording.sha256 = recording.fetched_sha256 = sha256
    recording.fetched_at = at
    return True


def to_remove(session: Session) -> list[Recording]:
    """What was removed or forgotten and whose file may still lie with us: delete it at `path`
    (None: nothing of it is on record), then say `removed`. Also what a process that died left."""
    query = select(Recording).where(
        Recording.status.in_(("removed", "forgotten")), Recording.removed_at.is_(None)
    )
    return list(session.scalars(query.order_by(Recording.created_at, Recording.sid)))


def removed(session: Session, sid: str, at: float) -> bool:
    """Our file is deleted; True for the first to say so."""
    recording = _locked(session, sid)
    if recording is None or recording.status not in ("removed", "forgotten"):
        return False
    if recording.removed_at is not None:
        return False
    recording.path, recording.removed_at = None, at
    return True


def to_clear(session: Session, *, fetched: bool) -> list[Recording]:
    """What is to be deleted at Twilio: everything that was forgotten, and what is here (or was
    removed here) if `fetched`; then say `cleared`."""
    statuses = ("forgotten", "fetched", "removed") if fetched else ("forgotten",)
    query = select(Recording).where(Recording.status.in_(statuses), Recording.cleared_at.is_(None))
    return list(session.scalars(query.order_by(Recording.created_at, Recording.sid)))


def cleared(session: Session, sid: str, at: float) -> bool:
    """Twilio's copy is deleted; True for the first to say so."""
    recording = _locked(session, sid)
    if recording is None or recording.cleared_at is not None:
        return False
    recording.cleared_at, recording.url = at, None
    return True


def _locked(session: Session, sid: str) -> Recording | None:
    return session.scalar(locked(select(Recording).where(Recording.sid == sid)))
