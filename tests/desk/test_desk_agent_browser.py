"""The agent's desk in a real browser: no word is lost, and nothing needs a mouse."""

import pytest
from flask import Flask
from playwright.sync_api import APIResponse, Page, Route, expect

from desk.office import Office
from queueing.model import Offer
from records import calls, memos
from records.models import Person
from tests.browser.chromium import Visitors, until
from tests.desk.people_at_the_desk import AFTERNOON, PASSWORD, Hotline, StandingClock, enters
from tests.desk.telephone_side import TelephoneSide

TWO_FRAMES = "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
LEFT_HERE = "Object.keys(localStorage).filter((key) => key.startsWith('sapa-note')).length"


@pytest.fixture
def at_desk(side: TelephoneSide, address: str, putu: Person, tab: Page) -> Page:
    """Putu's browser, signed in."""
    enters(tab, address, "putu")
    tab.goto(f"{address}/desk")
    is_live(tab)
    return tab


@pytest.fixture
def talking(side: TelephoneSide, offer: Offer, at_desk: Page) -> Page:
    """She talks with Sari."""
    side.accepts(offer)
    stage(at_desk, "talking")
    return at_desk


@pytest.fixture
def second(talking: Page, address: str) -> Page:
    """The desk once more, in another tab."""
    tab = talking.context.new_page()
    tab.goto(f"{address}/desk")
    is_live(tab)
    return tab


def is_live(tab: Page) -> None:
    expect(tab.locator("body")).to_have_attribute("data-state", "live")


def stage(tab: Page, name: str) -> None:
    expect(tab.locator("body")).to_have_attribute("data-stage", name)


def types(tab: Page, text: str) -> None:
    """At the end of the notes."""
    tab.focus("#note")
    tab.evaluate("document.getElementById('note').setSelectionRange(1e6, 1e6)")
    tab.keyboard.insert_text(text)


def kept(tab: Page, where: str) -> None:
    """What is written is kept there: "saved", or "here" in this browser alone."""
    expect(tab.locator("#kept")).to_have_attribute("data-state", where)


def is_being_kept(tab: Page) -> None:
    expect(tab.locator("#kept")).not_to_have_attribute("data-state", "saved")


def blocks_notes(tab: Page) -> None:
    tab.route("**/desk/note", lambda route: route.abort())


