"""Privacy: what is on record about a customer is given to them, or forgotten; what is old goes.

To forget is to delete everything that tells who phoned and what they said. That there were calls
stays on record, with their times and what became of them, so that no report changes.
"""

import hmac
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import ColumnElement, Text, cast, delete, func, or_, select, text, update
from sqlalchemy.orm import Session

from records import calls, case_privacy, customers, memos, promises
from records.dossiers import export
from records.errors import RecordsRefused
from records.models import (
    Call,
    CallEvent,
    Courtesy,
    Customer,
    Point,
    Promise,
    Recording,
    Transcript,
    TranscriptStatus,
    Utterance,
    Visit,
)
from records.once import locked

__all__ = ["Forgotten", "digest", "expired_sound", "expired_text", "export", "forget"]

OF_A_CALL = ("state", "step", "language", "skill")
"""What a conversation keeps: nothing that the caller said or is."""
OF_AN_EVENT = (
    *("event", "from", "to", "rung", "act", "after", "agent", "talk", "skill", "way", "cause"),
    *("visit", "purpose", "mode", "wanted", "outcome", "by", "why", "seconds", "due"),
)
"""What an event keeps: what reports are made of."""
AT_ONCE = 200
"""Transcripts that expire in one transaction: others want to write too."""

_NUMBERS = ("other_number", "callback_number")
_READ_BACK = re.compile(r"[0-9](?:[ ,]*[0-9]){5,}")
_FEWEST = 6
"""Digits of a number as it may be written in its own country."""
_TAIL = 4
"""Last digits by which such a number is looked for."""


@dataclass(frozen=True)
class Forgotten:
    """How many calls were forgotten, and what is left to be done outside of the records: to
    delete the sounds at `keys`, and the `recordings` at Twilio. That stays on record until it is
    done: see `recordings.to_remove` and `recordings.to_clear`. `cases`: the codes of theirs."""

    calls: int
    keys: tuple[str, ...]
    recordings: tuple[str, ...]
    cases: tuple[str, ...] = ()


def digest(number: str, key: str) -> str:
    """What stands for a number in the trail: without the key nobody can tell which it is."""
    return hmac.new(key.encode(), number.encode(), sha256).hexdigest()


def forget(session: Session, number: str, at: float) -> Forgotten:
    """Forget who phones from this number, and all their calls. Callbacks they are owed are
    cancelled. Said again, nothing more happens.

    Raises `RecordsRefused` for what is no number, and while one of their calls is on.
    """
    customers.check_number(number)
    _overwrite(session)
    session.scalar(locked(select(Customer).where(Customer.number == number)))
    ids = customers.calls_of(session, number)
    everything = _calls(session, ids | _mentions(session, number))
    if any(call.ended_at is None and calls.has_leg(call) for call in everything):
        raise RecordsRefused("they are on the telephone: wait until the call is over")
    _forget_promises(session, number, ids, at)
    cases = case_privacy.forget(session, number, ids, at)
    for call in everything:
        _forget_number(call, number)
        if call.id in ids:
            calls.close(session, call, "cancelled", at)
            _forget_call(call, at)
    _forget_events(session, number, ids)
    memos.forget(session, ids)
    session.execute(update(Visit).where(Visit.call_id.in_(ids)).values(note=""))
    session.flush()
    session.execute(delete(Customer).where(Customer.number == number))
    _remove_text(session, Transcript.call_id.in_(ids), at)
    gone = _forget_recordings(session, ids)
    _merge_index(session)
    return Forgotten(
        calls=len(ids),
        keys=tuple(one.path for one in gone if one.path is not None),
        recordings=tuple(one.sid for one in gone if one.cleared_at is None),
        cases=cases,
    )


def expired_sound(session: Session, before: float) -> int:
    """Remove the recordings that began before `before`; how many there were. Their files are
    then to be deleted (`recordings.to_remove`). What was not written down yet will not be."""
    old = (Recording.created_at < before) & Recording.status.in_(("completed", "fetched"))
    of_them = Transcript.recording_sid.in_(select(Recording.sid).where(old))
    _let_go(session, of_them & Transcript.status.in_(("waiting", "working")), "removed")
    _let_go(session, of_them & (Transcript.status == "silencing"), "done")
    found = session.scalars(
        update(Recording).where(old).values(status="removed", url=None).returning(Recording.sid)
    )
    return len(found.all())


def expired_text(session: Session, before: float, at: float) -> int:
    """Remove what was written down of recordings that began before `before`, a few hundred at a
    time: of how many, 0 when there are no more."""
    _overwrite(session)
    query = (
        select(Transcript.id)
        .join(Recording, Recording.sid == Transcript.recording_sid)
        .where(Recording.created_at < before, Transcript.status != "removed")
        .order_by(Transcript.id)
        .limit(AT_ONCE)
    )
    ids = list(session.scalars(query))
    _remove_text(session, Transcript.id.in_(ids), at)
    return len(ids)


