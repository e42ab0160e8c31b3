"""The whole house in real browsers: people at their pages, and callers on the line."""

from playwright.sync_api import expect

from tests.browser.chromium import Visitors
from tests.browser.house import House
from tests.browser.network import Caller
from tests.browser.seats import Desk, Seated, supervises


def talking(house: House, desk: Desk, name: str = "Sari") -> Caller:
    """Somebody phones, and is with the agent of this desk."""
    caller = house.network.phones(name)
    desk.is_at("talking")
    caller.hears("1 others")
    return caller


def test_a_caller_from_the_first_ring_to_the_last_word(
    house: House, visitors: Visitors, seated: Seated
) -> None:
    board = supervises(house, visitors)
    caller = house.network.phones("Sari")
    board.shows("Sari", "waiting")
    caller.hears("Your call has priority")
    board.shows("step 3", "waiting")
    putu = seated("Putu", "card")
    caller.hears("Here is Putu")
    caller.hears("1 others")
    putu.is_at("talking")
    putu.shows("my card is broken")
    board.shows("Sari", "agents")
    board.shows("Nobody is waiting.", "waiting")

    putu.page.click("#tool-hold")
    caller.hears("Putu will be right back with you")
    board.shows("on hold", "agents")
    putu.page.click("#tool-hold")
    caller.hears("1 others")
    putu.page.click("#tool-mute")
    board.shows("muted", "agents")
    putu.page.click("#tool-mute")
    board.shows_no_more("muted", "agents")
    putu.page.fill("#softphone-words", "I will ask a colleague.")
    putu.page.keyboard.press("Enter")
    caller.hears("I will ask a colleague.")
    putu.writes("The chip is worn.")

    made = seated("Made", "transfer")
    putu.asks("transfer", "Made", "She needs a new card.")
    caller.hears("Putu is asking Made to help you")
    made.is_at("visiting")
    made.shows("She needs a new card.")
    made.shows("The chip is worn.", "card")
    board.shows("Putu with Made", "visits")
    putu.shows("You are speaking with Made.")
    putu.page.click("#do-hand-over")
    putu.is_at("wrap-up")
    made.is_at("talking")
    caller.hears("1 others")
    putu.page.get_by_label("solved").check()
    putu.page.click("#do-finish")
    putu.is_at("idle")

    caller.hangs_up()
    made.is_at("wrap-up")
    made.page.get_by_label("follow-up").check()
    made.page.click("#do-finish")
    made.is_at("idle")
    board.shows("2 free", "agents")
    board.page.goto(f"{house.address}/calls")
    board.page.click(".when a")
    story = board.page.locator("main")
    for told in ("Sari", "Putu", "Made", "The chip is worn."):
        expect(story).to_contain_text(told)


def test_everything_with_the_keyboard(house: House, visitors: Visitors, seated: Seated) -> None:
    putu, made = seated("Putu", "card"), seated("Made", "transfer")
    caller = talking(house, putu)
    putu.does("h", "The caller is on hold.")
    putu.does("h", "The caller hears you again.")
    putu.does("m", "Nobody hears you.")
    putu.does("m", "You are heard again.")
    putu.shows("This call is recorded.")
    putu.does("p", "Nothing is recorded now.")
    putu.does("p", "The call is recorded again.")
    putu.page.keyboard.press("Alt+n")
    putu.page.keyboard.type("She phones from the road.")
    expect(putu.page.locator("#kept")).to_have_attribute("data-state", "saved")

    putu.page.keyboard.press("Alt+c")
    putu.page.get_by_label("Made").check()
    putu.page.keyboard.press("Enter")
    putu.shows("You are speaking with Made.")
    putu.does("w", "All of you hear each other.")
    caller.hears("2 others")
    putu.does("a", "You go on alone.")
    made.is_at("idle")

    putu.page.keyboard.press("Alt+k")
    expect(putu.page.locator("#at")).to_be_focused()
    putu.page.keyboard.press("Enter")
    expect(putu.page.locator("#said")).to_have_text("The callback is promised.")
    putu.does("x", "The call is over.")
    caller.hears("anything else")
    putu.is_at("wrap-up")
    putu.does("j", "You have more time.")
    putu.page.keyboard.press("Alt+u")
    putu.page.keyboard.press("Space")
    putu.does("Enter", "Your notes are done.")
    putu.page.keyboard.press("Alt+b")
    putu.page.keyboard.press("Tab")
    putu.page.keyboard.press("Enter")
    putu.is_at("break")
    putu.does("r", "Your status is chosen.")
    putu.is_at("idle")
    putu.does("o", "Your status is chosen.")
    putu.is_at("signed-out")


