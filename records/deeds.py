"""Deeds: the audit trail of personal data. It is only ever written on; nothing here alters or
removes a line of it."""

import re
from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.errors import RecordsRefused
from records.models import Deed, DeedKind, Person

_NUMBER = re.compile(r"\+?[0-9]{6,15}", re.ASCII)


def note(
    session: Session,
    deed: DeedKind,
    at: float,
    *,
    person: Person | None = None,
    subject: str | None = None,
    details: Mapping[str, object] | None = None,
) -> Deed:
    """Write down who did it (None: the house itself, or its command line), and to what.

    `subject` is a call's id or a digest, `details` counts and kinds: never a name, a number or
    words. Raises `RecordsRefused` for a subject that is a telephone number.
    """
    if subject is not None and _NUMBER.fullmatch(subject):
        raise RecordsRefused("a telephone number does not belong in the trail")
    done = Deed(
        at=at,
        person_id=person.id if person else None,
        deed=deed,
        subject=subject,
        details=dict(details or {}),
    )
    session.add(done)
    return done


def of_subject(session: Session, subject: str) -> list[Deed]:
    """What was done to this call, or to the number with this digest; the oldest first."""
    query = select(Deed).where(Deed.subject == subject).order_by(Deed.at, Deed.id)
    return list(session.scalars(query))


def newest(
    session: Session, limit: int, kinds: Collection[DeedKind] = (), before: int | None = None
) -> list[Deed]:
    """The last deeds, the newest first: of these kinds or of any, before the one with that id."""
    query = select(Deed).order_by(Deed.id.desc()).limit(limit)
    if kinds:
        query = query.where(Deed.deed.in_(kinds))
    if before is not None:
        query = query.where(Deed.id < before)
    return list(session.scalars(query))