def on_their_way(tab: Page, address: str) -> list[Route]:
    """The next request for this address, which does not arrive until it is let go on."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    tab.route(address, hold, times=1)
    return held


def note_of(office: Office, call: str, person: Person) -> str:
    with office.store.reading() as session:
        return memos.of(session, call, person.id).text


# notes


def test_notes_are_saved_as_they_are_typed(
    talking: Page, office: Office, offer: Offer, putu: Person
) -> None:
    types(talking, "order 17")
    kept(talking, "saved")
    types(talking, ", late")
    is_being_kept(talking)
    kept(talking, "saved")
    assert note_of(office, offer.call, putu) == "order 17, late"
    assert talking.evaluate(LEFT_HERE) == 0


def test_a_reload_in_the_middle_of_a_word_loses_nothing(
    talking: Page, office: Office, offer: Offer, putu: Person
) -> None:
    types(talking, "order sev")
    talking.reload()
    expect(talking.locator("#note")).to_have_value("order sev")
    until(talking, f"{LEFT_HERE} === 0")
    assert note_of(office, offer.call, putu) == "order sev"


def test_what_could_not_be_sent_is_sent_by_the_next_page(
    talking: Page, visitors: Visitors, office: Office, offer: Offer, putu: Person
) -> None:
    blocks_notes(talking)
    types(talking, "order 17")
    kept(talking, "here")
    assert talking.evaluate(LEFT_HERE) == 1
    talking.unroute("**/desk/note")
    talking.reload()
    expect(talking.locator("#note")).to_have_value("order 17")
    until(talking, f"{LEFT_HERE} === 0")
    assert note_of(office, offer.call, putu) == "order 17"
    visitors.complaints.clear()  # of what was blocked


def test_the_words_of_a_call_that_is_over_are_not_lost_with_it(
    talking: Page, side: TelephoneSide, office: Office, offer: Offer, putu: Person
) -> None:
    types(talking, "order 17")
    side.hangs_up(offer.call)
    side.finish(putu.id, 1, None)
    stage(talking, "idle")
    until(talking, f"{LEFT_HERE} === 0")
    assert note_of(office, offer.call, putu) == "order 17"
    expect(talking.locator("#pad")).to_be_hidden()


def test_what_was_typed_while_the_last_words_were_on_their_way_is_not_lost_with_the_call(
    talking: Page, side: TelephoneSide, office: Office, offer: Offer, putu: Person
) -> None:
    sent = on_their_way(talking, "**/desk/note")
    with talking.expect_request("**/desk/note"):
        types(talking, "order 17")
    types(talking, ", late")
    side.hangs_up(offer.call)
    side.finish(putu.id, 1, None)
    stage(talking, "idle")
    sent[0].continue_()
    until(talking, f"{LEFT_HERE} === 0")
    assert note_of(office, offer.call, putu) == "order 17, late"


def test_words_stay_in_a_note_that_nobody_takes_any_more(
    talking: Page, visitors: Visitors, office: Office, offer: Offer
) -> None:
    with office.store.transaction() as session:
        call = calls.by_id(session, offer.call, lock=True)
        assert call
        call.forgotten_at = AFTERNOON
    types(talking, "order 17")
    kept(talking, "gone")
    expect(talking.locator("#note")).to_have_value("order 17")
    visitors.complaints.clear()  # of the answer that it was not done


def test_a_long_note_is_saved_in_any_script(
    talking: Page, office: Office, offer: Offer, putu: Person
) -> None:
    types(talking, "\u6771" * 9000)
    kept(talking, "saved")
    assert note_of(office, offer.call, putu) == "\u6771" * 9000


def test_a_dialog_that_comes_late_does_not_take_the_place_of_the_next(
    talking: Page, side: TelephoneSide
) -> None:
    late = on_their_way(talking, "**/desk/ask/transfer")
    with talking.expect_request("**/desk/ask/transfer"):
        talking.click("#ask-transfer")
    talking.click("#ask-consult")
    talking.fill("#ask-note", "may I?")
    with talking.expect_response("**/desk/ask/transfer"):
        late[0].continue_()
    talking.evaluate(TWO_FRAMES)
    expect(talking.locator("#ask-note")).to_have_value("may I?")


def test_a_second_tab_sees_what_the_first_one_wrote(talking: Page, second: Page) -> None:
    types(talking, "order 17")
    kept(talking, "saved")
    expect(second.locator("#note")).to_have_value("order 17")


def test_two_tabs_at_once_keep_the_words_of_both(
    talking: Page,
    second: Page,
    visitors: Visitors,
    office: Office,
    offer: Offer,
    putu: Person,
) -> None:
    types(talking, "order 17")
    kept(talking, "saved")
    expect(second.locator("#note")).to_have_value("order 17")
    blocks_notes(second)
    types(second, "\nis angry")
    kept(second, "here")
    types(talking, "\nlate since Monday")
    is_being_kept(talking)
    kept(talking, "saved")
    second.unroute("**/desk/note")
    kept(second, "saved")
    words = "document.getElementById('note').value"
    for tab in (second, talking):
        until(tab, f"['is angry', 'late since Monday'].every((one) => {words}.includes(one))")
    lines = note_of(office, offer.call, putu).splitlines()
    assert sorted(lines) == ["is angry", "late since Monday", "order 17"]
    visitors.complaints.clear()  # of what was blocked


def test_a_lost_connection_is_shown_and_loses_no_word(
    talking: Page,
    side: TelephoneSide,
    visitors: Visitors,
    office: Office,
    offer: Offer,
    putu: Person,
) -> None:
    talking.context.set_offline(True)
    expect(talking.locator("body")).to_have_attribute("data-state", "lost")
    types(talking, "order 17")
    kept(talking, "here")
    talking.click("#tool-hold")
    expect(talking.locator("#said")).to_contain_text("Nothing was done")
    assert side.asked == []
    talking.context.set_offline(False)
    is_live(talking)
    kept(talking, "saved")
    assert note_of(office, offer.call, putu) == "order 17"
    visitors.complaints.clear()  # of what could not be reached


def test_an_answer_that_comes_late_does_not_undo_a_later_one(
    talking: Page, side: TelephoneSide, hotline: Hotline
) -> None:
    late: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        late.append((route, route.fetch()))

    talking.route("**/desk/hold", hold, times=1)
    talking.click("#tool-hold")
    expect(talking.locator("#tool-hold.on")).to_be_visible()
    assert isinstance(hotline.office.clock, StandingClock)
    hotline.office.clock.time += 1
    talking.click("#tool-mute")
    expect(talking.locator("#tool-mute.on")).to_be_visible()
    talking.evaluate(
        "() => new MutationObserver(() => { window.undone ||= !document.querySelector('#tool-mute.on'); })"
        ".observe(document.getElementById('now'), { childList: true })"
    )
    (route, answer) = late[0]
    with talking.expect_event("requestfinished", lambda sent: sent.url.endswith("/desk/hold")):
        route.fulfill(response=answer)
    talking.evaluate(TWO_FRAMES)
    assert not talking.evaluate("window.undone")


def test_a_new_password_does_not_end_the_desk_of_who_set_it(
    talking: Page, address: str, side: TelephoneSide
) -> None:
    talking.evaluate("window.same = true")
    csrf = talking.locator("#note-form [name=csrf]").input_value()
    asked = {"csrf": csrf, "which": "password", "secret": "quite another", "password": PASSWORD}
    with talking.expect_request(
        lambda sent: (sent.method, sent.url) == ("GET", f"{address}/desk/events")
    ):
        talking.request.post(f"{address}/me/secret", form={**asked})
    is_live(talking)
    assert talking.evaluate("window.same")


# the keyboard


def test_the_whole_call_without_a_mouse(
    talking: Page, side: TelephoneSide, offer: Offer, putu: Person, hotline: Hotline
) -> None:
    made = hotline.person("Made")
    hotline.connects(str(made.id))
    keyboard = talking.keyboard
    keyboard.press("Alt+n")
    expect(talking.locator("#note")).to_be_focused()
    keyboard.press("Alt+h")
    expect(talking.locator("#tool-hold.on")).to_be_focused()
    # as some keyboards write with Alt
    talking.dispatch_event("body", "keydown", {"key": "µ", "code": "KeyM", "altKey": True})
    expect(talking.locator("#tool-mute.on")).to_be_visible()
    keyboard.press("Alt+t")
    expect(talking.locator("#dialog [name=to]").first).to_be_focused()
    talking.get_by_label("Any supervisor").focus()
    keyboard.press("Space")
    keyboard.press("Tab")
    keyboard.insert_text("pays in two parts")
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(talking.locator("#dialog")).to_be_hidden()
    expect(talking.locator(".visit")).to_be_visible()
    keyboard.press("Alt+a")
    expect(talking.locator(".visit")).to_have_count(0)
    keyboard.press("Alt+x")
    stage(talking, "wrap-up")
    keyboard.press("Alt+u")
    keyboard.press("Space")
    keyboard.press("Alt+j")
    expect(talking.locator("#do-extend")).to_be_disabled()
    expect(talking.locator("#outcome-1-1")).to_be_checked()
    keyboard.press("Alt+Enter")
    stage(talking, "idle")
    done = [one[0] for one in side.asked]
    assert done == ["hold", "mute", "ask", "send_away", "end", "extend", "finish"]
    assert side.asked[-1] == ("finish", putu.id, 1, "solved")


def test_breaks_are_chosen_by_key(at_desk: Page, side: TelephoneSide, putu: Person) -> None:
    at_desk.keyboard.press("Alt+r")
    stage(at_desk, "unconnected")
    at_desk.keyboard.press("Alt+b")
    at_desk.keyboard.press("Tab")
    at_desk.keyboard.press("Enter")
    stage(at_desk, "break")
    assert side.asked == [
        ("choose", putu.id, "ready", None),
        ("choose", putu.id, "break", "lunch"),
    ]


def test_the_keys_are_listed_and_can_be_turned_off(talking: Page, side: TelephoneSide) -> None:
    talking.focus("#desk")
    talking.keyboard.press("?")
    expect(talking.locator("#keys")).to_be_visible()
    talking.uncheck("#keys-on")
    talking.keyboard.press("Escape")
    talking.keyboard.press("Alt+h")
    talking.keyboard.press("?")
    expect(talking.locator("#keys")).to_be_hidden()
    assert side.asked == []


def test_a_question_mark_in_a_note_is_a_question_mark(talking: Page) -> None:
    talking.focus("#note")
    talking.keyboard.press("?")
    expect(talking.locator("#note")).to_have_value("?")
    expect(talking.locator("#keys")).to_be_hidden()


def test_what_is_written_for_a_colleague_outlives_a_reload(
    talking: Page, side: TelephoneSide, visitors: Visitors
) -> None:
    side.why = "away"
    talking.click("#ask-transfer")
    talking.fill("#ask-note", "pays in two parts")
    talking.reload()
    is_live(talking)
    talking.click("#ask-transfer")
    talking.get_by_label("Any supervisor").check()
    talking.click("#dialog .primary")
    expect(talking.locator("#dialog [data-problem]")).to_contain_text("They are not on duty")
    side.why = None
    talking.click("#dialog .primary")
    expect(talking.locator("#dialog")).to_be_hidden()
    assert side.asked[-1][-1] == "pays in two parts"
    assert talking.evaluate("Object.keys(localStorage).length") == 0
    visitors.complaints.clear()  # of the answer that it was not done


# how it looks


def test_nothing_jumps_when_the_talk_begins(
    at_desk: Page, side: TelephoneSide, offer: Offer
) -> None:
    places = (
        "['tool-hold', 'ask-transfer', 'note', 'card'].map((id) => "
        "document.getElementById(id).getBoundingClientRect().top)"
    )
    stage(at_desk, "offered")
    before = at_desk.evaluate(places)
    side.accepts(offer)
    stage(at_desk, "talking")
    assert at_desk.evaluate(places) == before


class Telephone:
    """One in the page that nobody answers."""

    script = "softphone-simulator.js"
    connects = ("ws://127.0.0.1:1",)

    def settings(self, person_id: int) -> dict[str, str]:
        return {"kind": "simulator", "token": "", "address": "ws://127.0.0.1:1/"}


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_sticks_out_of_the_desk(
    talking: Page, side: TelephoneSide, office: Office, offer: Offer, app: Flask, width: int
) -> None:
    side.at_work(app, softphone=Telephone())
    talking.reload()
    with office.store.transaction() as session:
        call = calls.by_id(session, offer.call, lock=True)
        assert call
        call.name = "Raden Mas Panji Sosrokartono Kusumowardhani"
        call.reason = "Donaudampfschifffahrtsgesellschaft" * 4
    side.hold(offer.call, 1)
    talking.set_viewport_size({"width": width, "height": 900})
    expect(talking.locator("#now")).to_contain_text("Sosrokartono")
    expect(talking.locator("#softphone")).to_be_visible()
    page = "document.documentElement"
    assert talking.evaluate(f"{page}.scrollWidth <= {page}.clientWidth")
