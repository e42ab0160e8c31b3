"""Promises, callbacks, people on call, places regained, and notices to every caller."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _people()
    _calls()
    _promises()
    _notices()


def _people() -> None:
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("on_call", sa.Integer))
        people.add_column(
            sa.Column("manager", sa.Boolean, nullable=False, server_default=sa.false())
        )


def _calls() -> None:
    with op.batch_alter_table("calls") as calls:
        calls.add_column(sa.Column("bonus", sa.Double, nullable=False, server_default="0"))
        calls.add_column(sa.Column("callback_of", sa.Text))
        calls.add_column(sa.Column("due_at", sa.Double))
        calls.add_column(sa.Column("regained_by", sa.Text))
        calls.create_foreign_key("fk_calls_callback_of", "calls", ["callback_of"], ["id"])
        calls.create_foreign_key("fk_calls_regained_by", "calls", ["regained_by"], ["id"])
        calls.create_unique_constraint("uq_calls_callback_of", ["callback_of"])
        calls.create_index("ix_calls_regained_by", ["regained_by"])
        calls.create_index("ix_calls_number_ended_at", ["number", "ended_at"])


def _promises() -> None:
    op.create_table(
        "promises",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("call_id", sa.Text, sa.ForeignKey("calls.id"), nullable=False, index=True),
        sa.Column("number", sa.Text),
        sa.Column("name", sa.Text),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id")),
        sa.Column("made_at", sa.Double, nullable=False),
        sa.Column("due_at", sa.Double),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("climbed", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False, index=True),
        sa.Column("done_at", sa.Double),
    )
    _only_one("uq_promises_open_callback", ["number"], "kind = 'callback' AND state = 'open'")
    _only_one("uq_promises_open_of_call", ["call_id", "kind"], "state = 'open'")


def _only_one(name: str, columns: list[str], which: str) -> None:
    where = sa.text(which)
    op.create_index(
        name, "promises", columns, unique=True, sqlite_where=where, postgresql_where=where
    )


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("messages", sa.JSON, nullable=False),
        sa.Column("closes", sa.Boolean, nullable=False),
        sa.Column("since", sa.Double, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Double),
    )