def test_a_supervisor_helps_and_watches(house: House, visitors: Visitors, seated: Seated) -> None:
    board = supervises(house, visitors)
    putu = seated("Putu", "card")
    caller = talking(house, putu)
    board.opens("Putu")
    board.presses("#act-listen", "There is no telephone to reach. Please connect it first.")
    visitors.complaints.clear()  # the browser's own, about the refusal
    board.closes()
    board.page.click("#softphone [data-part=connect]")
    expect(board.page.locator("#softphone")).to_have_attribute("data-state", "connected")
    board.opens("Putu")
    listening = "Your telephone is put through: you hear the talk of Putu, and nobody hears you."
    board.presses("#act-listen", listening)
    board.shows("You are in this talk", "acts-dialog")
    board.presses("#act-whisper", "Your telephone is put through: only Putu hears you.")
    putu.shows("Only you hear them.")
    joined = "Your telephone is put through: Putu and the caller hear you."
    board.presses("#act-join", joined)
    putu.shows("Wayan is in this talk.")
    board.presses("#act-leave", "You have left the talk.")
    expect(putu.page.locator(".visit")).to_have_count(0)
    board.presses("#act-listen", listening)
    board.shows("You are in this talk", "acts-dialog")
    taken = "The caller is with you now. Hold, transfer and hanging up are on your Desk."
    board.does("#act-take-over", taken)
    putu.is_at("wrap-up")
    board.shows("Wayan", "agents")
    caller.hangs_up()


def test_help_is_asked_for_and_a_caller_passed_on_without_a_word(
    house: House, visitors: Visitors, seated: Seated
) -> None:
    wayan = house.person("Wayan", "supervisor", "transfer")
    tab = house.comes(wayan, visitors(), "/board")
    tab.goto(f"{house.address}/desk")
    helper = Desk(tab)
    helper.takes_place()
    putu = seated("Putu", "card")
    caller = talking(house, putu)
    putu.asks("help", note="May I refund this?")
    helper.is_at("visiting")
    helper.shows("May I refund this?")
    putu.shows("Only you hear them.")
    helper.page.click("#do-send-away")
    helper.is_at("idle")
    putu.asks("transfer", "Any supervisor", "She wants a refund.", blind=True)
    caller.hears("Here is Wayan")
    putu.is_at("wrap-up")
    helper.is_at("talking")
    helper.shows("She wants a refund.")


