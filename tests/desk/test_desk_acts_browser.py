"""The dialogs of the live board in a real browser: by keyboard, pressed twice, and told in words."""

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from records import visits
from records.models import Person
from tests.browser.chromium import Visitors
from tests.desk.people_at_the_desk import Hotline, enters
from tests.desk.the_floor import FloorSide


@pytest.fixture
def side(app: Flask, hotline: Hotline) -> FloorSide:
    side = FloorSide(hotline)
    side.at_work(app)
    return side


@pytest.fixture
def board(side: FloorSide, address: str, hotline: Hotline, tab: Page) -> Page:
    """The live board of Wayan, a supervisor."""
    hotline.person("Wayan", role="supervisor", login="wayan")
    enters(tab, address, "wayan")
    tab.goto(f"{address}/board")
    expect(tab.locator("body")).to_have_attribute("data-state", "live")
    return tab


@pytest.fixture
def waits(board: Page, hotline: Hotline) -> str:
    call, _ = hotline.phones("Sari", waited=3)
    expect(opener(board, call)).to_be_visible()
    return call


@pytest.fixture
def talk(board: Page, side: FloorSide, hotline: Hotline, putu: Person) -> str:
    """Sari and Putu talk, and the board shows it."""
    hotline.ready(putu)
    call, offer = hotline.phones("Sari")
    assert offer
    side.accepts(offer)
    expect(board.locator(f"[data-row='{putu.id}'].talking")).to_be_visible()
    return call


def opener(board: Page, row: str) -> Locator:
    return board.locator(f"[data-row='{row}'] [data-acts]")


def dialog(board: Page, within: str = "") -> Locator:
    return board.locator(f"#acts-dialog {within}".strip())


def opens(board: Page, row: str) -> None:
    """As by keyboard: the button of the row has the focus, and Enter is pressed."""
    opener(board, row).press("Enter")
    expect(dialog(board)).to_be_visible()


def is_told(board: Page, text: str) -> None:
    expect(dialog(board, "[data-told]")).to_contain_text(text)


def is_said(board: Page, text: str) -> None:
    """What was done is said, and the dialog is over."""
    expect(board.locator("#acts-said")).to_contain_text(text)
    expect(dialog(board)).to_be_hidden()


def tabs_to(board: Page, selector: str) -> None:
    """With the Tab key alone, wherever the focus is in the dialog."""
    wanted = f"document.activeElement === document.querySelector('#acts-dialog {selector}')"
    for _ in range(30):
        if board.evaluate(wanted):
            return
        board.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached")


def escapes(board: Page) -> None:
    board.keyboard.press("Escape")
    expect(dialog(board)).to_be_hidden()
    expect(dialog(board, "*")).to_have_count(0)


def test_a_caller_is_moved_up_with_the_keyboard_alone(
    board: Page, side: FloorSide, waits: str
) -> None:
    opens(board, waits)
    expect(board.locator(":focus")).to_have_text("Sari")
    tabs_to(board, "#act-move-up")
    board.keyboard.press("Enter")
    is_said(board, "Sari is first in line now.")
    expect(opener(board, waits)).to_be_focused()
    assert [verb for verb, *_ in side.asked] == ["move_up"]


def test_escape_closes_and_the_focus_returns(board: Page, waits: str) -> None:
    opens(board, waits)
    escapes(board)
    expect(opener(board, waits)).to_be_focused()


def test_the_focus_returns_to_a_row_drawn_anew_or_to_the_board(
    board: Page, hotline: Hotline, waits: str
) -> None:
    opens(board, waits)
    hotline.hangs_up(waits)
    expect(dialog(board)).to_contain_text("This call is over")
    expect(opener(board, waits)).to_have_count(0)
    escapes(board)
    expect(board.locator("#board")).to_be_focused()


def test_a_button_pressed_twice_in_a_hurry_asks_once(
    board: Page, side: FloorSide, waits: str
) -> None:
    opens(board, waits)
    dialog(board, "#act-move-up").evaluate("(button) => { button.click(); button.click(); }")
    is_said(board, "Sari")
    assert len(side.asked) == 1


