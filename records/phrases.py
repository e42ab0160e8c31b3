"""Phrases: what callers say, given to a skill as examples besides those of the hotline's file."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.models import Person, Phrase


def add(
    session: Session,
    skill: str,
    language: str,
    text: str,
    instead_of: str | None,
    person: Person,
    at: float,
) -> Phrase | None:
    """From now on `text` is an example of `skill`; None when it is one already. `instead_of` is
    the skill that it had led to."""
    text = " ".join(text.split())
    query = select(Phrase.id).where(
        Phrase.skill == skill, Phrase.language == language, Phrase.text == text
    )
    if not text or session.scalar(query) is not None:
        return None
    phrase = Phrase(
        skill=skill, language=language, text=text, instead_of=instead_of, added_by=person.id, at=at
    )
    session.add(phrase)
    session.flush()
    return phrase


def all(session: Session) -> list[Phrase]:  # noqa: A001  reads well as phrases.all
    """Every phrase, in the order in which they were added."""
    return list(session.scalars(select(Phrase).order_by(Phrase.id)))


def remove(session: Session, phrase_id: int) -> None:
    """It is no example any more."""
    phrase = session.get(Phrase, phrase_id)
    if phrase is not None:
        session.delete(phrase)


def state(session: Session) -> tuple[int, int]:
    """Another one after every change: how many there are, and the newest id."""
    count, newest = session.execute(select(func.count(), func.max(Phrase.id))).one()
    return int(count), int(newest or 0)
