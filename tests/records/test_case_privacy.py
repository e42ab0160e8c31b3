"""Cases of customers who are forgotten, or who want to know what is on record about them."""

import json

import pytest
from sqlalchemy.orm import Session

from records import calls, cases, customers, people, phrases, privacy
from records.models import (
    Answer,
    Case,
    FollowUp,
    Goodwill,
    Handover,
    Notification,
    Person,
    Question,
)
from records.session import Store

NOW = 1_800_000_000.0
NUMBER, OTHER = "+15552000001", "+15552000002"
WORD = "qqmarker"


@pytest.fixture
def putu(store: Store) -> Person:
    with store.transaction() as session:
        return people.add(session, extension="11", name="Putu", at=0.0)


def lived(session: Session, putu: Person, number: str = NUMBER) -> Case:
    """A case with words of its customer wherever there may be some."""
    known = customers.remember(session, number, at=NOW, name="Rina")
    call = calls.open_call(session, sid=f"CA{number}", number=number, at=NOW, customer=known)
    call.reason = f"the {WORD}  is broken"
    case = cases.open_case(
        session, NOW, customer=known, language="en", skill="repair", reason=call.reason, owner=putu
    )
    cases.touch(session, case, NOW, "call", call=call)
    cases.touch(session, case, NOW + 9, "letter", text=f"{WORD}!", token=f"letter {number[-1]}")
    for row in (
        Answer(text=f"your {WORD} will be mended", person_id=putu.id, at=NOW),
        Question(asked_by=putu.id, text=f"{WORD}?", at=NOW, reply=f"yes, {WORD}"),
        Handover(to_id=putu.id, asked_by=putu.id, note=WORD, asked_at=NOW),
        Goodwill(person_id=putu.id, amount=5, reason=WORD, at=NOW, token=f"given {number[-1]}"),
        FollowUp(made_at=NOW, due_at=NOW + 60),
        Notification(
            token=f"late {number[-1]}",
            kind="late",
            way="call",
            number=number,
            language="en",
            arguments={"name": WORD},
            made_at=NOW,
            due_at=NOW,
        ),
    ):
        row.case_id = case.id
        session.add(row)
    phrases.add(session, "repair", "en", call.reason, "billing", putu, NOW)
    call.ended_at = NOW + 60
    session.flush()
    return case


def whole(store: Store, number: str) -> str:
    """All that is on record about a customer, as text."""
    with store.reading() as session:
        return json.dumps(privacy.export(session, number))


def test_all_of_a_case_is_handed_over(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        lived(session, putu)
    with store.reading() as session:
        (case,) = json.loads(json.dumps(privacy.export(session, NUMBER)))["cases"]
    assert case["reason"] == f"the {WORD}  is broken"
    of_it = ("contacts", "events", "answers", "questions", "handovers", "goodwill")
    assert all(case[name] for name in (*of_it, "follow_ups", "notifications"))
    assert case["contacts"][1]["note"] == f"{WORD}!"


def test_no_word_of_a_forgotten_case_stays_and_it_is_over(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        case_id = lived(session, putu).id
    with store.transaction() as session:
        privacy.forget(session, NUMBER, NOW + 100)
    with store.reading() as session:
        case = session.get_one(Case, case_id)
        assert (case.state, case.customer_id, case.closed_at) == ("void", None, NOW + 100)
        assert len(cases.contacts(session, case)) == 2
        follow_up, handover = session.get_one(FollowUp, 1), session.get_one(Handover, 1)
        assert (follow_up.state, handover.state) == ("cancelled", "withdrawn")
        assert session.get_one(Notification, 1).state == "cancelled"
        assert phrases.all(session) == []
        rows = [*map(repr, session.execute(Answer.__table__.select()))]
        for table in (Question, Handover, Goodwill, Notification, Case):
            rows += map(repr, session.execute(table.__table__.select()))
    assert not [row for row in rows if WORD in row or NUMBER in row]
    assert WORD not in whole(store, NUMBER)


def test_a_closed_case_stays_closed_for_the_reports(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        case = lived(session, putu)
        cases.confirm(session, case, NOW + 70)
    with store.transaction() as session:
        privacy.forget(session, NUMBER, NOW + 100)
    with store.reading() as session:
        kept = session.get_one(Case, case.id)
        assert (kept.state, kept.closed_at) == ("closed", NOW + 70)


def test_cases_of_others_are_left_alone(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        lived(session, putu)
        other = lived(session, putu, OTHER)
    with store.transaction() as session:
        privacy.forget(session, NUMBER, NOW + 100)
    assert WORD in whole(store, OTHER)
    with store.reading() as session:
        assert session.get_one(Case, other.id).state == "open"


def test_a_call_from_elsewhere_about_their_case_is_theirs(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        case = lived(session, putu)
        call = calls.open_call(session, sid="CAelsewhere", number=OTHER, at=NOW + 80)
        call.reason = f"again the {WORD}"
        cases.touch(session, case, NOW + 80, "call", call=call)
        call.ended_at = NOW + 90
    with store.transaction() as session:
        privacy.forget(session, NUMBER, NOW + 100)
    assert WORD not in whole(store, OTHER)


def test_a_phrase_is_added_once_for_a_skill(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        before = phrases.state(session)
        phrase = phrases.add(session, "repair", "en", " it is   broken ", "billing", putu, NOW)
        assert phrase is not None
        assert phrase.text == "it is broken"
        assert phrases.add(session, "repair", "en", "it is broken", None, putu, NOW) is None
        assert phrases.add(session, "repair", "en", "  ", None, putu, NOW) is None
        assert phrases.state(session) != before
        phrases.remove(session, phrase.id)
        assert phrases.all(session) == []
