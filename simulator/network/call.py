"""One leg: who talks to whom, how far it has come, and what it is doing now."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import aiohttp

from simulator.callbacks import Lane
from simulator.clock import Clock
from simulator.line import Ended, Overheard, Sound
from simulator.network.handset import Ears, Handset, Input, Key, Spoken
from simulator.network.sound import Track, Utterance, speaking_time, voice_of
from simulator.network.source import Form, Hook, Source, new_sid

API_VERSION = "2010-04-01"
FINAL = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
TRACE_LENGTH = 500


@dataclass(frozen=True)
class TraceEntry:
    """`event` happened to a leg at simulated time `at`."""

    at: float
    event: str
    details: Form


class Room(Protocol):
    """Where legs hear each other: a conference or a bridge."""

    def carry(self, speaker: "Call", utterance: Utterance) -> None: ...


class Call:
    """A leg. `status` is Twilio's; `person` is the number of the one at its far end."""

    def __init__(
        self,
        *,
        account_sid: str,
        from_: str,
        to: str,
        direction: str,
        clock: Clock,
        put_down: Callable[["Call"], None],
        parent: "Call | None" = None,
    ) -> None:
        self.sid = new_sid("CA")
        self.account_sid = account_sid
        self.from_ = from_
        self.to = to
        self.direction = direction
        self.parent_sid = parent.sid if parent else None
        self.status = "queued"
        self.created = self.updated = clock.now()
        self._history = [(self.created, self.status)]
        self.answered: float | None = None
        self.ended: float | None = None
        self.answered_by: str | None = None
        self.queue_seconds = 0.0
        self.hook: Hook | None = None
        self.fallback: Source | None = None
        self.sip_code = 200
        self.sequence = 0
        self.recording_url: str | None = None

        self.clock = clock
        self.lane: Lane | None = None
        self.ears = Ears()
        self.person = from_ if direction == "inbound" else to
        self.voice = voice_of(self.person)
        self.handset = Handset(self.sid, self.person, self._hear, lambda: put_down(self))
        self.cookies = aiohttp.CookieJar(unsafe=True)
        self.room: Room | None = None
        self.said = Track()
        self.heard = Track()
        self.trace: deque[TraceEntry] = deque(maxlen=TRACE_LENGTH)
        self.life: asyncio.Task[None] | None = None
        self.program: asyncio.Task[None] | None = None
        self.pending: Source | None = None
        self.over = asyncio.Event()

    @property
    def finished(self) -> bool:
        return self.status in FINAL

    @property
    def live(self) -> bool:
        return self.status == "in-progress"

    @property
    def duration(self) -> int:
        """Whole simulated seconds from answer to end (or to now)."""
        if self.answered is None:
            return 0
        return round((self.ended or self.clock.now()) - self.answered)

    def set_status(self, status: str) -> None:
        self.status = status
        self.updated = self.clock.now()
        self._history.append((self.updated, status))
        self.note("status", {"status": status})

    def status_at(self, moment: float) -> str | None:
        """The status at a simulated time; None when there was no such leg yet."""
        earlier = [status for at, status in self._history if at <= moment]
        return earlier[-1] if earlier else None

    def play(self, sound: Sound) -> None:
        self.handset.play(sound)

    def speak_to(self, text: str, seconds: float, language: str) -> None:
        """Remember, for recordings, what the person on this leg is told."""
        self.heard.add(Utterance(self.clock.now(), seconds, text, language))

    def overhear(self, utterance: Utterance) -> None:
        """The person on this leg hears somebody else speak."""
        self.heard.add(utterance)
        self.play(Overheard(utterance.text, utterance.language))

    def hush(self, speaker: str = "") -> None:
        """A speaker, or the hotline itself, is not heard any more."""
        self.heard.hush(speaker, self.clock.now())

    def end_sound(self) -> None:
        self.ears.close()
        self.play(Ended(self.status))
        self.over.set()

    def note(self, event: str, details: Form) -> None:
        self.trace.append(TraceEntry(self.clock.now(), event, dict(details)))

    def params(self) -> dict[str, str]:
        """What every request about this leg carries."""
        form = {
            "CallSid": self.sid,
            "AccountSid": self.account_sid,
            "From": self.from_,
            "To": self.to,
            "Caller": self.from_,
            "Called": self.to,
            "CallStatus": self.status,
            "ApiVersion": API_VERSION,
            "Direction": self.direction,
        }
        if self.parent_sid:
            form["ParentCallSid"] = self.parent_sid
        if self.answered_by:
            form["AnsweredBy"] = self.answered_by
        return form

    def _hear(self, heard: Input) -> None:
        if self.finished:
            return
        if self.room is None or isinstance(heard, Key):
            self.ears.catch(heard)
        if isinstance(heard, Spoken):
            utterance = self._utterance(heard)
            self.said.add(utterance)
            if self.room is not None:
                self.room.carry(self, utterance)

    def _utterance(self, spoken: Spoken) -> Utterance:
        seconds = speaking_time(spoken.text)
        return Utterance(self.clock.now(), seconds, spoken.text, spoken.language, self.voice)
