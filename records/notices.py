"""What every caller is told before anything else: an emergency, until it is over."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from records.errors import RecordsRefused
from records.models import Notice
from records.once import obtain

EMERGENCY = "emergency"
LONGEST = 1000  # letters: about a minute of speech


def emergency(session: Session) -> Notice | None:
    """The emergency that is on, None when there is none."""
    notice = session.get(Notice, EMERGENCY)
    return notice if notice is not None and notice.ended_at is None else None


def raise_emergency(
    session: Session, messages: Mapping[str, str], closes: bool, at: float, by: str
) -> Notice:
    """Tell every caller `messages` (what is said, by language) from now on.

    `closes`: nobody is put in line meanwhile. Said again, an emergency keeps its beginning
    and has its newest words. Raises `RecordsRefused` for words that cannot be said.
    """
    said = {language: message.strip() for language, message in messages.items()}
    if not said or not all(0 < len(message) <= LONGEST for message in said.values()):
        raise RecordsRefused(f"an emergency needs a message of 1 to {LONGEST} letters")
    values = {"kind": EMERGENCY, "messages": said, "closes": closes, "since": at, "by": by}
    notice = obtain(session, Notice, Notice.kind, values)
    if notice.ended_at is not None:
        notice.since, notice.ended_at = at, None
    notice.messages, notice.closes, notice.by = said, closes, by
    return notice


def end_emergency(session: Session, at: float) -> bool:
    """The emergency is over; False when there was none."""
    notice = emergency(session)
    if notice is None:
        return False
    notice.ended_at = at
    return True
