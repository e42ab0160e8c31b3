"""A whole life of a case, and of a trouble that many have: in real browsers, and on the line."""

from dataclasses import dataclass
from datetime import datetime

from playwright.sync_api import Page, expect

from tests.browser.chromium import Visitors
from tests.browser.house import House
from tests.browser.network import Caller, Home
from tests.browser.seats import Desk, Seated

THE_ANSWER = "The new card comes by post on Friday."
ANOTHER = "We will pay for a taxi to the branch."


@dataclass
class CasePage:
    """Somebody who has a case open, besides whatever page is their place."""

    page: Page

    def says(self, text: str) -> None:
        expect(self.page.locator("#said")).to_have_text(text)

    def shows(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("#case")).to_contain_text(text)

    def offers_it(self, to: str, note: str) -> None:
        self.page.click("#hands summary")
        self.page.select_option("#offer-to", label=to)
        self.page.fill("#offer-note", note)
        self.page.click("#hands .primary")
        self.says("The case is offered.")

    def gives(self, amount: str, reason: str) -> None:
        self.page.click("#gives summary")
        self.page.fill("#give-amount", amount)
        self.page.fill("#give-reason", reason)
        self.page.click("#gives .primary")
        self.says("The gesture is on record.")


def opens_case(house: House, code: str, beside: Page) -> CasePage:
    """By its number, in another tab."""
    tab = beside.context.new_page()
    tab.goto(f"{house.address}/cases")
    tab.fill("#code", code)
    tab.click(".finding button")
    expect(tab.locator("h1")).to_contain_text(code)
    return CasePage(tab)


def finishes(desk: Desk, outcome: str) -> None:
    desk.page.get_by_label(outcome).check()
    desk.page.click("#do-finish")
    desk.is_at("idle")


def is_helped(desk: Desk, caller: Caller) -> None:
    desk.is_at("talking")
    caller.hears("1 others")


def hangs_up(caller: Caller, desk: Desk) -> None:
    caller.hangs_up()
    desk.is_at("wrap-up")


def watches(house: House, visitors: Visitors) -> Desk:
    """A supervisor who takes no calls."""
    person = house.person("Wayan", "supervisor", "card")
    tab = house.comes(person, visitors(), "/board")
    tab.goto(f"{house.address}/desk")
    return Desk(tab)


def writes_the_answer(putu: Desk) -> str:
    """While the customer is there; the number of the case."""
    putu.shows("contact 1", "their-case")
    putu.shows("your case", "their-case")
    putu.page.fill("#their-case [name=text]", THE_ANSWER)
    putu.page.click("#their-case button.primary")
    putu.shows(THE_ANSWER, "their-case")
    return putu.page.locator("#case-title .code").inner_text()


def is_stopped_and_asks(made: Desk, visitors: Visitors) -> None:
    """Putu has the case: what somebody else would rather say waits for him."""
    made.page.click("#their-case summary:text('Propose an answer')")
    proposal = made.page.locator("#their-case details[open]")
    proposal.locator("textarea").fill(ANOTHER)
    proposal.locator("button").click()
    stopped = "Stopped: Putu decides what is said about this case."
    expect(made.page.locator("#said")).to_contain_text(stopped)
    visitors.complaints.clear()  # the browser's own, about the refusal
    made.page.click("#their-case button:text('Ask Putu')")
    made.shows("Waiting for Putu.", "their-case")


def replies(house: House, putu: Desk, code: str) -> None:
    """From his desk, at which he takes no calls."""
    putu.shows(f"I have a question about case {code}", "messages")
    its = opens_case(house, code, putu.page)
    its.shows("Made wanted to say this, and was stopped", ANOTHER, "Made asks")
    question = its.page.locator(".question", has_text="asks")
    question.locator("textarea").fill("Tell her that the courier comes on Friday morning.")
    question.locator("button").click()
    its.says("Your reply is sent.")
    its.page.close()


def accepts(house: House, made: Desk, code: str) -> None:
    made.shows(f"Would you take over case {code}?", "messages")
    its = opens_case(house, code, made.page)
    its.shows("Wayan offers you this case", "She is often here.")
    its.page.click("#handover .primary")
    its.says("The case is yours. The customer is told.")
    its.page.close()


def promises_a_call(house: House, made: Desk) -> None:
    tomorrow = datetime.fromtimestamp(house.works.clock.now() + 86400, house.works.zone)
    made.page.keyboard.press("Alt+k")
    made.page.fill("#at", tomorrow.strftime("%Y-%m-%dT%H:%M"))
    made.page.click("#asking button.primary")
    expect(made.page.locator("#said")).to_have_text("The callback is promised.")


def asks_whether_solved(sari: Home) -> Caller:
    called = sari.is_called()
    called.hears("Has it been solved?")
    return called


