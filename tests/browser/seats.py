"""Those who work in the house, at their pages."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.chromium import Visitors
from tests.browser.house import House


@dataclass
class Desk:
    """Somebody at the page on which calls are taken."""

    page: Page

    def is_at(self, stage: str) -> None:
        expect(self.page.locator("#now .who")).to_have_attribute("data-stage", stage)

    def shows(self, text: str, part: str = "now") -> None:
        expect(self.page.locator(f"#{part}")).to_contain_text(text)

    def does(self, key: str, said: str) -> None:
        """Press a key with Alt; the page says what was done."""
        self.page.keyboard.press(f"Alt+{key}")
        expect(self.page.locator("#said")).to_have_text(said)

    def asks(self, purpose: str, whom: str = "", note: str = "", *, blind: bool = False) -> None:
        """Fill in the dialog in which colleagues are asked for."""
        self.page.click(f"#ask-{purpose}")
        if whom:
            self.page.locator("#asking").get_by_label(whom).check()
        if note:
            self.page.fill("#ask-note", note)
        if blind:
            self.page.check("#asking [name=blind]")
        self.page.click("#asking button.primary")
        expect(self.page.locator("#dialog")).to_be_hidden()

    def writes(self, text: str) -> None:
        self.page.fill("#note", text)
        expect(self.page.locator("#kept")).to_have_attribute("data-state", "saved")

    def takes_place(self) -> None:
        """They connect the telephone of their page, and are ready."""
        self.page.click("#softphone [data-part=connect]")
        expect(self.page.locator("#softphone")).to_have_attribute("data-state", "connected")
        self.page.click("#be-ready")
        expect(self.page.locator("#be-ready")).to_be_disabled()


@dataclass
class Board:
    """A supervisor at the live board."""

    page: Page

    def shows(self, text: str, part: str) -> None:
        expect(self.page.locator(f"#{part}")).to_contain_text(text)

    def shows_no_more(self, text: str, part: str) -> None:
        expect(self.page.locator(f"#{part}")).not_to_contain_text(text)

    def opens(self, name: str) -> None:
        """The dialog of a caller or an agent."""
        self.page.click(f"[data-acts][aria-label='Actions for {name}']")
        expect(self.page.locator("#acts-title")).to_have_text(name)

    def presses(self, button: str, said: str) -> None:
        """A button of the dialog that stays open; what was done stands in it."""
        self.page.click(button)
        expect(self.page.locator("#acts-dialog [data-told]")).to_have_text(said)

    def does(self, button: str, said: str) -> None:
        """A button that closes the dialog; what was done is said."""
        self.page.click(button)
        expect(self.page.locator("#acts-said")).to_have_text(said)
        expect(self.page.locator("#acts-dialog")).to_be_hidden()

    def closes(self) -> None:
        self.page.keyboard.press("Escape")
        expect(self.page.locator("#acts-dialog")).to_be_hidden()


Seated = Callable[..., Desk]


def supervises(house: House, visitors: Visitors, name: str = "Wayan") -> Board:
    person = house.person(name, "supervisor", "card")
    return Board(house.comes(person, visitors(), "/board"))
