"""The calls that were looked for, as the rows of a file."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from desk.calls.finding import Wanting
from desk.calls.listing import outcome_of, tells_a_name, waited
from desk.calls.story import full_name, names_of
from desk.here import Desk
from desk.sheets import Cell
from desk.wording import Wording
from records import Session, histories, search
from records.histories import History
from records.models import Talk

MOST = 10_000
"""Calls of one file; there may be more that nobody took along."""
_AT_ONCE = 500
COLUMNS = (
    *("began", "call", "skill", "spoken-in", "agents", "outcome", "waited-seconds"),
    *("talk-seconds", "hold-seconds", "notes-seconds", "transfers", "length-seconds"),
)


def rows(at: Desk, session: Session, wanting: Wanting, say: Wording) -> Iterator[Sequence[Cell]]:
    """What the columns are called, then the calls, newest first. Only a supervisor takes names
    of customers along."""
    named = wanting.person.role == "supervisor"
    yield [say(f"sheet-{column}") for column in (*COLUMNS, *(("caller",) if named else ()))]
    names = names_of(session)
    for history in _histories(at, session, wanting):
        cells = _cells(at, history, names, say)
        yield [*cells, full_name(history.call)] if named else cells


def _histories(at: Desk, session: Session, wanting: Wanting) -> Iterator[History]:
    wish, place = wanting.wish(at.office.zone), None
    for _ in range(0, MOST, _AT_ONCE):
        found = search.find(session, wish, _AT_ONCE, place)
        told = [one.call for one in found if not tells_a_name(one.call, wanting)]
        yield from histories.of_calls(session, [call.id for call in told])
        if len(found) < _AT_ONCE:
            return
        place = found[-1].place


def _cells(at: Desk, history: History, names: Mapping[int, str], say: Wording) -> list[Cell]:
    call, talks = history.call, history.talks
    began = datetime.fromtimestamp(call.started_at, at.office.zone)
    length = None if call.ended_at is None else call.ended_at - call.started_at
    return [
        began.isoformat(timespec="seconds"),
        call.id,
        at.drawing.title(call.skill, say.language) if call.skill else "",
        call.language,
        ", ".join(names[one] for one in history.people if one in names),
        say(f"outcome-{outcome_of(call)}"),
        _whole(waited(call)),
        _whole(sum(map(_talked, talks))),
        _whole(sum(talk.held for talk in talks)),
        _whole(sum(map(_noted, talks))),
        sum(talk.ended_by == "transfer" for talk in talks),
        _whole(length),
    ]


def _talked(talk: Talk) -> float:
    """Seconds in which both could hear each other."""
    if talk.connected_at is None or talk.ended_at is None:
        return 0.0
    return talk.ended_at - talk.connected_at - talk.held


def _noted(talk: Talk) -> float:
    return (talk.wrapped_at or 0.0) - talk.ended_at if talk.wrapped_at and talk.ended_at else 0.0


def _whole(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds)
