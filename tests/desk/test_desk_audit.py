"""The audit trail as a page, and the places to which each role is led."""

import re
from typing import get_args

import pytest

from desk.people.audit import KINDS, SHOWN
from desk.wording import LANGUAGES, Wording
from records import deeds, people
from records.models import DeedKind, Person
from tests.desk.calls_to_read import CONVERSATION, Archive
from tests.desk.people_at_the_desk import Hotline, Visitor, main


def places(visitor: Visitor) -> list[str]:
    page = visitor.client.get("/", follow_redirects=True).text
    found = re.search(r"<nav.*?</nav>", page, re.DOTALL)
    assert found
    return re.findall(r'href="([^"]+)"', found[0])


def test_a_trail_begins_with_who_signed_in(supervisor: Visitor) -> None:
    page = main(supervisor.get("/deeds").text)
    assert "Wayan signed in" in page
    assert "Nothing of this kind has been done yet." in main(supervisor.get("/deeds?of=data").text)


def test_who_did_what_to_which_call(
    archive: Archive, supervisor: Visitor, administrator: Visitor, putu: Person, hotline: Hotline
) -> None:
    call = archive.call("Sari", putu, number="+15555550123")
    archive.written(archive.recorded(call), CONVERSATION)
    supervisor.get(f"/calls/{call.id}")
    supervisor.get(f"/calls/{call.id}/export.srt")
    supervisor.post("/calls", words="bill")
    with hotline.office.store.transaction() as session:
        deeds.note(session, "forgot", hotline.now, subject="a1b2" * 16)
    for reader in (supervisor, administrator):
        page = reader.get("/deeds").text
        assert "the hotline itself deleted a customer\u2019s data a customer" in main(page)
        assert "Wayan searched 1 call" in main(page)
        assert "Wayan exported a call subtitles (SRT) the call" in main(page)
        assert "15 Jan 2027, 15:00 Wayan read a call the call" in main(page)
        assert f'href="/calls/{call.id}"' in page
        assert not re.search("sari|555|a1b2|bill", page, re.IGNORECASE)


def test_the_newest_two_hundred_and_then_the_older_ones(
    supervisor: Visitor, hotline: Hotline
) -> None:
    with hotline.office.store.transaction() as session:
        for second in range(SHOWN + 1):
            deeds.note(session, "removed" if second else "forgot", hotline.now + second)
    page = supervisor.get("/deeds?of=data").text
    assert main(page).count("deleted what was too old") == SHOWN
    assert "deleted a customer" not in main(page)
    older = re.search(r'<p class="older"><a href="([^"]+)"', page)
    assert older
    page = supervisor.get(older[1].replace("&amp;", "&")).text
    assert "deleted a customer" in main(page)
    assert "deleted what was too old" not in main(page)
    assert 'class="older"' not in page
    assert supervisor.get(f"/deeds?before={'9' * 30}").status_code == 200


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("data", "deleted a customer"),
        ("cases", "read a case the case"),
        ("cases", "ended an incident the incident"),
        ("floor", "changed somebody\u2019s status break Putu"),
        ("floor", "changed somebody\u2019s skills bills 4 Putu"),
        ("floor", "raised an emergency nobody new in line"),
        ("staff", "put somebody on record Putu"),
        ("door", "somebody was refused at the door a login (mark 0f0f0f)"),
    ],
)
def test_each_kind_by_itself_and_in_words(
    hotline: Hotline, supervisor: Visitor, putu: Person, kind: str, told: str
) -> None:
    about = f"person-{putu.id}"
    with hotline.office.store.transaction() as session:
        wayan = people.by_login(session, "wayan")
        now = hotline.now
        deeds.note(session, "forgot", now, subject="a1b2" * 16)
        broke = {"status": "break", "reason": None}
        deeds.note(session, "status-changed", now, person=wayan, subject=about, details=broke)
        learnt = {"skills": {"billing": 4}}
        deeds.note(session, "skills-changed", now, person=wayan, subject=about, details=learnt)
        deeds.note(session, "case-read", now, person=wayan, subject="case-7")
        deeds.note(session, "incident-ended", now, person=wayan, subject="incident-7")
        deeds.note(session, "emergency-raised", now, person=wayan, details={"closes": True})
        deeds.note(session, "person-added", now, person=wayan, details={"whom": putu.id})
        deeds.note(session, "sign-in-refused", now, subject="login-" + "0f" * 16)
    assert told in main(supervisor.get("/deeds").text)
    for each in KINDS:
        assert (told in main(supervisor.get(f"/deeds?of={each}").text)) is (each == kind)


def test_every_deed_is_of_one_kind_and_has_its_words() -> None:
    found = [deed for kinds in KINDS.values() for deed in kinds]
    assert sorted(found) == sorted(get_args(DeedKind))
    for language in LANGUAGES:
        say = Wording(language)
        assert all(say(f"deed-{deed}") for deed in found)
        assert all(say(f"deeds-{kind}") for kind in KINDS)


def test_there_is_no_other_kind(supervisor: Visitor) -> None:
    assert supervisor.get("/deeds?of=everything").status_code == 404
    assert supervisor.get("/deeds?before=x").status_code == 200


def test_the_trail_is_not_for_agents(agent: Visitor, visitor: Visitor) -> None:
    assert agent.get("/deeds").status_code == 403


def test_an_outsider_sees_no_trail(visitor: Visitor) -> None:
    assert visitor.get("/deeds").location == "/sign-in"


@pytest.mark.parametrize(
    ("who", "led"),
    [
        ("agent", ["/desk", "/calls", "/cases", "/promises", "/incidents", "/courtesy"]),
        (
            "supervisor",
            [
                *("/board", "/desk", "/calls", "/cases", "/promises", "/incidents"),
                *("/reports", "/courtesy", "/management", "/deeds"),
            ],
        ),
        (
            "administrator",
            [
                *("/board", "/calls", "/incidents", "/reports"),
                *("/management", "/people", "/deeds"),
            ],
        ),
    ],
)
def test_everybody_is_led_to_their_own_places(
    who: str, led: list[str], request: pytest.FixtureRequest
) -> None:
    visitor: Visitor = request.getfixturevalue(who)
    assert visitor.get("/").location == led[0]
    assert visitor.get("/sign-in").location == led[0]
    assert places(visitor) == led
    for address in led:
        page = visitor.get(address)
        assert page.status_code == 200
        assert f'<a href="{address}" aria-current="page"' in page.text
