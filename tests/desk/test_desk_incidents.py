"""The page of incidents: what supervisors see of them, and what they do about them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import pytest
from flask import Flask

import desk
from desk.office import Office
from records import incidents
from records.models import Incident, Person
from tests.desk.cases_on_record import DAY, HOUR, Ledger
from tests.desk.people_at_the_desk import Hotline, Visitor, main

SAID = {"said-en": "Bills are late.", "said-id": "Tagihan terlambat."}


@dataclass
class Side:
    """The telephone side: keeps what it is asked for, and answers `why`."""

    asked: list[tuple[object, ...]] = field(default_factory=list)
    why: str | None = None

    def open(
        self, by: int, skill: str, term: str | None, messages: Mapping[str, str]
    ) -> str | None:
        return self._answer("open", by, skill, term, dict(messages))

    def tell(
        self, incident_id: int, by: int, messages: Mapping[str, str], told: bool
    ) -> str | None:
        return self._answer("tell", incident_id, by, dict(messages), told)

    def solve(self, incident_id: int, by: int) -> str | None:
        return self._answer("solve", incident_id, by)

    def dismiss(self, incident_id: int, by: int) -> str | None:
        return self._answer("dismiss", incident_id, by)

    def link(self, incident_id: int, case_id: int, by: int, linked: bool) -> str | None:
        return self._answer("link", incident_id, case_id, by, linked)

    def _answer(self, *what: object) -> str | None:
        self.asked.append(what)
        return self.why


@pytest.fixture
def told() -> Side:
    return Side()


@pytest.fixture
def app(office: Office, told: Side) -> Iterator[Flask]:
    app = Flask("test", static_folder=None)
    app.secret_key = "for tests alone"
    live = desk.install(app, replace(office, incidents=told))
    yield app
    live.close()


@pytest.fixture
def wayan(hotline: Hotline) -> Person:
    return hotline.person("Wayan", role="supervisor", login="wayan")


@pytest.fixture
def supervisor(wayan: Person, visitor: Visitor) -> Visitor:
    visitor.sign_in("wayan")
    return visitor


@pytest.fixture
def incident(ledger: Ledger) -> Incident:
    return ledger.incident()


def articles(page: str) -> list[str]:
    found = re.findall(r'<article class="panel incident".*?</article>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


# What there is to see


def test_how_many_were_seen_where_few_are_usual(
    supervisor: Visitor, ledger: Ledger, incident: Incident
) -> None:
    case = ledger.case("Sari Dewi", incident=incident)
    ledger.case("Rina", state="solved", incident=incident)
    ledger.case("Budi")
    page = supervisor.get("/incidents").text
    (shown,) = articles(page)
    assert "bills callers are not told yet" in shown
    assert "Found 15 Jan 2027, 14:00: 7 customers reported it, where 1.2 are usual." in shown
    assert "Chance alone does that once in 5,000 times. So far it is 2 customers." in shown
    assert "2 cases, 1 to be solved" in shown
    assert f"{case.code} open" in shown
    assert "Sari" not in page


def test_one_with_a_word_and_one_opened_by_hand(
    supervisor: Visitor, ledger: Ledger, wayan: Person
) -> None:
    ledger.incident(None, key="term id padam", term="padam", chance=0.0, told=True)
    ledger.incident(opened_by=wayan.id, opened_at=ledger.now - DAY, observed=0)
    word, by_hand = articles(supervisor.get("/incidents").text)
    assert "\u201cpadam\u201d callers are told" in word
    assert "once in 1,000,000 times" in word
    assert "Opened by Wayan, 14 Jan 2027, 15:00. No customer of it is known yet." in by_hand


def test_those_that_are_over(supervisor: Visitor, ledger: Ledger, wayan: Person) -> None:
    end, by = ledger.now - HOUR, wayan.id
    solved = ledger.incident(state="solved", opened_at=ledger.now - DAY, ended_at=end, ended_by=by)
    ledger.case(incident=solved, state="closed")
    ledger.incident(state="dismissed", ended_at=end, ended_by=by)
    ledger.incident("repair", key="skill repair", state="solved", ended_at=ledger.now - 91 * DAY)
    page = supervisor.get("/incidents").text
    assert articles(page) == []
    seen = main(page)
    assert "No incident is open." in seen
    assert "bills 14 Jan 2027, 15:00 15 Jan 2027, 14:00 Wayan 1 case solved" in seen
    assert "was none" in seen
    assert "repair" not in seen


def test_agents_and_administrators_read_and_change_nothing(
    agent: Visitor, administrator: Visitor, incident: Incident, told: Side
) -> None:
    for visitor in (agent, administrator):
        page = visitor.get("/incidents").text
        assert "Bills come late." in page
        assert 'action="/incidents' not in page
        assert visitor.post(f"/incidents/{incident.id}/solve").status_code == 403
        assert visitor.post("/incidents/open", skill="billing", **SAID).status_code == 403
    assert told.asked == []


def test_in_indonesian(supervisor: Visitor, incident: Incident) -> None:
    supervisor.post("/language", language="id", back="/incidents")
    (shown,) = articles(supervisor.get("/incidents").text)
    assert "7 pelanggan melaporkannya, padahal biasanya 1,2" in shown


# What is done about them


def test_callers_are_told_when_a_supervisor_says_so(
    supervisor: Visitor, wayan: Person, incident: Incident, told: Side
) -> None:
    path = f"/incidents/{incident.id}/tell"
    answer = supervisor.post(path, told="yes", **SAID)
    assert answer.location == f"/incidents?done=tell#incident-{incident.id}"
    said = {"en": "Bills are late.", "id": "Tagihan terlambat."}
    assert supervisor.post(path, **SAID).status_code == 303
    assert told.asked == [
        ("tell", incident.id, wayan.id, said, True),
        ("tell", incident.id, wayan.id, said, False),
    ]
    assert "Saved. It holds from now on." in main(supervisor.get(answer.location).text)


def test_nothing_is_told_without_words(supervisor: Visitor, incident: Incident, told: Side) -> None:
    half = {"said-en": "Bills are <late>.", "said-id": "  "}
    answer = supervisor.post(f"/incidents/{incident.id}/tell", told="yes", **half)
    assert answer.status_code == 409
    assert "Bills are &lt;late&gt;." in answer.text  # what was written stays
    assert 'role="alert"' in answer.text
    assert told.asked == []


@pytest.mark.parametrize("act", ["solve", "dismiss"])
def test_it_is_over(
    supervisor: Visitor, wayan: Person, incident: Incident, told: Side, act: str
) -> None:
    answer = supervisor.post(f"/incidents/{incident.id}/{act}")
    assert answer.location == f"/incidents?done={act}#incident-{incident.id}"
    assert told.asked == [(act, incident.id, wayan.id)]
    assert 'role="status"' in supervisor.get(answer.location).text


def test_cases_are_linked_by_the_number_that_customers_know(
    supervisor: Visitor, wayan: Person, incident: Incident, ledger: Ledger, told: Side
) -> None:
    case = ledger.case()
    path = f"/incidents/{incident.id}/link"
    assert "done=link" in supervisor.post(path, code=f" {case.code[:3]} {case.code[3:]}").location
    assert "done=unlink" in supervisor.post(path, code=case.code, out="yes").location
    assert told.asked == [
        ("link", incident.id, case.id, wayan.id, True),
        ("link", incident.id, case.id, wayan.id, False),
    ]
    for wrong in ("", "12", "' or 1=1", "000000"):
        answer = supervisor.post(path, code=wrong)
        assert answer.status_code == 409
        assert "There is no case with that number." in answer.text
    assert len(told.asked) == 2


def test_one_is_opened_by_hand(supervisor: Visitor, wayan: Person, told: Side) -> None:
    said = {"en": "Bills are late.", "id": "Tagihan terlambat."}
    supervisor.post("/incidents/open", skill="billing", term=" Padam ", **SAID)
    supervisor.post("/incidents/open", skill="billing", **SAID)
    assert told.asked == [
        ("open", wayan.id, "billing", "padam", said),
        ("open", wayan.id, "billing", None, said),
    ]
    assert supervisor.post("/incidents/open", skill="cooking", **SAID).status_code == 409
    assert supervisor.post("/incidents/open", skill="billing").status_code == 409
    assert len(told.asked) == 2


def test_why_it_is_not_done_is_said(supervisor: Visitor, incident: Incident, told: Side) -> None:
    told.why = "late"
    answer = supervisor.post(f"/incidents/{incident.id}/solve")
    assert answer.status_code == 409
    assert "It is too late for that." in answer.text
    assert supervisor.post(f"/incidents/{incident.id}/explode").status_code == 404


def test_without_a_telephone_side_nothing_is_done(
    office: Office, hotline: Hotline, wayan: Person, incident: Incident
) -> None:
    app = Flask("test", static_folder=None)
    app.secret_key = "for tests alone"
    live = desk.install(app, office)
    visitor = Visitor(app.test_client())
    visitor.sign_in("wayan")
    assert visitor.post(f"/incidents/{incident.id}/solve").status_code == 409
    assert visitor.post("/incidents/open", skill="billing", **SAID).status_code == 409
    with office.store.reading() as session:
        assert [one.id for one in incidents.open_all(session)] == [incident.id]
    live.close()
