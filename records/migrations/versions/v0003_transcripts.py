"""Transcripts, what is measured and noted from them, their index, and the audit trail."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("calls") as calls:
        calls.add_column(sa.Column("forgotten_at", sa.Double))
    _recordings()
    _transcripts()
    _utterances()
    _courtesies()
    _points()
    _deeds()
    if op.get_bind().dialect.name == "sqlite":
        _index_of_sqlite()
    else:
        _index_of_postgresql()


def _recordings() -> None:
    with op.batch_alter_table("recordings") as recordings:
        recordings.add_column(sa.Column("fetched_sha256", sa.Text))
        for moment in ("started_at", "paused_at", "cleared_at", "removed_at"):
            recordings.add_column(sa.Column(moment, sa.Double))
        recordings.create_index("ix_recordings_created_at", ["created_at"])
        recordings.create_index("ix_recordings_paused_at", ["paused_at"])
    op.execute("UPDATE recordings SET fetched_sha256 = sha256")


def _call() -> sa.Column[str]:
    return sa.Column("call_id", sa.Text, sa.ForeignKey("calls.id"), nullable=False, index=True)


def _transcripts() -> None:
    op.create_table(
        "transcripts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "recording_sid", sa.Text, sa.ForeignKey("recordings.sid"), nullable=False, unique=True
        ),
        _call(),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("model", sa.Text),
        sa.Column("status", sa.Text, nullable=False, index=True),
        sa.Column("problem", sa.Text),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("claim", sa.Text),
        sa.Column("claimed_until", sa.Double),
        sa.Column("progress", sa.Double, nullable=False),
        sa.Column("seconds", sa.Double),
        sa.Column("confidence", sa.Double),
        sa.Column("silenced", sa.JSON, nullable=False),
        sa.Column("asked_at", sa.Double, nullable=False),
        sa.Column("began_at", sa.Double),
        sa.Column("done_at", sa.Double, index=True),
    )


def _of_transcript(*, index: bool) -> sa.Column[int]:
    return sa.Column(
        "transcript_id", sa.Integer, sa.ForeignKey("transcripts.id"), nullable=False, index=index
    )


def _utterances() -> None:
    op.create_table(
        "utterances",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_transcript(index=True),
        _call(),
        sa.Column("talk_id", sa.Integer, sa.ForeignKey("talks.id")),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id")),
        sa.Column("channel", sa.Integer, nullable=False),
        sa.Column("speaker", sa.Text, nullable=False),
        sa.Column("start", sa.Double, nullable=False),
        sa.Column("end", sa.Double, nullable=False),
        sa.Column("words", sa.JSON, nullable=False),
        sa.Column("terms", sa.Text, nullable=False),
    )


def _courtesies() -> None:
    op.create_table(
        "courtesies",
        sa.Column("talk_id", sa.Integer, sa.ForeignKey("talks.id"), primary_key=True),
        _of_transcript(index=True),
        _call(),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("at", sa.Double, nullable=False, index=True),
        sa.Column("measures", sa.JSON, nullable=False),
    )


def _points() -> None:
    op.create_table(
        "points",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_transcript(index=False),
        _call(),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("channel", sa.Integer, nullable=False),
        sa.Column("start", sa.Double, nullable=False),
        sa.Column("end", sa.Double, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id")),
        sa.Column("decided_at", sa.Double),
        sa.UniqueConstraint("transcript_id", "kind", "channel", "start"),
    )


def _deeds() -> None:
    op.create_table(
        "deeds",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.Double, nullable=False, index=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id")),
        sa.Column("deed", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, index=True),
        sa.Column("details", sa.JSON, nullable=False),
    )


def _index_of_sqlite() -> None:
    """The index holds no text of its own; triggers keep it in step with the utterances."""
    op.execute(
        "CREATE VIRTUAL TABLE utterance_terms USING fts5"
        "(terms, content='utterances', content_rowid='id', tokenize='unicode61')"
    )
    enter = "INSERT INTO utterance_terms(rowid, terms) VALUES (new.id, new.terms);"
    leave = (
        "INSERT INTO utterance_terms(utterance_terms, rowid, terms) "
        "VALUES ('delete', old.id, old.terms);"
    )
    for event, steps in (("INSERT", enter), ("DELETE", leave), ("UPDATE", leave + enter)):
        op.execute(
            f"CREATE TRIGGER utterance_terms_{event.lower()} AFTER {event} ON utterances "
            f"BEGIN {steps} END"
        )


def _index_of_postgresql() -> None:
    op.execute(
        "CREATE INDEX ix_utterances_terms ON utterances USING gin (to_tsvector('simple', terms))"
    )