def test_a_supervisor_steers(house: House, visitors: Visitors, seated: Seated) -> None:
    board = supervises(house, visitors)
    putu = seated("Putu", "transfer")
    sari = house.network.phones("Sari")
    board.shows("Sari", "waiting")
    budi = house.network.phones("Budi", "+15555550112")
    board.shows("Budi", "waiting")
    board.opens("Budi")
    board.does("#act-move-up", "Budi is first in line now.")
    expect(board.page.locator("#waiting tbody tr").first).to_contain_text("Budi")
    board.opens("Sari")
    board.page.locator("#acts-dialog").get_by_label("Putu").check()
    board.does("#acts-dialog button.primary", "Sari goes to Putu.")
    sari.hears("Here is Putu")
    putu.is_at("talking")

    board.opens("Putu")
    board.page.fill("#act-word", "Please be brief.")
    board.does("#acts-dialog button:text('Send')", "Putu has your message.")
    putu.shows("Please be brief.", "messages")
    putu.does("v", "Marked as seen.")
    expect(putu.page.locator("#messages li")).to_have_count(0)
    sari.hangs_up()
    putu.is_at("wrap-up")
    board.opens("Putu")
    board.page.select_option("#act-status", "break:lunch")
    board.does("#acts-dialog button:text('Change')", "Putu is on a break now.")
    putu.is_at("break")
    board.opens("Putu")
    board.does("#acts-dialog button:text('Call back')", "Putu is called back.")
    putu.shows("Wayan", "messages")
    board.opens("Putu")
    board.page.select_option("#act-status", "ready")
    board.does("#acts-dialog button:text('Change')", "Putu is ready now.")
    board.opens("Putu")
    board.page.click("#acts-dialog summary")
    board.page.select_option("#act-skill-card", "5")
    board.does(
        "#acts-dialog button:text('Save levels')",
        "The levels of Putu are saved. They hold from now on.",
    )
    budi.hears("Here is Putu")

    board.page.click("button[data-acts$='/house']")
    board.page.fill("#act-said-en", "There is a storm.")
    board.page.fill("#act-said-id", "Ada badai.")
    board.does("#act-raise", "Every caller hears this from now on.")
    board.shows("There is a storm.", "notice")
    house.network.phones("Eka", "+15555550113").hears("There is a storm.")
    board.page.click("button[data-acts$='/house']")
    board.does("#act-end", "The emergency is over.")
    board.page.goto(f"{house.address}/deeds")
    expect(board.page.locator("main")).to_contain_text("Wayan")


def test_two_supervisors_at_once(house: House, visitors: Visitors, seated: Seated) -> None:
    one, other = supervises(house, visitors), supervises(house, visitors, "Ketut")
    putu = seated("Putu", "transfer")
    house.network.phones("Sari")
    one.shows("Sari", "waiting")
    budi = house.network.phones("Budi", "+15555550112")
    for board in (one, other):
        board.shows("Budi", "waiting")
        board.opens("Budi")
    for board in (one, other):
        board.page.click("#act-move-up")
    for board in (one, other):
        expect(board.page.locator("#acts-said")).to_have_text("Budi is first in line now.")
        expect(board.page.locator("#waiting tbody tr").first).to_contain_text("Budi")
    one.opens("Budi")
    one.page.locator("#acts-dialog").get_by_label("Putu").check()
    one.does("#acts-dialog button.primary", "Budi goes to Putu.")
    budi.hears("Here is Putu")
    putu.is_at("talking")
    for board in (one, other):
        board.shows("Budi", "agents")


def test_a_connection_that_is_cut_is_told_and_mended(
    house: House, visitors: Visitors, seated: Seated
) -> None:
    board = supervises(house, visitors)
    putu = seated("Putu", "card")
    body = board.page.locator("body")
    expect(body).to_have_attribute("data-state", "live")
    board.page.context.set_offline(True)
    expect(body).to_have_attribute("data-state", "lost")
    house.network.phones("Sari")
    putu.is_at("talking")
    board.page.context.set_offline(False)
    board.shows("Sari", "agents")
    expect(body).to_have_attribute("data-state", "live")
    visitors.complaints.clear()  # the browser's own, about the connection


def test_a_server_that_dies_is_told_within_five_seconds_and_its_successor_found(
    house: House, visitors: Visitors, seated: Seated
) -> None:
    board = supervises(house, visitors)
    tab = visitors()
    tab.clock.install()
    putu = Desk(house.comes(house.person("Putu", "agent", "card"), tab, "/desk"))
    putu.takes_place()
    talking(house, putu)
    house.processes.ask("kill", "web")
    tab.clock.run_for(5000)
    assert tab.get_attribute("body", "data-state") == "lost"
    expect(board.page.locator("body")).to_have_attribute("data-state", "lost")
    tab.fill("#note", "Written without a connection.")
    house.processes.ask("start", "web")
    for page in (tab, board.page):
        expect(page.locator("body")).to_have_attribute("data-state", "live")
    expect(tab.locator("#kept")).to_have_attribute("data-state", "saved")
    putu.is_at("talking")
    visitors.complaints.clear()  # the browser's own, about the connection
