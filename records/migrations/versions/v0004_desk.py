"""What the desk needs: visits to talks, notes, messages, and how people and the house went."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("language", sa.Text))
        people.add_column(sa.Column("left_at", sa.Double))
    with op.batch_alter_table("talks") as talks:
        talks.add_column(sa.Column("held_at", sa.Double))
        talks.add_column(sa.Column("held", sa.Double, nullable=False, server_default="0"))
        talks.add_column(sa.Column("muted", sa.Boolean, nullable=False, server_default=sa.false()))
        talks.add_column(sa.Column("outcome", sa.Text))
    _status_spans()
    _messages()
    _visits()
    _notes()
    _moments()


def _status_spans() -> None:
    op.create_table(
        "status_spans",
        sa.Column("id", sa.Integer, primary_key=True),
        _person("person_id", index=True),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("since", sa.Double, nullable=False, index=True),
        sa.Column("until", sa.Double, index=True),
    )
    op.execute(
        "INSERT INTO status_spans (person_id, status, reason, since)"
        " SELECT id, status, status_reason, status_since FROM people"
    )


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("token", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        _person("to_id", index=True),
        _person("from_id"),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("seen_at", sa.Double, index=True),
    )


def _visits() -> None:
    op.create_table(
        "visits",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("mode", sa.Text, nullable=False),
        _call(),
        sa.Column("talk_id", sa.Integer, sa.ForeignKey("talks.id"), nullable=False, index=True),
        _person("asked_by"),
        _person("wanted_id", nullable=True),
        sa.Column("supervisor", sa.Boolean, nullable=False),
        sa.Column("skill", sa.Text),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        _person("person_id", nullable=True, index=True),
        sa.Column("leg_sid", sa.Text, index=True),
        sa.Column("asked_at", sa.Double, nullable=False),
        sa.Column("taken_at", sa.Double),
        sa.Column("met_at", sa.Double),
        sa.Column("ended_at", sa.Double, index=True),
        sa.Column("outcome", sa.Text),
    )


def _notes() -> None:
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer, primary_key=True),
        _call(),
        _person("person_id", index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("written_at", sa.Double, nullable=False),
        sa.UniqueConstraint("call_id", "person_id"),
    )


def _moments() -> None:
    op.create_table(
        "moments",
        sa.Column("minute", sa.Integer, primary_key=True, autoincrement=False),
        *(
            sa.Column(count, sa.Integer, nullable=False)
            for count in ("waiting", "agents", "talking", "free")
        ),
    )


def _call() -> sa.Column[str]:
    return sa.Column("call_id", sa.Text, sa.ForeignKey("calls.id"), nullable=False, index=True)


def _person(name: str, *, nullable: bool = False, index: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey("people.id"), nullable=nullable, index=index)
