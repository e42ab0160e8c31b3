"""A real browser: Debian's Chromium without a window, steered with Playwright."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    WebError,
    expect,
    sync_playwright,
)

PATIENCE = 20_000.0  # milliseconds, for what should take a few on a machine with nothing to do
SEVERE = ("warning", "error")

# Playwright's own wait_for_function evaluates text, which the content policy of our pages forbids
_UNTIL = """new Promise((found, fail) => {
  const ask = () => (%s) ? found() : requestAnimationFrame(ask);
  setTimeout(() => fail(new Error("not so in time")), %d);
  ask();
})"""

OPTIONS = ("--disable-dev-shm-usage", "--disable-gpu", "--mute-audio")


@dataclass
class Chromium:
    """One browser for many tests."""

    browser: Browser
    loop: asyncio.AbstractEventLoop

    @contextmanager
    def awake(self) -> Iterator[None]:
        """While the block lasts. Playwright's loop counts as running from start to end, and no
        other test of this thread could have a loop of its own."""
        asyncio.events._set_running_loop(self.loop)
        try:
            yield
        finally:
            asyncio.events._set_running_loop(None)


@dataclass
class Visitors:
    """Opens browsers that know nothing of each other. `complaints`: what the consoles of their
    pages said of warnings and errors."""

    browser: Browser
    complaints: list[str] = field(default_factory=list)
    _open: list[BrowserContext] = field(default_factory=list)

    def __call__(self, **options: object) -> Page:
        """An empty page in a browser of its own; the options are Playwright's for a context."""
        context = self.browser.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        context.on("console", self._hear)
        context.on("weberror", self._fail)
        self._open.append(context)
        return context.new_page()

    def leave(self) -> None:
        while self._open:
            self._open.pop().close()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in SEVERE:
            self.complaints.append(f"{message.location.get('url')}: {message.text}")

    def _fail(self, error: WebError) -> None:
        self.complaints.append(str(error.error))


def until(page: Page, condition: str) -> None:
    """Returns when the condition, a JavaScript expression, is true of the page."""
    page.evaluate(_UNTIL % (condition, PATIENCE))


@contextmanager
def started(program: str) -> Iterator[Chromium]:
    """A browser that ends with the block."""
    expect.set_options(timeout=PATIENCE)
    driver = sync_playwright().start()
    loop = asyncio.get_running_loop()
    chromium = Chromium(driver.chromium.launch(executable_path=program, args=[*OPTIONS]), loop)
    asyncio.events._set_running_loop(None)
    yield chromium
    with chromium.awake():
        chromium.browser.close()
        driver.stop()
