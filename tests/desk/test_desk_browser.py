"""The live board in a real browser."""

import shutil
from collections.abc import Iterator
from threading import Thread

import pytest
import redis
from flask import Flask
from werkzeug.serving import make_server

from queueing.keys import CALLS, Keys
from tests.desk.chromium import Chromium, browsing
from tests.desk.people_at_the_desk import PASSWORD, Hotline

WAITING = "document.getElementById('waiting').textContent"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no Chromium: the pages are not tried in a real browser")
    with browsing(program, tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def browser(started: Chromium) -> Iterator[Chromium]:
    """A browser without cookies, whose page must not complain."""
    started.ask("Network.clearBrowserCookies")
    started.complaints.clear()
    yield started
    started.open("about:blank")
    assert started.complaints == []


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the desk is served."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    serving = Thread(target=server.serve_forever, args=(0.05,))
    serving.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture
def board(address: str, hotline: Hotline, browser: Chromium) -> Chromium:
    """A browser in which a supervisor has signed in, by the form, and sees the live board."""
    hotline.person("Wayan", role="supervisor", login="wayan")
    browser.open(f"{address}/sign-in")
    for name, text in (("login", "wayan"), ("password", PASSWORD)):
        browser.run(f"document.getElementById('{name}').focus()")
        browser.ask("Input.insertText", text=text)
    browser.run("document.querySelector('main button').click()")
    browser.arrives_at(f"{address}/board")
    browser.until("document.body.dataset.state === 'live'")
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
