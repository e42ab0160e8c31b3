"""One call as its page shows it: what was said, how it went, what is worth keeping."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desk.calls.masking import Mask
from desk.calls.measured import Measured, measured
from desk.calls.noted import Deciding, Noted
from desk.calls.spoken import Said, conversation
from desk.calls.standing import Standing, may_hear, standings, unchecked
from desk.office import Office
from records import Session, courtesies, people, points, transcripts
from records.histories import History
from records.models import Call, Courtesy, Person, Point


@dataclass(frozen=True)
class Talked:
    """How one talk went, for the page of its call."""

    talk: int
    agent: str | None
    measures: tuple[Measured, ...]


@dataclass(frozen=True)
class Track:
    """One recording with what was made of it. `heard`: the reader may listen to it. `version`
    is another one when there is something new to show, progress apart."""

    standing: Standing
    version: str
    said: tuple[Said, ...]
    talks: tuple[Talked, ...]
    points: tuple[Noted, ...]
    heard: bool
    unchecked: bool

    @property
    def id(self) -> str:
        return track_id(self.standing)

    def at(self, seconds: float) -> float | None:
        """The time of day of a second of the sound, as epoch seconds."""
        began = self.standing.recording.started_at
        return None if began is None else began + seconds


@dataclass(frozen=True)
class Story:
    """A call with its recordings, in the order in which they began. `caller` is None for an
    unknown name and for a reader who may see none, who is `masked` from it. `version` is that
    of what stands above the recordings."""

    call: Call
    caller: str | None
    masked: bool
    agents: tuple[str, ...]
    version: str
    tracks: tuple[Track, ...]

    @property
    def settled(self) -> bool:
        return settled(self.call, [track.standing for track in self.tracks])


def told(office: Office, session: Session, history: History, person: Person) -> Story:
    """The call as `person` may see it."""
    call, found = history.call, standings(office, history)
    telling = _Telling(
        person=person,
        history=history,
        mask=mask_for(person, call),
        names=names_of(session),
        courtesies=courtesies.of_call(session, call.id),
        points=points.of_call(session, call.id),
    )
    return Story(
        call=call,
        caller=None if is_masked(person) else full_name(call),
        masked=is_masked(person),
        agents=tuple(telling.names[one] for one in history.people if one in telling.names),
        version=facts_version(history, found),
        tracks=tuple(telling.track(session, one) for one in found),
    )


def settled(call: Call, found: Sequence[Standing]) -> bool:
    """Whether nothing more is to come of its own accord."""
    return call.ended_at is not None and all(one.settled for one in found)


def track_id(standing: Standing) -> str:
    return f"track-{standing.recording.sid}"


def points_in(history: History, standing: Standing, found: Iterable[Point]) -> list[Point]:
    """Those of the call's points that were found in this recording."""
    transcript = history.transcripts.get(standing.recording.sid)
    return [one for one in found if transcript and one.transcript_id == transcript.id]


def facts_version(history: History, found: Sequence[Standing]) -> str:
    """Of what stands above the recordings."""
    call = history.call
    shown = (call.ended_at, call.skill, *history.people, *(one.state for one in found))
    return " ".join(map(str, shown))


def version(standing: Standing, person: Person, noted: Sequence[Point]) -> str:
    """Of one recording, as `person` may see it, with its points."""
    shown = (standing.state, standing.problem, may_hear(person, standing))
    return " ".join((*map(str, shown), *(f"{point.id}-{point.state}" for point in noted)))


def names_of(session: Session) -> Mapping[int, str]:
    """The names of those who work here, by id."""
    return {person.id: person.name for person in people.all(session)}


def full_name(call: Call) -> str | None:
    return f"{call.honorific} {call.name}" if call.name and call.honorific else call.name


def mask_for(person: Person, call: Call) -> Mask:
    """What `person` may not read in this call: names, for an administrator."""
    if not is_masked(person):
        return Mask()
    return Mask((call.name, call.customer.name if call.customer else None))


def is_masked(person: Person) -> bool:
    """Whether callers have no names for this reader."""
    return person.role == "administrator"


@dataclass(frozen=True)
class _Telling:
    """What it takes to tell the recordings of a call to one reader."""

    person: Person
    history: History
    mask: Mask
    names: Mapping[int, str]
    courtesies: Sequence[Courtesy]
    points: Sequence[Point]

    def track(self, session: Session, standing: Standing) -> Track:
        transcript = self.history.transcripts.get(standing.recording.sid)
        rows = transcripts.utterances_of(session, transcript) if transcript else []
        own = transcript.id if transcript else None
        noted = points_in(self.history, standing, self.points)
        deciding = Deciding(rows, {talk.id: talk.person_id for talk in self.history.talks})
        return Track(
            standing=standing,
            version=version(standing, self.person, noted),
            said=conversation(rows, self._caller, self.names, self.mask),
            talks=tuple(self._talks(own)),
            points=tuple(
                deciding.noted(self.person, point, self.names, self.mask) for point in noted
            ),
            heard=may_hear(self.person, standing),
            unchecked=unchecked(standing),
        )

    @property
    def _caller(self) -> str | None:
        return None if is_masked(self.person) else full_name(self.history.call)

    def _talks(self, transcript_id: int | None) -> Iterator[Talked]:
        """The measures: for the one who was measured, and for supervisors."""
        for one in self.courtesies:
            theirs = self.person.role == "supervisor" or one.person_id == self.person.id
            if one.transcript_id == transcript_id and theirs:
                agent = self.names.get(one.person_id)
                yield Talked(one.talk_id, agent, measured(one, self.mask))
