"""The live board in a real browser."""

import pytest
import redis
from playwright.sync_api import Page, expect

from queueing.keys import CALLS, Keys
from tests.browser.chromium import until
from tests.desk.people_at_the_desk import Hotline, enters

LIVE = "document.body.dataset.state === 'live' && document.body.dataset.pulse"


@pytest.fixture
def board(address: str, hotline: Hotline, tab: Page) -> Page:
    """A browser in which a supervisor sees the live board."""
    hotline.person("Wayan", role="supervisor", login="wayan")
    enters(tab, address, "wayan")
    tab.goto(f"{address}/board")
    until(tab, LIVE)
    return tab


def shows(board: Page, text: str) -> None:
    expect(board.locator("#waiting")).to_contain_text(text)


def test_callers_come_and_go_without_a_reload(board: Page, hotline: Hotline) -> None:
    board.evaluate("window.same = true")
    call, _ = hotline.phones("Sari", waited=3)
    shows(board, "Sari")
    expect(board.locator("#news")).to_have_text("1 caller is waiting.")
    hotline.hangs_up(call)
    shows(board, "Nobody is waiting.")
    assert board.evaluate("window.same")


def test_what_somebody_has_in_hand_stays_there(board: Page, hotline: Hotline) -> None:
    sari, _ = hotline.phones("Sari", waited=30)
    made, _ = hotline.phones("Made", waited=20)
    shows(board, "Made")
    row = f"""document.querySelector('[data-row="{made}"]')"""
    board.evaluate(f"{row}.same = document.querySelector('#waiting .rows').same = true")
    board.focus(f"[data-row='{made}'] [data-acts]")
    hotline.hangs_up(sari)
    expect(board.locator("#waiting")).not_to_contain_text("Sari")
    assert board.evaluate(f"{row}.same && document.querySelector('#waiting .rows').same")
    expect(board.locator(f"[data-row='{made}'] [data-acts]")).to_be_focused()


def test_whose_row_is_gone_is_still_in_the_list(board: Page, hotline: Hotline) -> None:
    hotline.phones("Made", waited=30)
    sari, _ = hotline.phones("Sari", waited=20)
    shows(board, "Sari")
    board.focus(f"[data-row='{sari}'] [data-acts]")
    hotline.hangs_up(sari)
    expect(board.locator("#waiting")).not_to_contain_text("Sari")
    expect(board.locator("#waiting .rows")).to_be_focused()


def test_the_wall_follows_too(board: Page, address: str, hotline: Hotline) -> None:
    board.goto(f"{address}/wall")
    until(board, LIVE)
    expect(board.locator("#time")).to_have_text("15:00")
    hotline.phones("Sari", waited=3)
    expect(board.locator("#wall-now .value").first).to_have_text("1")
    expect(board.locator("body")).not_to_contain_text("Sari")


def test_a_hostile_name_is_text(board: Page, hotline: Hotline) -> None:
    hotline.phones("<img src=x onerror='document.body.id = `broken`'>")
    shows(board, "onerror")
    assert board.evaluate("document.body.id") == ""


def test_waits_tick_between_changes(board: Page, hotline: Hotline) -> None:
    hotline.phones("Sari", waited=58)
    shows(board, "0:58")
    # the clock of this hotline stands still: only the page's own can go on, until the next pulse
    board.evaluate("document.getElementById('board').dataset.speed = 30")
    until(board, "/1:0[0-9]/.test(document.getElementById('waiting').textContent)")


def test_a_page_that_hears_nothing_says_so_until_it_does(
    board: Page, hotline: Hotline, server: redis.Redis
) -> None:
    calls = Keys("test")(CALLS)
    server.set(calls, "not a sorted set")
    expect(board.locator("#live")).to_contain_text("Connection lost")
    expect(board.locator("body")).to_have_attribute("data-state", "lost")
    server.delete(calls)
    hotline.phones("Sari")
    shows(board, "Sari")
    expect(board.locator("body")).to_have_attribute("data-state", "live")


def test_signing_out_elsewhere_shows_the_door(board: Page, address: str) -> None:
    csrf = board.input_value("form.person [name=csrf]")
    board.request.post(f"{address}/sign-out", form={"csrf": csrf}, max_redirects=0)
    board.wait_for_url(f"{address}/sign-in")


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_sticks_out_of_the_page(board: Page, hotline: Hotline, width: int) -> None:
    hotline.ready(hotline.person("Ni Luh Putu Wayan Saraswati Dewi Kusumaningrum"))
    for _ in range(3):
        hotline.phones("Bapak Raden Mas Panji Sosrokartono Kusumowardhani", waited=70)
    hotline.office.board.tick(hotline.now)
    board.set_viewport_size({"width": width, "height": 900})
    shows(board, "step 3: supervisor asked")
    assert board.evaluate("document.documentElement.scrollWidth") <= width
    cells = "[...document.querySelectorAll('td, tbody th, dd')]"
    wide = f"{cells}.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length"
    assert board.evaluate(wide) == 0
