"""Customers' problems that live across calls: who owns each, and what was answered."""

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.models.base import Base, CleanText
from records.models.calls import Customer

CaseState = Literal["open", "solved", "closed", "unconfirmed", "void"]
Channel = Literal["call", "letter", "shop", "social", "email", "internal", "other"]
HandoverState = Literal["open", "accepted", "declined", "withdrawn"]
FollowUpWay = Literal["call", "text"]
FollowUpState = Literal["open", "confirmed", "denied", "unconfirmed", "cancelled"]

_OPEN = text("state = 'open'")


class Case(Base):
    """A customer's problem. `code` is what they are told it is called: six digits.

    `open`: somebody works on it. `solved`: whoever did says so, and the customer is asked.
    `closed`: the customer said so. `unconfirmed`: they could not be asked. `void`: there was no
    problem. `skill` is the department whose case it is: the owner's team are those who have it.
    `due_at` is when it should be solved, `urgent`: it was denied to be. `climbed` is the highest
    step of the ladder of repeated contacts that it has reached (see `records.climbing`).
    `internal`: the customer works here. Forgotten ones have no customer and no words.
    """

    __tablename__ = "cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    language: Mapped[str | None]
    skill: Mapped[str | None]
    reason: Mapped[str | None]
    internal: Mapped[bool] = mapped_column(default=False)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    state: Mapped[CaseState] = mapped_column(CleanText, default="open", index=True)
    urgent: Mapped[bool] = mapped_column(default=False)
    climbed: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[float] = mapped_column(index=True)
    due_at: Mapped[float | None]
    solved_at: Mapped[float | None]
    solved_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    closed_at: Mapped[float | None] = mapped_column(index=True)
    reopened: Mapped[int] = mapped_column(default=0)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)

    customer: Mapped[Customer | None] = relationship()


class Contact(Base):
    """One touch of the customer on a case: a call, or another way that `person_id` (None: the
    interface for programs) put on record. `token` marks the request that told us, once."""

    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    at: Mapped[float] = mapped_column(index=True)
    channel: Mapped[Channel] = mapped_column(CleanText)
    call_id: Mapped[str | None] = mapped_column(ForeignKey("calls.id"), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str] = mapped_column(default="")
    token: Mapped[str | None] = mapped_column(unique=True)


class CaseEvent(Base):
    """One thing that happened to a case. `data` holds ids and kinds, never names or words."""

    __tablename__ = "case_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    at: Mapped[float]
    kind: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    call_id: Mapped[str | None] = mapped_column(ForeignKey("calls.id"))
    data: Mapped[Mapping[str, object]] = mapped_column(JSON, default=dict)


class Answer(Base):
    """What the hotline says about a case. The newest is the official one; none is altered."""

    __tablename__ = "answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    text: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[float]


class Question(Base):
    """A colleague's question to the owner of a case. `attempt`: it is an answer that they were
    stopped from giving to the customer."""

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    call_id: Mapped[str | None] = mapped_column(ForeignKey("calls.id"))
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    to_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    attempt: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str]
    at: Mapped[float]
    reply: Mapped[str | None]
    replied_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    replied_at: Mapped[float | None]


class Handover(Base):
    """A case offered to a new owner, who has to accept it. One is open at a time."""

    __tablename__ = "handovers"
    __table_args__ = (
        Index(
            "uq_handovers_open", "case_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    from_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[float]
    state: Mapped[HandoverState] = mapped_column(CleanText, default="open")
    answered_at: Mapped[float | None]


class Goodwill(Base):
    """A gesture to a customer, in whole units of the hotline's currency. `token` marks the
    press of a button that gave it, once."""

    __tablename__ = "goodwill"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    amount: Mapped[int]
    reason: Mapped[str]
    at: Mapped[float]
    token: Mapped[str] = mapped_column(unique=True)


class FollowUp(Base):
    """The customer is owed the question whether their case is solved, at `due_at`. `tries`
    counts those that reached nobody; `call_id` is the call in which they were last asked. `sid`
    is Twilio's, of the leg placed for this try: empty while we do not know it yet."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        Index(
            "uq_follow_ups_open", "case_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    way: Mapped[FollowUpWay] = mapped_column(CleanText, default="call")
    state: Mapped[FollowUpState] = mapped_column(CleanText, default="open", index=True)
    made_at: Mapped[float]
    due_at: Mapped[float]
    tries: Mapped[int] = mapped_column(default=0)
    sid: Mapped[str | None]
    call_id: Mapped[str | None] = mapped_column(ForeignKey("calls.id"))
    done_at: Mapped[float | None]
