"""Incidents as their page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.calls.story import names_of
from records import Session, attention, incidents
from records.models import Case, Incident

DAYS = 90
"""That the page looks back."""
_SELDOM = 1_000_000


@dataclass(frozen=True)
class Shown:
    """One incident with its cases, the newest first; `opened_by` and `ended_by` are names, None
    for the hotline itself."""

    incident: Incident
    cases: Sequence[Case]
    opened_by: str | None
    ended_by: str | None

    @property
    def unsolved(self) -> int:
        """Cases that somebody still works on."""
        return sum(case.state == "open" for case in self.cases)

    @property
    def customers(self) -> int:
        """How many have reported it."""
        known = {case.customer_id for case in self.cases if case.customer_id is not None}
        return len(known) + sum(case.customer_id is None for case in self.cases)

    @property
    def once_in(self) -> int | None:
        """In how many such spans of time chance alone would do this once; None for one that a
        supervisor opened."""
        if self.incident.opened_by is not None:
            return None
        return min(round(1 / max(self.incident.chance, 1 / _SELDOM)), _SELDOM)


@dataclass(frozen=True)
class Listing:
    """The incidents that are open, and those that were over in the last days."""

    open: tuple[Shown, ...]
    past: tuple[Shown, ...]


def listed(session: Session, now: float) -> Listing:
    """Every incident that anybody may still want to see."""
    open_, past = incidents.open_all(session), attention.ended(session, now - DAYS * 86400.0)
    cases, names = attention.linked(session, (*open_, *past)), names_of(session)
    return Listing(
        tuple(_shown(one, cases, names) for one in open_),
        tuple(_shown(one, cases, names) for one in past),
    )


def _shown(
    incident: Incident, cases: Mapping[int, Sequence[Case]], names: Mapping[int, str]
) -> Shown:
    return Shown(
        incident=incident,
        cases=cases[incident.id],
        opened_by=names.get(incident.opened_by or 0),
        ended_by=names.get(incident.ended_by or 0),
    )
