"""New cases are watched: when more customers report the same than chance explains, an incident
opens, and cases like those belong to it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from ivr import prompts
from ivr.actions import Line
from ivr.terms import terms
from records import Session, cases, incidents, reported, surges
from records.incidents import Key
from records.models import Case, Incident
from records.reported import Report, Span
from records.surges import History, Past, Surge
from records.tallies import Tallies
from webhooks import staff, telling
from webhooks.switchboard import Switchboard

log = structlog.get_logger()

DAY = 86400.0
MOST_AT_ONCE = 5
"""Incidents that one look opens."""
ALIKE = 0.8
"""Share of the cases with a word that are of one skill, for it to be the incident's."""


class Watch:
    """Looks by the clock. What was counted of the past is kept from one to the next."""

    def __init__(self, house: Switchboard) -> None:
        self._house = house
        self._tallies, self._firsts = Tallies(terms), dict[str, float]()

    def look(self) -> None:
        """Link new cases to the open incidents, and open those that there are."""
        house, rules, now = self._house, self._house.rules.incidents, self._house.clock.now()
        if not rules.enabled:
            return
        with house.store.reading() as session:
            reports = reported.within(session, [(now - rules.window, now)], terms)
            open_ = incidents.open_all(session)
        reports = _link(house, reports, open_, now)
        if not surges.worth_a_look(reports, rules):
            return
        with house.store.reading() as session:
            history = self._history(session, reports, now)
            ended = incidents.ended_since(session, now - DAY)
        left_out = {one.key for one in (*open_, *ended) if _settled(one, now, rules.window)}
        _open_all(house, reports, history, left_out, now)

    def _history(self, session: Session, reports: Sequence[Report], now: float) -> History:
        """Before its first case there was no hotline, and no skill before its own."""
        spans = _spans(self._house, now, reported.first(session) or now)
        past = [
            Past(day % 7 == 0, tally, spans[day][1])
            for day, tally in self._tallies.of(session, spans).items()
        ]
        skills = {report.skill for report in reports if report.skill}
        for skill in skills - self._firsts.keys():
            self._firsts[skill] = reported.first(session, skill) or now
        return History(past, {Key(skill=one): self._firsts[one] for one in skills})


def _spans(house: Switchboard, now: float, first: float) -> dict[int, Span]:
    """The same hours of the past days, by the clock on the wall, since `first`."""
    rules, here = house.rules.incidents, datetime.fromtimestamp(now, house.zone)
    ends = {
        days: (here - timedelta(days=days)).timestamp() for days in range(1, 7 * rules.weeks + 1)
    }
    begins = {days: end - rules.window for days, end in ends.items()}
    return {days: (begin, ends[days]) for days, begin in begins.items() if begin >= first}


def _open_all(
    house: Switchboard,
    reports: Sequence[Report],
    history: History,
    left_out: set[str],
    now: float,
) -> None:
    """One after the other: what is left is counted anew."""
    for _ in range(MOST_AT_ONCE):
        surge = surges.find(reports, history, house.rules.incidents, left_out)
        if surge is None:
            return
        _open(house, surge, now)
        left_out.add(str(surge.key))
        gone = {report.case_id for report in surge.reports}
        reports = [report for report in reports if report.case_id not in gone]


def join(session: Session, case: Case, at: float) -> Incident | None:
    """The case that has just been opened belongs to an open incident, if it is like those."""
    if case.incident_id is not None:
        return incidents.by_id(session, case.incident_id)
    found = incidents.match(session, case, terms(case.reason or "", case.language or ""))
    incident = incidents.by_id(session, found.id, lock=True) if found else None
    if incident is None or incident.state != "open":
        return None
    incidents.link(session, incident, case, at)
    return incident


def _settled(incident: Incident, now: float, window: float) -> bool:
    """Whether it is known: open, over so lately that its reports still count, or dismissed
    today, since people know better."""
    if incident.ended_at is None:
        return True
    return now - incident.ended_at < (DAY if incident.state == "dismissed" else window)


