"""Reports by day, skill and agent: as a page with plots, and as a file."""

from datetime import date, datetime

from flask import Blueprint, Response, request

from desk import session
from desk.calls.measured import Unit
from desk.guard import page, protect, reader
from desk.here import here
from desk.reports.chart import Chart, chart
from desk.reports.period import MOST_DAYS, Period, presets
from desk.reports.report_sheet import rows
from desk.reports.reporting import MEASURES, Line, Measure, Report, report
from desk.sheets import sheet
from records import deeds
from records.models import Role

reports = Blueprint("reports", __name__)
protect(reports)

_MAY: tuple[Role, ...] = ("supervisor", "administrator")


@reports.get("/reports")
def shown() -> Response:
    """The numbers of a period; no caller is in them."""
    person, today = reader(*_MAY), _today()
    found = _report(today)
    return page(
        "reports.html",
        person=person,
        report=found,
        figures=[(one, one.of(found.total), _plot(one, found)) for one in MEASURES],
        scales={one.name: _scale(one, found.lines) for one in found.measures},
        presets=presets(today),
        today=today,
        most=MOST_DAYS,
    )


@reports.get("/reports.csv")
def as_sheet() -> Response:
    """The table of a report; that it was taken along is put on record first."""
    person, at = reader(*_MAY), here()
    found = _report(_today())
    period = found.period
    details = {"by": period.by, "days": len(period.days)}
    with at.office.store.transaction() as records:
        deeds.note(records, "reported", at.office.clock.now(), person=person, details=details)
    say = at.drawing.wording(session.language(at.office))
    name = f"{period.by}-{period.first.isoformat()}-{period.last.isoformat()}"
    return sheet(name, rows(at, found, say))


def _today() -> date:
    office = here().office
    return datetime.fromtimestamp(office.clock.now(), office.zone).date()


def _report(today: date) -> Report:
    office = here().office
    with office.store.reading() as records:
        return report(office, records, Period.of(request.args, today))


def _plot(measure: Measure, found: Report) -> Chart | None:
    """Day by day, where there is something to see: more than one number, and not zeros alone."""
    values = [measure.of(line) for line in found.days]
    if sum(value is not None for value in values) < 2 or not any(values):
        return None
    return chart(values, seconds=measure.unit is Unit.SECONDS, share=measure.unit is Unit.SHARE)


def _scale(measure: Measure, lines: tuple[Line, ...]) -> float:
    """What a full bar stands for in the table."""
    if measure.unit is Unit.SHARE:
        return 1.0
    return max((measure.of(line) or 0.0 for line in lines), default=0.0) or 1.0
