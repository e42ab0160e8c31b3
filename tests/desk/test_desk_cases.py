"""The pages of cases: mine, those of the house, and each with its story and all that can be done."""

import json
import re

import pytest
from flask import Flask

from records import answers, cases, people, questions
from records.models import Call, Case, Person
from tests.desk.calls_to_read import Archive
from tests.desk.cases_on_record import HOUR, Ledger
from tests.desk.casework_side import CaseworkSide
from tests.desk.people_at_the_desk import Hotline, Visitor, main, trail


@pytest.fixture(autouse=True)
def casework(app: Flask, hotline: Hotline) -> CaseworkSide:
    side = CaseworkSide(hotline)
    side.at_work(app)
    return side


@pytest.fixture
def case(ledger: Ledger, putu: Person) -> Case:
    """Sari's, whom Putu looks after."""
    found = ledger.case("Sari Dewi", putu)
    ledger.touched(found, "call", "letter")
    return found


def codes(page: str) -> list[str]:
    return re.findall(r'<a class="code" href="[^"]+">(\d{6})</a>', page)


def pressed(visitor: Visitor, case: Case, act: str, **form: str) -> dict[str, object]:
    """What the page is told when its script presses a button."""
    answer = visitor.client.post(
        f"/cases/{case.id}/{act}",
        data={"csrf": visitor.token()} | form,
        headers={"Accept": "application/json"},
    )
    told: dict[str, object] = json.loads(answer.text)
    assert answer.status_code == (200 if told["ok"] else 409)
    return told


def now(ledger: Ledger, case: Case) -> Case:
    with ledger.hotline.office.store.reading() as session:
        found = cases.by_id(session, case.id)
    assert found
    return found


# whose they are


def test_mine_come_with_what_is_to_be_solved_first(
    agent: Visitor, ledger: Ledger, putu: Person, made: Person
) -> None:
    late = ledger.case("Rina", putu, due_in=-HOUR)
    ledger.case("Budi", made)
    solved = ledger.case("Eka", putu, state="solved")
    urgent = ledger.case("Dewi", putu, urgent=True)
    ledger.case("Wati", putu, state="closed")
    page = agent.get("/cases").text
    assert codes(page) == [urgent.code, late.code, solved.code]
    assert "overdue" in main(page)


def test_what_waits_for_me_is_seen_on_every_page(
    agent: Visitor, ledger: Ledger, casework: CaseworkSide, case: Case, made: Person
) -> None:
    casework.ask(case.id, made.id, "May I promise a refund?")
    other = ledger.case("Rina", made)
    casework.offer(other.id, made.id, casework_owner(ledger, case), "You know her well")
    page = agent.get("/cases").text
    assert "Made asks" in main(page)
    assert "May I promise a refund?" in main(page)
    assert "Made offers you this case" in main(page)
    assert re.search(r'<span class="waiting">.*?2</span>', agent.get("/promises").text)


def casework_owner(ledger: Ledger, case: Case) -> int:
    owner = now(ledger, case).owner_id
    assert owner
    return owner


def test_a_supervisor_looks_at_cases_of_the_house(
    supervisor: Visitor, ledger: Ledger, putu: Person
) -> None:
    late = ledger.case("Rina", putu, due_in=-HOUR)
    unowned = ledger.case("Budi", due_in=HOUR)
    urgent = ledger.case("Dewi", putu, urgent=True)
    unconfirmed = ledger.case("Eka", putu, state="unconfirmed")
    seen = {
        which: set(codes(supervisor.get(f"/cases?of={which}").text))
        for which in ("all", "unowned", "late", "urgent", "unconfirmed", "internal")
    }
    assert seen == {
        "all": {late.code, unowned.code, urgent.code, unconfirmed.code},
        "unowned": {unowned.code},
        "late": {late.code},
        "urgent": {urgent.code},
        "unconfirmed": {unconfirmed.code},
        "internal": set(),
    }


def test_an_agent_has_no_business_with_cases_of_the_house(agent: Visitor) -> None:
    assert agent.get("/cases?of=all").status_code == 403


def test_a_case_is_found_by_its_number(agent: Visitor, ledger: Ledger, case: Case) -> None:
    found = agent.post("/cases/find", code=f" {case.code[:3]} {case.code[3:]} ")
    assert found.headers["Location"] == f"/cases/{case.id}"
    theirs = ledger.case("Rina")
    for code in (theirs.code, "000000", "nonsense"):
        answer = agent.post("/cases/find", code=code)
        assert answer.status_code == 404
        assert "There is no case with that number" in main(answer.text)


# the page of one


def test_a_case_tells_its_whole_story(
    agent: Visitor, ledger: Ledger, archive: Archive, case: Case, putu: Person
) -> None:
    ledger.answered(case, putu, "The refund comes on Monday.")
    ledger.gives(case, putu, 25, "For the wait")
    about = archive.call("Sari Dewi", putu)
    is_about(ledger, about, case)
    page = agent.get(f"/cases/{case.id}").text
    told = main(page)
    for words in (
        "Sari Dewi",
        "What the customer is told The refund comes on Monday.",
        "The customer wrote a letter",
        "Putu gave IDR 25 For the wait",
        "Putu wrote the answer",
        "Case opened",
        "We called the customer",
    ):
        assert words in told, words
    assert f"/calls/{about.id}" in page


