"""The house itself: what was done to data and to calls by its people, and how busy it was."""

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from records.models.base import Base, CleanText

DeedKind = Literal[
    "read",
    "heard",
    "exported",
    "searched",
    "forgot",
    "gave",
    "removed",
    "paused",
    "resumed",
    "silenced",
    "point-accepted",
    "point-dismissed",
    "signed-in",
    "sign-in-refused",
    "signed-out",
    "listened",
    "whispered",
    "joined",
    "took-over",
    "moved-up",
    "given",
    "status-changed",
    "skills-changed",
    "message-sent",
    "called-back",
    "emergency-raised",
    "emergency-ended",
    "person-added",
    "person-changed",
    "person-left",
    "password-set",
    "reported",
    "case-read",
    "case-changed",
    "answered",
    "stopped",
    "asked-owner",
    "replied",
    "handed-over",
    "goodwill-given",
    "contact-logged",
    "incident-opened",
    "incident-told",
    "incident-ended",
    "phrase-added",
]


class Deed(Base):
    """The audit trail: who did what to personal data, and when. Never altered, never deleted.

    `person_id` is None for the house itself and its command line; `subject` is a call's id, or
    a keyed digest of a number, never the number; `details` holds no personal data.
    """

    __tablename__ = "deeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[float] = mapped_column(index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    deed: Mapped[DeedKind] = mapped_column(CleanText)
    subject: Mapped[str | None] = mapped_column(index=True)
    details: Mapped[Mapping[str, object]] = mapped_column(JSON, default=dict)


class Moment(Base):
    """How busy the hotline was in one minute: callers in line, agents on the board, and those
    of them who talked and who were free."""

    __tablename__ = "moments"

    minute: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    waiting: Mapped[int]
    agents: Mapped[int]
    talking: Mapped[int]
    free: Mapped[int]
