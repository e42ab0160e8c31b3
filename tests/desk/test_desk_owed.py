"""The page of promises: what is due, soon, late, and how those of the last days were kept."""

import re

import pytest

from records.models import Person
from tests.desk.cases_on_record import DAY, HOUR, Ledger
from tests.desk.people_at_the_desk import Visitor, main


def rows(page: str, name: str) -> list[str]:
    """What a reader sees in each row of a table."""
    table = re.search(rf'<table role="table" class="cards {name}".*?</table>', page, re.DOTALL)
    if table is None:
        return []
    found = re.findall(r"<tr role=\"row\".*?</tr>", table[0], re.DOTALL)[1:]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def sums(page: str) -> list[str]:
    return re.findall(r'<div class="sum ?[a-z]*"><dt>[^<]+</dt><dd>([^<]+)</dd>', page)


def test_what_is_due_first_comes_first(supervisor: Visitor, ledger: Ledger, putu: Person) -> None:
    ledger.promised(due_in=None, name="Eka")
    ledger.promised("supervisor", putu, due_in=2 * HOUR, name="Budi")
    ledger.promised(due_in=-600, name="Sari")
    ledger.promised(due_in=1800, name="Rina")
    page = supervisor.get("/promises").text
    late, soon, later, in_turn = rows(page, "owed")
    assert "Sari callback whoever is free" in late
    assert "overdue" in late
    assert "due within the hour" in soon
    assert "Budi supervisor\u2019s call Putu" in later
    assert "on time" in later
    assert "when it is their turn" in in_turn
    assert sums(page)[:3] == ["1", "1", "2"]


def test_how_promises_were_kept(supervisor: Visitor, ledger: Ledger, putu: Person) -> None:
    ledger.promised(by=putu, due_in=-HOUR, done_in=-HOUR + 50, state="kept", name="Sari")
    ledger.promised(by=putu, due_in=-2 * HOUR, done_in=-HOUR, state="kept", name="Rina")
    ledger.promised(by=putu, due_in=-3 * HOUR, done_in=-2 * HOUR, state="missed", name="Budi")
    ledger.promised(by=putu, due_in=-8 * DAY, done_in=-8 * DAY, state="missed", name="Eka")
    ledger.promised(by=putu, due_in=-HOUR, done_in=-HOUR, state="cancelled", name="Dewi")
    page = supervisor.get("/promises").text
    kept, late, missed = rows(page, "settled")
    assert "Sari" in kept
    assert kept.endswith("kept")
    assert late.endswith("kept late")
    assert missed.endswith("missed")
    assert sums(page)[3] == "33%"
    assert "1 of 3 in 7 days" in main(page)


def test_an_agent_sees_what_they_owe_and_what_is_owed_on_their_cases(
    agent: Visitor, ledger: Ledger, putu: Person, made: Person
) -> None:
    ledger.promised(by=putu, name="Sari")
    ledger.promised(by=made, name="Rina")
    ledger.promised(by=made, name="Budi", case=ledger.case(owner=putu))
    ledger.promised(by=made, name="Eka", due_in=-HOUR, done_in=-HOUR, state="kept")
    for owner in (putu, made):
        case = ledger.case(f"Customer of {owner.name}", owner)
        ledger.follow_up(case)
        ledger.unheard(case)
    page = agent.get("/promises").text
    assert [row.split(" callback")[0].split()[-1] for row in rows(page, "owed")] == ["Sari", "Budi"]
    (asked,) = rows(page, "asking")
    assert "Customer of Putu" in asked
    assert len(rows(page, "unheard")) == 1
    assert rows(page, "settled") == []
    assert "No promise came to its end" in main(page)


def test_customers_to_be_asked_and_words_that_did_not_arrive(
    supervisor: Visitor, ledger: Ledger, putu: Person
) -> None:
    case = ledger.case("Sari", putu, state="solved")
    ledger.follow_up(case, tries=2)
    ledger.unheard(case)
    page = supervisor.get("/promises").text
    (asked,) = rows(page, "asking")
    assert f"Sari Putu {case.code} by telephone tried 2 times" in asked
    (unheard,) = rows(page, "unheard")
    assert f"their new owner by telephone tried 2 times {case.code}" in unheard


def test_nothing_is_owed(supervisor: Visitor) -> None:
    page = main(supervisor.get("/promises").text)
    assert "Nothing is owed to anybody." in page
    supervisor.post("/language", language="id", back="/promises")
    assert "Tidak ada janji yang berakhir" in main(supervisor.get("/promises").text)


@pytest.mark.parametrize("path", ["/promises"])
def test_names_of_customers_are_not_for_administrators(administrator: Visitor, path: str) -> None:
    assert administrator.get(path).status_code == 403
