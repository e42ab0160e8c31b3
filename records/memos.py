"""What agents write about a call as they type it; whatever happens, no word of it is lost."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from records.errors import RecordsRefused
from records.models import Call, Note, Talk, Visit
from records.once import locked

LONGEST = 20_000
"""Characters of a note."""


@dataclass(frozen=True)
class Written:
    """The note as it is on record now. `clashed`: something else had been written meanwhile, and
    the text holds both."""

    version: int
    text: str
    clashed: bool = False


def of(session: Session, call_id: str, person_id: int) -> Written:
    """What this person wrote about the call; an empty text of version 0 is none."""
    note = _note(session, call_id, person_id)
    return Written(note.version, note.text) if note else Written(0, "")


def may_write(session: Session, call_id: str, person_id: int) -> bool:
    """Whether they talked in this call, or came into it: nobody else writes about it."""
    talked = exists().where(Talk.call_id == call_id, Talk.person_id == person_id)
    came = exists().where(Visit.call_id == call_id, Visit.person_id == person_id)
    return bool(session.scalar(select(talked | came)))


def of_calls(session: Session, call_ids: Collection[str]) -> list[Note]:
    """What anybody wrote about these calls, in the order in which they began to."""
    query = select(Note).where(Note.call_id.in_(call_ids), Note.text != "")
    return list(session.scalars(query.order_by(Note.id)))


def write(
    session: Session, call_id: str, person_id: int, text: str, version: int, at: float
) -> Written:
    """Keep `text`, which was made from what `version` says; the version rises when it is new.

    Where another text was written since, by a second page of the same person, both are kept.
    Said twice, it is kept once. Raises `RecordsRefused` for a note that is too long, or a call
    that is unknown or forgotten.
    """
    if len(text) > LONGEST:
        raise RecordsRefused(f"a note has {LONGEST} characters at most")
    call = session.scalar(locked(select(Call).where(Call.id == call_id)))
    if call is None or call.forgotten_at is not None:
        raise RecordsRefused("there is no such call to write about")
    note = _note(session, call_id, person_id, lock=True)
    if note is None:
        note = Note(call_id=call_id, person_id=person_id, text="", version=0, written_at=at)
        session.add(note)
    clashed = note.version != version and text != note.text
    kept = together(note.text, text) if clashed else text
    if kept != note.text:
        note.text, note.version, note.written_at = kept, note.version + 1, at
    return Written(note.version, note.text, clashed)


def forget(session: Session, call_ids: Collection[str]) -> None:
    """Nothing that was written about these calls is on record any more."""
    session.execute(delete(Note).where(Note.call_id.in_(call_ids)))


def together(one: str, other: str) -> str:
    """Every line of both texts, those that are alike once; of a line and its longer form the
    longer one."""
    ours, theirs = one.splitlines(), other.splitlines()
    lines: list[str] = []
    for _, begin, end, start, stop in SequenceMatcher(None, ours, theirs, False).get_opcodes():
        mine, new = ours[begin:end], theirs[start:stop]
        lines += mine if mine == new else _both(mine, new)
    return "\n".join(lines)


def _both(ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Ours, then theirs, without what another of these lines begins with or is."""
    lines = list(dict.fromkeys((*ours, *theirs)))
    return [
        line
        for line in lines
        if not line.strip() or not any(other != line and other.startswith(line) for other in lines)
    ]


def _note(session: Session, call_id: str, person_id: int, *, lock: bool = False) -> Note | None:
    query = select(Note).where(Note.call_id == call_id, Note.person_id == person_id)
    return session.scalar(locked(query) if lock else query)
