"""How busy the hotline was, minute by minute. A minute is counted from the epoch: seconds // 60."""

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from records.models import Moment


def note(session: Session, minute: int, waiting: int, agents: int, talking: int, free: int) -> None:
    """Write down how many callers are in line, and how many agents are on the board, talk, and
    are free. What is on record for the minute already stays."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    counts = {"waiting": waiting, "agents": agents, "talking": talking, "free": free}
    session.execute(insert(Moment).values(minute=minute, **counts).on_conflict_do_nothing())


def since(session: Session, minute: int) -> list[Moment]:
    """The moments from that minute on, oldest first; minutes that nobody saw are left out."""
    query = select(Moment).where(Moment.minute >= minute).order_by(Moment.minute)
    return list(session.scalars(query))
