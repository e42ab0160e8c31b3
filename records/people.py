"""People who work here: who they are, what they chose, and their telephone legs."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import spans
from records.errors import RecordsRefused
from records.models import Call, Leg, Mode, Person, Role, Status
from records.once import locked, obtain
from records.secrets import PASSWORD_PASSES, PIN_PASSES, hashed, matches

ON_CALL = "oncall-"
"""How the extension of somebody on call begins: nobody can sign in with it."""
_EXTENSION = re.compile(r"[0-9]{1,8}", re.ASCII)
_PIN = re.compile(r"[0-9]{4,12}", re.ASCII)
_LEVELS = range(1, 6)
_SHORTEST_PASSWORD = 8
_LONGEST_PASSWORD = 1000


class OnCall(NamedTuple):
    """Somebody to be rung when nobody at work can help, in the order `order`."""

    order: int
    name: str
    number: str
    languages: Sequence[str]
    manager: bool = False


def by_id(session: Session, person_id: int | str) -> Person | None:
    """The person with this id, also as the board writes it; None for what is no id."""
    text = str(person_id)
    if not _EXTENSION.fullmatch(text):
        return None
    return session.get(Person, int(text))


def by_extension(session: Session, extension: str) -> Person | None:
    """The person who dials in with this extension."""
    return session.scalar(select(Person).where(Person.extension == extension))


def by_number(session: Session, number: str) -> Person | None:
    """The colleague whose telephone this is."""
    query = select(Person).where(Person.number == number, Person.left_at.is_(None))
    return session.scalar(query.order_by(Person.id).limit(1))


def by_login(session: Session, login: str) -> Person | None:
    """The person who signs in at the desk with this name."""
    return session.scalar(select(Person).where(Person.login == login))


def all(session: Session) -> list[Person]:  # noqa: A001  reads well as people.all
    """Everybody, by extension."""
    return list(session.scalars(select(Person).order_by(Person.extension)))


def on_duty(session: Session) -> list[Person]:
    """Those who have not signed out: ready or on a break."""
    return list(
        session.scalars(
            select(Person).where(Person.status != "signed-out").order_by(Person.extension)
        )
    )


def sent_on_break(session: Session, since: float) -> list[Person]:
    """Those who are on a break that they did not choose, after missed calls, since then."""
    return list(
        session.scalars(
            select(Person)
            .where(
                Person.status == "break",
                Person.status_reason == "missed",
                Person.status_since > since,
            )
            .order_by(Person.status_since, Person.id)
        )
    )


def on_call(session: Session) -> list[Person]:
    """Those who are rung when nobody at work can help, in order."""
    return list(
        session.scalars(
            select(Person).where(Person.on_call.is_not(None)).order_by(Person.on_call, Person.id)
        )
    )


def sync_on_call(session: Session, entries: Sequence[OnCall], at: float) -> None:
    """Make `entries` the people on call: known ones, by number, stay who they are on record,
    and those who are not named any longer are on call no longer.

    They are supervisors who are rung and can sign in nowhere.
    """
    known = {
        person.number: person
        for person in session.scalars(
            locked(select(Person).where(Person.extension.startswith(ON_CALL)).order_by(Person.id))
        )
    }
    for person in known.values():
        person.on_call = None
    free = len(known)
    for entry in entries:
        found = known.get(entry.number)
        free += found is None
        person = found or _on_call_person(session, f"{ON_CALL}{free}", entry, at)
        person.name, person.number, person.on_call = entry.name, entry.number, entry.order
        person.languages, person.manager = list(entry.languages), entry.manager


def _on_call_person(session: Session, extension: str, entry: OnCall, at: float) -> Person:
    """Made once, also when several processes start together."""
    values = {
        "extension": extension,
        "name": entry.name,
        "role": "supervisor",
        "languages": list(entry.languages),
        "skills": {},
        "mode": "ring",
        "status": "signed-out",
        "status_since": at,
        "manager": entry.manager,
    }
    return obtain(session, Person, Person.extension, values)


def add(
    session: Session,
    *,
    extension: str,
    name: str,
    at: float,
    role: Role = "agent",
    languages: Sequence[str] = (),
    skills: Mapping[str, int] | None = None,
    mode: Mode = "standby",
    number: str | None = None,
    login: str | None = None,
    manager: bool = False,
) -> Person:
    """A new person, signed out.

    `skills` maps a skill to a level from 1 to 5. Raises `RecordsRefused` for an extension that
    is not 1 to 8 digits or a level out of range, `AlreadyKnown` when the extension or login is
    somebody else's.
    """
    levels = dict(skills or {})
    check(extension, levels)
    person = Person(
        extension=extension,
        name=name,
        role=role,
        languages=list(languages),
        skills=levels,
        mode=mode,
        number=number,
        login=login,
        manager=manager,
        status_since=at,
    )
    session.add(person)
    session.flush()
    return person


def check(extension: str, skills: Mapping[str, int]) -> None:
    """Raise `RecordsRefused` for what cannot be an extension, or a skill's level."""
    if not _EXTENSION.fullmatch(extension):
        raise RecordsRefused("an extension has 1 to 8 digits")
    if any(level not in _LEVELS for level in skills.values()):
        raise RecordsRefused("a skill's level is 1 to 5")


