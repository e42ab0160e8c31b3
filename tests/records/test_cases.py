"""Cases: opened once, touched once for each contact, closed by their customers alone."""

import pytest
from sqlalchemy.orm import Session

from records import calls, cases, customers, people
from records.models import Case, Customer, Person
from records.session import Store

NOW = 1_800_000_000.0
NUMBER = "+15552000001"


def customer(session: Session) -> Customer:
    return customers.remember(session, NUMBER, at=NOW, name="Rina")


def agent(session: Session, extension: str = "101") -> Person:
    return people.add(session, extension=extension, name="Putu", at=NOW)


def a_case(session: Session, at: float = NOW) -> Case:
    return cases.open_case(
        session, at, customer=customer(session), language="en", skill="billing", reason="my bill"
    )


def kinds(session: Session, case: Case) -> list[str]:
    session.flush()
    return [event.kind for event in cases.events(session, case)]


def test_a_case_has_a_code_of_six_digits_and_is_found_by_it(store: Store) -> None:
    with store.transaction() as session:
        case, other = a_case(session), a_case(session)
        assert case.code != other.code
        assert len(case.code) == 6
        assert case.code.isdecimal()
        assert cases.by_code(session, case.code) is case


def test_the_cases_of_a_customer_begin_with_that_of_the_last_contact(store: Store) -> None:
    with store.transaction() as session:
        first, second, third = a_case(session), a_case(session, NOW + 5), a_case(session, NOW + 9)
        cases.touch(session, first, NOW + 60, "letter")
        cases.confirm(session, third, NOW + 70)
        known = customer(session).id
        assert cases.of_customer(session, known) == [first, second]
        assert cases.of_customer(session, known, ["closed"]) == [third]


def test_a_contact_is_put_down_once(store: Store) -> None:
    with store.transaction() as session:
        case = a_case(session)
        call = calls.open_call(session, sid="CA1", number=NUMBER, at=NOW)
        for _ in range(2):
            cases.touch(session, case, NOW, "call", call=call)
            cases.touch(session, case, NOW + 5, "letter", token="from the post room")
        assert [one.channel for one in cases.contacts(session, case)] == ["call", "letter"]
        assert call.case_id == case.id
        assert cases.of_call(session, call) is case
        assert cases.times(session, case, NOW) == 2
        assert cases.times(session, case, NOW + 1) == 1


def test_a_case_has_one_owner_at_a_time(store: Store) -> None:
    with store.transaction() as session:
        case, putu, made = a_case(session), agent(session), agent(session, "102")
        for owner in (putu, putu, made):
            cases.own(session, case, owner, NOW)
        assert case.owner_id == made.id
        assert kinds(session, case) == ["opened", "owned", "owned"]


def test_only_the_customer_closes_a_case(store: Store) -> None:
    with store.transaction() as session:
        case, putu = a_case(session), agent(session)
        assert cases.solve(session, case, putu, NOW)
        assert not cases.solve(session, case, putu, NOW)
        assert (case.state, case.solved_by, case.closed_at) == ("solved", putu.id, None)
        assert cases.confirm(session, case, NOW + 60)
        assert not cases.confirm(session, case, NOW + 90)
        assert (case.state, case.closed_at) == ("closed", NOW + 60)
        assert kinds(session, case) == ["opened", "solved", "confirmed"]


def test_a_case_that_is_denied_to_be_solved_is_urgent(store: Store) -> None:
    with store.transaction() as session:
        case, putu = a_case(session), agent(session)
        cases.solve(session, case, putu, NOW)
        assert cases.deny(session, case, NOW + 60)
        assert not cases.deny(session, case, NOW + 60)
        assert (case.state, case.urgent, case.reopened) == ("open", True, 1)
        assert (case.solved_at, case.solved_by) == (None, None)


def test_who_cannot_be_asked_leaves_a_case_that_is_not_closed(store: Store) -> None:
    with store.transaction() as session:
        case, putu = a_case(session), agent(session)
        assert not cases.leave_unconfirmed(session, case, NOW)
        cases.solve(session, case, putu, NOW)
        assert cases.leave_unconfirmed(session, case, NOW)
        assert (case.state, case.closed_at) == ("unconfirmed", None)
        assert cases.reopen(session, case, NOW)
        assert not case.urgent


@pytest.mark.parametrize("state", ["open", "solved"])
def test_what_was_no_problem_is_void(store: Store, state: str) -> None:
    with store.transaction() as session:
        case, putu = a_case(session), agent(session)
        if state == "solved":
            cases.solve(session, case, putu, NOW)
        assert cases.dismiss(session, case, putu, NOW)
        assert not cases.dismiss(session, case, putu, NOW)
        assert case.state == "void"
        assert cases.of_customer(session, customer(session).id) == []
