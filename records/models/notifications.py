"""Words that the hotline sends to customers by itself."""

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from records.models.base import Base, CleanText

NotificationKind = Literal["spoke-with", "handed-over", "late", "solved-question", "help"]
NotificationWay = Literal["text", "call"]
NotificationState = Literal["waiting", "sent", "failed", "cancelled"]


class Notification(Base):
    """A word to a customer: by text message, or said on the telephone.

    `token` names the occasion, for each of which there is one word at most. `arguments` are
    the message's, personal data among them. `due_at` is when it goes out at the earliest;
    `sid` is Twilio's, of the message or of the leg placed for this try: empty while we do not
    know it yet. `tries` counts those that failed.
    """

    __tablename__ = "notifications"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[NotificationKind] = mapped_column(CleanText)
    way: Mapped[NotificationWay] = mapped_column(CleanText)
    number: Mapped[str | None]
    language: Mapped[str]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    call_id: Mapped[str | None] = mapped_column(ForeignKey("calls.id"), index=True)
    arguments: Mapped[Mapping[str, str]] = mapped_column(JSON, default=dict)
    state: Mapped[NotificationState] = mapped_column(CleanText, default="waiting", index=True)
    made_at: Mapped[float]
    due_at: Mapped[float]
    tries: Mapped[int] = mapped_column(default=0)
    sid: Mapped[str | None] = mapped_column(index=True)
    done_at: Mapped[float | None]