def _link(
    house: Switchboard, reports: Sequence[Report], open_: Sequence[Incident], now: float
) -> list[Report]:
    """New cases that are like those of an open incident; what is left are the others' reports
    and theirs as they are then."""
    found = {report.case_id: _of(report, open_) for report in reports}
    for case_id, incident in found.items():
        if incident is not None:
            _put(house, incident.id, [case_id], now)
    return [
        replace(report, incident_id=incident.id) if (incident := found[report.case_id]) else report
        for report in reports
    ]


def _of(report: Report, open_: Sequence[Incident]) -> Incident | None:
    """The incident that a case without one belongs to; those with a word come first."""
    if report.incident_id is not None:
        return None
    fitting = [
        one for one in open_ if incidents.fits(one, report.skill, report.language, report.words)
    ]
    return min(fitting, key=lambda one: one.term is None, default=None)


def _put(house: Switchboard, incident_id: int, case_ids: Iterable[int], now: float) -> None:
    with house.store.transaction() as session:
        incident = incidents.by_id(session, incident_id, lock=True)
        if incident is not None and incident.state == "open":
            _put_in(session, incident, case_ids, now)


def _put_in(session: Session, incident: Incident, case_ids: Iterable[int], now: float) -> None:
    for case_id in sorted(case_ids):
        case = cases.by_id(session, case_id, lock=True)
        if case is None or case.incident_id is not None or case.state == "void":
            continue
        if not incidents.was_taken_out(session, incident, case):
            incidents.link(session, incident, case, now)


def _open(house: Switchboard, surge: Surge, now: float) -> None:
    """Once, by whichever process comes first."""
    skill, term = _about(surge)
    with house.store.transaction() as session:
        incident = incidents.begin(
            session,
            surge.key,
            now,
            skill=skill,
            term=term,
            messages=proposal(house, skill, term, surge.key.language),
            count=surge.count,
        )
        if incident is None:
            return
        ids = [one.case_id for one in surge.reports if skill is None or one.skill == skill]
        _put_in(session, incident, ids, now)
        _tell_supervisors(house, session, incident)
    count = surge.count
    log.warning(
        "incident_opened",
        incident=incident.id,
        skill=skill,
        observed=count.observed,
        expected=round(count.expected, 2),
        chance=count.chance,
    )


def _about(surge: Surge) -> tuple[str | None, str | None]:
    """The skill, and the word as most customers say it."""
    stem, reports = surge.key.stem, surge.reports
    if stem is None:
        return surge.key.skill, None
    skill, times = Counter(report.skill for report in reports).most_common(1)[0]
    term, _ = Counter(sorted(report.words[stem] for report in reports)).most_common(1)[0]
    return (skill if times >= ALIKE * len(reports) else None), term


def proposal(
    house: Switchboard, skill: str | None, term: str | None, spoken: str | None
) -> dict[str, str]:
    """What callers might be told; a word only in the language in which it was said."""
    lines: dict[str, Line | None] = {}
    script = house.flow.script
    for code in script.languages:
        lines[code] = None
        if term is not None and code == spoken:
            lines[code] = Line("incident-of-word", code, {"text": term})
        elif skill in script.keys:
            lines[code] = Line("incident-of-skill", code, {"title": script.title(skill, code)})
    return {code: prompts.say(line) if line else "" for code, line in lines.items()}


def _tell_supervisors(house: Switchboard, session: Session, incident: Incident) -> None:
    script = house.flow.script
    for person in telling.supervisors(session):
        if incident.term is not None:
            message, what = "told-incident-word", {"text": incident.term}
        elif incident.skill in script.keys:
            title = script.title(incident.skill, staff.language_of(house, person))
            message, what = "told-incident-found", {"title": title}
        else:  # a skill that the hotline had
            continue
        token = f"incident:{incident.id}"
        telling.tell(house, session, [person], token, message, times=incident.observed, **what)
