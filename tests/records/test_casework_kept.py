"""What is written down about cases: answers, questions, handovers, gestures, transfers."""

import pytest
from sqlalchemy.orm import Session

from records import (
    answers,
    calls,
    cases,
    customers,
    goodwill,
    handovers,
    people,
    questions,
    transfers,
)
from records.errors import RecordsRefused
from records.models import Call, Case, Person, Role
from records.session import Store

NOW = 1_800_000_000.0
NUMBER = "+15552000001"


def person(session: Session, extension: str, role: Role = "agent") -> Person:
    return people.add(session, extension=extension, name=f"P{extension}", at=NOW, role=role)


def a_case(session: Session, owner: Person | None = None) -> Case:
    customer = customers.remember(session, NUMBER, at=NOW)
    return cases.open_case(
        session,
        NOW,
        customer=customer,
        language="en",
        skill="billing",
        reason="my bill",
        owner=owner,
    )


def a_call(session: Session, sid: str, case: Case) -> Call:
    call = calls.open_call(session, sid=sid, number=NUMBER, at=NOW)
    cases.touch(session, case, NOW, "call", call=call)
    return call


def test_the_newest_answer_is_the_official_one(store: Store) -> None:
    with store.transaction() as session:
        putu = person(session, "101")
        case, other = a_case(session, putu), a_case(session, putu)
        assert answers.official(session, case.id) is None
        first = answers.write(session, case, putu, " We refund it. ", NOW)
        assert answers.write(session, case, putu, "We refund it.", NOW + 1) is None
        second = answers.write(session, case, putu, "We refund half.", NOW + 2)
        assert answers.official(session, case.id) is second
        assert answers.all(session, case.id) == [first, second]
        assert answers.official(session, other.id) is None


@pytest.mark.parametrize("text", ["", "  \n", "x" * (answers.LONGEST + 1)])
def test_words_that_are_none_or_too_many_are_refused(store: Store, text: str) -> None:
    with store.transaction() as session:
        putu = person(session, "101")
        case = a_case(session)
        with pytest.raises(RecordsRefused):
            answers.write(session, case, putu, text, NOW)
        with pytest.raises(RecordsRefused):
            questions.ask(session, case, putu, text, NOW)


def test_a_question_waits_for_whoever_owns_the_case(store: Store) -> None:
    with store.transaction() as session:
        putu, made, wayan = (person(session, extension) for extension in ("101", "102", "103"))
        case = a_case(session, putu)
        asked = questions.ask(session, case, wayan, "Half or all?", NOW)
        assert asked is not None
        assert questions.ask(session, case, wayan, "Half or all? ", NOW + 1) is None
        assert questions.open_to(session, putu.id) == [asked]
        cases.own(session, case, made, NOW + 2)
        assert questions.open_to(session, putu.id) == []
        assert questions.open_to(session, made.id) == [asked]
        assert questions.reply(session, asked, made, "All.", NOW + 3)
        assert not questions.reply(session, asked, putu, "Half.", NOW + 4)
        assert (asked.reply, asked.replied_by) == ("All.", made.id)
        assert questions.open_to(session, made.id) == []
        assert questions.of_case(session, case.id) == [asked]
        assert questions.ask(session, case, wayan, "Half or all?", NOW + 5) is not None


def test_supervisors_are_asked_while_nobody_owns_the_case(store: Store) -> None:
    with store.transaction() as session:
        putu, ketut = person(session, "101"), person(session, "201", "supervisor")
        case = a_case(session)
        asked = questions.ask(session, case, putu, "Whose is it?", NOW)
        assert questions.open_to(session, ketut.id) == [asked]
        assert questions.open_to(session, putu.id) == []
        cases.own(session, case, putu, NOW)  # nobody is asked by themselves
        assert questions.open_to(session, putu.id) == []
        assert questions.open_to(session, ketut.id) == []


def test_one_handover_is_open_at_a_time(store: Store) -> None:
    with store.transaction() as session:
        putu, made, wayan = (person(session, extension) for extension in ("101", "102", "103"))
        case = a_case(session, putu)
        first = handovers.offer(session, case, made, putu, " Knows them. ", NOW)
        assert handovers.offer(session, case, made, putu, "again", NOW + 1) is first
        assert (first.note, first.from_id) == ("Knows them.", putu.id)
        assert handovers.open_to(session, made.id) == [first]
        second = handovers.offer(session, case, wayan, putu, "", NOW + 2)
        assert first.state == "withdrawn"
        assert handovers.open_of(session, case.id) is second
        assert handovers.settle(second, "accepted", NOW + 3)
        assert not handovers.settle(second, "declined", NOW + 4)
        assert handovers.open_to(session, wayan.id) == []
        assert [one.state for one in handovers.of_case(session, case.id)] == [
            "withdrawn",
            "accepted",
        ]


def test_goodwill_is_given_once_for_a_press(store: Store) -> None:
    with store.transaction() as session:
        putu, ketut = person(session, "101"), person(session, "201", "supervisor")
        case = a_case(session)
        assert goodwill.given(session, case.id) == 0
        for _ in range(2):
            goodwill.give(session, case, ketut, 50_000, "waited long", "one press", NOW)
        goodwill.give(session, case, putu, 10_000, "and again", "another press", NOW)
        assert goodwill.given(session, case.id) == 60_000
        assert goodwill.given(session, case.id, putu.id) == 10_000
        assert [one.amount for one in goodwill.of_case(session, case.id)] == [50_000, 10_000]


def test_transfers_are_counted_over_all_that_a_call_goes_on_from(store: Store) -> None:
    with store.transaction() as session:
        case = a_case(session)
        cut, regained, other = (a_call(session, sid, case) for sid in ("CA1", "CA2", "CA3"))
        cut.regained_by = regained.id
        calls.note(session, cut, transfers.WARM, NOW)
        calls.note(session, cut, "taken-over", NOW)
        calls.note(session, regained, transfers.BLIND, NOW)
        calls.note(session, regained, "passed-on", NOW)  # of the same transfer
        calls.note(session, other, "ended by agent", NOW)
        session.flush()
        assert [transfers.of_call(session, one) for one in (cut, regained, other)] == [1, 2, 0]
        assert transfers.of_case(session, case.id) == 2
