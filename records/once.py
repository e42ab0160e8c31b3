"""Rows that several requests may want to write first: one does, the others find it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from records.errors import translated
from records.models import Base

Row = TypeVar("Row", bound=Base)
Query = TypeVar("Query", bound=Select[Any])


def obtain(
    session: Session,
    table: type[Row],
    key: InstrumentedAttribute[str],
    values: Mapping[str, object],
) -> Row:
    """The row whose `key` is that in `values`, locked; inserted unless it is there."""
    by_key = _by(table, key)
    wanted = {"wanted": values[key.key]}
    found: Row | None = session.scalars(by_key, wanted).one_or_none()
    if found is not None:  # as nearly always: most requests are not the first
        return found
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(table).values(**values).on_conflict_do_nothing(index_elements=[key.key]))
    row: Row = session.scalars(by_key, wanted).one()
    return row


@cache
def _by(table: type[Base], key: InstrumentedAttribute[str]) -> Select[Any]:
    return locked(select(table).where(key == bindparam("wanted")))


def locked(query: Query) -> Query:
    """The query, its rows read afresh and held until the transaction ends.

    Only as far as needed: others may go on referring to them, or requests that lock a call
    and a person in turn would block each other. Where several are locked, the order is
    customer, call (a newer one before an older), then person, leg, recording or promise.
    """
    return query.with_for_update(key_share=True).execution_options(populate_existing=True)


@contextmanager
def attempt(session: Session) -> Iterator[None]:
    """A part of the transaction that may be refused: what raises here leaves nothing of the
    block behind, and the transaction goes on. The errors are those of `Store.transaction`."""
    with translated("the records"), session.begin_nested():
        yield
