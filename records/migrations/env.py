"""Runs the steps on the connection, and in the transaction, that records.migrate brings."""

from alembic import context

from records.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite cannot alter a column: the table is copied
)
context.run_migrations()
