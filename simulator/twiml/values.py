"""Attributes as values. A wrong one counts as not given and leaves a warning."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from simulator.network.source import Hook
from simulator.twiml.document import Document

METHODS = frozenset({"GET", "POST"})


class Values:
    """The attributes of one element; `warn` is told about wrong ones."""

    def __init__(self, element: Element, document: Document, warn: Callable[[str], None]) -> None:
        self._element = element
        self._document = document
        self._warn = warn

    def has(self, name: str) -> bool:
        return name in self._element.attrib

    def text(self, name: str, default: str = "") -> str:
        return self._element.get(name, default)

    def number(self, name: str, default: int, low: int = 0, high: int = 14400) -> int:
        given = self._element.get(name)
        if given is None:
            return default
        if given.isascii() and given.isdigit() and low <= int(given) <= high:
            return int(given)
        self._wrong(name, given)
        return default

    def flag(self, name: str, *, default: bool = False) -> bool:
        return self.choice(name, "true" if default else "false", {"true", "false"}) == "true"

    def choice(self, name: str, default: str, among: set[str] | frozenset[str]) -> str:
        given = self._element.get(name, default)
        if given in among:
            return given
        self._wrong(name, given)
        return default

    def address(self, name: str) -> str:
        """The absolute form of a URL attribute; "" when it is missing or empty."""
        given = self.text(name)
        return self._document.address(given) if given else ""

    def method(self, name: str, default: str = "POST") -> str:
        return self.choice(name, default, METHODS)

    def hook(self, name: str, default_events: str) -> Hook | None:
        """A callback from `<name>`, `<name>Method` and `<name>Event` (words)."""
        url = self.address(name)
        if not url:
            return None
        events = frozenset(self.text(f"{name}Event", default_events).split())
        return Hook(url, self.method(f"{name}Method"), events)

    def _wrong(self, name: str, given: str) -> None:
        self._warn(f"<{self._element.tag}> has a wrong {name}: {given[:40]}")
