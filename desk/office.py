"""What the desk works with, handed over by `sapa.wiring`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from zoneinfo import ZoneInfo

from desk.memory import USUAL, Limit
from desk.memory import Attempts as AttemptsHere
from desk.memory import SignedOut as SignedOutHere
from queueing.board import Board
from queueing.changes import Changes
from queueing.policy import Policy
from records.models import Status, VisitMode, VisitPurpose
from records.session import Store


class Clock(Protocol):
    def now(self) -> float:
        """Epoch seconds."""
        ...


class Attempts(Protocol):
    """Counts tries to sign in, over all processes."""

    def allow(self, key: str, now: float, limit: Limit = USUAL) -> bool:
        """Count one more for `key`; False when there were too many of late."""
        ...

    def forgive(self, key: str) -> None:
        """The last try was none: it succeeded."""
        ...


class SignedOut(Protocol):
    """Sessions that were ended before their time, over all processes.

    A session needs to be remembered for as long as its cookie would be good: `desk.IDLE`.
    """

    def add(self, session: str) -> None:
        """This session is over."""
        ...

    def __contains__(self, session: str) -> bool:
        """Whether it is over."""
        ...


class NoSound(Exception):
    """The sound is not where it should lie."""


class SoundsAway(Exception):
    """The place where sounds lie cannot be reached."""


class Sounds(Protocol):
    """Where recordings lie, by the key that a recording's `path` holds.

    Both raise NoSound and SoundsAway.
    """

    def size(self, key: str) -> int:
        """Bytes of the file."""
        ...

    def read(self, key: str, start: int, length: int) -> bytes:
        """At most `length` bytes of the file from `start` on."""
        ...


@dataclass(frozen=True)
class Line:
    """One utterance to be written down elsewhere; times are seconds from the first sound.

    `words`: text, start, end and confidence (0 to 1) of each; what was taken out of the text or
    may not be read stands in square brackets.
    """

    start: float
    end: float
    who: str
    text: str
    words: tuple[tuple[str, float, float, float], ...]


class Writing(Protocol):
    """Writes a conversation as a file."""

    def as_text(self, lines: Sequence[Line]) -> str: ...

    def as_srt(self, lines: Sequence[Line]) -> str: ...

    def as_json(self, lines: Sequence[Line]) -> str: ...


class Pausing(Protocol):
    """Stops and resumes the recording of a call; what it did is in the audit trail."""

    def pause(self, call_id: str, person_id: int) -> bool:
        """Nothing is recorded from now on; False where that could not be done, or the person
        is not the one who talks in this call."""
        ...

    def resume(self, call_id: str, person_id: int) -> bool:
        """What is said is recorded again; False as above."""
        ...


WHY_NOT = (
    *("gone", "not-yours", "no-line", "busy", "away", "nobody", "phone", "closed", "refused"),
    "late",
)
"""Why a deed is not done: the call or the talk is over; it is another's; no telephone is
connected; somebody is at it; who is meant is not there; nobody came in time; Twilio did not do
it; outside the hours; not allowed; it was done for good already."""


class Duty(Protocol):
    """What people choose to do. Each answers None when it is done, also when it was so before,
    else one word why not, which the pages say as `why-<word>`."""

    def choose(
        self, person_id: int, status: Status, reason: str | None = None, *, by: int | None = None
    ) -> str | None:
        """Ready, on a break (with a reason), or signed out: after the talk, if they are in one.
        `by`: the supervisor who chose for them."""
        ...

    def finish(self, person_id: int, talk_id: int, outcome: str | None) -> str | None:
        """The notes of that talk are written, and this became of it: the next call may come."""
        ...

    def extend(self, person_id: int) -> str | None:
        """More time for the notes of the last talk, once."""
        ...

    def learnt(self, person_id: int, by: int) -> str | None:
        """Their skills, languages or role on record have changed: the board is told."""
        ...

    def call_back(self, person_id: int, by: int) -> str | None:
        """Who is on a break is told on their open line that a supervisor wants them back."""
        ...


class Handling(Protocol):
    """What an agent does with the caller they talk with. Answers are those of Duty."""

    def hold(self, call_id: str, person_id: int) -> str | None:
        """The caller hears music, and nobody hears them."""
        ...

    def unhold(self, call_id: str, person_id: int) -> str | None: ...

    def mute(self, call_id: str, person_id: int) -> str | None:
        """Nobody hears the agent."""
        ...

    def unmute(self, call_id: str, person_id: int) -> str | None: ...

    def end(self, call_id: str, person_id: int) -> str | None:
        """The talk is over; the caller hears goodbye."""
        ...

    def promise_callback(self, call_id: str, person_id: int, at: float) -> str | None:
        """The customer of this call, now or when it is over, is called back at `at`, by this
        agent if they are there then."""
        ...

    def decent(self, moment: float) -> float:
        """The first moment from this one on at which customers may be called back."""
        ...


@dataclass(frozen=True)
class Wanted:
    """Whom an agent asks for: one person, any supervisor, or anybody with a skill."""

    person_id: int | None = None
    supervisor: bool = False
    skill: str | None = None


class Visiting(Protocol):
    """Colleagues and supervisors in somebody's talk. Answers are those of Duty."""

    def ask(
        self, call_id: str, person_id: int, purpose: VisitPurpose, wanted: Wanted, note: str
    ) -> str | None:
        """The talk's agent asks somebody in: to pass the caller on to them ("transfer"; the
        caller hears music and why), for their word ("consult"; the same), or for a
        supervisor's ear ("help"; the talk goes on)."""
        ...

    def send_away(self, visit_id: str, person_id: int) -> str | None:
        """The visit is over, or not wanted any more: agent and caller are as before."""
        ...

    def together(self, visit_id: str, person_id: int) -> str | None:
        """The caller is off hold: all three talk."""
        ...

    def hand_over(self, visit_id: str, person_id: int) -> str | None:
        """The visitor is the caller's agent from now on; the agent has their wrap-up."""
        ...

    def pass_on(self, call_id: str, person_id: int, wanted: Wanted, note: str) -> str | None:
        """Blind: the caller goes back into line for somebody else; only where that is allowed."""
        ...

    def watch(self, call_id: str, person_id: int, mode: VisitMode) -> str | None:
        """A supervisor listens, whispers to the agent, or joins; said anew, it is changed."""
        ...

    def take_over(self, call_id: str, person_id: int) -> str | None:
        """A supervisor is the caller's agent from now on."""
        ...


