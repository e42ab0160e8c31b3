"""Tallies: how many different customers reported each key in a window, kept from look to look.

The windows of the past move on with the clock. Of a case that stays in one nothing is read again
but who and what it is of, which may change (it was no problem, it is of an incident, its customer
is forgotten); its words are as they were when it came into the window.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from operator import attrgetter

from sqlalchemy.orm import Session

from records import reported
from records.incidents import Key
from records.reported import Head, Report, Span, Words

Keys = frozenset[Key]


class Tally:
    """The customers of one window by key; one with several cases counts once for each key."""

    def __init__(self, reports: Iterable[Report] = ()) -> None:
        self.counts: Counter[Key] = Counter()
        self._theirs: dict[int, dict[int, Keys]] = {}
        for report in reports:
            self.add(report.customer, report.case_id, report.keys)

    @property
    def people(self) -> int:
        """How many different customers there are."""
        return len(self._theirs)

    def add(self, customer: int, case_id: int, keys: Keys) -> None:
        """A case that is not counted yet."""
        cases = self._theirs.setdefault(customer, {})
        self.counts.update(keys.difference(*cases.values()))
        cases[case_id] = keys

    def drop(self, customer: int, case_id: int) -> None:
        """A case that is counted."""
        cases = self._theirs[customer]
        keys = cases.pop(case_id)
        gone = keys.difference(*cases.values())
        self.counts.subtract(gone)
        for key in gone:
            if not self.counts[key]:
                del self.counts[key]
        if not cases:
            del self._theirs[customer]


@dataclass
class _Window:
    """The cases that a tally has counted, as they were then."""

    tally: Tally = field(default_factory=Tally)
    heads: dict[int, Head] = field(default_factory=dict)

    def move(self, wanted: Mapping[int, Head]) -> Set[int]:
        """Let go of what is not wanted as it was counted; which cases are missing then."""
        gone = [head for head in self.heads.values() if wanted.get(head.case_id) != head]
        for head in gone:
            del self.heads[head.case_id]
            self.tally.drop(head.customer, head.case_id)
        return wanted.keys() - self.heads.keys()

    def take(self, head: Head, keys: Keys) -> None:
        self.heads[head.case_id] = head
        self.tally.add(head.customer, head.case_id, keys)


class Tallies:
    """The tallies of past windows, each by how many days ago it was."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._windows: Mapping[int, _Window] = {}

    def of(self, session: Session, spans: Mapping[int, Span]) -> dict[int, Tally]:
        """Of the ordinary cases of these windows."""
        heads = reported.ordinary(session, spans.values())
        wanted = {day: _of_span(heads, span) for day, span in spans.items()}
        windows = {day: self._windows.get(day) or _Window() for day in spans}
        missing = {day: window.move(wanted[day]) for day, window in windows.items()}
        new = frozenset[int]().union(*missing.values())
        for report in reported.of(session, new, self._words):
            for day in [day for day, ids in missing.items() if report.case_id in ids]:
                windows[day].take(wanted[day][report.case_id], report.keys)
        self._windows = windows
        return {day: window.tally for day, window in windows.items()}


def _of_span(heads: Sequence[Head], span: Span) -> dict[int, Head]:
    since, to = (bisect_right(heads, moment, key=attrgetter("at")) for moment in span)
    return {head.case_id: head for head in heads[since:to]}
