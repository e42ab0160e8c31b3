"""Lists that are brought up to date row by row, so that what somebody has in hand stays there."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

DrawRow: TypeAlias = Callable[[object, str], str]
"""One row of a list as HTML, in a language."""

_KEPT = 32  # deltas: a page further behind gets the whole list


@dataclass(frozen=True)
class Row:
    """One row: rows with the same id and `shown` look the same. Drawn once in each language."""

    id: str
    shown: object
    draw: DrawRow = field(compare=False)
    _drawn: dict[str, str] = field(default_factory=dict, compare=False)

    def html(self, language: str) -> str:
        if language not in self._drawn:
            self._drawn[language] = self.draw(self.shown, language)
        return self._drawn[language]


@dataclass(frozen=True)
class Delta:
    """What became of a list in edition `number`: each row with the id of the one that it stands
    before (None: it is the last), or the id of one that is gone."""

    number: int
    name: str
    placed: tuple[tuple[Row, str | None], ...]
    gone: tuple[str, ...]
    _drawn: dict[str, str] = field(default_factory=dict, compare=False)

    def json(self, language: str) -> str:
        """[[list, id, before, HTML or null], ...], to be done in this order."""
        if language not in self._drawn:
            self._drawn[language] = json.dumps(
                [[self.name, row, None, None] for row in self.gone]
                + [[self.name, row.id, before, row.html(language)] for row, before in self.placed],
                ensure_ascii=False,
                separators=(",", ":"),
            )
        return self._drawn[language]


@dataclass(frozen=True)
class List:
    """A list as of an edition, and how it came to be so from edition `reaches` on."""

    name: str
    rows: tuple[Row, ...]
    reaches: int
    deltas: tuple[Delta, ...] = ()

    def since(self, number: int) -> tuple[Delta, ...] | None:
        """What changed after edition `number`; None: more than is still known."""
        if number < self.reaches:
            return None
        return tuple(delta for delta in self.deltas if delta.number > number)


def begun(name: str, shown: Mapping[str, object], draw: DrawRow, number: int) -> List:
    """A list that nobody has seen before edition `number`."""
    return List(name, tuple(Row(id_, value, draw) for id_, value in shown.items()), number)


def followed(before: List, shown: Mapping[str, object], draw: DrawRow, number: int) -> List:
    """The list in edition `number`. Where rows have changed their order it begins anew."""
    known = {row.id: row for row in before.rows}
    rows = tuple(_row(known.get(id_), id_, value, draw) for id_, value in shown.items())
    if [row.id for row in rows if row.id in known] != [one for one in known if one in shown]:
        return List(before.name, rows, number)
    gone = tuple(id_ for id_ in known if id_ not in shown)
    placed = tuple(_placed(rows, known))
    if not gone and not placed:
        return before
    deltas = (*before.deltas, Delta(number, before.name, placed, gone))[-_KEPT:]
    reaches = before.reaches if len(deltas) < _KEPT else deltas[0].number - 1
    return List(before.name, rows, max(reaches, before.reaches), deltas)


def _row(known: Row | None, id_: str, value: object, draw: DrawRow) -> Row:
    return known if known and known.shown == value else Row(id_, value, draw)


def _placed(rows: Sequence[Row], known: Mapping[str, Row]) -> Iterable[tuple[Row, str | None]]:
    """The last one first: what a row stands before is there already."""
    before: str | None = None
    for row in reversed(rows):
        if known.get(row.id) is not row:
            yield row, before
        before = row.id
