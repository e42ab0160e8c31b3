"""Reports and stories in a real browser: nothing sticks out, all can use them, all is linked."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from records import calls
from records.models import Call, Person
from tests.desk.calls_to_read import CONVERSATION, MEASURES, POINTS, Archive
from tests.desk.people_at_the_desk import Hotline, Visitor, enters

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
WIDE = "[...document.querySelectorAll('dd, td, summary, .chapter p, .head')]"
STICKING = f"{WIDE}.filter((one) => one.scrollWidth > one.clientWidth + 1).length"


@pytest.fixture
def call(archive: Archive, hotline: Hotline, putu: Person) -> Call:
    """A call with everything in it, among others of two days."""
    archive.call("Eka", ago=86400, skill="delivery")
    archive.call("Rina", putu, ago=86400)
    call = archive.call("Raden Mas Panji Sosrokartono", putu, honorific="Bapak")
    archive.written(archive.recorded(call), CONVERSATION, measures=MEASURES, points=POINTS)
    hotline.chooses(putu, "ready")
    with hotline.office.store.transaction() as session:
        known = calls.by_id(session, call.id, lock=True)
        assert known
        for after, kind in ((5, "offered"), (9, "missed"), (60, "held"), (90, "unheld")):
            calls.note(session, known, kind, call.started_at + after, data={"agent": putu.id})
    return call


@pytest.fixture
def reader(address: str, tab: Page, supervisor: Visitor, call: Call) -> Page:
    """A browser in which Wayan, a supervisor, has signed in."""
    enters(tab, address, "wayan")
    return tab


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1024, "dark"), (390, "light")])
def test_everybody_can_use_the_pages_and_nothing_sticks_out(
    reader: Page, address: str, call: Call, width: int, scheme: str
) -> None:
    reader.set_viewport_size({"width": width, "height": 900})
    reader.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for path in ("/reports", "/reports?by=agent", f"/calls/{call.id}", "/calls"):
        reader.goto(f"{address}{path}")
        assert reader.evaluate("document.documentElement.scrollWidth") <= width
        assert reader.evaluate(STICKING) == 0
        found = Axe().run(reader, options=RULES).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_a_number_leads_to_its_calls(reader: Page, address: str) -> None:
    reader.goto(f"{address}/reports")
    reader.get_by_role("link", name="Skill", exact=True).click()
    reader.get_by_role("link", name="delivery").first.click()
    expect(reader.locator("tbody tr")).to_have_count(1)
    expect(reader.locator("tbody .caller")).to_have_text("Eka")
    expect(reader.locator("#skill")).to_have_value("")  # a skill that this hotline has no more


def test_other_days_are_chosen_by_keyboard(reader: Page, address: str) -> None:
    reader.goto(f"{address}/reports")
    reader.fill("#since", "2027-01-14")
    reader.fill("#until", "2027-01-14")
    reader.press("#until", "Enter")
    expect(reader.locator(".titled h2")).to_have_text("14 Jan 2027")
    expect(reader.locator(".number.offered .value")).to_have_text("2")


def test_a_chapter_is_closed_by_keyboard_and_stays_so(
    reader: Page, address: str, hotline: Hotline
) -> None:
    call_id, _ = hotline.phones("Sari", waited=75)
    reader.goto(f"{address}/calls/{call_id}")
    reader.focus("#chapter-1 summary")
    reader.keyboard.press("Enter")
    with hotline.office.store.transaction() as session:
        call = calls.by_id(session, call_id, lock=True)
        assert call
        calls.note(session, call, "supervisor-wanted", hotline.now)
    expect(reader.locator("#chapter-2")).to_contain_text("A supervisor is wanted.")
    expect(reader.locator("#chapter-1")).not_to_have_attribute("open", "")
