"""The story of one call in the order of time, in chapters: arrival, line, talks, afterwards."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from records.histories import History
from records.models import CallEvent, Talk

Tone = Literal["menu", "line", "talk", "visit", "note", "promise", "trouble", "sound"]
"""What kind of thing happened, for the eye; the words say it too."""
Part = Literal["arrival", "line", "talk", "hold", "notes"]


@dataclass(frozen=True)
class Entry:
    """One thing that happened: a `message` of the wording with its arguments; or `words`, which
    `by` said (None: wrote, as the message tells). `anchor` is where on the page more of it is."""

    at: float
    tone: Tone
    message: str | None = None
    arguments: Mapping[str, str | int] = field(default_factory=dict)
    words: str | None = None
    by: Literal["caller", "hotline"] | None = None
    anchor: str | None = None


@dataclass(frozen=True)
class Chapter:
    """A part of the story from `since` to `until` (None: it goes on). `agent` is whose talk it
    is; `again`: the caller is not in line for the first time."""

    kind: Literal["arrival", "line", "talk", "after"]
    since: float
    until: float | None
    entries: tuple[Entry, ...]
    agent: int | None = None
    again: bool = False


@dataclass(frozen=True)
class Stretch:
    """A part of the call's time, drawn from `start` on, both shares of the whole from 0 to 1."""

    part: Part
    start: float
    width: float


@dataclass(frozen=True)
class Strip:
    """How the call's time went at a glance; `seconds` by part, in order."""

    stretches: tuple[Stretch, ...]
    seconds: Mapping[Part, float]


def chapters(history: History, entries: Iterable[Entry]) -> list[Chapter]:
    """The entries in their chapters; one in which nothing is told is there all the same."""
    beginnings = _beginnings(history)
    found: list[list[Entry]] = [[] for _ in beginnings]
    times = [one.since for one in beginnings]
    for entry in sorted(entries, key=lambda one: one.at):
        found[max(bisect_right(times, entry.at) - 1, 0)].append(entry)
    told = zip(beginnings, [*times[1:], None], found, strict=True)
    return [
        Chapter(one.kind, one.since, until, tuple(own), one.agent, one.again)
        for one, until, own in told
        if own or one.kind != "after"
    ]


def strip(history: History, events: Sequence[CallEvent], now: float) -> Strip:
    """Where the time of the call went, up to `now` where it goes on."""
    call = history.call
    parts: list[tuple[Part, float, float]] = [
        *(
            (one.kind, one.since, _until(one, history, now))
            for one in chapters(history, ())
            if one.kind != "after"
        ),
        *(("hold", *held) for held in _holds(events, call.ended_at or now)),
        *_wraps(history.talks),
    ]
    end = max((until for _, _, until in parts), default=now)
    whole = max(end - call.started_at, 1.0)
    stretches = [
        Stretch(part, (since - call.started_at) / whole, max(until - since, 0.0) / whole)
        for part, since, until in parts
    ]
    seconds: dict[Part, float] = {}
    for part, since, until in parts:
        seconds[part] = seconds.get(part, 0.0) + max(until - since, 0.0)
    if "hold" in seconds and "talk" in seconds:
        seconds["talk"] -= seconds["hold"]  # which is drawn over it
    return Strip(tuple(stretches), seconds)


def _until(chapter: Chapter, history: History, now: float) -> float:
    ends = (chapter.until, history.call.ended_at)
    return min((end for end in ends if end is not None), default=now)


def _beginnings(history: History) -> list[Chapter]:
    """Every chapter without its entries and its end."""
    call, talks = history.call, history.talks
    found = [Chapter("arrival", call.started_at, None, ())]
    if call.joined_at is not None:
        found.append(Chapter("line", max(call.joined_at, call.started_at), None, ()))
    for talk in talks:
        found.append(Chapter("talk", talk.accepted_at, None, (), agent=talk.person_id))
        later = [one.accepted_at for one in talks if one.accepted_at > talk.accepted_at]
        nexts = min([*later, call.ended_at if call.ended_at is not None else float("inf")])
        waits = talk.ended_by in ("transfer", "lost", "system")
        if waits and talk.ended_at is not None and talk.ended_at < nexts:
            found.append(Chapter("line", talk.ended_at, None, (), again=True))
    found.sort(key=lambda one: one.since)
    if call.ended_at is not None:
        kept = [one for one in found if one.since < call.ended_at or one.kind == "arrival"]
        return [*kept, Chapter("after", max(call.ended_at, kept[-1].since), None, ())]
    return found


def _holds(events: Sequence[CallEvent], end: float) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    since: float | None = None
    for event in events:
        if event.kind == "held" and since is None:
            since = event.at
        elif event.kind == "unheld" and since is not None:
            found.append((since, event.at))
            since = None
    return found if since is None else [*found, (since, max(end, since))]


def _wraps(talks: Sequence[Talk]) -> list[tuple[Part, float, float]]:
    return [
        ("notes", talk.ended_at, talk.wrapped_at)
        for talk in talks
        if talk.ended_at is not None and talk.wrapped_at is not None
    ]
