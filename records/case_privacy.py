"""Privacy of cases: what is on record about a customer's problems, given to them or forgotten."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from records import cases
from records.models import (
    Answer,
    Base,
    Call,
    Case,
    CaseEvent,
    Contact,
    Customer,
    FollowUp,
    Goodwill,
    Handover,
    Notification,
    Phrase,
    Question,
)
from records.once import locked

OF_A_CASE: dict[str, type[Base]] = {
    "contacts": Contact,
    "events": CaseEvent,
    "answers": Answer,
    "questions": Question,
    "handovers": Handover,
    "goodwill": Goodwill,
    "follow_ups": FollowUp,
    "notifications": Notification,
}
FORGOTTEN = "forgotten"
"""The last event of a case whose customer was forgotten."""
_WORDS: tuple[tuple[type[Base], dict[str, str | None]], ...] = (
    (Contact, {"note": ""}),
    (Answer, {"text": ""}),
    (Question, {"text": ""}),
    (Handover, {"note": ""}),
    (Goodwill, {"reason": ""}),
)


def of_customer(number: str, call_ids: Collection[str]) -> ColumnElement[bool]:
    """The cases of who phones from this number; of a case without a customer, those that the
    calls are about."""
    customer = select(Customer.id).where(Customer.number == number)
    about = select(Call.case_id).where(Call.id.in_(call_ids), Call.case_id.is_not(None))
    nobodys = Case.customer_id.is_(None) & Case.id.in_(about)
    return or_(Case.customer_id.in_(customer), nobodys)


def forget(session: Session, number: str, call_ids: Collection[str], at: float) -> tuple[str, ...]:
    """No word of their cases stays, nor of what was sent to them. What was open is over: nobody
    could be told the answer. Call this before the calls lose their words. The codes of the cases."""
    _forget_phrases(session, call_ids)
    query = locked(select(Case).where(of_customer(number, call_ids)).order_by(Case.id))
    found = session.scalars(query).all()
    for case in found:
        case.customer_id = case.reason = None
        cases.note(session, case, FORGOTTEN, at)
        if case.state not in ("closed", "void"):
            case.state, case.closed_at, case.urgent = "void", at, False
    ids = [case.id for case in found]
    for table, blank in _WORDS:
        session.execute(update(table).where(table.__table__.c.case_id.in_(ids)).values(**blank))
    replied = Question.case_id.in_(ids) & Question.reply.is_not(None)
    session.execute(update(Question).where(replied).values(reply=""))
    over = {"state": "cancelled", "done_at": at}
    session.execute(
        update(FollowUp).where(FollowUp.case_id.in_(ids), FollowUp.state == "open").values(**over)
    )
    open_handovers = Handover.case_id.in_(ids) & (Handover.state == "open")
    session.execute(
        update(Handover).where(open_handovers).values(state="withdrawn", answered_at=at)
    )
    theirs = or_(
        Notification.number == number,
        Notification.case_id.in_(ids),
        Notification.call_id.in_(call_ids),
    )
    waiting = theirs & (Notification.state == "waiting")
    session.execute(update(Notification).where(waiting).values(**over))
    session.execute(update(Notification).where(theirs).values(number=None, arguments={}))
    return tuple(case.code for case in found)


def is_forgotten(session: Session, case: Case) -> bool:
    """Whether its customer was forgotten: nothing is to be added to it any more."""
    last = select(CaseEvent.id).where(CaseEvent.case_id == case.id, CaseEvent.kind == FORGOTTEN)
    return session.scalars(last).first() is not None


def _forget_phrases(session: Session, call_ids: Collection[str]) -> None:
    """Examples that were made of their very words."""
    said = session.scalars(select(Call.reason).where(Call.id.in_(call_ids)))
    phrases = {" ".join(reason.split()) for reason in said if reason is not None}
    session.execute(
        delete(Phrase).where(Phrase.text.in_(phrases)).execution_options(synchronize_session=False)
    )
