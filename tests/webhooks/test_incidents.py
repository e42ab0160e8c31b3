"""Incidents: found by the count, told by supervisors, and over for every customer at once."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from records import cases, customers, follow_ups, incidents, people
from records.models import Case, Deed, FollowUp, Incident, Message, Role
from records.surges import DAY
from tests.webhooks.phone_side import StandingClock
from webhooks import surging
from webhooks.incidents import Incidents
from webhooks.switchboard import Switchboard

BOTH = pytest.mark.parametrize("records_store", ["sqlite", "postgresql"], indirect=True)
SAID = {"en": "We know of it.", "id": "Sudah kami ketahui."}


@dataclass
class Desk:
    """A hotline with a supervisor, and the customers who report something to it."""

    house: Switchboard
    clock: StandingClock
    customers: int = 0

    def __post_init__(self) -> None:
        self.ketut, self.putu = self.person("201", "supervisor"), self.person("101", "agent")
        self.side, self.watch = Incidents(self.house), surging.Watch(self.house)

    def person(self, extension: str, role: Role) -> int:
        with self.house.store.transaction() as session:
            person = people.add(
                session, extension=extension, name="Ketut", at=0.0, role=role, languages=["id"]
            )
            people.set_status(session, person, "ready", self.clock.now())
            return person.id

    def report(self, reason: str, skill: str = "repair", *, ago: float = 60.0) -> int:
        """A new customer with a new case."""
        self.customers += 1
        at = self.clock.now() - ago
        with self.house.store.transaction() as session:
            number = f"+6281255{self.customers:06}"
            customer = customers.remember(session, number, at=at)
            what = {"skill": skill, "language": "id", "reason": reason}
            return cases.open_case(session, at, customer=customer, **what).id  # type: ignore[arg-type]

    def quiet_weeks(self) -> None:
        """Two reports at this hour of every day."""
        for day in range(1, 29):
            self.report("tagihan saya salah", "billing", ago=day * DAY + 600)
            self.report("layar rusak", ago=day * DAY + 600)

    def outbreak(self, many: int = 8) -> list[int]:
        return [self.report("internet mati sejak pagi") for _ in range(many)]

    def look(self) -> list[Incident]:
        self.watch.look()
        return self.open

    @property
    def open(self) -> list[Incident]:
        with self.house.store.reading() as session:
            return incidents.open_all(session)

    def case(self, case_id: int) -> Case:
        with self.house.store.reading() as session:
            case = cases.by_id(session, case_id)
            assert case is not None
            return case

    def asked(self) -> list[FollowUp]:
        with self.house.store.reading() as session:
            return follow_ups.open_all(session)

    def deeds(self) -> list[str]:
        with self.house.store.reading() as session:
            return list(session.scalars(select(Deed.deed).order_by(Deed.id)))


@pytest.fixture
def desk(house: Switchboard, clock: StandingClock) -> Desk:
    return Desk(house, clock)


@BOTH
def test_an_outbreak_is_found_once_and_its_cases_are_linked(desk: Desk) -> None:
    desk.quiet_weeks()
    another = desk.report("layar rusak")
    ours = desk.outbreak()
    (incident,) = desk.look()
    assert incident.skill == "repair"
    assert incident.term in ("internet", "mati", "pagi", "sejak")
    assert incident.observed == 8
    assert incident.expected < 1
    assert incident.chance < 1e-6
    assert not incident.told
    assert set(incident.messages) == {"en", "id"}
    assert all(incident.messages.values())
    assert {desk.case(one).incident_id for one in ours} == {incident.id}
    assert desk.case(another).incident_id is None
    assert [one.id for one in desk.look()] == [incident.id]


def test_supervisors_at_work_are_told_once(desk: Desk) -> None:
    desk.quiet_weeks()
    desk.outbreak()
    desk.look()
    desk.look()
    with desk.house.store.reading() as session:
        (message,) = session.scalars(select(Message))
    assert message.to_id == desk.ketut
    assert "8 pelanggan" in message.text


def test_quiet_hours_open_nothing(desk: Desk) -> None:
    desk.quiet_weeks()
    desk.report("layar rusak")
    desk.report("tombol rusak")
    desk.report("gagang rusak")
    assert desk.look() == []


def test_cases_like_those_join_it_later(desk: Desk) -> None:
    desk.quiet_weeks()
    desk.outbreak()
    (incident,) = desk.look()
    desk.clock.passes(1800)
    late = desk.report("internet mati sejak pagi")
    desk.look()
    assert desk.case(late).incident_id == incident.id
    at_once = desk.report("internet mati sejak pagi")
    with desk.house.store.transaction() as session:
        case = cases.by_id(session, at_once)
        assert case is not None
        found = surging.join(session, case, desk.clock.now())
        assert found is not None
        assert surging.join(session, case, desk.clock.now()) is found
    assert desk.case(at_once).incident_id == incident.id


def test_a_case_that_was_taken_out_stays_out(desk: Desk) -> None:
    desk.quiet_weeks()
    first, *_ = desk.outbreak()
    (incident,) = desk.look()
    assert desk.side.link(incident.id, first, desk.ketut, False) is None
    desk.look()
    assert desk.case(first).incident_id is None
    assert desk.side.link(incident.id, first, desk.ketut, True) is None
    assert desk.case(first).incident_id == incident.id
    assert desk.side.link(incident.id, 10**6, desk.ketut, True) == "gone"


@BOTH
def test_when_it_is_solved_every_customer_is_asked_at_once(desk: Desk) -> None:
    ours = desk.outbreak(4)
    assert desk.side.open(desk.ketut, "repair", "internet", SAID) is None
    (incident,) = desk.open
    assert incident.observed == 4
    over, closed, *_ = ours
    with desk.house.store.transaction() as session:
        done, ended = cases.by_id(session, over), cases.by_id(session, closed)
        ketut = people.by_id(session, desk.ketut)
        assert done is not None
        assert ended is not None
        assert ketut is not None
        cases.solve(session, done, ketut, desk.clock.now())
        follow_ups.make(session, done, desk.clock.now(), desk.clock.now() + DAY)
        cases.confirm(session, ended, desk.clock.now())
    for _ in range(2):
        assert desk.side.solve(incident.id, desk.ketut) is None
    asked = desk.asked()
    assert {one.case_id for one in asked} == {*ours} - {closed}
    assert {one.due_at for one in asked} == {desk.clock.now()}
    assert desk.case(ours[-1]).state == "solved"
    assert desk.case(closed).state == "closed"
    assert desk.open == []
    assert desk.deeds() == ["incident-opened", "incident-ended"]
    assert desk.side.dismiss(incident.id, desk.ketut) == "late"


@BOTH
def test_older_cases_of_the_skill_are_neither_linked_nor_solved_with_it(desk: Desk) -> None:
    older = desk.report("layar rusak", ago=desk.house.rules.incidents.window + 1)
    within, other = desk.report("layar rusak"), desk.report("tagihan salah", "billing")
    assert desk.side.open(desk.ketut, "repair", None, SAID) is None
    (incident,) = desk.look()
    desk.clock.passes(1800)
    later = desk.report("gagang rusak")
    desk.look()
    assert desk.side.solve(incident.id, desk.ketut) is None
    assert [desk.case(one).state for one in (within, later)] == ["solved", "solved"]
    assert [desk.case(one).state for one in (older, other)] == ["open", "open"]
    assert {one.case_id for one in desk.asked()} == {within, later}


def test_what_was_dismissed_stays_dismissed_that_day(desk: Desk) -> None:
    desk.quiet_weeks()
    ours = desk.outbreak()
    (incident,) = desk.look()
    assert desk.side.dismiss(incident.id, desk.ketut) is None
    desk.clock.passes(600)
    desk.report("internet mati sejak pagi")
    assert desk.look() == []
    assert desk.case(ours[0]).state == "open"
    assert desk.side.solve(incident.id, desk.ketut) == "late"
    assert desk.side.tell(incident.id, desk.ketut, SAID, True) == "gone"


def test_callers_are_told_when_a_supervisor_says_so(desk: Desk) -> None:
    assert desk.side.open(desk.ketut, "billing", None, SAID) is None
    (incident,) = desk.open
    for _ in range(2):
        assert desk.side.tell(incident.id, desk.ketut, SAID, True) is None
    with desk.house.store.reading() as session:
        (told,) = incidents.open_told(session)
        assert told.messages == SAID
    assert desk.side.tell(incident.id, desk.ketut, SAID, False) is None
    with desk.house.store.reading() as session:
        assert incidents.open_told(session) == []
    assert desk.deeds() == ["incident-opened", "incident-told", "incident-told"]


def test_opened_twice_it_is_one(desk: Desk) -> None:
    for _ in range(2):
        assert desk.side.open(desk.ketut, "repair", "internet", SAID) is None
    (incident,) = desk.open
    assert (incident.key, incident.term) == ("term en internet", "internet")


def test_only_supervisors_decide(desk: Desk) -> None:
    assert desk.side.open(desk.putu, "repair", None, SAID) == "refused"
    assert desk.side.open(desk.ketut, "gardening", None, SAID) == "refused"
    assert desk.side.open(desk.ketut, "repair", None, SAID) is None
    (incident,) = desk.open
    assert desk.side.tell(incident.id, desk.putu, SAID, True) == "refused"
    assert desk.side.solve(incident.id, desk.putu) == "refused"
    assert desk.side.dismiss(10**6, desk.ketut) == "gone"
