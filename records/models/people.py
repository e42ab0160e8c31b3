"""Who works here, what they chose, and what they were told."""

from collections.abc import Mapping, Sequence
from typing import Literal

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from records.models.base import Base, CleanText

Role = Literal["agent", "supervisor", "administrator"]
Mode = Literal["standby", "ring"]
Status = Literal["ready", "break", "signed-out"]
MessageKind = Literal["word", "come-back"]


class Person(Base):
    """One who works at the hotline. `str(id)` is the agent's id on the board.

    `on_call` is the order in which those are rung whom nobody expects at work, None for all
    others. `language` is what they chose for the pages; `left_at` is when they stopped working
    here: they can sign in nowhere.
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
    language: Mapped[str | None]
    left_at: Mapped[float | None]


class StatusSpan(Base):
    """A time in which somebody had one status; `until` is None for the one they have now."""

    __tablename__ = "status_spans"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    status: Mapped[Status] = mapped_column(CleanText)
    reason: Mapped[str | None]
    since: Mapped[float] = mapped_column(index=True)
    until: Mapped[float | None] = mapped_column(index=True)


class Message(Base):
    """A word from a supervisor to an agent, shown on their page until they have seen it.

    `token` marks the press of a button that sent it, once. "come-back" calls them back from a
    break.
    """

    __tablename__ = "messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[MessageKind] = mapped_column(CleanText, default="word")
    to_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str]
    at: Mapped[float]
    seen_at: Mapped[float | None] = mapped_column(index=True)
