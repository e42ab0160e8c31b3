"""Keeps every open page of a process up to date, with one look at the board for all of them."""

from collections.abc import Iterator
from threading import Condition, Event, Thread

import structlog

from desk.live import picture
from desk.live.parts import Draw, Edition, edition
from desk.live.picture import Picture
from desk.live.seldom import Seldom
from desk.office import Office
from queueing.changes import Gap

__all__ = ["Edition", "Full", "Live"]

log = structlog.get_logger()

_BETWEEN = 0.15  # seconds of life between two looks, however much happens
_BLOCK_MS = 200  # so soon a look ends when the process does
_BLOCKS = 2  # a look at least so often: not all that pages show is the board's events
_LOOKS_IN_BEAT = 4
_AFTER_FAILURE = 1.0
_SILENCE = 10.0  # seconds without an edition after which a stream says that it is there


class Full(Exception):
    """This process serves as many live pages as it may."""


class Live:
    """Looks at the board while somebody watches: at each change, and a few times a second."""

    def __init__(self, office: Office, draw: Draw) -> None:
        self._office = office
        self._draw = draw
        self._news = Condition()
        self._closed = Event()
        self._watchers = 0
        self._looking = False
        self._number = 0
        self._beaten = (0, 0.0)
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
        seldom = Seldom(self._office)
        while self._wanted():
            try:
                seen = picture.take(self._office, seldom)
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
        before, self._number = self._latest, self._number + 1
        fresh = edition(before, self._number, self._beat(before, seen), seen, self._draw)
        with self._news:
            self._latest = fresh
            self._news.notify_all()

    def _beat(self, before: Edition | None, seen: Picture) -> int:
        """Another number when a second of life has passed: by the clock, or by the looks, since
        a clock can stand still."""
        number, at = self._beaten
        passed = seen.now - at >= self._office.speed or self._number - number >= _LOOKS_IN_BEAT
        if before is None or passed:
            self._beaten = (self._number, seen.now)
        return self._beaten[0]
