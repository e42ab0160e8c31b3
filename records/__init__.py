"""What happened and what we owe: the records, in SQL."""

from sqlalchemy.orm import Session

__all__ = ["Session"]
