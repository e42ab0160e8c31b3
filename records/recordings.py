"""Recordings: announced, completed, fetched; a step told twice or late changes nothing."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models import Call, Recording, RecordingKind
from records.once import locked, obtain


def by_sid(session: Session, sid: str) -> Recording | None:
    """The recording with Twilio's `sid`."""
    return session.get(Recording, sid)


def expect(session: Session, sid: str, call: Call, kind: RecordingKind, at: float) -> Recording:
    """A recording has begun; its file comes later. Its row is locked."""
    values = {"sid": sid, "call_id": call.id, "kind": kind, "created_at": at}
    return obtain(session, Recording, Recording.sid, values)


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
) -> Recording:
    """The file is ready at `url`. Twilio may say so before anybody expected it."""
    recording = expect(session, sid, call, kind, at)
    if recording.status == "expected":
        recording.status = "completed"
        recording.url = url
        recording.channels = channels
        recording.seconds = seconds
    return recording


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
    """The file lies at `path` (under the data folder); True for the first to say so."""
    recording = session.scalar(locked(select(Recording).where(Recording.sid == sid)))
    if recording is None or recording.status == "fetched":
        return False
    recording.status = "fetched"
    recording.path = path
    recording.sha256 = sha256
    recording.fetched_at = at
    return True
