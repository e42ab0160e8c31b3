"""Recordings, what was said in them, and what was made of it."""

from collections.abc import Mapping, Sequence
from typing import Literal

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from records.models.base import Base, CleanText

RecordingKind = Literal["call", "name", "message"]
RecordingStatus = Literal["expected", "completed", "fetched", "absent", "removed", "forgotten"]
TranscriptStatus = Literal["waiting", "working", "silencing", "done", "failed", "removed"]
Speaker = Literal["caller", "agent", "unknown"]
PointState = Literal["proposed", "accepted", "dismissed"]


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
