"""Answers: what the hotline says about a case. The newest is the official one.

Hold the case's row when writing one.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.errors import RecordsRefused
from records.models import Answer, Case, Person

LONGEST = 2000
"""Characters of an answer, of a question and of a reply."""


def official(session: Session, case_id: int) -> Answer | None:
    """What the customer is told; None while nobody has said."""
    query = select(Answer).where(Answer.case_id == case_id).order_by(Answer.id.desc()).limit(1)
    return session.scalar(query)


def all(session: Session, case_id: int) -> list[Answer]:  # noqa: A001  reads well as answers.all
    """Every answer about the case, the official one last."""
    query = select(Answer).where(Answer.case_id == case_id)
    return list(session.scalars(query.order_by(Answer.id)))


def write(session: Session, case: Case, person: Person, text: str, at: float) -> Answer | None:
    """This is the official answer from now on; None when it was so before.

    Raises `RecordsRefused` for words that are none or too many.
    """
    words = said(text)
    last = official(session, case.id)
    if last is not None and last.text == words:
        return None
    answer = Answer(case_id=case.id, text=words, person_id=person.id, at=at)
    session.add(answer)
    session.flush()
    return answer


def said(text: str) -> str:
    """The words as they are kept. Raises `RecordsRefused` for those that are none or too many."""
    words = text.strip()
    if not 1 <= len(words) <= LONGEST:
        raise RecordsRefused(f"these words must have 1 to {LONGEST} characters")
    return words
