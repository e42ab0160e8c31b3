"""How the hotline kept its word: callbacks, promises, cases, and the way to a supervisor."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from records import Session, callbacks_kept, case_numbers, debts, promises_kept
from records.callbacks_kept import Callbacks
from records.case_numbers import CaseNumbers
from records.numbers import SLOT
from records.promises_kept import Kept
from records.reports import percentile

Key = TypeVar("Key")
Seconds = tuple[float, ...]


@dataclass(frozen=True)
class Keeping:
    """What was owed to customers within a span of time. `waits`: seconds until they spoke with a
    supervisor whom they or their long wait had called for."""

    callbacks: Callbacks = field(default_factory=Callbacks)
    kept: Kept = field(default_factory=Kept)
    cases: CaseNumbers = field(default_factory=CaseNumbers)
    waits: Seconds = ()

    def wait(self, share: float) -> float | None:
        """The seconds that `share` of the waits for a supervisor do not exceed."""
        return percentile(sorted(self.waits), share)

    def __add__(self, other: "Keeping") -> "Keeping":
        return Keeping(
            self.callbacks + other.callbacks,
            self.kept + other.kept,
            self.cases + other.cases,
            self.waits + other.waits,
        )


def by_slot(session: Session, since: float, until: float) -> Mapping[int, Keeping]:
    """By the slot in which each was promised, due, closed, opened, rated or wished for."""
    waits: dict[int, Seconds] = {}
    for wait in debts.waits_for_supervisor(session, since, until):
        slot = int(wait.at // SLOT)
        waits[slot] = (*waits.get(slot, ()), wait.seconds)
    return _joined(
        callbacks_kept.by_slot(session, since, until),
        promises_kept.by_slot(session, since, until),
        case_numbers.by_slot(session, since, until),
        waits,
    )


def by_skill(session: Session, since: float, until: float) -> Mapping[str | None, Keeping]:
    """By what the call or the case is about."""
    waits: dict[str | None, Seconds] = {}
    for wait in debts.waits_for_supervisor(session, since, until):
        waits[wait.skill] = (*waits.get(wait.skill, ()), wait.seconds)
    return _joined(
        callbacks_kept.by_skill(session, since, until),
        promises_kept.by_skill(session, since, until),
        case_numbers.by_skill(session, since, until),
        waits,
    )


def by_person(session: Session, since: float, until: float) -> Mapping[int | None, Keeping]:
    """By who gave their word, owns the case or talked; waits for a supervisor are nobody's."""
    return _joined(
        callbacks_kept.by_person(session, since, until),
        promises_kept.by_person(session, since, until),
        case_numbers.by_person(session, since, until),
        {},
    )


def _joined(
    callbacks: Mapping[Key, Callbacks],
    kept: Mapping[Key, Kept],
    cases: Mapping[Key, CaseNumbers],
    waits: Mapping[Key, Seconds],
) -> dict[Key, Keeping]:
    return {
        key: Keeping(
            callbacks.get(key, Callbacks()),
            kept.get(key, Kept()),
            cases.get(key, CaseNumbers()),
            waits.get(key, ()),
        )
        for key in {**callbacks, **kept, **cases, **waits}
    }
