"""Conferences: rooms that a name opens and that tell what happens in them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from simulator.callbacks import Lane
from simulator.clock import Clock
from simulator.network.call import Call
from simulator.network.sound import Utterance
from simulator.network.source import Form, Hook, Source, new_sid, rfc2822

GONE_WITH_MODERATOR = "moderator_ended_conference"
GONE_BY_API = "participant_updated_via_api"
GONE_BY_HANGUP = "participant_hung_up"
GONE_WITH_CONFERENCE = "conference_ended_via_api"


EVENTS = {
    "start": {"conference-start"},
    "end": {"conference-end"},
    "join": {"participant-join"},
    "leave": {"participant-leave"},
    "mute": {"participant-mute", "participant-unmute"},
    "hold": {"participant-hold", "participant-unhold"},
    "modify": {"participant-modify"},
    "speaker": {"participant-speech-start", "participant-speech-stop"},
    "announcement": {"announcement-end", "announcement-fail"},
}


def events_of(words: str) -> frozenset[str]:
    """The callback events that `statusCallbackEvent` words like `start end join` ask for."""
    asked = (EVENTS.get(word, set()) for word in words.split())
    return frozenset[str]().union(*asked)


class NameTakenError(Exception):
    """Somebody in the conference has this participant label already."""


class NoCoachingError(Exception):
    """The leg to be coached is not in the conference."""


@dataclass
class Settings:
    """How a participant takes part; the attributes of `<Conference>`."""

    label: str = ""
    muted: bool = False
    start_on_enter: bool = True
    end_on_exit: bool = False
    coach: str = ""
    wait: Source | None = None
    most: int = 250
    hook: Hook | None = None


@dataclass
class Participant:
    """A leg in a conference. `changed` is set whenever it must hear something else."""

    call: Call
    settings: Settings
    joined: float
    hold: Source | None = None
    held: bool = False
    gone: str | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)


class Conference:
    """A room. The first to join decides where its events go.

    `started`: since when two can talk; `joins`: who came when. Simulated epoch seconds.
    """

    def __init__(self, name: str, account_sid: str, clock: Clock) -> None:
        self.sid = new_sid("CF")
        self.name = name
        self.account_sid = account_sid
        self.clock = clock
        self.created = self.updated = clock.now()
        self.status = "init"
        self.started: float | None = None
        self.joins: list[tuple[str, float]] = []
        self.reason_ended: str | None = None
        self.ended_by: str | None = None
        self.participants: dict[str, Participant] = {}
        self.hook: Hook | None = None
        self.lane: Lane | None = None
        self.first: Call | None = None
        self.sequence = 0
        self.expected = 0
        self.on_start: Callable[[], None] = _nothing
        self.on_end: Callable[[], None] = _nothing

    def note(self, event: str, form: Form) -> None:
        """Write into the trace of the first to join, whose hook it is."""
        if self.first is not None:
            self.first.note(event, form)

    @property
    def open(self) -> bool:
        return self.status != "completed"

    def enter(self, call: Call, settings: Settings) -> Participant:
        labels = {p.settings.label for p in self.participants.values()} - {""}
        if settings.label in labels:
            raise NameTakenError(settings.label)
        if settings.coach and settings.coach not in self.participants:
            raise NoCoachingError(settings.coach)
        if self.first is None:
            self.first = call
            self.hook = self.hook or settings.hook
        participant = Participant(call, settings, self.clock.now())
        self.participants[call.sid] = participant
        call.room = self
        self.joins.append((call.sid, participant.joined))
        self.tell("participant-join", participant)
        self._start_if_due()
        self.stir()
        return participant

    def leave(self, participant: Participant, reason: str, how: str = "left") -> None:
        """Take a participant out (`how`: left or kicked).

        The conference ends with its last participant, or with a decisive one.
        """
        if participant.gone is not None:
            return
        self._remove(participant, reason)
        if participant.settings.end_on_exit:
            ended = f"participant-with-end-conference-on-exit-{how}"
            self.end(ended, GONE_WITH_MODERATOR, participant)
        elif not self.participants:
            self.end(f"last-participant-{how}", "", participant)
        else:
            self.stir()

    def end(self, why: str, reason: str, culprit: Participant | None = None) -> None:
        if not self.open:
            return
        for participant in list(self.participants.values()):
            self._remove(participant, reason)
        self.status = "completed"
        self.updated = self.clock.now()
        self.reason_ended = why
        self.ended_by = culprit.call.sid if culprit else None
        form = {"ReasonConferenceEnded": why, "Reason": why.replace("-", " ")}
        if culprit:
            form["CallSidEndingConference"] = culprit.call.sid
            if culprit.settings.label:
                form["ParticipantLabelEndingConference"] = culprit.settings.label
        self._post("conference-end", form)
        self.on_end()

    def together(self, participant: Participant) -> int:
        """How many others this participant can talk with."""
        me = participant.call.sid
        others = (p for p in self.participants.values() if p is not participant)
        return sum(1 for p in others if not p.held and p.settings.coach in {"", me})

    def carry(self, speaker: Call, utterance: Utterance) -> None:
        source = self.participants.get(speaker.sid)
        if source is None or source.settings.muted or source.held:
            return
        for other in self.participants.values():
            private = source.settings.coach not in {"", other.call.sid}
            if other is not source and not other.held and not private:
                other.call.overhear(utterance)

    def tell(
        self, event: str, participant: Participant, extra: dict[str, str] | None = None
    ) -> None:
        """Send one participant event to the conference's hook."""
        settings = participant.settings
        form = {
            "CallSid": participant.call.sid,
            "Muted": _text(settings.muted),
            "Hold": _text(participant.held),
            "Coaching": _text(bool(settings.coach)),
            "EndConferenceOnExit": _text(settings.end_on_exit),
            "StartConferenceOnEnter": _text(settings.start_on_enter),
        }
        if settings.label:
            form["ParticipantLabel"] = settings.label
        self._post(event, form | (extra or {}))

    def add_failed(self, call: Call, label: str) -> None:
        """A leg that was to be added did not come about."""
        missing = Participant(call, Settings(label=label), self.clock.now())
        details = {
            "ReasonParticipantLeft": "participant_add_failed",
            "ParticipantCallStatus": call.status,
        }
        self.tell("participant-leave", missing, details)
        self.end_if_deserted()

    def end_if_deserted(self) -> None:
        """End it when whoever it was opened for did not come and nobody else is being rung."""
        if not self.participants and not self.expected:
            self.end("last-participant-left", "")

    def _remove(self, participant: Participant, reason: str) -> None:
        self.participants.pop(participant.call.sid, None)
        for other in self.participants.values():
            other.call.hush(participant.call.voice)
            participant.call.hush(other.call.voice)
        participant.gone = reason
        participant.changed.set()
        if participant.call.room is self:
            participant.call.room = None
        details = {
            "ReasonParticipantLeft": reason,
            "ParticipantCallStatus": participant.call.status,
        }
        self.tell("participant-leave", participant, details)

    def _start_if_due(self) -> None:
        willing = any(p.settings.start_on_enter for p in self.participants.values())
        if self.status == "init" and len(self.participants) > 1 and willing:
            self.status = "in-progress"
            self.started = self.clock.now()
            self._post("conference-start", {})
            self.on_start()

    def stir(self) -> None:
        """Something changed: everybody may hear something else now."""
        self.updated = self.clock.now()
        for participant in self.participants.values():
            participant.changed.set()

    def _post(self, event: str, form: dict[str, str]) -> None:
        if self.hook is None or self.lane is None or event not in self.hook.events:
            return
        base = {
            "ConferenceSid": self.sid,
            "FriendlyName": self.name,
            "AccountSid": self.account_sid,
            "SequenceNumber": str(self.sequence),
            "Timestamp": rfc2822(self.clock.now()) or "",
            "StatusCallbackEvent": event,
        }
        self.sequence += 1
        self.lane.post(self.hook.url, self.hook.method, base | form)


def _nothing() -> None:
    return


def _text(value: bool) -> str:
    return "true" if value else "false"