def test_a_supervisor_listens_whispers_joins_and_leaves(
    board: Page, side: FloorSide, hotline: Hotline, putu: Person, talk: str
) -> None:
    opens(board, str(putu.id))
    for mode in ("listen", "whisper", "join"):
        tabs_to(board, f"#act-{mode}")
        board.keyboard.press("Enter")
        expect(dialog(board, f"#act-{mode}")).to_have_attribute("aria-pressed", "true")
        expect(dialog(board, f"#act-{mode}")).to_be_focused()
        is_told(board, "Putu")
        expect(dialog(board, "[aria-pressed=true]")).to_have_count(1)
    tabs_to(board, "#act-leave")
    board.keyboard.press("Enter")
    is_told(board, "You have left the talk.")
    expect(dialog(board, "#acts-title")).to_be_focused()  # the button is gone, the focus is not
    assert [verb for verb, *_ in side.asked] == ["watch", "watch", "watch", "send_away"]
    with hotline.office.store.reading() as session:
        assert visits.all_open(session) == []


def test_a_dialog_follows_the_talk_and_keeps_what_is_being_written(
    board: Page, side: FloorSide, putu: Person, talk: str
) -> None:
    opens(board, str(putu.id))
    dialog(board, "#act-word").fill("Well done, and")
    expect(dialog(board, "#act-listen")).to_be_visible()
    side.hangs_up(talk)
    expect(dialog(board, "#act-listen")).to_have_count(0)
    expect(dialog(board, "#act-now")).to_contain_text("finishing notes")
    expect(dialog(board, "#act-word")).to_have_value("Well done, and")
    expect(dialog(board, "#act-word")).to_be_focused()


def test_escape_takes_no_word(
    board: Page, side: FloorSide, hotline: Hotline, putu: Person, talk: str
) -> None:
    opens(board, str(putu.id))
    dialog(board, "#act-word").fill("Well done")
    escapes(board)
    opens(board, str(putu.id))
    expect(dialog(board, "#act-word")).to_have_value("Well done")
    dialog(board).get_by_role("button", name="Send").click()
    expect(dialog(board)).to_be_hidden()
    opens(board, str(putu.id))
    expect(dialog(board, "#act-word")).to_have_value("")


def test_a_dialog_opens_while_the_last_one_still_asks_how_things_are(
    board: Page, side: FloorSide, hotline: Hotline, putu: Person, talk: str
) -> None:
    waits, _ = hotline.phones("Sari")
    opens(board, str(putu.id))
    board.evaluate(
        "() => { window.real = fetch;"
        " window.fetch = () => new Promise(() => { document.body.dataset.held = 'yes'; }); }"
    )
    side.hangs_up(talk)
    expect(board.locator("body")).to_have_attribute("data-held", "yes")
    board.evaluate("() => { window.fetch = window.real; }")
    escapes(board)
    opens(board, waits)
    expect(dialog(board, "#acts-title")).to_have_text("Sari")


def test_who_waits_and_is_taken_meanwhile_can_be_listened_to(
    board: Page, side: FloorSide, hotline: Hotline, putu: Person
) -> None:
    hotline.ready(putu)
    call, offer = hotline.phones("Sari")
    assert offer
    opens(board, call)
    expect(dialog(board, "#act-move-up")).to_be_visible()
    side.accepts(offer)
    expect(dialog(board, "#act-listen")).to_be_visible()
    expect(dialog(board, "#acts-title")).to_have_text("Putu")


def test_a_talk_that_is_taken_over_while_its_answer_is_on_the_way_closes_the_dialog(
    board: Page, side: FloorSide, putu: Person, talk: str
) -> None:
    opens(board, str(putu.id))
    held = []
    board.route("**/take-over", lambda route: held.append((route, route.fetch())))
    dialog(board, "#act-take-over").click()
    side.hangs_up(talk)
    expect(dialog(board, "#act-take-over")).to_have_count(0)
    for route, answer in held:
        route.fulfill(response=answer)
    is_said(board, "The caller is with you now.")


def test_a_caller_is_given_to_an_agent(
    board: Page, side: FloorSide, hotline: Hotline, putu: Person
) -> None:
    hotline.ready(putu)
    first, offer = hotline.phones("Ayu")
    assert offer
    side.accepts(offer)
    waits, _ = hotline.phones("Sari")
    opens(board, waits)
    dialog(board, "[name=to]").first.check()
    dialog(board, ".primary").click()
    is_said(board, "Sari goes to Putu.")
    assert side.asked[0][:3] == ("give", waits, putu.id)
    assert first != waits


