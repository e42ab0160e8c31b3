"""Follow-ups: one is open for a case, and only its customer's word closes it."""

import pytest
from sqlalchemy.orm import Session

from records import cases, customers, follow_ups, people
from records.models import Case
from records.session import Store

NOW = 1_800_000_000.0
DAY = 86400.0


def solved_case(session: Session) -> Case:
    rina = customers.remember(session, "+15552000001", at=NOW, name="Rina")
    putu = people.add(session, extension="101", name="Putu", at=NOW)
    case = cases.open_case(
        session, NOW, customer=rina, language="en", skill="billing", reason="my bill", owner=putu
    )
    cases.solve(session, case, putu, NOW)
    return case


def test_a_case_has_one_open_follow_up_and_the_earlier_time_counts(store: Store) -> None:
    with store.transaction() as session:
        case = solved_case(session)
        first = follow_ups.make(session, case, NOW, NOW + DAY, "text")
        again = follow_ups.make(session, case, NOW + 5, NOW + 60, "call")
        assert again is first
        assert (first.due_at, first.way) == (NOW + 60, "text")
        assert follow_ups.open_of(session, case.id) is first


def test_a_follow_up_is_due_at_its_time(store: Store) -> None:
    with store.transaction() as session:
        follow_up = follow_ups.make(session, solved_case(session), NOW, NOW + DAY)
        assert follow_ups.due(session, NOW + DAY - 1) == []
        assert follow_ups.due(session, NOW + DAY) == [follow_up]
        assert follow_ups.open_all(session) == [follow_up]


@pytest.mark.parametrize(
    ("solved", "state", "case_state", "urgent"),
    [(True, "confirmed", "closed", False), (False, "denied", "open", True)],
)
def test_the_customers_word_settles_it(
    store: Store, solved: bool, state: str, case_state: str, urgent: bool
) -> None:
    with store.transaction() as session:
        case = solved_case(session)
        follow_up = follow_ups.make(session, case, NOW, NOW + DAY)
        assert follow_ups.answer(session, case, NOW + DAY, solved=solved)
        assert not follow_ups.answer(session, case, NOW + DAY + 9, solved=solved)
        assert (follow_up.state, follow_up.done_at) == (state, NOW + DAY)
        assert (case.state, case.urgent) == (case_state, urgent)
        assert follow_ups.open_of(session, case.id) is None
        assert follow_ups.newest_of(session, case.id) is follow_up


def test_who_cannot_be_reached_is_tried_up_to_a_limit_and_the_case_is_never_closed(
    store: Store,
) -> None:
    with store.transaction() as session:
        case = solved_case(session)
        follow_up = follow_ups.make(session, case, NOW, NOW, "text")
        follow_ups.tried(session, case, follow_up, NOW, again_at=NOW + DAY, most=2)
        assert (follow_up.state, follow_up.due_at, follow_up.way) == ("open", NOW + DAY, "call")
        assert case.state == "solved"
        follow_ups.tried(session, case, follow_up, NOW + DAY, again_at=NOW + 2 * DAY, most=2)
        assert (follow_up.state, follow_up.tries) == ("unconfirmed", 2)
        assert (case.state, case.closed_at) == ("unconfirmed", None)


def test_a_cancelled_follow_up_makes_room_for_the_next(store: Store) -> None:
    with store.transaction() as session:
        case = solved_case(session)
        first = follow_ups.make(session, case, NOW, NOW + DAY)
        assert follow_ups.cancel(session, case, NOW + 5)
        assert not follow_ups.cancel(session, case, NOW + 6)
        assert (first.state, first.done_at) == ("cancelled", NOW + 5)
        assert follow_ups.make(session, case, NOW + 9, NOW + DAY) is not first
