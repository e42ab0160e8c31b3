"""Routing faults: reasons that led callers to a department that had to pass them on."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models import Call, CallEvent, Case, Phrase, Visit

OFTEN = 2
"""Calls that had to go the same way until it is a fault: one may be the caller's mistake."""
LONGEST = 200
"""Letters of a phrase: who said more told a story."""
Way = tuple[str, str]


class Said(NamedTuple):
    """A reason as it was understood, without numbers and the like, and in how many calls it led
    the wrong way. `given`: it is an example of the right skill by now."""

    text: str
    language: str
    times: int
    given: bool


@dataclass(frozen=True)
class Fault:
    """So many calls were led to `instead_of`, whose people passed them on to `skill`."""

    instead_of: str
    skill: str
    calls: int
    phrases: tuple[Said, ...]

    @property
    def mended(self) -> bool:
        """Whether every phrase is an example of the right skill by now."""
        return all(one.given for one in self.phrases)


class _Passed(NamedTuple):
    """One call that was passed on from its department to another one."""

    way: Way
    reason: str | None
    language: str | None


def faults(session: Session, since: float, until: float, least: int = OFTEN) -> list[Fault]:
    """The ways that at least so many calls, begun at or after `since` and before `until`, had to
    go; the most frequent first."""
    calls: Counter[Way] = Counter()
    phrases: defaultdict[Way, Counter[tuple[str, str]]] = defaultdict(Counter)
    for way, reason, language in _passed(session, since, until):
        calls[way] += 1
        said = " ".join((reason or "").split())
        if said and language and len(said) <= LONGEST:
            phrases[way][said, language] += 1
    given = _given(session)
    return [
        Fault(*way, times, tuple(_said(phrases[way], given, way[1])))
        for way, times in sorted(calls.items(), key=lambda one: (-one[1], one[0]))
        if times >= least
    ]


def _said(
    phrases: Counter[tuple[str, str]], given: set[tuple[str, str, str]], skill: str
) -> Iterator[Said]:
    for (text, language), times in sorted(phrases.items(), key=lambda one: (-one[1], one[0])):
        yield Said(text, language, times, (skill, language, text) in given)


def _given(session: Session) -> set[tuple[str, str, str]]:
    rows = session.execute(select(Phrase.skill, Phrase.language, Phrase.text))
    return {(skill, language, text) for skill, language, text in rows}


def _passed(session: Session, since: float, until: float) -> Iterator[_Passed]:
    """A call counts once, from its case's department to the one where it came to rest."""
    last = {call: skill for _, call, skill in sorted(_moves(session, since, until))}
    query = (
        select(Call.id, Case.skill, Call.reason, Call.language)
        .join(Case, Case.id == Call.case_id)
        .where(Call.started_at >= since, Call.started_at < until)
    )
    for call, began, reason, language in session.execute(query):
        if began is not None and last.get(call, began) != began:
            yield _Passed((began, last[call]), reason, language)


def _moves(session: Session, since: float, until: float) -> Iterator[tuple[float, str, str]]:
    """When which call was given to which department: without a word, or by a colleague there."""
    then = (Call.started_at >= since, Call.started_at < until)
    passed = (
        select(CallEvent.at, CallEvent.call_id, CallEvent.data)
        .join(Call, Call.id == CallEvent.call_id)
        .where(CallEvent.kind == "ended by transfer", *then)
    )
    for at, call, data in session.execute(passed):
        if isinstance(skill := data.get("skill"), str):
            yield at, call, skill
    handed = (
        select(Visit.ended_at, Visit.call_id, Visit.skill)
        .join(Call, Call.id == Visit.call_id)
        .where(Visit.purpose == "transfer", Visit.outcome == "handed-over", *then)
    )
    for ended, call, skill in session.execute(handed):
        if skill is not None:
            yield ended or 0.0, call, skill
