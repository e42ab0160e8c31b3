"""Cases in a real browser: nothing needs a mouse, no word is lost, and the page keeps up."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from records import answers, calls
from records.models import Case, Person
from tests.browser.chromium import Visitors
from tests.desk.cases_on_record import Ledger
from tests.desk.casework_side import CaseworkSide
from tests.desk.people_at_the_desk import Hotline, enters


@pytest.fixture
def casework(app: Flask, hotline: Hotline) -> CaseworkSide:
    side = CaseworkSide(hotline)
    side.at_work(app)
    return side


@pytest.fixture
def mine(casework: CaseworkSide, ledger: Ledger, putu: Person) -> Case:
    return ledger.case("Sari Dewi", putu)


@pytest.fixture
def at_case(mine: Case, address: str, tab: Page) -> Page:
    """Putu has her case open."""
    enters(tab, address, "putu")
    tab.goto(f"{address}/cases/{mine.id}")
    return tab


def test_the_answer_is_written_without_a_mouse(at_case: Page, hotline: Hotline, mine: Case) -> None:
    at_case.focus("#answer-text")
    at_case.keyboard.insert_text("The refund comes on Monday.")
    at_case.keyboard.press("Tab")
    at_case.keyboard.press("Enter")
    expect(at_case.locator("#said")).to_have_text(
        "That is the answer now. Everybody sees it first."
    )
    expect(at_case.locator(".official .answer")).to_have_text("The refund comes on Monday.")
    with hotline.office.store.reading() as session:
        assert answers.official(session, mine.id)


def test_what_is_being_written_stays_while_others_act(
    at_case: Page, casework: CaseworkSide, mine: Case, made: Person
) -> None:
    at_case.fill("#answer-text", "Half a sentence")
    casework.ask(mine.id, made.id, "When does the technician come?")
    expect(at_case.locator("#questions")).to_contain_text("When does the technician come?")
    expect(at_case.locator("#answer-text")).to_have_value("Half a sentence")


def test_what_is_refused_stays_to_be_mended(at_case: Page, visitors: Visitors) -> None:
    at_case.click("#gives summary")
    at_case.fill("#give-amount", "900")
    at_case.fill("#give-reason", "For the wait")
    at_case.click("#gives .primary")
    expect(at_case.locator("#said")).to_contain_text("more than you may still give")
    expect(at_case.locator("#give-reason")).to_have_value("For the wait")
    assert "409" in visitors.complaints.pop()


def test_the_question_to_the_owner_is_one_key_away_in_a_talk(
    casework: CaseworkSide, ledger: Ledger, call: str, made: Person, address: str, tab: Page
) -> None:
    theirs = ledger.case("Sari Dewi", made)
    with ledger.hotline.office.store.transaction() as session:
        known = calls.by_id(session, call, lock=True)
        assert known
        known.case_id = theirs.id
    enters(tab, address, "putu")
    tab.goto(f"{address}/desk")
    expect(tab.locator("body")).to_have_attribute("data-state", "live")
    tab.keyboard.press("Alt+q")
    expect(tab.locator(f"#ask-{theirs.id}")).to_be_focused()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    expect(tab.locator("#their-case")).to_contain_text("Waiting for Made.")
    casework.answer(theirs.id, made.id, "The refund comes on Monday.")
    expect(tab.locator(".to-tell")).to_contain_text("The refund comes on Monday.")
