"""Repeated contacts on a case climb by themselves, once per step."""

import pytest

from records import Session, calls, cases, climbing, customers, needs, people, talks
from records.climbing import Step
from records.models import Call, Case
from records.session import Store

NOW, DAY = 1_800_000_000.0, 86400.0


def a_case(session: Session) -> Case:
    rina = customers.remember(session, "+6281355501234", at=NOW, name="Rina")
    return cases.open_case(
        session, NOW, customer=rina, language="en", skill="billing", reason="my bill"
    )


def contacts(session: Session, case: Case, *days: float) -> list[Step | None]:
    """What each of the contacts on these days makes the case climb to."""
    climbed = []
    for day in days:
        at = NOW + day * DAY
        assert cases.touch(session, case, at, "letter", token=f"letter {day}") is not None
        climbed.append(climbing.climb(session, case, at))
    return climbed


def test_the_first_contact_is_nothing_and_each_later_one_is_a_step(store: Store) -> None:
    with store.transaction() as session:
        found = contacts(session, a_case(session), 0, 1, 2, 3, 4, 5)
    steps = [Step.OWNER, Step.SUPERVISOR_TOLD, Step.SUPERVISOR, Step.MANAGER]
    assert found == [None, *steps, None]


def test_contacts_before_the_window_count_no_more(store: Store) -> None:
    with store.transaction() as session:
        assert contacts(session, a_case(session), 0, 31, 62) == [None, None, None]


def test_looking_again_changes_nothing(store: Store) -> None:
    with store.transaction() as session:
        case = a_case(session)
        contacts(session, case, 0, 1)
        assert climbing.climb(session, case, NOW + DAY) is None
        assert climbing.reached(session, case, NOW + DAY) is Step.OWNER
        steps = [one.data for one in cases.events(session, case) if one.kind == "climbed"]
        assert steps == [{"step": 2}]


def test_what_was_climbed_stays_climbed_when_the_window_has_passed(store: Store) -> None:
    with store.transaction() as session:
        case = a_case(session)
        contacts(session, case, 0, 1, 2, 3, 4)
        assert contacts(session, case, 100) == [None]
        assert (case.climbed, climbing.reached(session, case, NOW + 100 * DAY)) == (5, None)


def test_a_shorter_window_is_the_hotlines_to_choose(store: Store) -> None:
    with store.transaction() as session:
        case = a_case(session)
        contacts(session, case, 0)
        cases.touch(session, case, NOW + 2 * DAY, "shop", token="shop")
        assert climbing.climb(session, case, NOW + 2 * DAY, window=DAY) is None
        assert climbing.climb(session, case, NOW + 2 * DAY, window=3 * DAY) is Step.OWNER


@pytest.fixture
def call(store: Store) -> Call:
    with store.transaction() as session:
        return calls.open_call(session, sid="CA1", number="+6281355501234", at=NOW)


def test_each_talk_of_a_call_was_about_the_need_of_its_time(store: Store, call: Call) -> None:
    with store.transaction() as session:
        held = calls.by_id(session, call.id, lock=True)
        assert held is not None
        putu = people.add(session, extension="9001", name="Putu", at=NOW)
        first, second = a_case(session), a_case(session)
        held.case_id = first.id
        one = talks.begin_talk(session, held, putu, NOW + 1, offered_at=NOW, leg_sid="CA2")
        talks.close(one, "agent", NOW + 60)
        assert needs.case_of(session, held, one) is first
        needs.move_on(session, held, second, NOW + 70)
        two = talks.begin_talk(session, held, putu, NOW + 80, offered_at=NOW + 75, leg_sid="CA3")
        session.flush()
        assert needs.case_of(session, held, two) is second
        talks.close(two, "agent", NOW + 90)
        assert [needs.case_of(session, held, talk) for talk in (one, two)] == [first, second]
