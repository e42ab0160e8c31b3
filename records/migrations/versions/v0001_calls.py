"""Calls and what happened in them, customers, people, their legs, recordings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _customers()
    _people()
    _calls()
    _call_events()
    _talks()
    _legs()
    _recordings()


def _customers() -> None:
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.Text, nullable=False, unique=True),
        sa.Column("name", sa.Text),
        sa.Column("honorific", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("first_seen", sa.Double, nullable=False),
        sa.Column("last_seen", sa.Double, nullable=False),
    )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("extension", sa.Text, nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("languages", sa.JSON, nullable=False),
        sa.Column("skills", sa.JSON, nullable=False),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("number", sa.Text),
        sa.Column("pin_hash", sa.Text),
        sa.Column("login", sa.Text, unique=True),
        sa.Column("password_hash", sa.Text),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("status_since", sa.Double, nullable=False),
        sa.Column("status_reason", sa.Text),
    )


def _calls() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("sid", sa.Text, nullable=False, unique=True),
        sa.Column("customer_id", sa.Integer, sa.ForeignKey("customers.id"), index=True),
        sa.Column("number", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("conversation", sa.JSON, nullable=False),
        sa.Column("skill", sa.Text),
        sa.Column("level", sa.Integer),
        sa.Column("wants_supervisor", sa.Boolean, nullable=False),
        sa.Column("owner_id", sa.Integer, sa.ForeignKey("people.id")),
        sa.Column("name", sa.Text),
        sa.Column("honorific", sa.Text),
        sa.Column("name_recording", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("started_at", sa.Double, nullable=False, index=True),
        sa.Column("joined_at", sa.Double, index=True),
        sa.Column("climbed", sa.Integer, nullable=False),
        sa.Column("rejoined", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id")),
        sa.Column("answered_at", sa.Double),
        sa.Column("ended_at", sa.Double, index=True),
        sa.Column("outcome", sa.Text),
        sa.Column("sequence", sa.Integer, nullable=False),
    )


def _call_events() -> None:
    op.create_table(
        "call_events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("call_id", sa.Text, sa.ForeignKey("calls.id"), nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("token", sa.Text),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("reply", sa.Text),
        sa.UniqueConstraint("call_id", "token"),
    )


def _talks() -> None:
    op.create_table(
        "talks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("call_id", sa.Text, sa.ForeignKey("calls.id"), nullable=False, index=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("leg_sid", sa.Text, index=True),
        sa.Column("offered_at", sa.Double, nullable=False),
        sa.Column("accepted_at", sa.Double, nullable=False),
        sa.Column("connected_at", sa.Double),
        sa.Column("ended_at", sa.Double),
        sa.Column("ended_by", sa.Text),
        sa.Column("wrapped_at", sa.Double),
    )


def _legs() -> None:
    op.create_table(
        "legs",
        sa.Column("sid", sa.Text, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("call_id", sa.Text, sa.ForeignKey("calls.id")),
        sa.Column("started_at", sa.Double, nullable=False),
        sa.Column("ended_at", sa.Double, index=True),
        sa.Column("sequence", sa.Integer, nullable=False),
    )


def _recordings() -> None:
    op.create_table(
        "recordings",
        sa.Column("sid", sa.Text, primary_key=True),
        sa.Column("call_id", sa.Text, sa.ForeignKey("calls.id"), nullable=False, index=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("channels", sa.Integer),
        sa.Column("seconds", sa.Double),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("path", sa.Text),
        sa.Column("sha256", sa.Text),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("fetched_at", sa.Double),
    )
