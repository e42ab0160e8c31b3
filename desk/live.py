"""Keeps every open page of a process up to date, with one look at the board for all of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from threading import Condition, Event, Lock, Thread
from typing import Protocol

import structlog

from desk import picture
from desk.office import Office
from desk.picture import Picture
from queueing.changes import Gap

PARTS = ("notice", "figures", "waiting", "promises", "agents")
"""The sections of the page that change, each a field of the picture and a template."""

log = structlog.get_logger()

_BETWEEN = 0.25  # seconds of life between two looks, however much happens
_BLOCK_MS = 250  # so soon a look ends when the process does
_BLOCKS = 4  # a look at least so often: lateness and statuses are not the board's events
_AFTER_FAILURE = 1.0
_SILENCE = 10.0  # seconds without an edition after which a stream says that it is there


class Full(Exception):
    """This process serves as many live pages as it may."""


class Draw(Protocol):
    def __call__(self, part: str, picture: Picture, language: str) -> str:
        """One section of the page as HTML."""
        ...


@dataclass(frozen=True)
class Part:
    """A section as it is since edition `since`, drawn once for each language that is read."""

    name: str
    since: int
    picture: Picture
    draw: Draw
    _drawn: dict[str, str] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def html(self, language: str) -> str:
        with self._lock:
            if language not in self._drawn:
                self._drawn[language] = self.draw(self.name, self.picture, language)
            return self._drawn[language]


@dataclass(frozen=True)
class Edition:
    """The page at one instant; numbers rise."""

    number: int
    picture: Picture
    parts: Mapping[str, Part]


class Live:
    """Looks at the board while somebody watches: at each change, and once a second."""

    def __init__(self, office: Office, draw: Draw) -> None:
        self._office = office
        self._draw = draw
        self._news = Condition()
        self._closed = Event()
        self._watchers = 0
        self._looking = False
        self._number = 0
        self._latest: Edition | None = None

    def join(self) -> None:
        """One more page watches, until it `leave`s; raises Full."""
        with self._news:
            if self._watchers >= self._office.most_streams or self._closed.is_set():
                raise Full
            self._watchers += 1
            if not self._looking:
                self._looking = True
                Thread(target=self._look, name="live-board", daemon=True).start()

    def leave(self) -> None:
        with self._news:
            self._watchers -= 1

    def close(self) -> None:
        """The process is about to end: every stream ends now."""
        self._closed.set()
        with self._news:
            self._news.notify_all()

    def editions(self) -> Iterator[Edition | None]:
        """The newest edition whenever there is a newer one; None after a long silence."""
        seen = 0
        while not self._closed.is_set():
            edition = self._newer(seen)
            seen = edition.number if edition else seen
            if not self._closed.is_set():
                yield edition

    def _newer(self, seen: int) -> Edition | None:
        with self._news:
            self._news.wait_for(lambda: self._closed.is_set() or self._is_newer(seen), _SILENCE)
            return self._latest if self._is_newer(seen) else None

    def _is_newer(self, seen: int) -> bool:
        return self._latest is not None and self._latest.number > seen

    def _look(self) -> None:
        while self._wanted():
            try:
                seen = picture.take(self._office)
                self._publish(seen)
                self._closed.wait(_BETWEEN)
                self._follow(seen.cursor)
            except Exception as error:  # noqa: BLE001  whatever fails, the pages must not stay blind
                log.warning("live_board_blind", error=type(error).__name__)
                self._closed.wait(_AFTER_FAILURE)

    def _wanted(self) -> bool:
        with self._news:
            self._looking = self._watchers > 0 and not self._closed.is_set()
            if not self._looking:
                self._latest = None  # the next to come must not be shown the past
            return self._looking

    def _follow(self, cursor: str) -> None:
        """Returns when something has happened, or after a pulse."""
        try:
            for _ in range(_BLOCKS):
                if self._closed.is_set() or self._office.changes.read(cursor, _BLOCK_MS):
                    return
        except Gap:
            log.info("live_board_gap")  # the next look is at the whole board anyhow

    def _publish(self, seen: Picture) -> None:
        with self._news:
            before = self._latest.parts if self._latest else {}
            self._number += 1
            parts = {name: self._part(before.get(name), name, seen) for name in PARTS}
            self._latest = Edition(self._number, seen, parts)
            self._news.notify_all()

    def _part(self, before: Part | None, name: str, seen: Picture) -> Part:
        if before and getattr(before.picture, name) == getattr(seen, name):
            return before
        return Part(name, self._number, seen, self._draw)
