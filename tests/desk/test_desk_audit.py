"""The audit trail as a page, and the places to which each role is led."""

import re

import pytest

from records import deeds
from records.models import Person
from tests.desk.calls_to_read import CONVERSATION, Archive
from tests.desk.people_at_the_desk import Hotline, Visitor, main


def places(visitor: Visitor) -> list[str]:
    page = visitor.client.get("/", follow_redirects=True).text
    found = re.search(r"<nav.*?</nav>", page, re.DOTALL)
    assert found
    return re.findall(r'href="([^"]+)"', found[0])


def test_an_empty_trail_says_when_it_begins(supervisor: Visitor) -> None:
    page = main(supervisor.get("/deeds").text)
    assert "Nothing is in the trail yet. It begins when somebody reads a call." in page


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


def test_the_newest_two_hundred(supervisor: Visitor, hotline: Hotline) -> None:
    with hotline.office.store.transaction() as session:
        for second in range(201):
            deeds.note(session, "removed" if second else "forgot", hotline.now + second)
    page = main(supervisor.get("/deeds").text)
    assert page.count("deleted what was too old") == 200
    assert "deleted a customer" not in page


def test_the_trail_is_not_for_agents(agent: Visitor, visitor: Visitor) -> None:
    assert agent.get("/deeds").status_code == 403


def test_an_outsider_sees_no_trail(visitor: Visitor) -> None:
    assert visitor.get("/deeds").location == "/sign-in"


@pytest.mark.parametrize(
    ("who", "led"),
    [
        ("agent", ["/calls", "/courtesy", "/my-call"]),
        ("supervisor", ["/board", "/calls", "/courtesy", "/my-call", "/deeds"]),
        ("administrator", ["/board", "/calls", "/deeds"]),
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
