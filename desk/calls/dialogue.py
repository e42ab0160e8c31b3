"""What the menu and the caller said to each other, as the call's events keep it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from desk.calls.masking import Mask
from desk.calls.tale import Entry
from records.models import CallEvent

_NAMING = frozenset({"returning", "name", "name-confirm", "spelling", "name-recording"})
"""Steps in which names are spoken that may not be the caller's in the end."""
_DIGITS = re.compile(r"[0-9](?:[ ,.\u2013-]*[0-9]){5,}")
GAP = "[…]"
_MOST_KEYS = 2
_SAYS = {"Silence": "tale-silence", "VoiceRecorded": "tale-voice"}
_TROUBLE = {
    "AgentLost": "tale-agent-lost",
    "LineBroke": "tale-line-broke",
    "Fault": "tale-fault",
    "NotReached": "tale-not-reached",
}


@dataclass(frozen=True)
class Dialogue:
    """Tells the steps of the menu to one reader. `masked`: they may see no names."""

    mask: Mask
    masked: bool

    def told(self, event: CallEvent) -> Iterator[Entry]:
        """What was heard, and what the hotline said to it. Long numbers are left out: some are
        private, and none helps to understand the call."""
        what = str(event.data.get("event", ""))
        named = self.masked and event.data.get("from") in _NAMING
        yield from self._heard(event, hidden=named)
        if what in _SAYS and not event.data.get("keys"):
            yield Entry(event.at, "menu", _SAYS[what], by="caller")
        if what in _TROUBLE:
            yield Entry(event.at, "trouble", _TROUBLE[what])
        words = spoken(event.reply)
        if words:
            hidden = self.masked and event.data.get("to") in _NAMING
            yield Entry(event.at, "menu", words=self._words(words, hidden), by="hotline")

    def covered(self, text: str) -> str:
        """Words without what this reader may not see."""
        return _DIGITS.sub(GAP, self.mask.covered(text, GAP))

    def _heard(self, event: CallEvent, *, hidden: bool) -> Iterator[Entry]:
        said, keys = event.data.get("said"), event.data.get("keys")
        if said:
            yield Entry(event.at, "menu", words=self._words(str(said), hidden), by="caller")
        elif keys:
            shown = str(keys) if len(str(keys)) <= _MOST_KEYS else GAP
            yield Entry(event.at, "menu", "tale-keys", {"keys": shown}, by="caller")

    def _words(self, text: str, hidden: bool) -> str:
        return GAP if hidden else self.covered(text)


def spoken(reply: str | None) -> str:
    """The words of a document of TwiML; none of what is no such document."""
    if not reply or not reply.startswith("<?xml"):
        return ""
    try:
        document = ET.fromstring(reply)  # noqa: S314  a document of our own making
    except ET.ParseError:
        return ""
    said = ("".join(one.itertext()).strip() for one in document.iter("Say"))
    return " ".join(text for text in said if text)
