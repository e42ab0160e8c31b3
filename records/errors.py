"""What can go wrong with the records, in the words of whoever has to mend it.

SQLAlchemy's own exceptions never leave this package, and none of these carries a value that
was to be stored: what callers say stays out of logs and tracebacks.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


class RecordsError(Exception):
    """Whatever the records refuse or cannot do."""


class RecordsUnavailable(RecordsError):
    """The database cannot be reached, is locked, is not migrated: try again or call the operator."""


class AlreadyKnown(RecordsError):
    """It is in the records already: a repeat that lost its race, or a name that is taken.

    The transaction is rolled back; read in a new one what the first left behind.
    """


class RecordsRefused(RecordsError):
    """The database does not take this value; nothing of the transaction is kept."""


_UNIQUE = {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}


@contextmanager
def translated(database: str) -> Iterator[None]:
    """Raise errors of this module in place of SQLAlchemy's; `database` names it without secrets."""
    try:
        yield
    except IntegrityError as error:
        kind = AlreadyKnown if _is_repeat(error.orig) else RecordsRefused
        raise kind(_rule(error.orig)) from None  # PostgreSQL quotes the whole row
    except DataError as error:
        raise RecordsRefused(f"a value does not fit: {type(error.orig).__name__}") from None
    except ProgrammingError:
        raise
    except (DBAPIError, PoolTimeoutError, sqlite3.Error) as error:  # the last while connecting
        raise RecordsUnavailable(f"{database}: {_first_line(error)}") from error


def _is_repeat(cause: BaseException | None) -> bool:
    if isinstance(cause, sqlite3.Error):
        return cause.sqlite_errorcode in _UNIQUE
    return isinstance(cause, psycopg.errors.UniqueViolation)


def _rule(cause: BaseException | None) -> str:
    """The rule that was broken, without the values that broke it."""
    if isinstance(cause, psycopg.Error):
        return cause.diag.message_primary or type(cause).__name__
    return str(cause)


def _first_line(error: Exception) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return (str(cause).strip() or type(cause).__name__).splitlines()[0]
