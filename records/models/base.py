"""What every table has in common.

Times are epoch seconds (UTC) from the product's clock, never the database's. JSON columns hold
values to be replaced as a whole: a change inside one is not noticed, so their types allow none.
"""

from sqlalchemy import Dialect, Double, MetaData, Text, inspect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator


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
