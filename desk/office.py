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
from records import Session
from records.models import Case, Channel, Person, Status, VisitMode, VisitPurpose
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
    *("late", "owned", "last"),
)
"""Why a deed is not done: the call or the talk is over; it is another's; no telephone is
connected; somebody is at it; who is meant is not there; nobody came in time; Twilio did not do
it; outside the hours; not allowed; it was done for good already; the case has another owner,
whose word counts (what was tried is on record); the call was passed on twice and stays here."""


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


class Casework(Protocol):
    """What people do about cases. Answers are those of Duty."""

    def answer(
        self, case_id: int, person_id: int, text: str, *, call_id: str | None = None
    ) -> str | None:
        """The official answer is this from now on. Of anybody but the owner and supervisors it
        is "owned": stopped, and put before the owner as a question with what was tried."""
        ...

    def ask(
        self, case_id: int, person_id: int, text: str, *, call_id: str | None = None
    ) -> str | None:
        """A question to the owner, or to the supervisors while there is none."""
        ...

    def reply(self, question_id: int, person_id: int, text: str) -> str | None:
        """The owner's or a supervisor's reply; who asked is told."""
        ...

    def take(self, case_id: int, person_id: int) -> str | None:
        """A case without an owner is this person's; a supervisor may take any."""
        ...

    def offer(self, case_id: int, by: int, to_id: int, note: str) -> str | None:
        """The case is offered to a new owner, by its owner or a supervisor."""
        ...

    def accept(self, handover_id: int, person_id: int) -> str | None:
        """The new owner takes it, and the customer is told."""
        ...

    def decline(self, handover_id: int, person_id: int) -> str | None:
        """The new owner does not take it, or who offered it takes that back."""
        ...

    def solve(self, case_id: int, person_id: int) -> str | None:
        """Its owner, their team or a supervisor says that it is solved: the customer is asked."""
        ...

    def reopen(self, case_id: int, person_id: int) -> str | None: ...

    def dismiss(self, case_id: int, person_id: int) -> str | None:
        """There was no problem."""
        ...

    def log(
        self,
        case_id: int,
        person_id: int | None,
        channel: Channel,
        text: str,
        token: str,
        *,
        at: float | None = None,
    ) -> str | None:
        """The customer was in touch another way than by telephone: it counts like a call.
        `at`: when, not now. `token` marks it, once."""
        ...

    def open(
        self,
        person_id: int | None,
        skill: str,
        reason: str,
        *,
        number: str | None,
        name: str | None = None,
        channel: Channel,
        token: str,
        at: float | None = None,
    ) -> int | str:
        """A case of a customer who did not phone: its id, else one word why not. "internal": the
        customer is this person themself."""
        ...

    def about(self, call_id: str, person_id: int, case_id: int | None) -> str | None:
        """The agent says that their call is about that case of its customer; None: about
        something new."""
        ...

    def give(
        self, case_id: int, person_id: int, amount: int, reason: str, token: str
    ) -> str | None:
        """A gesture of goodwill, within what the person's role may grant."""
        ...

    def may_read(self, session: Session, case: Case, person: Person) -> bool:
        """Whether that person may see this case: their own, their team's, one they were in touch
        with, or any as a supervisor."""
        ...

    def limit(self, session: Session, case: Case, person: Person) -> int:
        """What this person may still grant for the case, in the hotline's currency."""
        ...


class Incidents(Protocol):
    """What supervisors do about incidents. Answers are those of Duty."""

    def open(
        self, by: int, skill: str, term: str | None, messages: Mapping[str, str]
    ) -> str | None:
        """There is one, before the count says so."""
        ...

    def tell(
        self, incident_id: int, by: int, messages: Mapping[str, str], told: bool
    ) -> str | None:
        """What callers with that reason are told from now on, if `told`."""
        ...

    def solve(self, incident_id: int, by: int) -> str | None:
        """It is over: every customer of its cases is called and asked."""
        ...

    def dismiss(self, incident_id: int, by: int) -> str | None:
        """It was none."""
        ...

    def link(self, incident_id: int, case_id: int, by: int, linked: bool) -> str | None:
        """The case is one of it, or is not."""
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
    `country`: where numbers without a country code are at home. `currency`: what goodwill is
    counted in. `case_window`: seconds within which contacts count as repeated. `low_rating`: the
    highest rating that is a low one. `api_key`: what programs prove themselves by; empty where
    there are none.
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
    casework: Casework | None = None
    incidents: Incidents | None = None
    currency: str = "IDR"
    case_window: float = 30 * 86400.0
    low_rating: int = 2
    api_key: str = ""
