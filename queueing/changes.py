"""Follows what happens on a board, without missing any of it."""

from collections.abc import Mapping

from queueing.keys import EVENTS, Keys
from queueing.results import Change, Kind
from queueing.scripts import Server, texts

_MOST = 1000  # changes in one reading


class Gap(Exception):
    """Changes after this cursor are lost or not this board's: take a fresh snapshot."""


class Changes:
    """The changes of one hotline's board, from any cursor on."""

    def __init__(self, client: Server, hotline: str) -> None:
        self._redis = client
        self._stream = Keys(hotline)(EVENTS)

    def read(self, cursor: str, block_ms: int = 0) -> list[Change]:
        """Changes after `cursor`, in order; the next cursor is the id of the last one.

        Waits up to `block_ms` milliseconds for the first (0: not at all), so the connection's
        own timeout must be longer. Raises Gap where changes are missing.
        """
        changes = self._after(cursor)
        if not changes and block_ms and cursor == self._last():
            self._redis.xread({self._stream: cursor}, count=1, block=block_ms)
            changes = self._after(cursor)
        if not (_follows(cursor, changes[0].id) if changes else cursor == self._last()):
            raise Gap(f"the board's events do not continue at {cursor}")
        return changes

    def _after(self, cursor: str) -> list[Change]:
        entries = self._redis.xrange(self._stream, min=f"({cursor}", count=_MOST)
        return [_change(id_ or "", fields or {}) for id_, fields in entries or []]

    def _last(self) -> str:
        newest = self._redis.xrevrange(self._stream, count=1)
        return texts([newest[0][0]])[0] if newest else "0-0"


def _follows(cursor: str, following: str) -> bool:
    epoch, _, n = cursor.partition("-")
    next_epoch, _, next_n = following.partition("-")
    return int(next_n) == int(n) + 1 and (epoch == next_epoch or cursor == "0-0")


def _change(id_: bytes | str, fields: Mapping[bytes | str, bytes | str]) -> Change:
    detail = dict(zip(texts(fields), texts(fields.values()), strict=True))
    return Change(
        id=texts([id_])[0],
        kind=Kind(detail.pop("kind")),
        at=float(detail.pop("at")),
        call=detail.pop("call", None),
        agent=detail.pop("agent", "") or None,
        detail=detail,
    )
