"""Callers who would rather be called when an incident is over are called, whatever it was."""

import pytest

from records import customers, incidents, owed, people
from records.incidents import Count, Key
from records.models import Case, Incident, IncidentState, Person, Promise
from tests.webhooks.cases_side import MOBILE, a_case, follow_up, looks, story
from tests.webhooks.phone_side import Hotline, Phone
from webhooks.incidents import Incidents

on_both = pytest.mark.parametrize("records_store", ["sqlite", "postgresql"], indirect=True)
MESSAGES = {"en": "The bills of this month are wrong.", "id": "Tagihan keliru."}


def an_incident(hotline: Hotline) -> Incident:
    """Callers are told of it."""
    now = hotline.clock.now()
    with hotline.house.store.transaction() as session:
        incident = incidents.begin(
            *(session, Key(skill="billing"), now),
            skill="billing",
            term=None,
            messages=MESSAGES,
            count=Count(),
        )
        assert incident is not None
        incident.told = True
        return incident


def a_supervisor(hotline: Hotline) -> Person:
    with hotline.house.store.transaction() as session:
        return people.add(
            session, extension="9201", name="Ketut", at=hotline.clock.now(), role="supervisor"
        )


def is_told(hotline: Hotline) -> Phone:
    with hotline.house.store.transaction() as session:
        customers.remember(session, MOBILE, at=hotline.clock.now(), name="Rina", language="en")
    leg = hotline.leg(MOBILE)
    leg.rings()
    leg.says("yes")
    leg.says("my bill is wrong")
    assert MESSAGES["en"] in leg.document.said
    return leg


def ends(hotline: Hotline, incident: Incident, state: IncidentState, by: Person) -> None:
    side = Incidents(hotline.house)
    assert (side.solve if state == "solved" else side.dismiss)(incident.id, by.id) is None


def case_of(hotline: Hotline, leg: Phone) -> Case:
    call = hotline.call(leg)
    with hotline.house.store.reading() as session:
        case = session.get(Case, call.case_id)
    assert case is not None
    return case


def owed_call(hotline: Hotline, leg: Phone) -> Promise | None:
    with hotline.house.store.reading() as session:
        return owed.to_caller(session, hotline.call(leg))


@on_both
def test_what_was_solved_while_they_listened_is_asked_about_at_once(hotline: Hotline) -> None:
    incident, ketut = an_incident(hotline), a_supervisor(hotline)
    leg = is_told(hotline)
    ends(hotline, incident, "solved", ketut)
    leg.says("yes")
    leg.hangs_up()
    case = case_of(hotline, leg)
    assert (case.incident_id, case.state, case.solved_by) == (incident.id, "solved", ketut.id)
    assert follow_up(hotline, case).due_at == hotline.clock.now()
    assert story(hotline, case)[-3:] == ["awaits", "linked", "solved"]
    looks(hotline)
    assert [leg["To"] for leg in hotline.exchange.placed()] == [MOBILE]


@on_both
def test_what_was_dismissed_while_they_listened_is_a_supervisors_to_call_about(
    hotline: Hotline,
) -> None:
    incident, ketut = an_incident(hotline), a_supervisor(hotline)
    leg = is_told(hotline)
    ends(hotline, incident, "dismissed", ketut)
    leg.says("yes")
    leg.hangs_up()
    case = case_of(hotline, leg)
    assert (case.incident_id, case.state) == (None, "open")
    promise = owed_call(hotline, leg)
    assert promise is not None
    assert promise.due_at is not None
    assert promise.due_at <= hotline.clock.now() + hotline.house.rules.back_by + 300


@on_both
def test_who_awaits_what_is_dismissed_later_is_called_by_a_supervisor(hotline: Hotline) -> None:
    incident, ketut = an_incident(hotline), a_supervisor(hotline)
    leg = is_told(hotline)
    leg.says("yes")
    leg.hangs_up()
    assert owed_call(hotline, leg) is None
    not_told = a_case(hotline, "+6281355501288")
    with hotline.house.store.transaction() as session:
        another = session.get(Case, not_told.id)
        assert another is not None
        incidents.link(session, incident, another, hotline.clock.now())
    ends(hotline, incident, "dismissed", ketut)
    assert owed_call(hotline, leg) is not None
    with hotline.house.store.reading() as session:
        assert len(owed.all_open(session)) == 1  # nobody told the other one
