"""Words from supervisors to agents, shown on their pages until they have seen them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.errors import AlreadyKnown, RecordsRefused
from records.models import Message, MessageKind, Person
from records.once import attempt

LONGEST = 500
"""Characters of a message."""


def send(
    session: Session,
    token: str,
    to: Person,
    by: Person,
    text: str,
    at: float,
    kind: MessageKind = "word",
) -> Message | None:
    """Put it on their page; None when the press of the button that `token` marks has sent one
    before. Raises `RecordsRefused` for words that are none or too many; only who is called back
    ("come-back") needs no words."""
    words = text.strip()
    if len(words) > LONGEST or not (words or kind == "come-back"):
        raise RecordsRefused(f"a message has 1 to {LONGEST} characters")
    if session.scalar(select(Message.id).where(Message.token == token)) is not None:
        return None
    message = Message(token=token, kind=kind, to_id=to.id, from_id=by.id, text=words, at=at)
    try:
        with attempt(session):
            session.add(message)
            session.flush()
    except AlreadyKnown:
        return None
    return message


def see(session: Session, message_id: int, person_id: int, at: float) -> bool:
    """Who it is for has seen it; False where it is not for them. Seen twice, the first counts."""
    message = session.get(Message, message_id)
    if message is None or message.to_id != person_id:
        return False
    if message.seen_at is None:
        message.seen_at = at
    return True
