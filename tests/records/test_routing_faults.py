"""Routing faults: reasons that led callers to people who had to pass them on."""

from uuid import uuid4

from sqlalchemy.orm import Session

from records import calls, cases, people, phrases, routing_faults
from records.models import Call, Visit
from records.routing_faults import LONGEST, Fault, Said
from records.session import Store

LOST = "My parcel is lost"
DAY = 86400.0


def led(
    session: Session, said: str | None, *ways: str | None, began: str = "billing", at: float = 10
) -> Call:
    """A call about `said` that began with one department and was passed on to others, None for
    a colleague of the same."""
    call = calls.open_call(session, sid=f"CA{uuid4().hex}", number=None, at=at)
    case = cases.open_case(session, at, customer=None, language="en", skill=began, reason=said)
    call.case_id, call.reason, call.language = case.id, said, "en"
    for place, skill in enumerate(ways):
        calls.note(session, call, "ended by transfer", at + place, data={"skill": skill})
    return call


def handed_over(session: Session, call: Call, skill: str, outcome: str = "handed-over") -> None:
    """A colleague with that skill was asked in, and the caller handed over."""
    putu = people.by_extension(session, "11") or people.add(
        session, extension="11", name="Putu", at=0.0
    )
    talk = calls.begin_talk(session, call, putu, 20)
    session.flush()
    visit = Visit(
        purpose="transfer",
        mode="join",
        call_id=call.id,
        talk_id=talk.id,
        asked_by=putu.id,
        skill=skill,
        language="en",
        asked_at=20,
        ended_at=30,
        outcome=outcome,
    )
    session.add(visit)


def found(store: Store, **asked: float) -> list[Fault]:
    with store.reading() as session:
        return routing_faults.faults(session, 0, DAY, **asked)  # type: ignore[arg-type]


def test_the_same_way_more_than_once_is_a_fault_with_what_was_said(store: Store) -> None:
    with store.transaction() as session:
        led(session, LOST, "delivery")
        led(session, f"  {LOST} ", "delivery")
        led(session, "Where is it", "delivery")
        led(session, "My bill", "billing", began="delivery")
    assert found(store) == [
        Fault(
            "billing",
            "delivery",
            3,
            (Said(LOST, "en", 2, False), Said("Where is it", "en", 1, False)),
        )
    ]
    ways = [(fault.instead_of, fault.skill) for fault in found(store, least=1)]
    assert ways == [("billing", "delivery"), ("delivery", "billing")]


def test_a_caller_who_was_handed_over_was_passed_on(store: Store) -> None:
    with store.transaction() as session:
        for _ in range(2):
            handed_over(session, led(session, LOST), "delivery")
        for _ in range(2):
            handed_over(session, led(session, LOST), "repair", outcome="nobody")
    assert [(fault.skill, fault.calls) for fault in found(store)] == [("delivery", 2)]


def test_a_call_counts_by_where_it_came_to_rest(store: Store) -> None:
    with store.transaction() as session:
        for _ in range(2):
            led(session, LOST, "repair", "delivery")
            led(session, "Too dear", "delivery", "billing")  # and back again
            led(session, "My friend", None)  # another agent of the same department
            led(session, "Fine")
    assert [(fault.skill, fault.calls) for fault in found(store)] == [("delivery", 2)]


def test_calls_of_another_time_and_long_stories_are_left_out(store: Store) -> None:
    with store.transaction() as session:
        led(session, "x" * (LONGEST + 1), "delivery")
        led(session, None, "delivery")
        led(session, LOST, "delivery", at=DAY)
    assert found(store) == [Fault("billing", "delivery", 2, ())]


def test_what_is_an_example_already_is_marked(store: Store) -> None:
    with store.transaction() as session:
        led(session, LOST, "delivery")
        led(session, LOST, "delivery")
        putu = people.add(session, extension="12", name="Putu", at=0.0)
        phrases.add(session, "delivery", "en", LOST, "billing", putu, 50)
    (fault,) = found(store)
    assert fault.phrases == (Said(LOST, "en", 2, True),)
    assert fault.mended
