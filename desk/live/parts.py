"""What the pages of the board are made of: parts, and lists whose rows change one by one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock
from typing import Protocol

from desk.live.picture import Picture
from desk.live.rows import Delta, List, begun, followed

BOARD = (
    *("notice", "figures", "lines", "waiting", "agents"),
    *("visits", "promises", "hours", "ladder", "on-call", "tabs"),
)
"""The sections of the live board, in their order."""

WALL = ("wall-notice", "wall-now", "wall-lines", "wall-agents", "wall-hours")
"""The sections of the wall view."""

LOOKS: Mapping[str, Callable[[Picture], object]] = {
    "tabs": lambda seen: (seen.figures.waiting, seen.figures.late, seen.crew, seen.figures.owed),
    "notice": lambda seen: seen.notice,
    "figures": lambda seen: seen.figures,
    "lines": lambda seen: seen.lines,
    "waiting-head": lambda seen: (seen.figures.waiting, seen.figures.late),
    "agents-head": lambda seen: seen.crew,
    "visits": lambda seen: seen.visits,
    "promises-head": lambda seen: seen.figures.owed,
    "hours": lambda seen: seen.hours,
    "ladder": lambda seen: seen.ladder,
    "on-call": lambda seen: seen.on_call,
    "wall-notice": lambda seen: seen.notice,
    "wall-now": lambda seen: seen.figures,
    "wall-lines": lambda seen: seen.lines,
    "wall-agents": lambda seen: seen.crew,
    "wall-hours": lambda seen: seen.hours,
}
"""What each part shows: while that is equal, the part looks the same."""

LISTS: Mapping[str, Callable[[Picture], Mapping[str, object]]] = {
    "waiting": lambda seen: {one.caller.call: one for one in seen.waiting},
    "agents": lambda seen: {one.id: one for one in seen.agents},
    "promises": lambda seen: {str(one.id): one for one in seen.promises},
}
"""The rows of each list by their ids. A list fills the section of its name, below a part named
as the list and `-head`."""

NOBODY = "nobody"
"""The id of the one row of a list without any."""


_AT_ONCE = 4


class Draw(Protocol):
    """HTML in a language."""

    def part(self, part: str, picture: Picture, language: str) -> str: ...

    def row(self, name: str, shown: object, now: float, language: str) -> str:
        """A row of a list; `shown` is None for the one that says that there is none."""
        ...

    def section(self, name: str, head: str, rows: list[str], language: str) -> str:
        """A list with its head, both drawn already."""
        ...


@dataclass(frozen=True)
class Part:
    """A part as it is since edition `since`, drawn once for each language that is read."""

    name: str
    since: int
    picture: Picture
    draw: Draw
    _drawn: dict[str, str] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def html(self, language: str) -> str:
        with self._lock:
            if language not in self._drawn:
                self._drawn[language] = self.draw.part(self.name, self.picture, language)
            return self._drawn[language]


@dataclass(frozen=True)
class Edition:
    """The pages at one instant; numbers rise, and `beat` about once a second. Whoever asks
    the stores for one reader alone holds one of the `turns`: a hundred at once would leave nobody
    else a connection."""

    number: int
    beat: int
    picture: Picture
    parts: Mapping[str, Part]
    lists: Mapping[str, List]
    draw: Draw
    turns: BoundedSemaphore

    def sections(self, names: tuple[str, ...], language: str) -> dict[str, str]:
        """These sections, whole."""
        return {name: self._section(name, language) for name in names}

    def _section(self, name: str, language: str) -> str:
        if name not in self.lists:
            return self.parts[name].html(language)
        rows = [row.html(language) for row in self.lists[name].rows]
        return self.draw.section(name, self.parts[f"{name}-head"].html(language), rows, language)

    def changes(
        self, names: tuple[str, ...], since: int, language: str
    ) -> tuple[dict[str, str], list[Delta]]:
        """What these sections are other in than in edition `since`: parts and whole lists by
        name, and what became of rows."""
        changed: dict[str, str] = {}
        deltas: list[Delta] = []
        for name in names:
            listed = self.lists.get(name)
            known = listed.since(since) if listed else ()
            if known is None:
                changed[name] = self._section(name, language)
                continue
            deltas += known
            part = self.parts[f"{name}-head" if listed else name]
            if part.since > since:
                changed[part.name] = part.html(language)
        return changed, deltas


def edition(
    before: Edition | None, number: int, beat: int, picture: Picture, draw: Draw
) -> Edition:
    """The next edition, with all of the one before that has not changed."""
    parts = {
        name: _part(before.parts[name] if before else None, name, number, picture, draw)
        for name in LOOKS
    }
    lists = {
        name: _list(before.lists[name] if before else None, name, number, picture, draw)
        for name in LISTS
    }
    turns = before.turns if before else BoundedSemaphore(_AT_ONCE)
    return Edition(number, beat, picture, parts, lists, draw, turns)


def _part(before: Part | None, name: str, number: int, picture: Picture, draw: Draw) -> Part:
    look = LOOKS[name]
    if before and look(before.picture) == look(picture):
        return before
    return Part(name, number, picture, draw)


def _list(before: List | None, name: str, number: int, picture: Picture, draw: Draw) -> List:
    def drawn(shown: object, language: str) -> str:
        return draw.row(name, shown, picture.now, language)

    shown = LISTS[name](picture) or {NOBODY: None}
    if before is None:
        return begun(name, shown, drawn, number)
    return followed(before, shown, drawn, number)
