"""The tables. Times are epoch seconds (UTC) from the product's clock, never the database's.

JSON columns hold values to be replaced as a whole: a change inside one is not noticed, so
their types allow none.
"""

from collections.abc import Mapping, Sequence
from typing import Literal
from uuid import uuid4

from sqlalchemy import (
    JSON,
    Dialect,
    Double,
    ForeignKey,
    Index,
    MetaData,
    Text,
    UniqueConstraint,
    inspect,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

Role = Literal["agent", "supervisor", "administrator"]
Mode = Literal["standby", "ring"]
Status = Literal["ready", "break", "signed-out"]
EndedBy = Literal["caller", "agent", "transfer", "lost", "system"]
RecordingKind = Literal["call", "name", "message"]
RecordingStatus = Literal["expected", "completed", "fetched"]
PromiseKind = Literal["callback", "supervisor"]
PromiseState = Literal["open", "kept", "missed", "cancelled"]


class CleanText(TypeDecorator[str]):
    """Text without what PostgreSQL cannot keep (NUL) and UTF-8 cannot say (half a pair).

    Callers' phones, keypads and browsers may send either; neither is worth losing a call for.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: CleanText(), float: Double()}  # noqa: RUF012  declared so by SQLAlchemy

    def __repr__(self) -> str:
        """Only the key: names, numbers and words do not belong in a log."""
        key = inspect(self).identity or ("new",)
        return f"<{type(self).__name__} {key[0]}>"


class Customer(Base):
    """A caller remembered across calls by their number (E.164)."""

    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str | None]
    honorific: Mapped[str | None]
    language: Mapped[str | None]
    first_seen: Mapped[float]
    last_seen: Mapped[float]


class Person(Base):
    """One who works at the hotline. `str(id)` is the agent's id on the board.

    `on_call` is the order in which those are rung whom nobody expects at work, None for all
    others.
    """

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    extension: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(CleanText, default="agent")
    languages: Mapped[Sequence[str]] = mapped_column(JSON, default=list)
    skills: Mapped[Mapping[str, int]] = mapped_column(JSON, default=dict)
    mode: Mapped[Mode] = mapped_column(CleanText, default="standby")
    number: Mapped[str | None]
    pin_hash: Mapped[str | None]
    login: Mapped[str | None] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    status: Mapped[Status] = mapped_column(CleanText, default="signed-out")
    status_since: Mapped[float]
    status_reason: Mapped[str | None]
    on_call: Mapped[int | None]
    manager: Mapped[bool] = mapped_column(default=False)


class Call(Base):
    """One phone call into the hotline. `id` is safe to show; it names the conference.

    A customer who is to be called back waits without a leg: as a call of its own (a pending
    one), whose `callback_of` is the call that it goes on from. It is not in line before
    `due_at`. `regained_by` is the later call of the same caller that took this one's place.
    `bonus`: seconds of waiting granted in advance.
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
    """One agent with one call, from the offer to the end of the wrap-up."""

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


class Recording(Base):
    """Sound kept of a call: the whole call, a spoken name, or a message."""

    __tablename__ = "recordings"

    sid: Mapped[str] = mapped_column(primary_key=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id"), index=True)
    kind: Mapped[RecordingKind] = mapped_column(CleanText)
    url: Mapped[str | None]
    channels: Mapped[int | None]
    seconds: Mapped[float | None]
    status: Mapped[RecordingStatus] = mapped_column(CleanText, default="expected")
    path: Mapped[str | None]
    sha256: Mapped[str | None]
    created_at: Mapped[float]
    fetched_at: Mapped[float | None]


_OPEN_CALLBACK = text("kind = 'callback' AND state = 'open'")
_OPEN = text("state = 'open'")


class Promise(Base):
    """Something owed to a customer: a callback, or a word from a supervisor.

    `name` is who will keep it, as the customer was told; `due_at` None: when their turn comes.
    `tries` counts attempts that reached nobody, `climbed` the steps it was passed on. A
    number is owed one callback at most, and a call one promise of each kind.
    """

    __tablename__ = "promises"
    __table_args__ = (
        Index(
            "uq_promises_open_callback",
            "number",
            unique=True,
            sqlite_where=_OPEN_CALLBACK,
            postgresql_where=_OPEN_CALLBACK,
        ),
        Index(
            "uq_promises_open_of_call",
            "call_id",
            "kind",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PromiseKind] = mapped_column(CleanText)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id"), index=True)
    number: Mapped[str | None]
    name: Mapped[str | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[float]
    due_at: Mapped[float | None]
    tries: Mapped[int] = mapped_column(default=0)
    climbed: Mapped[int] = mapped_column(default=0)
    state: Mapped[PromiseState] = mapped_column(CleanText, default="open", index=True)
    done_at: Mapped[float | None]


class Notice(Base):
    """What every caller is told before anything else. `kind` is "emergency".

    `messages` is what is said, by language; `closes`: nobody is put in line meanwhile. It
    holds until `ended_at` is set. `by` is who raised it.
    """

    __tablename__ = "notices"

    kind: Mapped[str] = mapped_column(primary_key=True)
    messages: Mapped[Mapping[str, str]] = mapped_column(JSON)
    closes: Mapped[bool] = mapped_column(default=False)
    since: Mapped[float]
    by: Mapped[str]
    ended_at: Mapped[float | None]
