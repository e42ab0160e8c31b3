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
RecordingStatus = Literal["expected", "completed", "fetched", "absent", "removed", "forgotten"]
TranscriptStatus = Literal["waiting", "working", "silencing", "done", "failed", "removed"]
Speaker = Literal["caller", "agent", "unknown"]
PointState = Literal["proposed", "accepted", "dismissed"]
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
]
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
    `bonus`: seconds of waiting granted in advance. `forgotten_at` is when everything that tells
    who phoned and what they said was deleted.
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
    """Sound kept of a call: the talk, a spoken name, or a message.

    `status`: expected (it runs), completed (Twilio has the file), fetched (we have it at
    `path`, a key of the store of sounds), absent (there was no sound), removed (too old to be
    kept), forgotten (the customer wished so: Twilio's copy goes too). Of the last two the file is
    no more to be used, and it is deleted when `removed_at` is set.
    `sha256` is of the file as it lies there, `fetched_sha256` as it came: they differ where
    something private was silenced. `started_at` is when the sound begins. `paused_at` is set
    while nothing is recorded. `cleared_at` is when Twilio's copy was deleted.
    """

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
    fetched_sha256: Mapped[str | None]
    created_at: Mapped[float] = mapped_column(index=True)
    started_at: Mapped[float | None]
    paused_at: Mapped[float | None] = mapped_column(index=True)
    fetched_at: Mapped[float | None]
    cleared_at: Mapped[float | None]
    removed_at: Mapped[float | None]


class Transcript(Base):
    """What was made of one recording.

    `status`: waiting, working (a worker holds it until `claimed_until`), silencing (the text is
    stored, the sound still holds what was taken out of it), done, failed, removed (its text is
    deleted, by age or by the customer's wish, or was never made). `problem` says in one word why
    it failed, or what a finished one lacks; `tries` counts the workers that began. `progress`
    is 0 to 1 of the sound, `seconds` its length, `confidence` the mean over all words (None
    without any). `silenced` holds the spans that were taken out: [channel, start, end, kind], in
    seconds. `done_at` is when the text was stored, and later when there was no more to be done.
    """

    __tablename__ = "transcripts"

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_sid: Mapped[str] = mapped_column(ForeignKey("recordings.sid"), unique=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id"), index=True)
    language: Mapped[str]
    model: Mapped[str | None]
    status: Mapped[TranscriptStatus] = mapped_column(CleanText, default="waiting", index=True)
    problem: Mapped[str | None]
    tries: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str | None]
    claimed_until: Mapped[float | None]
    progress: Mapped[float] = mapped_column(default=0.0)
    seconds: Mapped[float | None]
    confidence: Mapped[float | None]
    silenced: Mapped[Sequence[Sequence[object]]] = mapped_column(JSON, default=list)
    asked_at: Mapped[float]
    began_at: Mapped[float | None]
    done_at: Mapped[float | None] = mapped_column(index=True)


class Utterance(Base):
    """A stretch of one channel that was said in one breath; times in seconds of the recording.

    `words` is a list of [text, start, end, confidence, kind]; `kind` is None for a word, else
    what stood there and was taken out (card, phone, email, identity, code) with an empty text.
    `terms` is what is searched: the words alone, as `search.plain` has them.
    """

    __tablename__ = "utterances"

    id: Mapped[int] = mapped_column(primary_key=True)
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcripts.id"), index=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id"), index=True)
    talk_id: Mapped[int | None] = mapped_column(ForeignKey("talks.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    channel: Mapped[int]
    speaker: Mapped[Speaker] = mapped_column(CleanText)
    start: Mapped[float]
    end: Mapped[float]
    words: Mapped[Sequence[Sequence[object]]] = mapped_column(JSON)
    terms: Mapped[str]


class Courtesy(Base):
    """How one talk went, measured. `measures` maps each name to {"state", "value", "evidence"}:
    state is known, unknown (too little was understood) or not-due; evidence is a list of
    [start, end, channel, words] in the recording of `transcript_id`."""

    __tablename__ = "courtesies"

    talk_id: Mapped[int] = mapped_column(ForeignKey("talks.id"), primary_key=True)
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcripts.id"), index=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[float] = mapped_column(index=True)
    measures: Mapped[Mapping[str, Mapping[str, object]]] = mapped_column(JSON)


class Point(Base):
    """Something said that the agent may want on record: quoted, never told in other words.

    `kind` is number, amount, date, time, promise or product; `start` and `end` are seconds of
    the recording of `transcript_id`.
    """

    __tablename__ = "points"
    __table_args__ = (UniqueConstraint("transcript_id", "kind", "channel", "start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcripts.id"))
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id"), index=True)
    kind: Mapped[str]
    channel: Mapped[int]
    start: Mapped[float]
    end: Mapped[float]
    quote: Mapped[str]
    state: Mapped[PointState] = mapped_column(CleanText, default="proposed")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[float | None]


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
