"""A real browser: Debian's Chromium without a window, steered through a pipe."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

_QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
)

# fulfilled when the condition holds, asked again at every change of the page
_UNTIL = """new Promise((found) => {
  const ask = () => (%s) && (watch.disconnect(), found(true));
  const watch = new MutationObserver(ask);
  watch.observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
  ask();
})"""


COMPLAINTS = ("warning", "error")
"""Less is advice: a slow machine is told that a field had the focus already."""


@dataclass
class Chromium:
    """One browser with one page. `complaints` is what the page's console said of errors."""

    to: BinaryIO
    answers: BinaryIO
    session: str | None = None
    complaints: list[str] = field(default_factory=list)
    _asked: int = 0
    _address: str = ""
    _loaded: bool = False

    def ask(self, method: str, **params: object) -> dict[str, Any]:
        """The result of one command of the DevTools protocol."""
        self._asked += 1
        command = {"id": self._asked, "method": method, "params": params}
        if self.session:
            command["sessionId"] = self.session
        self.to.write(json.dumps(command).encode() + b"\0")
        self.to.flush()
        while (heard := self._hear()).get("id") != self._asked:
            pass
        assert "result" in heard, heard
        return dict(heard["result"])

    def _hear(self) -> dict[str, Any]:
        said = bytearray()
        while (byte := self.answers.read(1)) != b"\0":
            assert byte, "the browser is gone"
            said += byte
        heard = dict(json.loads(said))
        match heard.get("method"):
            case "Log.entryAdded" if heard["params"]["entry"]["level"] in COMPLAINTS:
                self.complaints.append(json.dumps(heard["params"]))
            case "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(heard["params"]))
            case "Page.frameNavigated":
                self._address, self._loaded = heard["params"]["frame"]["url"], False
            case "Page.loadEventFired":
                self._loaded = True
        return heard

    def open(self, address: str) -> None:
        self.ask("Page.navigate", url=address)
        self.arrives_at(address)

    def leaves_for(self, address: str, script: str) -> None:
        """Run what leads away from this page, and return when the next one is loaded; it may
        have the same address."""
        self._loaded = False
        self.run(script)
        self.arrives_at(address)

    def arrives_at(self, address: str) -> None:
        """Returns when the page at `address` is loaded."""
        while not (self._loaded and self._address == address):
            self._hear()

    def run(self, script: str) -> Any:
        answer = self.ask(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        return answer["result"].get("value")

    def until(self, condition: str) -> None:
        """Returns when the condition, a JavaScript expression, is true of the page."""
        assert self.run(_UNTIL % condition) is True

    def click(self, selector: str) -> None:
        """As with a mouse: scripts know that it was a person."""
        self.run(f"document.querySelector({selector!r}).scrollIntoView({{block: 'center'}})")
        place = self.run(
            f"JSON.stringify(document.querySelector({selector!r}).getBoundingClientRect())"
        )
        box = json.loads(place)
        at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **at)

    def press(self, key: str, text: str = "") -> None:
        """One key of the keyboard."""
        for kind in ("keyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, text=text)

    def resize(self, width: int, height: int) -> None:
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 500,
        )


@contextmanager
def browsing(program: str, profile: Path) -> Iterator[Chromium]:
    """A browser with an empty page, that ends with the block."""
    (theirs_in, ours_out), (ours_in, theirs_out) = os.pipe(), os.pipe()
    # the browser reads commands on 3 and answers on 4; the shell puts the pipes there
    shell = f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}'
    options = (*_QUIET, "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank")
    process = subprocess.Popen(
        ["/bin/bash", "-c", shell, program, *options],
        pass_fds=(theirs_in, theirs_out),
        env=os.environ | {"TMPDIR": str(profile)},
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs_in)
    os.close(theirs_out)
    with open(ours_out, "wb") as to, open(ours_in, "rb") as answers:  # noqa: PTH123  pipes
        browser = Chromium(to, answers)
        target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = browser.ask("Target.attachToTarget", targetId=target, flatten=True)
        browser.session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            browser.ask(f"{domain}.enable")
        yield browser
        process.terminate()
        process.wait()
