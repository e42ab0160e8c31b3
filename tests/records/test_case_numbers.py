"""Numbers about cases: solved at first contact, contacts for each, and ratings."""

from sqlalchemy.orm import Session

from records import calls, case_numbers, cases, people
from records.case_numbers import AGAIN, CaseNumbers
from records.models import Case, Channel, Person
from records.numbers import SLOT
from records.session import Store

DAY = 86400.0


def case(
    session: Session,
    opened: float,
    *touched: float,
    closed: float | None = None,
    owner: Person | None = None,
    skill: str = "billing",
    channel: Channel = "call",
) -> Case:
    made = cases.open_case(
        session, opened, customer=None, language="en", skill=skill, reason=None, owner=owner
    )
    for at in touched:
        cases.touch(session, made, at, channel)
    if closed is not None:
        cases.confirm(session, made, closed)
    return made


def rated(session: Session, at: float, rating: int, agent: Person | None = None) -> None:
    call = calls.open_call(session, sid=f"CA{at}", number=None, at=at)
    call.rating, call.person_id, call.skill = rating, agent.id if agent else None, "billing"


def whole(session: Session, until: float = DAY) -> CaseNumbers:
    return sum(case_numbers.by_slot(session, 0, until).values(), CaseNumbers())


def test_solved_at_first_contact(store: Store) -> None:
    with store.transaction() as session:
        case(session, 10, 10, closed=100)  # at first contact
        case(session, 10, 10, 50, closed=100)  # after two
        case(session, 10, 10, 100 + AGAIN - 1, closed=100)  # they came back within a month
        case(session, 10, 10, 100 + AGAIN + 1, closed=100)  # that was something else
        denied = case(session, 10, 10)
        cases.confirm(session, denied, 50)
        cases.deny(session, denied, 60)
        cases.confirm(session, denied, 100)
        case(session, 10, 10)  # open
        case(session, 10, 10, closed=DAY + 1)  # closed another day
    with store.reading() as session:
        found = whole(session)
        assert (found.closed, found.at_first) == (5, 2)
        assert found.fcr == 2 / 5


def test_every_contact_counts_whatever_its_way_and_nothing_that_was_no_case(store: Store) -> None:
    with store.transaction() as session:
        putu = people.add(session, extension="11", name="Putu", at=0.0)
        case(session, 10, 10, 20, channel="letter")
        case(session, 20, 20, 5 * DAY)
        void = case(session, 30, 30, 31, 32)
        cases.dismiss(session, void, putu, 40)
        case(session, DAY, DAY)
    with store.reading() as session:
        found = whole(session)
        assert (found.opened, found.contacts) == (2, 4)
        assert found.contacts_per_case == 2
        assert CaseNumbers().contacts_per_case is None


def test_what_callers_say_how_it_went(store: Store) -> None:
    with store.transaction() as session:
        putu = people.add(session, extension="11", name="Putu", at=0.0)
        rated(session, 10, 5, putu)
        rated(session, 20, 2)
        rated(session, DAY, 1)
    with store.reading() as session:
        found = whole(session)
        assert (found.rated, found.ratings, found.rating) == (2, 7, 3.5)
        assert case_numbers.by_person(session, 0, DAY)[putu.id].rating == 5


def test_by_when_and_whose_and_what_it_is_about(store: Store) -> None:
    with store.transaction() as session:
        putu = people.add(session, extension="11", name="Putu", at=0.0)
        case(session, 10, 10, closed=SLOT + 1, owner=putu)
        case(session, 10, 10, 20, skill="delivery")
        rated(session, 2 * SLOT, 4, putu)
    with store.reading() as session:
        assert case_numbers.by_slot(session, 0, DAY) == {
            0: CaseNumbers(opened=2, contacts=3),
            1: CaseNumbers(closed=1, at_first=1),
            2: CaseNumbers(rated=1, ratings=4),
        }
        assert case_numbers.by_skill(session, 0, DAY) == {
            "billing": CaseNumbers(1, 1, 1, 1, 1, 4),
            "delivery": CaseNumbers(opened=1, contacts=2),
        }
        assert case_numbers.by_person(session, 0, DAY) == {
            putu.id: CaseNumbers(1, 1, 1, 1, 1, 4),
            None: CaseNumbers(opened=1, contacts=2),
        }
