"""Calls, what happened in them, and who talked."""

from collections.abc import Mapping
from typing import Literal
from uuid import uuid4

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.models.base import Base, CleanText
from records.models.people import Mode

EndedBy = Literal["caller", "agent", "transfer", "lost", "system"]


class Customer(Base):
    """A caller remembered across calls by their number (E.164). `texts`: whether they want text
    messages, None while nobody has asked."""

    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str | None]
    honorific: Mapped[str | None]
    language: Mapped[str | None]
    first_seen: Mapped[float]
    last_seen: Mapped[float]
    texts: Mapped[bool | None]


class Call(Base):
    """One phone call into the hotline. `id` is safe to show; it names the conference.

    A customer who is to be called back waits without a leg: as a call of its own (a pending
    one), whose `callback_of` is the call that it goes on from. It is not in line before
    `due_at`. `regained_by` is the later call of the same caller that took this one's place.
    `bonus`: seconds of waiting granted in advance. `forgotten_at` is when everything that tells
    who phoned and what they said was deleted. `rating` (1 to 5) is how they say that it went.
    """

    __tablename__ = "calls"
    __table_args__ = (Index(None, "number", "ended_at"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: uuid4().hex)
    sid: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    number: Mapped[str | None]
    language: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="")
    conversation: Mapped[Mapping[str, object]] = mapped_column(JSON, default=dict)
    skill: Mapped[str | None]
    level: Mapped[int | None]
    wants_supervisor: Mapped[bool] = mapped_column(default=False)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str | None]
    honorific: Mapped[str | None]
    name_recording: Mapped[str | None]
    reason: Mapped[str | None]
    started_at: Mapped[float] = mapped_column(index=True)
    joined_at: Mapped[float | None] = mapped_column(index=True)
    climbed: Mapped[int] = mapped_column(default=0)
    rejoined: Mapped[int] = mapped_column(default=0)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[float | None]
    ended_at: Mapped[float | None] = mapped_column(index=True)
    outcome: Mapped[str | None]
    sequence: Mapped[int] = mapped_column(default=-1)
    bonus: Mapped[float] = mapped_column(default=0.0)
    callback_of: Mapped[str | None] = mapped_column(ForeignKey("calls.id"), unique=True)
    due_at: Mapped[float | None]
    regained_by: Mapped[str | None] = mapped_column(ForeignKey("calls.id"), index=True)
    forgotten_at: Mapped[float | None]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    rating: Mapped[int | None]

    customer: Mapped[Customer | None] = relationship()


class CallEvent(Base):
    """One thing that happened in a call. `token` marks the request that told us, once."""

    __tablename__ = "call_events"
    __table_args__ = (UniqueConstraint("call_id", "token"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id"))
    at: Mapped[float]
    kind: Mapped[str]
    token: Mapped[str | None]
    data: Mapped[Mapping[str, object]] = mapped_column(JSON, default=dict)
    reply: Mapped[str | None]


class Talk(Base):
    """One agent with one call, from the offer to the end of the wrap-up.

    `held_at` is set while the caller is on hold, `held` the seconds of that so far; `muted`:
    the agent is. `outcome` is what the agent says became of it, a key of the hotline's file.
    """

    __tablename__ = "talks"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    leg_sid: Mapped[str | None] = mapped_column(index=True)
    offered_at: Mapped[float]
    accepted_at: Mapped[float]
    connected_at: Mapped[float | None]
    ended_at: Mapped[float | None]
    ended_by: Mapped[EndedBy | None] = mapped_column(CleanText)
    wrapped_at: Mapped[float | None]
    held_at: Mapped[float | None]
    held: Mapped[float] = mapped_column(default=0.0)
    muted: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[str | None]


class Leg(Base):
    """An agent's telephone leg: parked in standby, or rung for one call."""

    __tablename__ = "legs"

    sid: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    mode: Mapped[Mode] = mapped_column(CleanText)
    call_id: Mapped[str | None] = mapped_column(ForeignKey("calls.id"))
    started_at: Mapped[float]
    ended_at: Mapped[float | None] = mapped_column(index=True)
    sequence: Mapped[int] = mapped_column(default=-1)
