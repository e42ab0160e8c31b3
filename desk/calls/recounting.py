"""The whole story of a call, put together for one reader."""

from collections.abc import Mapping
from dataclasses import dataclass

from desk.calls.dialogue import Dialogue
from desk.calls.listing import outcome_of, waited
from desk.calls.story import is_masked, mask_for, names_of
from desk.calls.tale import Chapter, Strip, chapters, strip
from desk.calls.telling import Telling
from desk.here import Desk
from desk.wording import Wording
from records import Session, episodes
from records.episodes import Episode
from records.histories import History
from records.models import Call, Person


@dataclass(frozen=True)
class Tale:
    """A call from its beginning to its end. `names` are those who work here, by id; `reason` is
    what the caller wanted, in their words. `version` is another one when there is more to tell;
    the call goes on from the call `before` and in the call `after`, where the reader may see
    them."""

    version: str
    chapters: tuple[Chapter, ...]
    strip: Strip
    names: Mapping[int, str]
    outcome: str
    waited: float | None
    reason: str | None
    before: Call | None
    after: Call | None


def recounted(at: Desk, session: Session, history: History, person: Person, say: Wording) -> Tale:
    """The tale of a call as `person` may read it."""
    call, names = history.call, names_of(session)
    episode = episodes.of_call(session, call)
    masked = is_masked(person)
    dialogue = Dialogue(mask_for(person, call), masked)
    telling = Telling(
        history=history,
        names=names,
        title_of=lambda skill: at.drawing.title(skill, say.language),
        outcome_of=lambda key: called(at.office.outcomes.get(key, {}), say.language, key),
        say=say,
        zone=at.office.zone,
        dialogue=dialogue,
        notes=not masked,
    )
    others = person.role != "agent"  # an agent may have had no part in them
    return Tale(
        version=tale_version(history, episode),
        chapters=tuple(chapters(history, telling.entries(episode))),
        strip=strip(history, episode.events, at.office.clock.now()),
        names=names,
        outcome=outcome_of(call),
        waited=waited(call),
        reason=dialogue.covered(call.reason) if call.reason else None,
        before=episode.before if others else None,
        after=episode.after if others else None,
    )


def called(titles: Mapping[str, str], language: str, key: str) -> str:
    """What something of the hotline's own is called in this language, or else in another."""
    return titles.get(language) or next(iter(titles.values()), key)


def tale_version(history: History, episode: Episode) -> str:
    """Of the story, for a page to compare itself with."""
    call = history.call
    parts = (
        episode.events[-1].id if episode.events else 0,
        *(f"{one.connected_at}-{one.ended_at}-{one.wrapped_at}" for one in history.talks),
        *(f"{note.id}-{note.version}" for note in episode.notes),
        *(promise.state for promise in episode.promises),
        *(visit.outcome for visit in episode.visits),
        call.ended_at,
        call.outcome,
    )
    return " ".join(map(str, parts))
