"""Pages for the people who work here."""

from desk.assembly import install
from desk.session import IDLE

__all__ = ["IDLE", "install"]
