"""Questions of colleagues to the owner of a case, and the answers that were stopped.

Hold the case's row when asking or replying. A question goes with its case: whoever owns it now
is asked, the supervisors while nobody does.
"""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from records.answers import said
from records.models import Call, Case, Person, Question


def ask(
    session: Session,
    case: Case,
    person: Person,
    text: str,
    at: float,
    *,
    call: Call | None = None,
    attempt: bool = False,
) -> Question | None:
    """Put it before the owner; None when the same words of the same person wait for them.

    Raises `RecordsRefused` for words that are none or too many.
    """
    words = said(text)
    waiting = (Question.reply.is_(None)) & (Question.attempt.is_(attempt))
    same = (Question.asked_by == person.id) & (Question.text == words)
    known = select(Question.id).where(Question.case_id == case.id, waiting, same)
    if session.scalars(known).first() is not None:
        return None
    question = Question(
        case_id=case.id,
        call_id=call.id if call else None,
        asked_by=person.id,
        to_id=case.owner_id,
        attempt=attempt,
        text=words,
        at=at,
    )
    session.add(question)
    session.flush()
    return question


def reply(session: Session, question: Question, person: Person, text: str, at: float) -> bool:
    """The owner's or a supervisor's word on it; False when one was given before, which stays.

    Raises `RecordsRefused` for words that are none or too many.
    """
    words = said(text)
    if question.reply is not None:
        return False
    question.reply, question.replied_by, question.replied_at = words, person.id, at
    session.flush()
    return True


def by_id(session: Session, question_id: int) -> Question | None:
    """The question with this id."""
    return session.get(Question, question_id)


def of_case(session: Session, case_id: int) -> list[Question]:
    """Every question about the case, in order."""
    query = select(Question).where(Question.case_id == case_id)
    return list(session.scalars(query.order_by(Question.at, Question.id)))


def open_to(session: Session, person_id: int) -> list[Question]:
    """Those that wait for this person's reply, the oldest first: about cases that they own, for
    supervisors also about those that nobody does."""
    person = session.get(Person, person_id)
    theirs = [Case.owner_id == person_id]
    if person is not None and person.role == "supervisor":
        theirs.append(Case.owner_id.is_(None))
    query = (
        select(Question)
        .join(Case, Case.id == Question.case_id)
        .where(Question.reply.is_(None), Question.asked_by != person_id, Case.state != "void")
    )
    return list(session.scalars(query.where(or_(*theirs)).order_by(Question.at, Question.id)))
