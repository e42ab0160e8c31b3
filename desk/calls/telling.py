"""The events of a call as a reader is told them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from desk.calls.dialogue import Dialogue
from desk.calls.tale import Entry, Tone
from desk.wording import Wording, timer
from records.episodes import Episode
from records.histories import History
from records.models import CallEvent, Talk, Visit

TOLD: Mapping[str, tuple[Tone, str]] = {
    "supervisor-wanted": ("line", ""),
    "offered": ("line", "agent"),
    "missed": ("trouble", "agent"),
    "expired": ("trouble", "agent"),
    "asked": ("line", "agent"),
    "accepted": ("talk", "agent"),
    "unheld": ("talk", "seconds"),
    "muted": ("talk", "agent"),
    "unmuted": ("talk", "agent"),
    "visit-taken": ("visit", "agent"),
    "handed-over": ("visit", "from to"),
    "taken-over": ("visit", "from to"),
    "passed-on": ("visit", "from skill"),
    "moved-up": ("line", "by"),
    "given": ("line", "agent by"),
    "callback-promised": ("promise", "agent due"),
    "ring": ("line", ""),
    "leg-over": ("trouble", ""),
}
"""Events that are told in one sentence, with what stands in it."""
VARIANTS: Mapping[str, tuple[Tone, str, str, tuple[str, ...]]] = {
    "declined": ("trouble", "agent", "cause", ("declined", "busy", "failed")),
    "held": ("talk", "agent", "why", ("hold", "transfer", "consult")),
    "visit-asked": ("visit", "agent wanted", "purpose", ("transfer", "consult", "help")),
    "visit-ended": (
        *("visit", "", "outcome"),
        ("returned", "cancelled", "nobody", "lost"),
    ),
    "watched": ("visit", "by", "mode", ("listen", "whisper", "join")),
}  # fmt: skip
"""Events of which there are kinds, each with a sentence of its own: by which of their data."""
_RUNGS = ("widen", "tell", "callback", "raise", "supervisor", "manager")


@dataclass(frozen=True)
class Telling:
    """Tells one call to one reader, in their language. `notes`: they may read those."""

    history: History
    names: Mapping[int, str]
    title_of: Callable[[str], str]
    outcome_of: Callable[[str], str]
    say: Wording
    zone: ZoneInfo
    dialogue: Dialogue
    notes: bool

    def entries(self, episode: Episode) -> Iterator[Entry]:
        """All that is told of the call, in no particular order."""
        for event in episode.events:
            yield from self._event(event)
        yield from self._written(episode)
        yield from self._ends()
        for one in self.history.recordings:
            if one.started_at is not None:
                kind = "message" if one.kind == "message" else "recording"
                yield Entry(one.started_at, "sound", f"tale-{kind}", anchor=f"track-{one.sid}")
        for promise in episode.promises:
            if promise.done_at is not None and promise.state in ("kept", "missed"):
                tone: Tone = "promise" if promise.state == "kept" else "trouble"
                yield Entry(promise.done_at, tone, f"tale-promise-{promise.state}")

    def _event(self, event: CallEvent) -> Iterator[Entry]:
        if "event" in event.data:
            yield from self.dialogue.told(event)
        elif event.kind == "climbed":
            yield self._climbed(event)
        elif event.kind in TOLD:
            tone, names = TOLD[event.kind]
            yield Entry(event.at, tone, f"tale-{event.kind}", self._arguments(event, names))
        elif event.kind in VARIANTS:
            tone, names, key, known = VARIANTS[event.kind]
            variant = event.data.get(key)
            if event.kind == "held" and variant not in known:
                variant = "hold"
            if variant in known:
                message = f"tale-{event.kind}-{variant}"
                yield Entry(event.at, tone, message, self._arguments(event, names))

    def _climbed(self, event: CallEvent) -> Entry:
        act = event.data.get("act")
        if act not in _RUNGS:  # mended later: which one is not known
            return Entry(event.at, "line", "tale-climbed-unknown")
        words = {"act": self.say(f"rung-{act}"), "after": timer(_number(event.data.get("after")))}
        return Entry(event.at, "line", "tale-climbed", words)

    def _written(self, episode: Episode) -> Iterator[Entry]:
        for note in episode.notes:
            if note.text.strip():
                words = {"agent": self._name(note.person_id)}
                yield self._words(note.written_at, "tale-note", words, note.text)
        for visit in episode.visits:
            if visit.note.strip():
                words = {"agent": self._name(visit.asked_by)}
                yield self._words(_just_after(visit), "tale-visit-note", words, visit.note)

    def _words(self, at: float, message: str, arguments: Mapping[str, str], text: str) -> Entry:
        shown = self.dialogue.covered(text) if self.notes else None
        return Entry(at, "note", message, arguments, words=shown)

    def _ends(self) -> Iterator[Entry]:
        for talk in self.history.talks:
            agent = {"agent": self._name(talk.person_id)}
            if talk.connected_at is not None:
                yield Entry(talk.connected_at, "talk", "tale-connected", agent)
            if talk.ended_at is not None and talk.ended_by is not None:
                tone: Tone = "trouble" if talk.ended_by in ("lost", "system") else "talk"
                yield Entry(talk.ended_at, tone, f"tale-talk-{talk.ended_by}", agent)
            if talk.wrapped_at is not None:
                yield Entry(talk.wrapped_at, "note", *self._wrapped(talk, agent))

    def _wrapped(self, talk: Talk, agent: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
        """With what became of the talk, as the agent saw it."""
        if talk.outcome is None:
            return "tale-wrapped", agent
        return "tale-wrapped-as", {**agent, "outcome": self.outcome_of(talk.outcome)}

    def _arguments(self, event: CallEvent, names: str) -> dict[str, str | int]:
        return {name: self._argument(name, event.data.get(name)) for name in names.split()}

    def _argument(self, name: str, value: object) -> str:
        if name in ("agent", "by", "from", "to"):
            return self._name(value)
        if name == "seconds":
            return timer(_number(value))
        if name == "due":
            return self.say.moment(_number(value), self.zone)
        if name == "skill":
            return self.title_of(str(value)) if value else self.say("any-skill")
        return self._wanted(str(value))

    def _wanted(self, text: str) -> str:
        """Whom somebody asked for: "person 7", "supervisor", "skill billing"."""
        kind, _, which = text.partition(" ")
        if kind == "person":
            return self._name(which)
        if kind == "skill":
            return self.say("tale-somebody-for", skill=self.title_of(which))
        return self.say("tale-a-supervisor")

    def _name(self, person: object) -> str:
        found = self.names.get(int(str(person))) if str(person).isdecimal() else None
        return found or self.say("tale-somebody")


def _just_after(visit: Visit) -> float:
    """Below the sentence that tells of the visit."""
    return visit.asked_at + 0.001


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
