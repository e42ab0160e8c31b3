"""What became of a month: the records, against what people truly lived through."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from records import callbacks, case_numbers, debts, promises_kept, reports
from records.case_numbers import CaseNumbers
from records.courses import Course, Courses, courses
from records.promises_kept import Kept
from sapa.cli.demo_summary import Share
from sapa.wiring import Works
from simulator.exchange import Exchange
from simulator.people.fate import Fate
from simulator.people.neighbourhood import Neighbourhood
from simulator.people.overseer import Outbreak
from simulator.people.problems import Problem

RATIOS = frozenset({"contacts_per_case", "transfers_per_call", "rating"})
"""Figures that are no seconds."""
TOLD = 3
"""The contact on a case with which a supervisor hears of it."""
HIGHEST = 5
AT_ONCE = 600.0
"""Seconds after the beginning of a call in which a text is about the call itself."""
LATEST = 60.0
"""Seconds after a contact within which the case must have climbed: before it is answered."""


@dataclass(frozen=True)
class Truth:
    """What the people of a month know. `cut_off` are sids of calls; `awaited` are those who were
    rung or texted later, of all who waited for what many had to be over; `stopped` counts answers
    that somebody wanted to give and could not."""

    fates: Mapping[str, int]
    cut_off: frozenset[str]
    problems: tuple[Problem, ...]
    outbreaks: tuple[Outbreak, ...]
    awaited: Share
    stopped: int
    warnings: Mapping[str, int]

    @classmethod
    def of(cls, neighbourhood: Neighbourhood, exchange: Exchange) -> Self:
        """Ask everybody."""
        legs = neighbourhood.legs
        return cls(
            fates=dict(Counter(leg.fate.value for leg in legs)),
            cut_off=frozenset(leg.sid for leg in legs if leg.fate is Fate.CUT_OFF),
            problems=tuple(neighbourhood.problems),
            outbreaks=tuple(neighbourhood.outbreaks),
            awaited=_awaited(neighbourhood),
            stopped=sum(one.stopped for one in neighbourhood.colleagues),
            warnings=dict(Counter(exchange.warnings).most_common(8)),
        )


@dataclass(frozen=True)
class Incidents:
    """Troubles of many that were found, with the mean seconds it took, and that were not;
    incidents that opened without one."""

    found: int
    missed: int
    false_alarms: int
    seconds: float | None


@dataclass(frozen=True)
class Month:
    """The summary. Waits are in seconds; `solved` is of all problems, by the truth."""

    calls: int
    answered: int
    abandoned: int
    lost: int
    stuck: int
    problems: int
    solved: Share
    cases: int
    internal: int
    contacts_per_case: float | None
    solved_at_first_contact: Share
    closed: int
    unconfirmed: int
    reopened_or_open: int
    transfers_per_call: float | None
    promises_on_time: Share
    to_supervisor_median: float | None
    to_supervisor_p90: float | None
    rating: float | None
    incidents_found: int
    incidents_missed: int
    false_alarms: int
    seconds_to_incident: float | None
    awaited_and_told: Share
    repeat_callers: int
    repeat_callers_unescalated: int
    answers_heard: int
    answers_stopped: int
    contradictory_answers: int
    mean_hold: float | None
    fates: Mapping[str, int] = field(default_factory=dict)
    failures: Mapping[str, int] = field(default_factory=dict)
    warnings: Mapping[str, int] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        return not (
            self.lost
            or self.stuck
            or self.failures
            or self.repeat_callers_unescalated
            or self.contradictory_answers
        )


def summarise(works: Works, truth: Truth, since: float) -> Month:
    """Read the records and the board."""
    until = works.clock.now()
    with works.store.reading() as session:
        summary = reports.summary(session)
        outcomes = reports.outcomes(session)
        away = {call.id for call in callbacks.pending(session)}
        waits = debts.seconds_to_supervisor(session, since, until)
        by_skill = case_numbers.by_skill(session, since, until)
        kept = promises_kept.whole(session, since, until)
        known = courses(session)
    numbers = sum(by_skill.values(), CaseNumbers())
    regained = {outcome.sid for outcome in outcomes if outcome.regained}
    states = Counter(case.state for case in known.cases.values())
    incidents = _incidents(known, truth)
    repeated = [problem for problem in truth.problems if _contacts(problem, known) >= TOLD]
    unescalated = _unescalated(repeated, known)
    return Month(
        calls=summary.calls,
        answered=summary.answered,
        abandoned=summary.abandoned,
        lost=max(summary.lost, len(truth.cut_off - regained)),
        stuck=max(summary.stuck, len(set(works.board.calls()) - away)),
        problems=len(truth.problems),
        solved=Share(sum(one.solved_at is not None for one in truth.problems), len(truth.problems)),
        cases=len(known.cases),
        internal=sum(case.internal for case in known.cases.values()),
        contacts_per_case=numbers.contacts_per_case,
        solved_at_first_contact=Share(numbers.at_first, numbers.closed),
        closed=states["closed"],
        unconfirmed=states["unconfirmed"],
        reopened_or_open=states["open"],
        transfers_per_call=summary.transfers / summary.answered if summary.answered else None,
        promises_on_time=_share(kept),
        to_supervisor_median=reports.percentile(waits, 0.5),
        to_supervisor_p90=reports.percentile(waits, 0.9),
        rating=numbers.rating,
        incidents_found=incidents.found,
        incidents_missed=incidents.missed,
        false_alarms=incidents.false_alarms,
        seconds_to_incident=incidents.seconds,
        awaited_and_told=truth.awaited,
        repeat_callers=len(repeated),
        repeat_callers_unescalated=unescalated,
        answers_heard=sum(bool(one.answer) for problem in truth.problems for one in problem.helped),
        answers_stopped=truth.stopped,
        contradictory_answers=sum(1 for _ in contradictions(truth.problems, known)),
        mean_hold=summary.mean_hold,
        fates=truth.fates,
        warnings=truth.warnings,
    )


def _share(kept: Kept) -> Share:
    return Share(kept.on_time, kept.due)


def _contacts(problem: Problem, known: Courses) -> int:
    """How many of somebody's calls about their problem came so far that they are on a case."""
    return sum(sid in known.of_call for sid in problem.calls)


