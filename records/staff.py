"""Who works here: their particulars changed, and their leaving."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records import handovers, people
from records.errors import RecordsRefused
from records.models import Mode, Person, Role

LEFT = "left-"
"""How the extension of somebody begins who has left; their number is free for another."""


@dataclass(frozen=True)
class Particulars:
    """What is on record about somebody; `skills` maps a skill to a level from 1 to 5, `manager`:
    the manager's page is theirs."""

    name: str
    extension: str
    role: Role = "agent"
    languages: Sequence[str] = ()
    skills: Mapping[str, int] = field(default_factory=dict)
    mode: Mode = "standby"
    number: str | None = None
    login: str | None = None
    manager: bool = False

    @classmethod
    def of(cls, person: Person) -> "Particulars":
        return cls(**{name: getattr(person, name) for name in cls.__dataclass_fields__})


def here(session: Session) -> list[Person]:
    """Everybody who works here, by extension; those whom the hotline's file names come last."""
    found = select(Person).where(Person.left_at.is_(None))
    in_order = found.order_by(Person.on_call.is_not(None), Person.extension, Person.id)
    return list(session.scalars(in_order))


def left(session: Session) -> list[Person]:
    """Those who have left, the last to do so first."""
    gone = select(Person).where(Person.left_at.is_not(None))
    return list(session.scalars(gone.order_by(Person.left_at.desc(), Person.id)))


def change(session: Session, person: Person, wanted: Particulars) -> frozenset[str]:
    """Put `wanted` on record; what has changed by it. Raises as `people.add`, and for who has
    left or is named by the hotline's file, since that would overwrite it."""
    if person.left_at is not None or person.on_call is not None:
        raise RecordsRefused("they are not to be changed here")
    people.check(wanted.extension, wanted.skills)
    now, new = asdict(Particulars.of(person)), asdict(wanted)
    changed = frozenset(name for name, value in new.items() if _plain(value) != _plain(now[name]))
    for name in changed:
        setattr(person, name, _plain(new[name]))
    session.flush()
    return changed


def leave(session: Session, person: Person, at: float) -> None:
    """They work here no more: they can sign in nowhere, their cases are nobody's, and what they
    did stays on record."""
    if person.left_at is not None:
        return
    handovers.leave(session, person, at)
    people.set_status(session, person, "signed-out", at, "left")
    person.extension = f"{LEFT}{person.id}"
    person.login = person.password_hash = person.pin_hash = person.number = None
    person.left_at = at


def administrators(session: Session) -> int:
    """How many can administer the hotline: the last of them must stay."""
    count = select(func.count()).where(
        Person.role == "administrator", Person.left_at.is_(None), Person.password_hash.is_not(None)
    )
    return session.scalar(count) or 0


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