def is_about(ledger: Ledger, call: Call, case: Case) -> None:
    with ledger.hotline.office.store.transaction() as session:
        known = session.get(Call, call.id)
        assert known
        known.case_id = case.id


def test_who_reads_a_case_is_on_record(agent: Visitor, hotline: Hotline, case: Case) -> None:
    agent.get(f"/cases/{case.id}")
    (deed,) = trail(hotline)
    assert (deed.deed, deed.subject, deed.details) == ("case-read", f"case-{case.id}", {})


def test_a_case_of_others_does_not_exist(agent: Visitor, ledger: Ledger, made: Person) -> None:
    theirs = ledger.case("Rina", made)
    assert agent.get(f"/cases/{theirs.id}").status_code == 404
    assert agent.get(f"/cases/{theirs.id}/state").status_code == 404
    assert agent.post(f"/cases/{theirs.id}/solve").status_code == 404
    assert now(ledger, theirs).state == "open"


def test_customers_are_not_for_administrators(administrator: Visitor, case: Case) -> None:
    for path in ("/cases", "/cases/new", f"/cases/{case.id}"):
        assert administrator.get(path).status_code == 403


# one answer


def test_the_owner_writes_the_answer(agent: Visitor, ledger: Ledger, case: Case) -> None:
    told = pressed(agent, case, "answer", text=" On Monday.\r\nBy transfer. ")
    assert told["said"] == "That is the answer now. Everybody sees it first."
    assert "On Monday.\nBy transfer." in str(told["shown"])
    with ledger.hotline.office.store.reading() as session:
        official = answers.official(session, case.id)
    assert official
    assert official.text == "On Monday.\nBy transfer."


def test_anybody_else_is_stopped_with_the_owners_name(
    agent: Visitor, ledger: Ledger, hotline: Hotline, made: Person
) -> None:
    knows(hotline, "Putu", "billing")
    theirs = ledger.case("Rina", made)
    told = pressed(agent, theirs, "answer", text="You get double.")
    assert told["why"] == "owned"
    assert str(told["said"]).startswith("Stopped: Made decides")
    with hotline.office.store.reading() as session:
        assert answers.official(session, theirs.id) is None
        (question,) = questions.of_case(session, theirs.id)
    assert (question.attempt, question.text) == (True, "You get double.")
    assert "Putu was stopped from saying You get double." in main(
        agent.get(f"/cases/{theirs.id}").text
    )


def knows(hotline: Hotline, name: str, skill: str) -> None:
    with hotline.office.store.transaction() as session:
        known = next(one for one in people.all(session) if one.name == name)
        known.skills = {skill: 3}


def test_the_owner_is_asked_in_one_click(
    agent: Visitor, ledger: Ledger, hotline: Hotline, made: Person, casework: CaseworkSide
) -> None:
    knows(hotline, "Putu", "billing")
    theirs = ledger.case("Rina", made)
    page = agent.get(f"/cases/{theirs.id}").text
    proposed = "The customer asks about this again. What may we tell them?"
    assert proposed in page
    assert pressed(agent, theirs, "ask", text=proposed)["said"] == "Made has your question."
    assert casework.asked[-1][0] == "ask"


def test_a_question_is_replied_to(
    agent: Visitor, case: Case, casework: CaseworkSide, made: Person
) -> None:
    casework.ask(case.id, made.id, "When?")
    page = agent.get(f"/cases/{case.id}").text
    question = re.search('name="question" value="([0-9]+)"', page)
    assert question
    told = pressed(agent, case, "reply", question=question[1], text="On Monday.")
    assert told["ok"]
    assert "On Monday." in main(agent.get(f"/cases/{case.id}").text)


# one owner


def test_a_case_without_an_owner_is_taken(agent: Visitor, ledger: Ledger, hotline: Hotline) -> None:
    knows(hotline, "Putu", "billing")
    unowned = ledger.case("Rina")
    assert unowned.code in codes(agent.get("/cases").text)
    assert pressed(agent, unowned, "take")["said"] == "The case is yours."
    assert now(ledger, unowned).owner_id


def test_a_case_is_offered_and_accepted(
    agent: Visitor, app: Flask, hotline: Hotline, ledger: Ledger, case: Case
) -> None:
    heir = hotline.person("Nyoman", login="nyoman")
    told = pressed(agent, case, "offer", to=str(heir.id), note="She moves to your town")
    assert "Offered to Nyoman" in str(told["shown"])
    other = Visitor(app.test_client())
    other.sign_in("nyoman")
    page = other.get(f"/cases/{case.id}").text
    assert "Putu offers you this case" in main(page)
    handover = re.search('name="handover" value="([0-9]+)"', page)
    assert handover
    assert pressed(other, case, "accept", handover=handover[1])["ok"]
    assert now(ledger, case).owner_id == heir.id


