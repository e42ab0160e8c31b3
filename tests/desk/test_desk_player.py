"""A call in a real browser: it is heard, its words are followed, and its page keeps up."""

import json

import pytest
from playwright.sync_api import Page, expect

from records import points, transcripts
from records.models import Call, Person
from tests.browser.chromium import Visitors, until
from tests.desk.calls_to_read import CONVERSATION, MEASURES, POINTS, Archive, Shelf, spaced
from tests.desk.people_at_the_desk import Hotline, enters

SOUND = "document.querySelector('audio')"
SPOKEN = "[...document.querySelectorAll('.w[aria-current]')].map((word) => word.textContent).join()"
STOPS = f"""new Promise((told) => {{
  const sound = {SOUND};
  const stop = () => {{ sound.pause(); told(JSON.stringify([sound.currentTime, {SPOKEN}])); }};
  if (!sound.paused && sound.readyState > 2) stop();
  else sound.addEventListener("playing", stop, {{once: true}});
}})"""
"""Lets the sound begin, stops it, and tells at which second and with which word marked."""


@pytest.fixture
def call(archive: Archive, putu: Person) -> Call:
    call = archive.call("Sari Dewi", putu)
    archive.written(archive.recorded(call), CONVERSATION, measures=MEASURES, points=POINTS)
    return call


@pytest.fixture
def reader(address: str, tab: Page, putu: Person) -> Page:
    """A browser in which Putu has signed in."""
    tab.set_viewport_size({"width": 1440, "height": 900})
    enters(tab, address, "putu")
    return tab


@pytest.fixture
def page(reader: Page, address: str, call: Call) -> Page:
    """The page of Sari's call."""
    reader.goto(f"{address}/calls/{call.id}")
    return reader


def begun(page: Page) -> tuple[float, str]:
    second, spoken = json.loads(page.evaluate(STOPS))
    return second, spoken


def searches(page: Page, address: str, words: str) -> None:
    page.goto(f"{address}/calls")
    page.fill("#words", words)
    page.click(".search .primary")
    page.wait_for_selector(".hits")


def test_a_clicked_word_is_heard_and_marked(page: Page) -> None:
    page.click("li:nth-child(2) .w:nth-of-type(3)")  # "is", which begins at 4.9
    second, spoken = begun(page)
    assert 4.9 <= second < 5.3
    assert spoken == "is"


def test_words_are_marked_as_they_are_said(page: Page) -> None:
    height = page.evaluate("document.querySelector('.said').offsetHeight")
    page.click("li:nth-child(2) .w:nth-of-type(3)")
    until(page, f"{SPOKEN} === 'sari'")
    until(page, "document.querySelectorAll('.said li')[2].hasAttribute('aria-current')")
    assert page.evaluate("document.querySelector('.said').offsetHeight") == height
    page.evaluate(f"{SOUND}.pause()")


def test_measures_and_points_are_heard_from_where_they_were_said(page: Page) -> None:
    page.click(".points li:first-of-type .from")
    assert 10 <= begun(page)[0] < 10.4
    page.click(".measures .from")
    assert 0.5 <= begun(page)[0] < 0.9


def test_a_conversation_by_keyboard(page: Page) -> None:
    page.focus(".said")
    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.querySelector('.words').textContent").endswith(
        "wrong"
    )
    assert page.evaluate(f"{SOUND}.currentTime") == pytest.approx(4.2)
    assert page.evaluate(SPOKEN) == "my"
    page.keyboard.press("Space")
    assert 4.2 <= begun(page)[0] < 4.6
    page.keyboard.press("End")
    assert page.evaluate(f"{SOUND}.currentTime") == pytest.approx(10.0)


def test_a_search_leads_to_the_line_in_which_it_was_said(
    reader: Page, address: str, call: Call
) -> None:
    searches(reader, address, "sorry")
    line = reader.evaluate("document.querySelector('.hits a').hash")
    reader.click(".hits a")
    reader.wait_for_url(f"{address}/calls/{call.id}{line}")
    expect(reader.locator("li:target")).to_contain_text("sorry")


def test_a_search_is_still_there_when_its_reader_comes_back(
    reader: Page, address: str, call: Call
) -> None:
    searches(reader, address, "sorry")
    reader.click(".when a")
    reader.wait_for_url(f"{address}/calls/{call.id}**")
    reader.go_back()
    expect(reader.locator("mark").first).to_have_text("sorry")
    expect(reader.locator("#words")).to_have_value("sorry")


def test_what_is_listened_to_goes_on_when_its_part_is_taken_anew(
    archive: Archive, reader: Page, address: str, putu: Person, hotline: Hotline
) -> None:
    call = archive.call("Eka", putu)
    archive.written(archive.recorded(call), CONVERSATION, points=POINTS)
    archive.works(archive.recorded(call, "message", after=100))
    reader.goto(f"{address}/calls/{call.id}")
    reader.click("li:nth-child(2) .w")
    reader.wait_for_selector(".w[aria-current]")
    with hotline.office.store.transaction() as session:
        point = points.of_call(session, call.id)[0]
        points.decide(session, point.id, putu, "accepted", hotline.now)
    reader.wait_for_selector(".points .accepted")
    assert not reader.evaluate(f"{SOUND}.paused")
    reader.evaluate(f"{SOUND}.pause()")


def test_a_sound_that_does_not_come_is_told(page: Page, shelf: Shelf, visitors: Visitors) -> None:
    problem = page.locator(".player .problem")
    expect(problem).to_be_hidden()
    shelf.sounds.clear()
    page.locator(".said .w").first.click()
    expect(problem).to_be_visible()
    visitors.complaints.clear()  # the browser's own, of what did not come


def test_the_text_comes_by_itself_and_progress_before_it(
    archive: Archive, reader: Page, address: str, putu: Person, hotline: Hotline
) -> None:
    call = archive.call("Eka", putu)
    sid = archive.recorded(call)
    archive.works(sid, 0.4)
    reader.goto(f"{address}/calls/{call.id}")
    reader.evaluate("window.same = true; document.querySelector('progress').id = 'still'")
    with hotline.office.store.transaction() as session:
        transcripts.progress(session, sid, "worker", 0.7, hotline.now + 60)
    expect(reader.locator(".share")).to_have_text("70%")
    assert reader.evaluate("document.getElementById('still').value") == 0.7
    archive.written(sid, [(0, spaced("where is my phone", 1))])
    expect(reader.locator(".said")).to_contain_text("phone")
    expect(reader.locator("#news")).to_have_text("done")
    reader.wait_for_selector(".exports")
    assert reader.evaluate("window.same")
    reader.locator(".w").first.click()
    assert begun(reader)[1] == "where"


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_sticks_out_of_the_pages_of_calls(
    archive: Archive, reader: Page, address: str, putu: Person, width: int
) -> None:
    call = archive.call(
        "Raden Mas Panji Sosrokartono Kusumowardhaningratnegara", putu, honorific="Bapak"
    )
    archive.fails(archive.recorded(call, "message"), "too-many-channels")
    said = [(0, spaced("antidisestablishmentarianism " * 4, 1)), (1, spaced("yes", 1.2))]
    archive.written(archive.recorded(call), said, measures=MEASURES, points=POINTS)
    reader.set_viewport_size({"width": width, "height": 900})
    for path in ("/calls", f"/calls/{call.id}", "/courtesy"):
        reader.goto(f"{address}{path}")
        assert reader.evaluate("document.documentElement.scrollWidth") <= width
        cells = "[...document.querySelectorAll('td, tbody th, dd, .words, .head')]"
        wide = f"{cells}.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length"
        assert reader.evaluate(wide) == 0