class Floor(Protocol):
    """What a supervisor does with those who wait. Answers are those of Duty."""

    def move_up(self, call_id: str, by: int) -> str | None:
        """The caller is the next of everybody in their lines."""
        ...

    def give(self, call_id: str, person_id: int, by: int) -> str | None:
        """The caller is offered to this agent at once, or waits for them for a while."""
        ...


class Softphone(Protocol):
    """A telephone in the page. `script` is what the page loads for it, below the static folder,
    `connects` where it may connect to (for the content policy)."""

    @property
    def script(self) -> str: ...

    @property
    def connects(self) -> tuple[str, ...]: ...

    def settings(self, person_id: int) -> Mapping[str, str]:
        """What the script needs to connect as this person: `kind` ("twilio" or "simulator"),
        `token`, and for the simulator `address`."""
        ...


@dataclass(frozen=True)
class Provider:
    """An OpenID provider that knows us as `client`. `claim` of its tokens is a person's login
    here. `back`: the address to which it sends people back, our `/sign-in/back`."""

    issuer: str
    client: str
    secret: str
    claim: str
    back: str


@dataclass(frozen=True)
class Office:
    """One hotline, as its desk sees it.

    titles: what each skill is called, by skill and language; languages: those of the hotline,
    the first one is its own. `short_abandon` is in seconds; the policy has the targets and the
    ladder. `speed`: how many times faster than life the clock runs. `secure`: the pages are
    served over https. `most_streams`: live pages that one process serves at once; each holds
    a thread that webhooks then cannot use.

    sounds, writing, pausing: None where that is not offered. `models`: the languages that can be
    transcribed. `consent`: how callers learn of the recording: "ask", "announce" or "off".
    `pause_at_most`: seconds after which a paused recording goes on by itself.

    duty, handling, visiting, floor, softphone: None where there is no telephone side. `outcomes`
    and `break_reasons`: what each is called, by key and language. `blind_transfers`: callers may
    be passed on without a word between the agents. `provider`: who else may say who somebody is.
    `country`: where numbers without a country code are at home.
    """

    store: Store
    board: Board
    changes: Changes
    policy: Policy
    clock: Clock
    zone: ZoneInfo
    name: str
    agent_number: str
    titles: Mapping[str, Mapping[str, str]]
    languages: tuple[str, ...]
    short_abandon: float = 5.0
    speed: float = 1.0
    secure: bool = False
    most_streams: int = 8
    attempts: Attempts = field(default_factory=AttemptsHere)
    signed_out: SignedOut = field(default_factory=SignedOutHere)
    sounds: Sounds | None = None
    writing: Writing | None = None
    pausing: Pausing | None = None
    models: frozenset[str] = frozenset()
    consent: str = "ask"
    pause_at_most: float = 120.0
    duty: Duty | None = None
    handling: Handling | None = None
    visiting: Visiting | None = None
    floor: Floor | None = None
    softphone: Softphone | None = None
    outcomes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    break_reasons: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    blind_transfers: bool = False
    country: str = "ID"
    provider: Provider | None = None
