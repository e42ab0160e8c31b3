"""A report as the rows of a file: everything its numbers are made of, for who counts on."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from desk.here import Desk
from desk.reports.period import By
from desk.reports.reporting import Line, Report
from desk.sheets import Cell
from desk.wording import Wording

Columns = dict[str, Callable[[Line], Cell]]

_CALLS: Columns = {
    "offered": lambda line: line.numbers.offered,
    "answered": lambda line: line.numbers.answered,
    "answered-in-target": lambda line: line.numbers.answered_in_target,
    "abandoned": lambda line: line.numbers.abandoned,
    "abandoned-after-target": lambda line: line.numbers.abandoned_after_target,
    "short-abandons": lambda line: line.numbers.short_abandons,
    "service": lambda line: line.numbers.level_of_service,
    "asa": lambda line: line.numbers.asa,
    "longest-wait": lambda line: line.numbers.longest_wait,
    "abandonment": lambda line: line.numbers.abandonment,
}
_TALKS: Columns = {
    "handled": lambda line: line.numbers.handled,
    "aht": lambda line: line.numbers.aht,
    "mean-talk": lambda line: line.numbers.mean_talk,
    "mean-hold": lambda line: line.numbers.mean_hold,
    "mean-notes": lambda line: line.numbers.mean_wrap_up,
    "transfers": lambda line: line.numbers.transfers,
    "transfer-rate": lambda line: line.numbers.transfer_rate,
}
_TIMES: Columns = {
    "handling": lambda line: round(line.load.handling) if line.load else None,
    "idle": lambda line: round(line.load.idle) if line.load else None,
    "occupancy": lambda line: line.load.occupancy if line.load else None,
}
_PROMISES: Columns = {
    "callbacks-promised": lambda line: line.keeping.callbacks.promised,
    "callbacks-kept": lambda line: line.keeping.callbacks.kept,
    "callbacks-missed": lambda line: line.keeping.callbacks.missed,
    "callbacks": lambda line: line.keeping.callbacks.share,
}
_CASES: Columns = {
    "cases-closed": lambda line: line.keeping.cases.closed,
    "closed-at-first": lambda line: line.keeping.cases.at_first,
    "fcr": lambda line: line.keeping.cases.fcr,
    "cases-opened": lambda line: line.keeping.cases.opened,
    "contacts": lambda line: line.keeping.cases.contacts,
    "contacts-per-case": lambda line: line.keeping.cases.contacts_per_case,
    "transfers-per-call": lambda line: line.numbers.transfers_per_call,
    "promises-due": lambda line: line.keeping.kept.due,
    "promises-on-time": lambda line: line.keeping.kept.on_time,
    "on-time": lambda line: line.keeping.kept.share,
    "rated": lambda line: line.keeping.cases.rated,
    "rating": lambda line: line.keeping.cases.rating,
}
_SUPERVISORS: Columns = {
    "supervisor-waits": lambda line: len(line.keeping.waits),
    "supervisor": lambda line: line.keeping.wait(0.5),
    "supervisor-90": lambda line: line.keeping.wait(0.9),
}
COLUMNS: Mapping[By, Columns] = {
    "day": _CALLS | _TALKS | _TIMES | _PROMISES | _CASES | _SUPERVISORS,
    "skill": _CALLS | _TALKS | _PROMISES | _CASES | _SUPERVISORS,
    "agent": _TALKS | _TIMES | _PROMISES | _CASES,
}


def rows(at: Desk, report: Report, say: Wording) -> Iterator[Sequence[Cell]]:
    """What the columns are called, then a row for each line. Shares are from 0 to 1, times in
    seconds."""
    columns = COLUMNS[report.period.by]
    yield [say(f"by-{report.period.by}"), *(say(f"column-{name}") for name in columns)]
    for line in report.lines:
        yield [_label(at, line, say), *(of(line) for of in columns.values())]


def _label(at: Desk, line: Line, say: Wording) -> str:
    if line.day:
        return line.day.isoformat()
    if line.agent is not None:
        return line.name or str(line.agent)
    return at.drawing.title(line.skill, say.language) if line.skill else say("any-skill")
