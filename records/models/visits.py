"""Those besides its agent who come into a talk, and what the agent writes down of it."""

from typing import Literal
from uuid import uuid4

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from records.models.base import Base, CleanText

VisitPurpose = Literal["transfer", "consult", "help", "watch"]
VisitMode = Literal["listen", "whisper", "join"]
VisitOutcome = Literal["handed-over", "returned", "cancelled", "nobody", "lost"]
VISIT = "visit-"
"""How the id of a visit begins: on the board it stands for a call."""


class Visit(Base):
    """A colleague in somebody else's talk: asked for by its agent, or a supervisor who watches.

    `asked_by` asked for it: the talk's agent, or the supervisor themself ("watch"). Sought is
    `wanted_id`, or any supervisor, or anybody with `skill` at `level`. `person_id` is who came,
    on the leg `leg_sid`: they took it at `taken_at` and were in the conference at `met_at`. A visit
    that is over keeps its leg until every leg is where it belongs.
    `mode`: what the others hear of them: nothing, the agent alone, everybody. While `held` the
    caller hears music. `note` is what the colleague is to know.
    """

    __tablename__ = "visits"

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: VISIT + uuid4().hex)
    purpose: Mapped[VisitPurpose] = mapped_column(CleanText)
    mode: Mapped[VisitMode] = mapped_column(CleanText)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id"), index=True)
    talk_id: Mapped[int] = mapped_column(ForeignKey("talks.id"), index=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    wanted_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    supervisor: Mapped[bool] = mapped_column(default=False)
    skill: Mapped[str | None]
    level: Mapped[int] = mapped_column(default=1)
    language: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    leg_sid: Mapped[str | None] = mapped_column(index=True)
    asked_at: Mapped[float]
    taken_at: Mapped[float | None]
    met_at: Mapped[float | None]
    ended_at: Mapped[float | None] = mapped_column(index=True)
    outcome: Mapped[VisitOutcome | None] = mapped_column(CleanText)


class Note(Base):
    """What one person wrote about a call; `version` rises with each change."""

    __tablename__ = "notes"
    __table_args__ = (UniqueConstraint("call_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    text: Mapped[str]
    version: Mapped[int]
    written_at: Mapped[float]
