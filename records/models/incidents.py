"""What befalls many customers at once, and what the hotline has learnt from them."""

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from records.models.base import Base, CleanText

IncidentState = Literal["open", "solved", "dismissed"]

_OPEN = text("state = 'open'")


class Incident(Base):
    """Several customers with the same complaint: cases of one skill, or with one word in them.

    `key` is "skill <skill>" or "term <language> <word>". `observed` customers reported it within
    the window when it opened, where `expected` were to be expected; `chance` is how probable so
    many were. `messages` is what callers are told it is, by language; while `told` they are.
    """

    __tablename__ = "incidents"
    __table_args__ = (
        Index("uq_incidents_open", "key", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    skill: Mapped[str | None]
    term: Mapped[str | None]
    state: Mapped[IncidentState] = mapped_column(CleanText, default="open", index=True)
    messages: Mapped[Mapping[str, str]] = mapped_column(JSON, default=dict)
    told: Mapped[bool] = mapped_column(default=False)
    observed: Mapped[int]
    expected: Mapped[float]
    chance: Mapped[float]
    opened_at: Mapped[float] = mapped_column(index=True)
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    ended_at: Mapped[float | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Phrase(Base):
    """Something that callers say, given to a skill as an example besides those of the hotline's
    file, since it had led them to `instead_of`."""

    __tablename__ = "phrases"

    id: Mapped[int] = mapped_column(primary_key=True)
    skill: Mapped[str]
    language: Mapped[str]
    text: Mapped[str]
    instead_of: Mapped[str | None]
    added_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[float]
