"""The case beside the call: the official answer first, and nobody else's."""

import pytest
from flask import Flask

from desk.live import posts
from records import answers, calls, cases, questions
from records.models import Case, Person
from tests.desk.cases_on_record import Ledger
from tests.desk.casework_side import CaseworkSide
from tests.desk.people_at_the_desk import Hotline, Visitor, trail
from tests.desk.telephone_side import page, pressed


@pytest.fixture
def casework(app: Flask, hotline: Hotline) -> CaseworkSide:
    side = CaseworkSide(hotline)
    side.at_work(app)
    return side


@pytest.fixture
def case(casework: CaseworkSide, ledger: Ledger, call: str, made: Person) -> Case:
    """What Sari, who talks with Putu, phones about: Made looks after it."""
    found = ledger.case("Sari Dewi", made)
    ledger.touched(found, "call", "letter", "shop")
    is_about(ledger, call, found)
    return found


def is_about(ledger: Ledger, call_id: str, case: Case) -> None:
    with ledger.hotline.office.store.transaction() as session:
        call = calls.by_id(session, call_id, lock=True)
        assert call
        call.case_id, call.customer_id = case.id, case.customer_id


def test_the_answer_comes_first(agent: Visitor, ledger: Ledger, case: Case, made: Person) -> None:
    assert "Promise nothing yet: Made has not given an answer." in page(agent)
    ledger.answered(case, made, "The refund comes on Monday.")
    assert "Tell them this The refund comes on Monday. Made" in page(agent)


def test_it_says_whose_it_is_and_how_often_they_came_back(agent: Visitor, case: Case) -> None:
    assert f"{case.code} open contact 3 owner Made" in page(agent)


def test_the_owner_is_asked_in_one_click(
    agent: Visitor, ledger: Ledger, casework: CaseworkSide, case: Case, call: str, made: Person
) -> None:
    proposed = "The customer asks about this again. What may we tell them?"
    assert f"{proposed} Ask Made" in page(agent)
    ok, said = pressed(agent, "case-ask", case=str(case.id), call=call, text=proposed)
    assert (ok, said) == (True, "Your question is asked. The reply comes here.")
    assert "You asked: The customer asks about this again." in page(agent)
    with ledger.hotline.office.store.reading() as session:
        (question,) = questions.of_case(session, case.id)
    assert question.call_id == call
    casework.reply(question.id, made.id, "On Monday.")
    assert "Made: On Monday." in page(agent)


def test_another_answer_is_stopped_with_the_owners_name(
    agent: Visitor, hotline: Hotline, case: Case, call: str
) -> None:
    ok, said = pressed(agent, "case-answer", case=str(case.id), call=call, text="You get double.")
    assert not ok
    assert said.startswith("Stopped: Made decides what is said about this case.")
    with hotline.office.store.reading() as session:
        assert answers.official(session, case.id) is None
    assert "You wanted to say: You get double. Waiting for Made." in page(agent)


def test_the_owner_answers_beside_the_call(
    agent: Visitor, ledger: Ledger, casework: CaseworkSide, call: str, putu: Person
) -> None:
    own = ledger.case("Sari Dewi", putu)
    is_about(ledger, call, own)
    assert "What you write here is what everybody tells them." in page(agent)
    assert pressed(agent, "case-answer", case=str(own.id), call=call, text="On Monday.")[0]
    assert "Tell them this On Monday. Putu" in page(agent)


def test_the_call_is_about_another_case_or_something_new(
    agent: Visitor, ledger: Ledger, casework: CaseworkSide, case: Case, call: str, putu: Person
) -> None:
    other = ledger.case("Sari Dewi")
    with ledger.hotline.office.store.transaction() as session:
        known = cases.by_id(session, other.id)
        assert known
        known.customer_id = case.customer_id
    assert f"About case {other.code} · bills" in page(agent)
    assert pressed(agent, "case-about", call=call, case=str(other.id))[0]
    assert other.code in page(agent)
    assert pressed(agent, "case-about", call=call, case="new")[0]
    assert casework.asked[-1] == ("about", call, putu.id, None)


def test_goodwill_is_given_once(
    agent: Visitor, hotline: Hotline, casework: CaseworkSide, case: Case
) -> None:
    form = {"case": str(case.id), "amount": "60", "reason": "For the wait", "press": "card-1-1-0"}
    for _ in range(2):
        answer = agent.post("/desk/case-give", **form)
    assert "At most IDR 40" in page(agent)
    assert answer.status_code in (303, 409)
    assert not any(deed.deed == "case-read" for deed in trail(hotline))


def test_forms_that_are_not_ours(agent: Visitor, case: Case) -> None:
    assert agent.post("/desk/case-ask", case="x", text="?").status_code == 400
    assert agent.post("/desk/case-about", case="x").status_code == 400
    assert agent.post("/desk/case-ask", case="999999", text="?").status_code == 409


def test_no_case_no_card(agent: Visitor, casework: CaseworkSide, call: str) -> None:
    assert "Tell them this" not in page(agent)
    assert "Promise nothing yet" not in page(agent)


def test_the_page_follows_the_case(
    hotline: Hotline, casework: CaseworkSide, case: Case, putu: Person, made: Person
) -> None:
    """A page is drawn anew when its post is another one."""
    before = posts.of(hotline.office, putu.id)
    casework.answer(case.id, made.id, "On Monday.")
    assert posts.of(hotline.office, putu.id) != before