def test_one_owner_and_one_answer_until_the_customer_says_that_it_is_solved(
    house: House, visitors: Visitors, seated: Seated
) -> None:
    home, phones = house.network.home(), house.network.phones
    putu, wayan = seated("Putu", "card"), watches(house, visitors)

    caller = phones()
    is_helped(putu, caller)
    code = writes_the_answer(putu)
    hangs_up(caller, putu)
    finishes(putu, "follow-up")

    caller = phones()
    caller.hears("Is it about your card, which Putu looks after?")
    caller.hears("I am bringing you to Putu, who has your case. You need not tell it again.")
    caller.hears("Here is Putu")
    is_helped(putu, caller)
    putu.shows("contact 2", "their-case")
    putu.shows(THE_ANSWER, "their-case")
    hangs_up(caller, putu)
    finishes(putu, "follow-up")
    putu.does("o", "Your status is chosen.")
    putu.is_at("signed-out")

    caller = phones()
    caller.hears("Putu cannot take your call just now. A colleague who sees everything")
    wayan.shows(f"The customer of case {code} has been in touch 3 times.", "messages")
    made = seated("Made", "card")
    caller.hears("Here is Made")
    is_helped(made, caller)
    expect(made.page.locator("#their-case .to-tell")).to_contain_text(THE_ANSWER)
    made.shows("contact 3", "their-case")
    is_stopped_and_asks(made, visitors)
    replies(house, putu, code)
    made.shows("the courier comes on Friday morning", "their-case")
    hangs_up(caller, made)

    its = opens_case(house, code, wayan.page)
    its.gives("50000", "For the third call")
    its.offers_it("Made · your card", "She is often here.")
    accepts(house, made, code)
    told = home.is_called()
    told.hears("Made looks after your case from now on")
    told.hears("completed")
    its.shows("Handed over and accepted")

    home.answers = {"been solved": "no", "bring you to Made": "yes"}
    finishes(made, "solved")
    asked = asks_whether_solved(home)
    asked.hears("Your case is open again, and has priority.")
    asked.hears("Here is Made")
    is_helped(made, asked)
    made.shows("urgent", "their-case")
    its.shows("urgent", "The customer says it is not solved")
    promises_a_call(house, made)
    hangs_up(asked, made)

    home.answers = {"been solved": "yes"}
    finishes(made, "solved")
    asks_whether_solved(home).hears("glad to hear that")
    its.shows("The customer says that it is solved.")
    remembers_it_all(house, its, code)


def remembers_it_all(house: House, its: CasePage, code: str) -> None:
    its.shows("Putu wrote the answer", "Made was stopped from saying", "Made asked")
    its.shows("Contact 3: it went higher up", "Handed over and accepted", "The customer was told")
    expect(its.page.locator("#story li.contact")).to_have_count(3)
    tab = its.page
    tab.goto(f"{house.address}/promises")
    for told in ("Sari", "Made", code, "on time"):
        expect(tab.locator(".owed")).to_contain_text(told)
    tab.goto(f"{house.address}/management")
    expect(tab.locator("#goodwill")).to_contain_text(code)
    tab.goto(f"{house.address}/deeds")
    for deed in (
        "wrote the official answer",
        "was stopped from giving another answer",
        "asked the owner of a case",
        "replied to a question",
        "handed a case over",
        "gave goodwill",
        "read a case",
    ):
        expect(tab.locator("main")).to_contain_text(deed)


def opens_incident(tab: Page) -> None:
    """By hand, and callers are told."""
    tab.click(".by-hand summary")
    tab.select_option("#skill", label="your card")
    tab.fill("#open-en", "We know that cards are refused today.")
    tab.fill("#open-id", "Kami tahu bahwa kartu ditolak hari ini.")
    tab.click(".by-hand .primary")
    tab.get_by_label("Tell callers with this reason").check()
    tab.click(".telling .primary")
    expect(tab.locator(".incident")).to_contain_text("callers are told")


def test_many_have_the_same_trouble_and_are_called_when_it_is_over(
    house: House, visitors: Visitors, seated: Seated
) -> None:
    numbers = {"Sari": "+15555550111", "Budi": "+15555550112", "Eka": "+15555550113"}
    homes = {name: house.network.home(name, number) for name, number in numbers.items()}
    tab = house.comes(house.person("Wayan", "supervisor"), visitors(), "/board")
    tab.goto(f"{house.address}/incidents")
    opens_incident(tab)
    putu = seated("Putu", "card")

    for name, wish in (("Sari", "yes"), ("Eka", "no"), ("Budi", "yes")):
        wishes = {"call you when it is solved": wish}
        caller = house.network.phones(name, numbers[name], wishes)
        caller.hears("We know that cards are refused today.")
        if wish == "yes":
            caller.hears("you will hear from us as soon as it is solved")
            caller.hears("completed")
        else:
            is_helped(putu, caller)
            putu.shows("part of an incident", "their-case")
            hangs_up(caller, putu)
            finishes(putu, "follow-up")

    for home in homes.values():
        home.answers = {"been solved": "yes"}
    tab.reload()
    expect(tab.locator(".incident")).to_contain_text("So far it is 3 customers.")
    codes = tab.locator(".linked .code").all_inner_texts()
    tab.click("button:text('It is solved')")
    expect(tab.locator(".past")).to_contain_text("3 cases")
    for home in homes.values():
        asks_whether_solved(home).hears("glad to hear that")
    for code in codes:
        opens_case(house, code, tab).shows("The customer says that it is solved.")