def set_pin(person: Person, pin: str) -> None:
    """Keep a PIN of 4 to 12 digits; raises `RecordsRefused` for anything else."""
    if not _PIN.fullmatch(pin):
        raise RecordsRefused("a PIN has 4 to 12 digits")
    person.pin_hash = hashed(pin, PIN_PASSES)


def check_pin(person: Person | None, pin: str) -> bool:
    """Whether this is their PIN; as slow for nobody as for somebody."""
    return matches(pin, person.pin_hash if person else None, PIN_PASSES)


def set_password(person: Person, password: str) -> None:
    """Keep a password of 8 to 1000 characters; raises `RecordsRefused` for anything else."""
    if not _SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        raise RecordsRefused("a password has 8 to 1000 characters")
    person.password_hash = hashed(password, PASSWORD_PASSES)


def check_password(person: Person | None, password: str) -> bool:
    """Whether this is their password; as slow for nobody as for somebody."""
    return matches(password, person.password_hash if person else None, PASSWORD_PASSES)


def set_status(
    session: Session, person: Person, status: Status, at: float, reason: str | None = None
) -> bool:
    """What the person chose; True when it is a change. Chosen again, it keeps its beginning.

    When they had which status, and why, stays on record as spans.
    """
    session.flush()  # what is not written yet would be forgotten
    session.refresh(person, with_for_update={"key_share": True})
    if (person.status, person.status_reason) == (status, reason):
        return False
    if person.status != status:
        person.status_since = at
    person.status = status
    person.status_reason = reason
    spans.turn(session, person, status, reason, at)
    return True


def choose_language(session: Session, person: Person, language: str) -> None:
    """The language in which they read the pages."""
    known = session.get(Person, person.id)
    if known is not None:
        known.language = language


def open_leg(
    session: Session, sid: str, person: Person, mode: Mode, at: float, *, call: Call | None = None
) -> Leg:
    """The person's telephone leg with this sid, locked; made when it is new."""
    values = {
        "sid": sid,
        "person_id": person.id,
        "mode": mode,
        "call_id": call.id if call else None,
        "started_at": at,
    }
    return obtain(session, Leg, Leg.sid, values)


def close_leg(session: Session, sid: str, at: float) -> Leg | None:
    """The leg is down; None when it is unknown or was down already."""
    leg = session.scalar(locked(select(Leg).where(Leg.sid == sid, Leg.ended_at.is_(None))))
    if leg is not None:
        leg.ended_at = at
    return leg


def leg_by_sid(session: Session, sid: str) -> Leg | None:
    """The leg with Twilio's `sid`, live or not."""
    return session.get(Leg, sid)


def leg_of(session: Session, person: Person) -> Leg | None:
    """The person's newest live leg."""
    return session.scalar(
        select(Leg)
        .where(Leg.person_id == person.id, Leg.ended_at.is_(None))
        .order_by(Leg.started_at.desc(), Leg.sid.desc())
        .limit(1)
    )


def live_legs(session: Session) -> list[Leg]:
    """Every leg that is up, oldest first."""
    return list(
        session.scalars(select(Leg).where(Leg.ended_at.is_(None)).order_by(Leg.started_at, Leg.sid))
    )