def test_what_is_refused_is_said_in_the_dialog_and_nothing_written_is_lost(
    board: Page, side: FloorSide, visitors: Visitors, putu: Person, talk: str
) -> None:
    side.why = "phone"
    opens(board, str(putu.id))
    dialog(board, "#act-word").fill("Hello")
    dialog(board, "#act-take-over").click()
    is_told(board, "telephone network did not")
    expect(dialog(board, "[data-told]")).to_have_attribute("role", "alert")
    expect(dialog(board, "#act-word")).to_have_value("Hello")
    assert ["409" in complaint for complaint in visitors.complaints] == [True]
    visitors.complaints.clear()


def test_a_message_a_status_and_levels(
    board: Page, side: FloorSide, putu: Person, talk: str
) -> None:
    opens(board, str(putu.id))
    dialog(board, "#act-word").fill("Well done")
    dialog(board).get_by_role("button", name="Send").click()
    is_said(board, "Putu has your message.")
    opens(board, str(putu.id))
    dialog(board, "#act-status").select_option("break:lunch")
    dialog(board).get_by_role("button", name="Change").click()
    is_said(board, "Putu has a break after this talk.")
    opens(board, str(putu.id))
    dialog(board, "summary").click()
    dialog(board, "#act-skill-billing").select_option("5")
    dialog(board).get_by_role("button", name="Save levels").click()
    is_said(board, "The levels of Putu are saved")
    assert [verb for verb, *_ in side.asked] == ["choose", "learnt"]


def test_an_emergency_is_raised_and_ended_from_the_bar(board: Page) -> None:
    bar = board.locator(".bar [data-acts]")
    bar.press("Enter")
    dialog(board, "#act-said-en").fill("A storm has cut our lines.")
    dialog(board, "#act-said-id").fill("Badai memutus saluran kami.")
    dialog(board, "#act-raise").click()
    is_said(board, "Every caller hears this from now on.")
    expect(board.locator("#notice")).to_contain_text("A storm")
    expect(bar).to_be_focused()
    board.keyboard.press("Enter")
    dialog(board, "#act-end").click()
    expect(board.locator("#notice")).not_to_contain_text("A storm")


def test_without_a_connection_nothing_is_claimed(
    board: Page, side: FloorSide, visitors: Visitors, waits: str
) -> None:
    opens(board, waits)
    board.route("**/board/acts/**", lambda route: route.abort())
    dialog(board, "#act-move-up").click()
    is_told(board, "there is no connection")
    assert side.asked == []
    escapes(board)
    opener(board, waits).click()
    is_said(board, "could not be opened")
    visitors.complaints.clear()  # of what did not come


@pytest.mark.parametrize("width", [1440, 1024, 390])
@pytest.mark.parametrize("language", ["en", "id"])
def test_nothing_sticks_out_of_a_dialog(
    board: Page, side: FloorSide, hotline: Hotline, language: str, width: int
) -> None:
    long = hotline.person("Ni Luh Putu Wayan Saraswati Dewi Kusumaningrum", login="niluh")
    hotline.ready(long)
    _, offer = hotline.phones("Bapak Raden Mas Panji Sosrokartono Kusumowardhani")
    assert offer
    side.accepts(offer)
    waits, _ = hotline.phones("Bapak Raden Mas Panji Sosrokartono Kusumowardhani", waited=70)
    board.set_viewport_size({"width": width, "height": 900})
    if language == "id":
        board.locator("button[name=language][value=id]").click()
        expect(board.locator("html")).to_have_attribute("lang", "id")
    for row in (waits, str(long.id)):
        opens(board, row)
        box = "document.getElementById('acts-dialog')"
        board.evaluate(f"{box}.querySelector('details')?.setAttribute('open', '')")
        assert board.evaluate(f"{box}.scrollWidth <= {box}.clientWidth")
        parts = f"[...{box}.querySelectorAll('button, p, label, h2, h3, select, textarea')]"
        wide = f"{parts}.filter((it) => it.scrollWidth > it.clientWidth + 1).length"
        assert board.evaluate(wide) == 0
        escapes(board)
