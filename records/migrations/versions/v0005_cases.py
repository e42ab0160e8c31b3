"""Cases with their owners and answers, incidents, and the words that customers are sent."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _incidents()
    _cases()
    _on_cases()
    _notifications()
    with op.batch_alter_table("customers") as customers:
        customers.add_column(sa.Column("texts", sa.Boolean))
    with op.batch_alter_table("calls") as calls:
        calls.add_column(sa.Column("case_id", sa.Integer))
        calls.add_column(sa.Column("rating", sa.Integer))
        calls.create_foreign_key("fk_calls_case_id_cases", "cases", ["case_id"], ["id"])
        calls.create_index("ix_calls_case_id", ["case_id"])
    with op.batch_alter_table("promises") as promises:
        promises.add_column(sa.Column("case_id", sa.Integer))
        promises.add_column(sa.Column("warned_at", sa.Double))
        promises.add_column(sa.Column("told_at", sa.Double))
        promises.create_foreign_key("fk_promises_case_id_cases", "cases", ["case_id"], ["id"])
        promises.create_index("ix_promises_case_id", ["case_id"])


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("skill", sa.Text),
        sa.Column("term", sa.Text),
        sa.Column("state", sa.Text, nullable=False, index=True),
        sa.Column("messages", sa.JSON, nullable=False),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.Column("observed", sa.Integer, nullable=False),
        sa.Column("expected", sa.Double, nullable=False),
        sa.Column("chance", sa.Double, nullable=False),
        sa.Column("opened_at", sa.Double, nullable=False, index=True),
        _id("opened_by", "people"),
        sa.Column("ended_at", sa.Double),
        _id("ended_by", "people"),
    )
    _one_open("incidents", "key")
    op.create_table(
        "phrases",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("skill", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("instead_of", sa.Text),
        _id("added_by", "people", nullable=False),
        sa.Column("at", sa.Double, nullable=False),
    )


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.Text, nullable=False, unique=True),
        _id("customer_id", "customers", index=True),
        sa.Column("language", sa.Text),
        sa.Column("skill", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("internal", sa.Boolean, nullable=False),
        _id("owner_id", "people", index=True),
        sa.Column("state", sa.Text, nullable=False, index=True),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("climbed", sa.Integer, nullable=False),
        sa.Column("opened_at", sa.Double, nullable=False, index=True),
        sa.Column("due_at", sa.Double),
        sa.Column("solved_at", sa.Double),
        _id("solved_by", "people"),
        sa.Column("closed_at", sa.Double, index=True),
        sa.Column("reopened", sa.Integer, nullable=False),
        _id("incident_id", "incidents", index=True),
    )


def _on_cases() -> None:
    op.create_table(
        "contacts",
        *_of_a_case(),
        sa.Column("at", sa.Double, nullable=False, index=True),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("call_id", sa.Text, sa.ForeignKey("calls.id"), unique=True),
        _id("person_id", "people"),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("token", sa.Text, unique=True),
    )
    op.create_table(
        "case_events",
        *_of_a_case(),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        _id("person_id", "people"),
        sa.Column("call_id", sa.Text, sa.ForeignKey("calls.id")),
        sa.Column("data", sa.JSON, nullable=False),
    )
    op.create_table(
        "answers",
        *_of_a_case(),
        sa.Column("text", sa.Text, nullable=False),
        _id("person_id", "people", nullable=False),
        sa.Column("at", sa.Double, nullable=False),
    )
    op.create_table(
        "questions",
        *_of_a_case(),
        sa.Column("call_id", sa.Text, sa.ForeignKey("calls.id")),
        _id("asked_by", "people", nullable=False, index=True),
        _id("to_id", "people", index=True),
        sa.Column("attempt", sa.Boolean, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("reply", sa.Text),
        _id("replied_by", "people"),
        sa.Column("replied_at", sa.Double),
    )
    op.create_table(
        "handovers",
        *_of_a_case(),
        _id("from_id", "people"),
        _id("to_id", "people", nullable=False, index=True),
        _id("asked_by", "people", nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("asked_at", sa.Double, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("answered_at", sa.Double),
    )
    _one_open("handovers", "case_id")
    op.create_table(
        "goodwill",
        *_of_a_case(),
        _id("person_id", "people", nullable=False),
        sa.Column("amount", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("token", sa.Text, nullable=False, unique=True),
    )
    op.create_table(
        "follow_ups",
        *_of_a_case(),
        sa.Column("way", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False, index=True),
        sa.Column("made_at", sa.Double, nullable=False),
        sa.Column("due_at", sa.Double, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("sid", sa.Text),
        sa.Column("call_id", sa.Text, sa.ForeignKey("calls.id")),
        sa.Column("done_at", sa.Double),
    )
    _one_open("follow_ups", "case_id")


def _notifications() -> None:
    op.create_table(
        "notifications",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("token", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("way", sa.Text, nullable=False),
        sa.Column("number", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        _id("case_id", "cases", index=True),
        sa.Column("call_id", sa.Text, sa.ForeignKey("calls.id"), index=True),
        sa.Column("arguments", sa.JSON, nullable=False),
        sa.Column("state", sa.Text, nullable=False, index=True),
        sa.Column("made_at", sa.Double, nullable=False),
        sa.Column("due_at", sa.Double, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("sid", sa.Text, index=True),
        sa.Column("done_at", sa.Double),
    )


def _of_a_case() -> tuple[sa.Column[int], sa.Column[int]]:
    return sa.Column("id", sa.Integer, primary_key=True), _id(
        "case_id", "cases", nullable=False, index=True
    )


def _id(name: str, table: str, *, nullable: bool = True, index: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey(f"{table}.id")
    return sa.Column(name, sa.Integer, key, nullable=nullable, index=index)


def _one_open(table: str, column: str) -> None:
    is_open = sa.text("state = 'open'")
    op.create_index(
        f"uq_{table}_open",
        table,
        [column],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
