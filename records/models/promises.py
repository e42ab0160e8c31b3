"""What is owed to customers, and what every caller is told."""

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from records.models.base import Base, CleanText

PromiseKind = Literal["callback", "supervisor"]
PromiseState = Literal["open", "kept", "missed", "cancelled"]


_OPEN_CALLBACK = text("kind = 'callback' AND state = 'open'")
_OPEN = text("state = 'open'")


class Promise(Base):
    """Something owed to a customer: a callback, or a word from a supervisor.

    `name` is who will keep it, as the customer was told; `due_at` None: when their turn comes.
    `tries` counts attempts that reached nobody, `climbed` the steps it was passed on. A
    number is owed one callback at most, and a call one promise of each kind. `warned_at`: when its
    owner and the supervisors were warned that it is about to be missed; `told_at`: when the
    customer was told that it is late.
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
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    warned_at: Mapped[float | None]
    told_at: Mapped[float | None]


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
