"""A call in a real browser: it is heard, its words are followed, and its page keeps up."""

import json

import pytest

from records import calls, points, recordings, talks, transcripts
from records.models import Call, Person
from tests.desk.calls_to_read import CONVERSATION, MEASURES, POINTS, Archive, Shelf, spaced
from tests.desk.chromium import Chromium
from tests.desk.people_at_the_desk import Hotline, signs_in

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
def reader(address: str, browser: Chromium, putu: Person) -> Chromium:
    """A browser in which Putu has signed in."""
    browser.resize(1440, 900)
    signs_in(browser, address, "putu", f"{address}/calls")
    return browser


@pytest.fixture
def page(reader: Chromium, address: str, call: Call) -> Chromium:
    """The page of Sari's call."""
    reader.open(f"{address}/calls/{call.id}")
    return reader


def begun(browser: Chromium) -> tuple[float, str]:
    second, spoken = json.loads(browser.run(STOPS))
    return second, spoken


def test_a_clicked_word_is_heard_and_marked(page: Chromium) -> None:
    page.click("li:nth-child(2) .w:nth-of-type(3)")  # "is", which begins at 4.9
    second, spoken = begun(page)
    assert 4.9 <= second < 5.3
    assert spoken == "is"


def test_words_are_marked_as_they_are_said(page: Chromium) -> None:
    height = page.run("document.querySelector('.said').offsetHeight")
    page.click("li:nth-child(2) .w:nth-of-type(3)")
    page.until(f"{SPOKEN} === 'sari'")
    page.until(
        "document.querySelector('li[aria-current]').id === document.querySelectorAll('.said li')[2].id"
    )
    assert page.run("document.querySelector('.said').offsetHeight") == height
    page.run(f"{SOUND}.pause()")


def test_measures_and_points_are_heard_from_where_they_were_said(page: Chromium) -> None:
    page.click(".points li:first-of-type .from")
    assert 10 <= begun(page)[0] < 10.4
    page.click(".measures .from")
    assert 0.5 <= begun(page)[0] < 0.9


def test_a_conversation_by_keyboard(page: Chromium) -> None:
    page.run("document.querySelector('.said').focus()")
    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "ArrowUp"):
        page.press(key)
    assert page.run("document.activeElement.querySelector('.words').textContent").endswith("wrong")
    assert page.run(f"{SOUND}.currentTime") == pytest.approx(4.2)
    assert page.run(SPOKEN) == "my"
    page.press(" ", " ")
    assert 4.2 <= begun(page)[0] < 4.6
    page.press("End")
    assert page.run(f"{SOUND}.currentTime") == pytest.approx(10.0)


def test_a_search_leads_to_the_line_in_which_it_was_said(
    reader: Chromium, address: str, call: Call
) -> None:
    reader.run("document.getElementById('words').value = 'sorry'")
    reader.leaves_for(f"{address}/calls", "document.querySelector('.search .primary').click()")
    line = reader.run("document.querySelector('.hits a').hash")
    reader.leaves_for(f"{address}/calls/{call.id}", "document.querySelector('.hits a').click()")
    assert reader.run("location.hash") == line
    assert "sorry" in reader.run("document.querySelector('li:target').textContent")


def test_a_search_is_still_there_when_its_reader_comes_back(
    reader: Chromium, address: str, call: Call
) -> None:
    reader.run("document.getElementById('words').value = 'sorry'")
    reader.leaves_for(f"{address}/calls", "document.querySelector('.search .primary').click()")
    reader.leaves_for(f"{address}/calls/{call.id}", "document.querySelector('.when a').click()")
    reader.leaves_for(f"{address}/calls", "history.back()")
    reader.until("document.querySelector('mark')?.textContent === 'sorry'")
    assert reader.run("document.getElementById('words').value") == "sorry"


def test_what_is_listened_to_goes_on_when_its_part_is_taken_anew(
    archive: Archive, reader: Chromium, address: str, putu: Person, hotline: Hotline
) -> None:
    call = archive.call("Eka", putu)
    archive.written(archive.recorded(call), CONVERSATION, points=POINTS)
    archive.works(archive.recorded(call, "message", after=100))
    reader.open(f"{address}/calls/{call.id}")
    reader.click("li:nth-child(2) .w")
    reader.until("document.querySelector('.w[aria-current]')")
    with hotline.office.store.transaction() as session:
        point = points.of_call(session, call.id)[0]
        points.decide(session, point.id, putu, "accepted", hotline.now)
    reader.until("document.querySelector('.points .accepted')")
    assert not reader.run(f"{SOUND}.paused")
    reader.run(f"{SOUND}.pause()")


def test_a_sound_that_does_not_come_is_told(page: Chromium, shelf: Shelf) -> None:
    assert page.run("document.querySelector('.player .problem').offsetHeight") == 0
    shelf.sounds.clear()
    page.click(".said .w")
    page.until("document.querySelector('.player .problem').offsetHeight > 0")
    page.complaints.clear()


def test_the_text_comes_by_itself_and_progress_before_it(
    archive: Archive, reader: Chromium, address: str, putu: Person, hotline: Hotline
) -> None:
    call = archive.call("Eka", putu)
    sid = archive.recorded(call)
    archive.works(sid, 0.4)
    reader.open(f"{address}/calls/{call.id}")
    reader.run("window.same = true; document.querySelector('progress').id = 'still'")
    with hotline.office.store.transaction() as session:
        transcripts.progress(session, sid, "worker", 0.7, hotline.now + 60)
    reader.until("document.querySelector('.share').textContent === '70%'")
    assert reader.run("document.getElementById('still').value") == 0.7
    archive.written(sid, [(0, spaced("where is my phone", 1))])
    reader.until("document.querySelector('.said')?.textContent.includes('phone')")
    reader.until("document.getElementById('news').textContent.trim() === 'done'")
    reader.until("document.querySelector('.exports')")
    assert reader.run("window.same")
    reader.click(".w")
    assert begun(reader)[1] == "where"


def test_the_call_that_is_taken_stands_there_by_itself(
    reader: Chromium, address: str, putu: Person, hotline: Hotline
) -> None:
    reader.open(f"{address}/my-call")
    with hotline.office.store.transaction() as session:
        call = calls.open_call(session, sid="CA1", number=None, at=hotline.now)
        call.name = "Sari"
        talks.begin_talk(session, call, putu, hotline.now)
        recordings.expect(session, "RE1", call, "call", hotline.now)
    reader.until("document.getElementById('call').textContent.includes('Sari')")
    reader.until("document.getElementById('news').textContent === 'This call is recorded.'")


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_sticks_out_of_the_pages_of_calls(
    archive: Archive, reader: Chromium, address: str, putu: Person, width: int
) -> None:
    call = archive.call(
        "Raden Mas Panji Sosrokartono Kusumowardhaningratnegara", putu, honorific="Bapak"
    )
    archive.fails(archive.recorded(call, "message"), "too-many-channels")
    said = [(0, spaced("antidisestablishmentarianism " * 4, 1)), (1, spaced("yes", 1.2))]
    archive.written(archive.recorded(call), said, measures=MEASURES, points=POINTS)
    reader.resize(width, 900)
    for path in ("/calls", f"/calls/{call.id}", "/courtesy", "/my-call"):
        reader.open(f"{address}{path}?{width}" if path == "/calls" else f"{address}{path}")
        assert reader.run("document.documentElement.scrollWidth") <= width
        cells = "[...document.querySelectorAll('td, tbody th, dd, .words, .head')]"
        wide = f"{cells}.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length"
        assert reader.run(wide) == 0
