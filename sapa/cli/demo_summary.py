"""What became of the calls of a demo: the records, against what the callers really wanted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from ivr import sound
from ivr.names import called
from records import callbacks, debts, reports, transcripts
from sapa.wiring import Works


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    right: int
    of: int

    def __str__(self) -> str:
        return f"{self.right} of {self.of}" + (f" ({self.right / self.of:.1%})" if self.of else "")


@dataclass(frozen=True)
class Result:
    """Seconds for holds. `lost`: no end and no place, or cut off against the caller's wish;
    `stuck`: not put away; who waits for a promised callback is neither. `fates` is what the callers themselves lived through."""

    offered: int
    answered: int
    abandoned: int
    callbacks: int
    lost: int
    stuck: int
    names_right: Share
    reasons_right: Share
    transfers: int
    mean_hold: float | None
    p95_hold: float | None
    fates: Mapping[str, int]
    killed: int

    @property
    def sound(self) -> bool:
        return self.lost == 0 and self.stuck == 0


@dataclass(frozen=True)
class Transcripts:
    """What became of the recordings; one that was not fetched yet waits too."""

    transcripts_done: int
    transcripts_waiting: int
    transcripts_failed: int


def transcribed(works: Works) -> Transcripts:
    """Read the records."""
    with works.store.reading() as session:
        states = transcripts.states(session)
    waiting = sum(states[state] for state in (None, "waiting", "working", "silencing"))
    return Transcripts(states["done"], waiting, states["failed"])


def summarise(works: Works, callers: Sequence[Mapping[str, Any]], killed: int) -> Result:
    """Read the records and the board, and compare them with the callers' truths and fates."""
    with works.store.reading() as session:
        summary = reports.summary(session)
        outcomes = reports.outcomes(session)
        promised = debts.promises(session, "callback", 0.0, inf)
        away = {call.id for call in callbacks.pending(session)}
    left_on_board = len(set(works.board.calls()) - away)
    regained = {outcome.sid for outcome in outcomes if outcome.regained}
    cut_off = sum(
        caller["fate"] == "cut off" and caller["sid"] not in regained for caller in callers
    )
    names, reasons = _right(outcomes, callers)
    return Result(
        offered=summary.offered,
        answered=summary.answered,
        abandoned=summary.abandoned,
        callbacks=promised.made,
        lost=max(summary.lost, cut_off),
        stuck=max(summary.stuck, left_on_board),
        names_right=names,
        reasons_right=reasons,
        transfers=summary.transfers,
        mean_hold=summary.mean_hold,
        p95_hold=summary.p95_hold,
        fates=dict(Counter(str(caller["fate"]) for caller in callers)),
        killed=killed,
    )


def _right(
    outcomes: Sequence[reports.Outcome], callers: Sequence[Mapping[str, Any]]
) -> tuple[Share, Share]:
    """Names taken that sound like the caller's own, and skills that are what they needed."""
    truth = {caller["sid"]: caller for caller in callers}
    known = [(outcome, truth[outcome.sid]) for outcome in outcomes if outcome.sid in truth]
    names = [_same_name(outcome.name, true["name"]) for outcome, true in known if outcome.name]
    skills = [outcome.skill == true["skill"] for outcome, true in known if outcome.skill]
    return Share(sum(names), len(names)), Share(sum(skills), len(skills))


def _same_name(heard: str, true: str) -> bool:
    return sound.same(called(heard, "en"), called(true, "en"))
