"""The manager's page: what did not get solved by itself, and reasons that led the wrong way."""

import re

import pytest
from flask import Flask

from records import cases
from records.models import Person
from tests.desk.cases_on_record import DAY, HOUR, Ledger
from tests.desk.people_at_the_desk import Hotline, Visitor, main, token_on, trail

LOST = "My parcel is lost"


def part(page: str, name: str) -> str:
    """What a reader sees of one part of the page."""
    found = re.search(rf'<section class="panel"[^>]* id="{name}">(.*?)</section>', page, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


def forms(page: str) -> list[str]:
    return re.findall(r'<form [^>]*class="fault">.*?</form>', page, re.DOTALL)


@pytest.fixture
def manager(app: Flask, hotline: Hotline, ledger: Ledger) -> Visitor:
    """Komang, an agent who is a manager, signed in."""
    ledger.manages(hotline.person("Komang", login="komang"))
    visitor = Visitor(app.test_client())
    visitor.sign_in("komang")
    return visitor


def test_a_case_with_its_story_in_short(
    supervisor: Visitor, hotline: Hotline, ledger: Ledger, putu: Person, made: Person
) -> None:
    case = ledger.case("Sari Dewi", ago=DAY, climbed=5, urgent=True)
    ledger.touched(case, "call", "call", "letter", "shop", "call")
    with hotline.office.store.transaction() as session:
        known = cases.by_id(session, case.id)
        assert known
        cases.own(session, known, putu, hotline.now - HOUR)
        cases.note(session, known, "stopped", hotline.now - 60, person=made)
        cases.note(session, known, "of no interest", hotline.now)
    ledger.answered(case, putu, "We send a new one on Monday.")
    ledger.case(climbed=4)
    told = part(supervisor.get("/management").text, "fifth")
    assert f"{case.code} bills open urgent Sari Dewi" in told
    assert "Owner: Putu · 5 contacts · since 14 Jan 2027, 15:00" in told
    assert "They were told: We send a new one on Monday." in told
    steps = (
        "case opened",
        "telephoned",
        "wrote a letter",
        "came to the shop",
        "new owner ( Putu )",
    )
    places = [told.index(step) for step in steps]
    assert places == sorted(places)
    assert "another answer was stopped ( Made )" in told
    assert "of no interest" not in told
    read = [deed for deed in trail(hotline) if deed.deed == "case-read"]
    assert [deed.details for deed in read] == [{"cases": [case.id]}]


def test_what_needs_somebody(
    supervisor: Visitor, ledger: Ledger, archive_call: str, putu: Person
) -> None:
    late = ledger.case("Rina", putu, due_in=-HOUR)
    ledger.case("Eka", due_in=HOUR)
    nobody = ledger.case("Budi", state="unconfirmed")
    ledger.promised(due_in=-HOUR, name="Dewi", by=putu)
    ledger.promised("supervisor", due_in=-DAY, done_in=-HOUR, state="missed", name="Agus")
    ledger.promised(due_in=HOUR, name="Yanti")
    ledger.gives(late, putu, 50_000)
    ledger.gives(nobody, putu, 25_000)
    page = supervisor.get("/management").text
    assert f"{late.code} Rina" in part(page, "late")
    assert "Eka" not in part(page, "late")
    assert f"{nobody.code} Budi" in part(page, "unconfirmed")
    assert "nobody owns it" in part(page, "unconfirmed")
    broken = part(page, "broken")
    assert "Dewi overdue callback by Putu" in broken
    assert "Agus missed" in broken
    assert "Yanti" not in broken
    assert "Putu IDR 50,000" in part(page, "goodwill")
    assert "For the wait" in part(page, "goodwill")
    assert "IDR 75,000" in main(page)
    assert archive_call in part(page, "rated")


@pytest.fixture
def archive_call(ledger: Ledger, putu: Person) -> str:
    """A call that went badly, one that nobody was promised anything after, and a good one; what
    the page says about the first."""
    bad, worse, good = (ledger.archive.call(name, putu) for name in ("Sari", "Rini", "Tuti"))
    ledger.rated(bad, 2, putu)
    ledger.rated(worse, 1, putu)
    ledger.rated(good, 4, putu)
    ledger.promised("supervisor", due_in=HOUR, call=bad)
    return "Sari 2 of 5 Putu · a supervisor will call"


def test_calls_that_were_rated_well_are_not_there(supervisor: Visitor, archive_call: str) -> None:
    told = part(supervisor.get("/management").text, "rated")
    assert archive_call in told
    assert "Rini 1 of 5 Putu · no call was promised" in told
    assert "Tuti" not in told


def test_all_is_well(supervisor: Visitor, hotline: Hotline) -> None:
    page = main(supervisor.get("/management").text)
    for said in (
        "No customer had to come back five times.",
        "Every open case is in time.",
        "Every promise was kept.",
        "No reason has led callers the wrong way more than once.",
    ):
        assert said in page
    assert [deed for deed in trail(hotline) if deed.deed == "case-read"] == []
    supervisor.post("/language", language="id", back="/management")
    assert "Setiap janji ditepati." in main(supervisor.get("/management").text)


# Routing faults


def test_a_reason_that_leads_the_wrong_way_becomes_an_example(
    supervisor: Visitor, ledger: Ledger, hotline: Hotline
) -> None:
    hotline.office.titles["delivery"] = {"en": "delivery"}  # type: ignore[index]
    for said in (LOST, LOST, "Where is my parcel"):
        ledger.misled(said)
    ledger.misled("It is broken", to="repair")
    (form,) = forms(supervisor.get("/management").text)
    assert "bills → delivery" in form
    assert "3 calls passed on" in form
    chosen = f"en {LOST}"
    assert f'value="{chosen}" checked' in form
    taught = {"from": "billing", "to": "delivery", "phrase": chosen}
    for _ in range(2):
        assert supervisor.post("/management/phrases", **taught).status_code == 303
    (phrase,) = ledger.phrases()
    assert (phrase.text, phrase.skill, phrase.instead_of) == (LOST, "delivery", "billing")
    (deed,) = [deed for deed in trail(hotline) if deed.deed == "phrase-added"]
    assert deed.details == {"skill": "delivery", "from": "billing", "phrases": 1}
    (form,) = forms(supervisor.get("/management").text)
    assert "example now" in form
    assert f'value="{chosen}"' not in form


def test_nothing_but_what_callers_said_can_be_taught(
    supervisor: Visitor, ledger: Ledger, hotline: Hotline
) -> None:
    hotline.office.titles["delivery"] = {"en": "delivery"}  # type: ignore[index]
    for _ in range(2):
        ledger.misled(LOST)
    made_up = {"from": "billing", "to": "delivery", "phrase": "en anything at all"}
    assert supervisor.post("/management/phrases", **made_up).status_code == 303
    other_way = made_up | {"from": "delivery", "to": "billing", "phrase": f"en {LOST}"}
    assert supervisor.post("/management/phrases", **other_way).status_code == 404
    assert ledger.phrases() == []


# For whom


def test_managers_see_it_whatever_their_role(
    manager: Visitor, agent: Visitor, ledger: Ledger
) -> None:
    case = ledger.case("Sari Dewi", climbed=5)
    assert agent.get("/management").status_code == 403
    assert "Management" not in agent.get("/promises").text
    page = manager.get("/management")
    assert "Sari Dewi" in page.text
    assert ">Management</a>" in page.text
    assert f'href="/cases/{case.id}"' in page.text
    assert manager.get(f"/cases/{case.id}").status_code == 200


def test_administrators_see_no_names_and_no_words(
    administrator: Visitor, ledger: Ledger, putu: Person, hotline: Hotline
) -> None:
    case = ledger.case("Sari Dewi", putu, climbed=5, due_in=-HOUR)
    ledger.answered(case, putu, "We send a new one.")
    ledger.gives(case, putu, 50_000, "For Sari")
    ledger.promised(due_in=-HOUR, name="Sari Dewi")
    ledger.rated(ledger.archive.call("Sari Dewi"), 1)
    for _ in range(2):
        ledger.misled(f"I am Sari and {LOST}")
    page = administrator.get("/management").text
    assert case.code in page
    assert "Sari" not in page
    assert "We send" not in page
    assert "What callers said is not for your role." in main(page)
    taught = {"csrf": token_on(page), "from": "billing", "to": "delivery", "phrase": LOST}
    assert administrator.client.post("/management/phrases", data=taught).status_code == 403
    assert [deed for deed in trail(hotline) if deed.deed == "case-read"] == []
