"""Every page of the desk for everybody: WCAG 2.2 AA by axe-core, light and dark, wide and narrow."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, expect

from desk.office import Wanted
from queueing.model import Offer
from records import messages, notices
from records.models import Call, Person
from tests.browser.chromium import Visitors
from tests.desk.calls_to_read import CONVERSATION, MEASURES, POINTS, Archive
from tests.desk.cases_on_record import HOUR, Ledger
from tests.desk.casework_side import CaseworkSide
from tests.desk.people_at_the_desk import Hotline, enters
from tests.desk.telephone_side import TelephoneSide

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ASKED = {"runOnly": {"type": "tag", "values": LEVELS}, "resultTypes": ["violations"]}
LOOKS = [(1440, "light"), (390, "dark")]
ALL_LOOKS = [*LOOKS, (1440, "dark"), (390, "light")]


@dataclass
class Judge:
    """Looks at pages and keeps what is wrong with them."""

    page: Page
    address: str
    wrong: list[str] = field(default_factory=list)
    _axe: Axe = field(default_factory=Axe)

    def opens(self, *paths: str, looks: list[tuple[int, str]] = LOOKS) -> None:
        for path in paths:
            answer = self.page.goto(f"{self.address}{path}")
            assert answer
            assert answer.status < 500, path
            self.looks(path, looks)

    def looks(self, what: str, looks: list[tuple[int, str]] = LOOKS) -> None:
        """At the page as it is."""
        for width, scheme in looks:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found = self._axe.run(self.page, options=ASKED).response["violations"]
            self.wrong += [f"{what} {width} {scheme}: {_told(each)}" for each in found]

    def in_indonesian(self) -> None:
        self.page.locator("button[name=language][value=id]").click()
        expect(self.page.locator("html")).to_have_attribute("lang", "id")
        self.page.wait_for_load_state()


def _told(violation: dict[str, object]) -> str:
    nodes = violation["nodes"]
    assert isinstance(nodes, list)
    where = [f"{node['target']} {node['html'][:160]}" for node in nodes[:4]]
    return f"{violation['id']} ({len(nodes)}): {' | '.join(where)}"


@pytest.fixture
def judge(visitors: Visitors, address: str) -> Iterator[Judge]:
    judge = Judge(visitors(reduced_motion="reduce"), address)
    yield judge
    assert not judge.wrong, "\n".join(judge.wrong)
    visitors.complaints[:] = [each for each in visitors.complaints if "status of 4" not in each]


@pytest.fixture
def wayan(hotline: Hotline) -> Person:
    return hotline.person("Wayan", role="supervisor", login="wayan")


@pytest.fixture
def read(archive: Archive, putu: Person) -> Call:
    """A call that was recorded, written down and measured, among others."""
    archive.call("Eka", None, ago=600)
    archive.waits(archive.recorded(archive.call("Dewi", putu, ago=1800)))
    call = archive.call("Sari Dewi", putu, honorific="Ibu", number="+15555550111")
    archive.written(archive.recorded(call), CONVERSATION, measures=MEASURES, points=POINTS)
    archive.fails(archive.recorded(call, "message"), "too-many-channels")
    return call


@pytest.fixture
def offer(hotline: Hotline, putu: Person, read: Call) -> Offer:
    """Sari is offered to Putu."""
    hotline.ready(putu)
    _, offer = hotline.phones("Sari", waited=90)
    assert offer
    return offer


def test_what_is_wrong_is_seen(visitors: Visitors) -> None:
    judge = Judge(visitors(), "")
    judge.page.set_content("<html lang=en><title>A</title><main><img src='data:,'></main></html>")
    judge.looks("an image without words", LOOKS[:1])
    assert "image-alt" in judge.wrong[0]


def test_the_door(judge: Judge, putu: Person) -> None:
    judge.opens("/sign-in")
    judge.page.fill("#login", "putu")
    judge.page.fill("#password", "wrong")
    judge.page.click("main button.primary")
    expect(judge.page.locator("[role=alert]")).to_be_visible()
    judge.looks("refused")
    judge.in_indonesian()
    judge.looks("/sign-in in Indonesian")


def test_pages_about_calls(judge: Judge, wayan: Person, read: Call) -> None:
    enters(judge.page, judge.address, "wayan")
    judge.opens("/calls", f"/calls/{read.id}", "/courtesy", "/reports", "/deeds", "/me")
    judge.page.goto(f"{judge.address}/calls")
    judge.page.fill("#words", "sorry")
    judge.page.click(".search .primary")
    expect(judge.page.locator("mark").first).to_be_visible()
    judge.looks("calls found")
    judge.opens("/calls/nothing")
    judge.in_indonesian()
    judge.opens(f"/calls/{read.id}", "/reports", looks=LOOKS[:1])


def test_pages_before_anything_has_happened(judge: Judge, hotline: Hotline, wayan: Person) -> None:
    enters(judge.page, judge.address, "wayan")
    judge.opens("/board", "/wall", "/calls", "/courtesy", "/reports", "/desk")


def test_pages_that_keep_the_house_honest(
    judge: Judge, hotline: Hotline, ledger: Ledger, putu: Person, wayan: Person
) -> None:
    enters(judge.page, judge.address, "wayan")
    pages = ("/promises", "/incidents", "/management")
    judge.opens(*pages, looks=LOOKS[:1])
    case = ledger.case("Sari Dewi", putu, climbed=5, urgent=True, due_in=-HOUR)
    ledger.touched(case, "call", "letter", "call")
    ledger.answered(case, putu, "We send a new one on Monday.")
    ledger.promised(by=putu, due_in=-HOUR, case=case)
    ledger.promised("supervisor", wayan, due_in=HOUR / 2)
    ledger.promised(by=putu, due_in=-HOUR, done_in=0, state="kept")
    ledger.follow_up(ledger.case(state="solved"))
    ledger.unheard(case)
    ledger.gives(case, wayan, 50_000)
    ledger.rated(ledger.archive.call("Rina", putu), 1)
    ledger.case("Budi", incident=ledger.incident(told=True), state="unconfirmed")
    for _ in range(2):
        ledger.misled("My parcel is lost")
    judge.opens(*pages, looks=ALL_LOOKS)
    judge.page.goto(f"{judge.address}/incidents")
    judge.page.click(".by-hand summary")
    judge.looks("an incident by hand", LOOKS)
    judge.in_indonesian()
    judge.opens(*pages, looks=LOOKS[:1])


def test_people(judge: Judge, hotline: Hotline, putu: Person) -> None:
    hotline.person("Ketut", role="administrator", login="ketut")
    enters(judge.page, judge.address, "ketut")
    judge.opens("/people", "/people/new", f"/people/{putu.id}", "/me", "/desk")
    judge.in_indonesian()
    judge.opens(f"/people/{putu.id}", looks=LOOKS[:1])


def test_the_board(
    judge: Judge, hotline: Hotline, side: TelephoneSide, wayan: Person, offer: Offer
) -> None:
    side.accepts(offer)
    made = hotline.person("Made", login="made")
    hotline.chooses(made, "break", "lunch")
    for waited in (70, 30, 3):
        hotline.phones("Bapak Raden Mas Panji Sosrokartono", waited=waited)
    hotline.phones(spoken=True)
    hotline.office.board.tick(hotline.now)
    hotline.talked(made, hotline.now - 500, 10)
    with hotline.office.store.transaction() as session:
        said = {"en": "There is a storm.", "id": "Ada badai."}
        notices.raise_emergency(session, said, closes=False, at=hotline.now, by="Wayan")
    enters(judge.page, judge.address, "wayan")
    judge.opens("/wall", "/board", looks=ALL_LOOKS)
    judge.page.locator("#waiting [data-acts]").first.click()
    expect(judge.page.locator("#acts-dialog")).to_be_visible()
    judge.looks("what can be done with a caller")
    judge.page.keyboard.press("Escape")
    judge.page.locator("#agents .talking [data-acts]").click()
    expect(judge.page.locator("#acts-dialog")).to_be_visible()
    judge.page.click("#acts-dialog summary")
    judge.looks("what can be done with an agent")
    judge.page.keyboard.press("Escape")
    judge.page.click("[data-acts$='/house']")
    expect(judge.page.locator("#acts-dialog")).to_be_visible()
    judge.looks("an emergency")
    judge.page.keyboard.press("Escape")
    judge.in_indonesian()
    judge.looks("the board in Indonesian")


def test_the_desk_in_a_talk(
    judge: Judge, hotline: Hotline, side: TelephoneSide, offer: Offer, putu: Person, wayan: Person
) -> None:
    made = hotline.person("Made", login="made")
    hotline.ready(made)
    enters(judge.page, judge.address, "putu")
    judge.opens("/desk")
    side.accepts(offer)
    call = offer.call
    judge.opens("/desk")
    for purpose in ("transfer", "consult", "help", "callback"):
        judge.page.click(f"#ask-{purpose}")
        expect(judge.page.locator("#dialog")).to_be_visible()
        judge.looks(f"to ask: {purpose}")
        judge.page.keyboard.press("Escape")
    judge.page.keyboard.press("?")
    expect(judge.page.locator("#keys")).to_be_visible()
    judge.looks("keys")
    judge.page.keyboard.press("Escape")
    side.hold(call, putu.id)
    side.mute(call, putu.id)
    side.pause(call, putu.id)
    judge.looks("everything on", ALL_LOOKS)
    with hotline.office.store.transaction() as session:
        messages.send(session, "press", putu, wayan, "Please be brief.", hotline.now)
    judge.opens("/desk")
    judge.in_indonesian()
    judge.looks("on hold in Indonesian")


def test_the_desk_with_a_colleague_and_after_the_talk(
    judge: Judge, hotline: Hotline, side: TelephoneSide, offer: Offer, putu: Person
) -> None:
    made = hotline.person("Made", login="made")
    enters(judge.page, judge.address, "putu")
    side.accepts(offer)
    call = offer.call
    side.ask(call, putu.id, "consult", Wanted(person_id=made.id), "A card.")
    judge.opens("/desk")
    visit = side.comes(made)
    judge.opens("/desk")
    side.send_away(visit, putu.id)
    side.hangs_up(call)
    judge.opens("/desk")
    side.finish(putu.id, 1, None)
    for status in ("ready", "break", "signed-out"):
        hotline.chooses(putu, status)
        judge.opens("/desk")


def test_cases(
    judge: Judge,
    app: Flask,
    hotline: Hotline,
    side: TelephoneSide,
    ledger: Ledger,
    offer: Offer,
    putu: Person,
    wayan: Person,
) -> None:
    work = CaseworkSide(hotline)
    work.at_work(app)
    made = hotline.person("Made", login="made")
    case = ledger.case("Sari Dewi", putu, due_in=-HOUR, urgent=True)
    ledger.touched(case, "call", "letter", "social")
    ledger.answered(case, putu, "The refund comes on Monday.")
    ledger.gives(case, putu, 25)
    ledger.promised("supervisor", putu, case=case)
    work.ask(case.id, made.id, "When does the technician come?")
    theirs = ledger.case("Rina", made)
    work.offer(theirs.id, made.id, putu.id, "She moves to your town.")
    with hotline.office.store.transaction() as session:
        call = session.get(Call, offer.call)
        assert call
        call.case_id = case.id
    enters(judge.page, judge.address, "putu")
    judge.opens("/cases", "/cases/new", f"/cases/{theirs.id}")
    judge.opens(f"/cases/{case.id}", looks=ALL_LOOKS)
    for summary in judge.page.locator("main summary").all():
        summary.click()
    judge.looks("a case with every form open", looks=ALL_LOOKS)
    side.accepts(offer)
    judge.opens("/desk")
    for summary in judge.page.locator("#their-case summary").all():
        summary.click()
    judge.looks("the desk with every form of the case open")
    judge.in_indonesian()
    judge.opens("/cases", f"/cases/{case.id}", looks=LOOKS[:1])
