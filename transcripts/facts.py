"""Who talked in a recording, from when to when: from the records, in seconds of its sound."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from records import Session, deeds, histories, people
from records.models import Call, Deed, Recording, Talk
from transcripts.words import TalkFacts

EARLY = 0.5
"""Seconds that an agent may be heard before the records have them connected."""

Windows = dict[int, list[tuple[float, float]]]


@dataclass(frozen=True)
class Told:
    """What the hotline says about itself. `products`: words for what it deals in."""

    hotline: str
    products: tuple[str, ...] = ()


def talks_in(
    session: Session, recording: Recording, seconds: float, language: str, told: Told
) -> list[TalkFacts]:
    """The talks of a recording that lasts so many seconds, in order."""
    history = histories.of_call(session, recording.call_id)
    if history is None or recording.kind != "call":
        return []
    paused = tuple(_pauses(deeds.of_subject(session, recording.call_id), began(recording), seconds))
    facts = [
        replace(
            _facts(session, history.call, talk, recording, seconds, language, told), paused=paused
        )
        for talk in history.talks
    ]
    heard = sorted((one for one in facts if one.start < one.end), key=lambda one: one.start)
    waited = _waited(history.call)
    first = next(iter(history.talks), None)
    return [replace(one, waited=waited) if first and one.talk == first.id else one for one in heard]


def _facts(
    session: Session,
    call: Call,
    talk: Talk,
    recording: Recording,
    seconds: float,
    language: str,
    told: Told,
) -> TalkFacts:
    began_at = began(recording)
    met = talk.accepted_at if talk.connected_at is None else talk.connected_at
    person = people.by_id(session, talk.person_id)
    end = seconds if talk.ended_at is None else talk.ended_at - began_at
    return TalkFacts(
        talk=talk.id,
        person=talk.person_id,
        agent_name=person.name if person else "",
        caller_name=call.name,
        language=language,
        start=min(max(met - began_at - EARLY, 0.0), seconds),
        end=min(end, seconds),
        waited=0.0,
        hotline=told.hotline,
        products=told.products,
    )


def _pauses(
    trail: Sequence[Deed], began_at: float, seconds: float
) -> Iterator[tuple[float, float]]:
    """From when until when nothing was recorded; the last pause may have lasted to the end."""
    since: float | None = None
    for deed in trail:
        if deed.deed == "paused":
            since = deed.at - began_at
        elif deed.deed == "resumed" and since is not None:
            yield since, deed.at - began_at
            since = None
    if since is not None:
        yield since, seconds


def began(recording: Recording) -> float:
    """When its sound begins, in epoch seconds."""
    return recording.created_at if recording.started_at is None else recording.started_at


def _waited(call: Call) -> float:
    if call.joined_at is None or call.answered_at is None:
        return 0.0
    return max(call.answered_at - call.joined_at, 0.0)


def windows(talks: Sequence[TalkFacts]) -> Windows | None:
    """Where there is something to recognise: the caller's channel throughout, the other one
    while an agent is on it, for the rest of it is music and what the hotline says itself."""
    return {1: [(talk.start, talk.end) for talk in talks]} if talks else None
