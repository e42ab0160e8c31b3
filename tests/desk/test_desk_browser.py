"""The live board in a real browser."""

import pytest
import redis

from queueing.keys import CALLS, Keys
from tests.desk.chromium import Chromium
from tests.desk.people_at_the_desk import Hotline, signs_in

CONNECTED = """new Promise((found) => {
  if (stream.readyState === EventSource.OPEN) found();
  else stream.addEventListener("open", found, {once: true});
})"""
WAITING = "document.getElementById('waiting').textContent"


@pytest.fixture
def board(address: str, hotline: Hotline, browser: Chromium) -> Chromium:
    """A browser in which a supervisor has signed in, by the form, and sees the live board."""
    hotline.person("Wayan", role="supervisor", login="wayan")
    signs_in(browser, address, "wayan", f"{address}/board")
    browser.until("document.body.dataset.state === 'live'")
    browser.run(CONNECTED)
    return browser


def test_callers_come_and_go_without_a_reload(board: Chromium, hotline: Hotline) -> None:
    board.run("window.same = true")
    call, _ = hotline.phones("Sari", waited=3)
    board.until(f"{WAITING}.includes('Sari')")
    board.until("document.getElementById('news').textContent === '1 caller is waiting.'")
    hotline.hangs_up(call)
    board.until(f"{WAITING}.includes('Nobody is waiting.')")
    assert board.run("window.same")


def test_a_hostile_name_is_text(board: Chromium, hotline: Hotline) -> None:
    name = "<img src=x onerror='document.body.id = `broken`'>"
    hotline.phones(name)
    board.until(f"{WAITING}.includes('onerror')")
    assert board.run("document.body.id") == ""


def test_waits_tick_between_changes(board: Chromium, hotline: Hotline) -> None:
    hotline.phones("Sari", waited=58)
    board.until(f"{WAITING}.includes('0:58')")
    # the clock of this hotline stands still: only the page's own can go on, until the next pulse
    board.run("document.getElementById('board').dataset.speed = 30")
    board.until(f"/1:0[0-9]/.test({WAITING})")


def test_a_page_that_hears_nothing_says_so_until_it_does(
    board: Chromium, hotline: Hotline, server: redis.Redis
) -> None:
    calls = Keys("test")(CALLS)
    server.set(calls, "not a sorted set")
    board.until("document.getElementById('live').textContent.startsWith('Connection lost')")
    assert board.run("document.body.dataset.state") == "lost"
    server.delete(calls)
    hotline.phones("Sari")
    board.until(f"document.body.dataset.state === 'live' && {WAITING}.includes('Sari')")


def test_signing_out_elsewhere_shows_the_door(board: Chromium, address: str) -> None:
    board.run(
        "fetch('/sign-out', {method: 'POST', redirect: 'manual', body: new URLSearchParams({"
        "csrf: document.querySelector('[name=csrf]').value})})"
    )
    board.arrives_at(f"{address}/sign-in")


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_sticks_out_of_the_page(board: Chromium, hotline: Hotline, width: int) -> None:
    hotline.ready(hotline.person("Ni Luh Putu Wayan Saraswati Dewi Kusumaningrum"))
    for _ in range(3):
        hotline.phones("Bapak Raden Mas Panji Sosrokartono Kusumowardhani", waited=70)
    hotline.office.board.tick(hotline.now)
    board.resize(width, 900)
    board.until(f"{WAITING}.includes('supervisor asked')")
    assert board.run("document.documentElement.scrollWidth") <= width
    cells = "[...document.querySelectorAll('td, tbody th, dd')]"
    assert (
        board.run(f"{cells}.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length") == 0
    )
