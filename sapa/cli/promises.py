"""`sapa promises`: what is owed to customers."""

import argparse
from datetime import datetime

from rich.console import Console
from rich.table import Table

from records import promises
from records.models import Promise
from sapa.wiring import Works

SHOWN_DIGITS = 3


def show(_: argparse.Namespace, works: Works) -> int:
    """Every open promise, oldest first."""
    table = Table("what", "made", "due", "by whom", "to", "tries")
    with works.store.reading() as session:
        for promise in promises.open_all(session):
            made = _time(promise.made_at, works)
            who = (promise.name or "", _masked(promise.number), str(promise.tries))
            table.add_row(promise.kind, made, _due(promise, works), *who)
    Console().print(table)
    return 0


def _due(promise: Promise, works: Works) -> str:
    if promise.due_at is None:
        return "when their turn comes"
    overdue = ", overdue" if promise.due_at < works.clock.now() else ""
    return _time(promise.due_at, works) + overdue


def _time(moment: float, works: Works) -> str:
    return f"{datetime.fromtimestamp(moment, works.zone):%Y-%m-%d %H:%M}"


def _masked(number: str | None) -> str:
    """Enough of a number to tell two apart, not enough to dial."""
    return f"…{number[-SHOWN_DIGITS:]}" if number else ""