def test_whoever_declines_has_nothing_more_to_see(
    agent: Visitor, hotline: Hotline, ledger: Ledger, casework: CaseworkSide, putu: Person
) -> None:
    made = hotline.person("Nyoman")
    theirs = ledger.case("Rina", made)
    casework.offer(theirs.id, made.id, putu.id, "Please")
    handover = re.search('name="handover" value="([0-9]+)"', agent.get(f"/cases/{theirs.id}").text)
    assert handover
    answer = agent.post(f"/cases/{theirs.id}/decline", handover=handover[1])
    assert answer.headers["Location"] == "/cases?done=declined"
    assert agent.get(f"/cases/{theirs.id}").status_code == 404


# what became of it, what came in, what is given


def test_what_became_of_it(agent: Visitor, ledger: Ledger, case: Case) -> None:
    assert pressed(agent, case, "solve")["ok"]
    assert "only their yes closes it" in main(agent.get(f"/cases/{case.id}").text)
    assert pressed(agent, case, "reopen")["ok"]
    assert now(ledger, case).state == "open"
    assert pressed(agent, case, "dismiss")["ok"]
    assert now(ledger, case).state == "void"


def test_a_letter_counts_once_however_often_it_is_pressed(
    agent: Visitor, ledger: Ledger, case: Case
) -> None:
    form = {"channel": "letter", "text": "I wrote already.", "press": "x" * 20}
    for _ in range(2):
        assert agent.post(f"/cases/{case.id}/log", **form).status_code == 303
    with ledger.hotline.office.store.reading() as session:
        assert len(cases.contacts(session, now(ledger, case))) == 3


def test_goodwill_has_a_limit(agent: Visitor, case: Case, casework: CaseworkSide) -> None:
    form = {"reason": "For the wait", "press": "y" * 20}
    assert pressed(agent, case, "give", amount="200", **form)["why"] == "too-much"
    assert pressed(agent, case, "give", amount="much", **form)["why"] == "no-amount"
    assert pressed(agent, case, "give", amount="0", **form)["why"] == "no-amount"
    assert pressed(agent, case, "give", amount="75", **form)["ok"]
    assert "At most IDR 25" in main(agent.get(f"/cases/{case.id}").text)


def test_a_form_that_lacks_something_comes_back_with_what_was_written(
    agent: Visitor, case: Case
) -> None:
    answer = agent.post(
        f"/cases/{case.id}/give", amount="900", reason="For the wait", press="z" * 20
    )
    assert answer.status_code == 409
    assert "That is more than you may still give" in main(answer.text)
    assert 'value="900"' in answer.text
    assert agent.post(f"/cases/{case.id}/answer", text="  ").status_code == 409
    assert agent.post(f"/cases/{case.id}/log", channel="pigeon").status_code == 400
    assert agent.post(f"/cases/{case.id}/accept", handover="x").status_code == 400


def test_why_something_is_not_done(agent: Visitor, case: Case, casework: CaseworkSide) -> None:
    casework.why = "late"
    assert pressed(agent, case, "dismiss")["said"] == "It is too late for that."


def test_a_new_case_of_a_letter(agent: Visitor, ledger: Ledger, hotline: Hotline) -> None:
    knows(hotline, "Putu", "billing")
    form = {
        "channel": "letter",
        "number": "021 5550 7002",
        "name": "Rina",
        "skill": "billing",
        "reason": "She was billed twice.",
        "press": "w" * 20,
    }
    opened = agent.post("/cases/new", **form)
    assert opened.status_code == 303
    assert agent.post("/cases/new", **form).headers["Location"] == opened.headers["Location"]
    page = main(agent.get(opened.headers["Location"]).text)
    assert "Rina" in page
    assert "The case is open." in page
    wrong = agent.post("/cases/new", **(form | {"number": "nobody", "press": "v" * 20}))
    assert wrong.status_code == 409
    assert "That is no telephone number" in main(wrong.text)
    assert "She was billed twice." in wrong.text


def test_a_colleagues_case_needs_no_number(agent: Visitor, casework: CaseworkSide) -> None:
    form = {"channel": "internal", "skill": "billing", "reason": "Which form?", "press": "u" * 20}
    assert agent.post("/cases/new", **form).status_code == 303
    assert casework.asked[-1][4:] == (None, None, "internal")


def test_the_page_sees_that_there_is_something_new(
    agent: Visitor, case: Case, casework: CaseworkSide, made: Person
) -> None:
    before = agent.get(f"/cases/{case.id}/state").json
    casework.ask(case.id, made.id, "When?")
    after = agent.get(f"/cases/{case.id}/state").json
    assert before != after
    part = agent.get(f"/cases/{case.id}", **{"X-Part": "yes"}).json
    assert part
    assert "When?" in part["shown"]
    assert after == {"version": part["version"]}


def test_in_indonesian(agent: Visitor, case: Case) -> None:
    agent.post("/language", language="id", back="/cases")
    assert "Kasus saya" in main(agent.get("/cases").text)
    assert "Yang disampaikan kepada pelanggan" in main(agent.get(f"/cases/{case.id}").text)
    assert "Buka kasus" in main(agent.get("/cases/new").text)
