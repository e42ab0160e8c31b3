"""What supervisors do about incidents: `desk.office.Incidents`."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import structlog

from ivr.terms import terms
from records import Session, cases, deeds, incidents, people, reported
from records.incidents import Count, Key
from records.models import Case, DeedKind, Incident, Person
from webhooks import promised, solving
from webhooks.answers import Refusal
from webhooks.case_act import answered
from webhooks.switchboard import Switchboard

log = structlog.get_logger()


@dataclass(frozen=True)
class Incidents:
    """Each act is done once, however often it is asked for, and is in the trail."""

    house: Switchboard

    @answered
    def open(
        self, by: int, skill: str, term: str | None, messages: Mapping[str, str]
    ) -> str | None:
        """There is one, before the count says so; the cases of the last hours that are like it
        belong to it."""
        house, now = self.house, self.house.clock.now()
        if skill not in house.flow.script.keys:
            raise Refusal("refused")
        with house.store.transaction() as session:
            person = _supervisor(session, by)
            key = _key(house, session, skill, term, now)
            incident = incidents.begin(
                session,
                key,
                now,
                skill=skill,
                term=term,
                messages=messages,
                count=Count(),
                by=person,
            )
            if incident is None:
                return None
            incident.observed = _gather(house, session, incident, now)
            _note(session, incident, person, "incident-opened", now)
        return None

    @answered
    def tell(
        self, incident_id: int, by: int, messages: Mapping[str, str], told: bool
    ) -> str | None:
        """What callers with that reason are told from now on, if `told`."""

        def change(session: Session, incident: Incident, person: Person, now: float) -> None:
            wanted = (dict(messages), told)
            if incident.state != "open":
                raise Refusal("gone")
            if wanted != (dict(incident.messages), incident.told):
                incident.messages, incident.told = wanted
                _note(session, incident, person, "incident-told", now, told=told)

        self._act(incident_id, by, change)
        return None

    @answered
    def solve(self, incident_id: int, by: int) -> str | None:
        """It is over: every customer of its cases is called and asked."""

        def change(session: Session, incident: Incident, person: Person, now: float) -> None:
            if incident.state == "dismissed":
                raise Refusal("late")
            if incidents.end(incident, "solved", now, person):
                for case in _held(session, incidents.cases_of(session, incident.id)):
                    solving.ask_now(self.house, session, case, person, now)
                _note(session, incident, person, "incident-ended", now, state="solved")

        self._act(incident_id, by, change)
        return None

    @answered
    def dismiss(self, incident_id: int, by: int) -> str | None:
        """It was none; its cases go on by themselves. Who was told that we call when it is over
        is called by a supervisor."""

        def change(session: Session, incident: Incident, person: Person, now: float) -> None:
            if incident.state == "solved":
                raise Refusal("late")
            if incidents.end(incident, "dismissed", now, person):
                for case in _held(session, incidents.awaited_in(session, incident)):
                    if case.state == "open":
                        promised.owe_of(self.house, session, case)
                _note(session, incident, person, "incident-ended", now, state="dismissed")

        self._act(incident_id, by, change)
        return None

    @answered
    def link(self, incident_id: int, case_id: int, by: int, linked: bool) -> str | None:
        """The case is one of it, or is not. One that is of it already is asked with the others."""

        def change(session: Session, incident: Incident, person: Person, now: float) -> None:
            case = cases.by_id(session, case_id, lock=True)
            if case is None:
                raise Refusal("gone")
            if not linked:
                incidents.unlink(session, incident, case, now, person)
            elif incident.state != "open":
                raise Refusal("gone")
            else:
                incidents.link(session, incident, case, now, by=person)

        self._act(incident_id, by, change)
        return None

    def _act(
        self,
        incident_id: int,
        by: int,
        change: Callable[[Session, Incident, Person, float], None],
    ) -> None:
        """The incident is held while a supervisor changes it."""
        with self.house.store.transaction() as session:
            person = _supervisor(session, by)
            incident = incidents.by_id(session, incident_id, lock=True)
            if incident is None:
                raise Refusal("gone")
            change(session, incident, person, self.house.clock.now())


def _held(session: Session, case_ids: Iterable[int]) -> Iterator[Case]:
    """These cases, one after the other."""
    for case_id in case_ids:
        case = cases.by_id(session, case_id, lock=True)
        if case is not None:
            yield case


def _supervisor(session: Session, by: int) -> Person:
    person = people.by_id(session, by)
    if person is None or person.role != "supervisor" or person.left_at is not None:
        raise Refusal("refused")
    return person


def _key(house: Switchboard, session: Session, skill: str, term: str | None, now: float) -> Key:
    """A word is looked for in the language in which most of the last cases have it; of several,
    the first that says something."""
    if term is None:
        return Key(skill=skill)
    since = now - house.rules.incidents.window
    stems = {code: next(iter(terms(term, code)), term) for code in house.flow.script.languages}
    said = Counter(
        one.language
        for one in reported.within(session, [(since, now)], terms)
        if one.language in stems and stems[one.language] in one.words
    )
    language = max(stems, key=lambda code: said[code])
    return Key(skill=skill, language=language, stem=stems[language])


def _gather(house: Switchboard, session: Session, incident: Incident, now: float) -> int:
    """Link the cases of the last window that are like it; how many customers they are of."""
    since = now - house.rules.incidents.window
    customers = set()
    for report in reported.within(session, [(since, now)], terms):
        if report.incident_id is None and incidents.fits(
            incident, report.skill, report.language, report.words
        ):
            case = cases.by_id(session, report.case_id, lock=True)
            if case is not None and incidents.link(session, incident, case, now):
                customers.add(report.customer)
    return len(customers)


def _note(
    session: Session,
    incident: Incident,
    person: Person,
    deed: DeedKind,
    now: float,
    **details: str | bool,
) -> None:
    subject = f"incident-{incident.id}"
    deeds.note(session, deed, now, person=person, subject=subject, details=details)
    log.info("incident_deed", incident=incident.id, person=person.id, deed=deed, **details)