def _unescalated(repeated: list[Problem], known: Courses) -> int:
    """Who came back a third time, by their own count or by that of a case, and nobody higher up
    was told."""
    late = sum(not escalated(case) for case in known.cases.values())
    overlooked = sum(_highest(problem, known) < TOLD for problem in repeated)
    return late + overlooked


def _highest(problem: Problem, known: Courses) -> int:
    cases = (known.of_call[sid] for sid in problem.calls if sid in known.of_call)
    return max(known.cases[case].climbed for case in cases)


def escalated(case: Course) -> bool:
    """Whether every contact from the third on had climbed before it was answered."""
    return all(
        any(
            step >= min(number, HIGHEST) and at <= moment + LATEST
            for step, at in case.steps.items()
        )
        for number, moment in enumerate(case.contacts, start=1)
        if number >= TOLD
    )


def contradictions(
    problems: tuple[Problem, ...], known: Courses
) -> Iterator[tuple[Problem, str, str]]:
    """Answers that somebody heard, which were not the official one then; with that one."""
    for problem in problems:
        for heard in problem.helped:
            official = _official(known, known.of_call.get(heard.sid), heard.at)
            if heard.answer and heard.answer != official:
                yield problem, official, heard.answer


def _official(known: Courses, case: int | None, at: float) -> str:
    """The newest answer on a case by then; empty when there is none."""
    texts = [text for of, text, since in known.answers if of == case and since <= at]
    return texts[-1] if texts else ""


def _awaited(neighbourhood: Neighbourhood) -> Share:
    living = {number: one for one in neighbourhood.neighbours for number in one.numbers}
    waits = [leg for leg in neighbourhood.legs if leg.fate is Fate.AWAITS]
    told = sum(
        any(at > leg.started + AT_ONCE for at in living[leg.visit.persona.number].told)
        for leg in waits
    )
    return Share(told, len(waits))


def _incidents(known: Courses, truth: Truth) -> Incidents:
    """Each outbreak counts as found by the first incident of its skill, or of a word, while it
    lasts."""
    seconds: dict[int, float] = {}
    false = 0
    for incident in known.incidents:
        real = [
            one
            for one in truth.outbreaks
            if one.begins <= incident.opened_at <= one.ends and incident.skill in (None, one.skill)
        ]
        for one in real:
            seconds.setdefault(one.number, incident.opened_at - one.begins)
        false += not real
    return Incidents(
        found=len(seconds),
        missed=len(truth.outbreaks) - len(seconds),
        false_alarms=false,
        seconds=sum(seconds.values()) / len(seconds) if seconds else None,
    )