def _calls(session: Session, ids: Collection[str]) -> Sequence[Call]:
    query = select(Call).where(Call.id.in_(ids)).order_by(Call.started_at.desc(), Call.id)
    return session.scalars(locked(query)).all()


def _mentions(session: Session, number: str) -> set[str]:
    """Calls from other numbers in which this one was given to be called back on."""
    noted = cast(Call.conversation, Text).contains(number[-_TAIL:])
    found = session.execute(select(Call.id, Call.conversation).where(noted))
    return {
        call_id
        for call_id, conversation in found
        if any(_is_same(conversation.get(name), number) for name in _NUMBERS)
    }


def _is_same(written: object, number: str) -> bool:
    """Whether what was `written`, or said, is this number, as in its own country or not."""
    digits = re.sub(r"[^0-9]", "", str(written)).lstrip("0")
    return len(digits) >= _FEWEST and number.endswith(digits)


def _forget_promises(session: Session, number: str, ids: Collection[str], at: float) -> None:
    theirs = or_(Promise.call_id.in_(ids), Promise.number == number)
    for promise in session.scalars(select(Promise).where(theirs).order_by(Promise.id)).all():
        promises.settle(session, promise, "cancelled", at)
        promise.number = None


def _forget_number(call: Call, number: str) -> None:
    kept = {
        name: value
        for name, value in call.conversation.items()
        if name not in _NUMBERS or not _is_same(value, number)
    }
    if kept != call.conversation:
        call.conversation = kept


def _forget_call(call: Call, at: float) -> None:
    call.forgotten_at = call.forgotten_at or at
    call.number = call.customer_id = None
    call.name = call.honorific = call.name_recording = call.reason = None
    call.conversation = {
        key: call.conversation[key] for key in OF_A_CALL if key in call.conversation
    }


def _forget_events(session: Session, number: str, ids: Collection[str]) -> None:
    """What was said in their calls, and their number where it was read back in another."""
    for event in session.scalars(select(CallEvent).where(CallEvent.call_id.in_(ids))):
        event.data = {key: event.data[key] for key in OF_AN_EVENT if key in event.data}
        event.reply = None if event.reply is None else ""
    said = func.replace(func.replace(CallEvent.reply, " ", ""), ",", "")
    others = select(CallEvent).where(
        said.contains(number[-_TAIL:]),
        CallEvent.call_id.in_(select(Call.id).where(Call.ended_at.is_not(None))),
    )
    for event in session.scalars(others):
        if any(_is_same(read, number) for read in _READ_BACK.findall(event.reply or "")):
            event.reply = ""


def _forget_recordings(session: Session, ids: Collection[str]) -> list[Recording]:
    query = select(Recording).where(Recording.call_id.in_(ids)).order_by(Recording.sid)
    found = [one for one in session.scalars(locked(query)) if one.status != "absent"]
    for recording in found:
        recording.status, recording.url, recording.paused_at = "forgotten", None, None
        recording.sha256 = recording.fetched_sha256 = None
    return found


def _remove_text(session: Session, which: ColumnElement[bool], at: float) -> None:
    """Of these transcripts nothing stays but that they were made, and what was measured."""
    of_them = select(Transcript.id).where(which)
    _let_go(session, which, "removed", silenced=[], done_at=at)  # first: a worker that is
    # about to store something waits for it, and is told that its claim was lost
    session.execute(delete(Utterance).where(Utterance.transcript_id.in_(of_them)))
    session.execute(delete(Point).where(Point.transcript_id.in_(of_them)))
    for courtesy in session.scalars(select(Courtesy).where(Courtesy.transcript_id.in_(of_them))):
        courtesy.measures = {
            name: {**measure, "evidence": []} for name, measure in courtesy.measures.items()
        }


def _let_go(
    session: Session, which: ColumnElement[bool], status: TranscriptStatus, **values: object
) -> None:
    """These transcripts have this status from now on, and whoever held them does no more."""
    session.execute(
        update(Transcript)
        .where(which)
        .values(status=status, claim=None, claimed_until=None, **values)
    )


def _overwrite(session: Session) -> None:
    """SQLite leaves what was deleted lying in its file, unless it is told not to."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA secure_delete = ON"))


def _merge_index(session: Session) -> None:
    """The index of SQLite notes what was deleted, and forgets it when it is merged."""
    if session.get_bind().dialect.name == "sqlite":
        session.flush()
        session.execute(text("INSERT INTO utterance_terms(utterance_terms) VALUES ('optimize')"))
