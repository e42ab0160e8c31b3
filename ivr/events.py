"""What can happen to a conversation, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ivr.actions import Line


@dataclass(frozen=True)
class KnownCase:
    """An open case of the caller. `owner_here`: who looks after it can take the call now;
    `moved`: they do so only since the customer last heard of it."""

    code: str
    skill: str | None
    owner: str | None = None
    owner_here: bool = False
    moved: bool = False


@dataclass(frozen=True)
class Trouble:
    """What many report just now, of which callers may be told: `messages` by language.

    It is theirs who need `skill` and, with `term`, have said that word in some form.
    """

    id: int
    skill: str | None
    term: str | None
    messages: Mapping[str, str]


@dataclass(frozen=True)
class Incoming:
    """The phone rings. `is_open` says whether people are there to answer.

    `opening` says by language when they are there again ("tomorrow at 8 a.m."). `notice` is an
    emergency's text by language; with `notice_closes` nobody is served while it lasts.
    `dropped` is the memory (`Call.to_json`) of the call whose place this one takes: one that was
    cut off, or one that waits to be called back. `full`: the line takes nobody more.
    `callbacks`: callbacks can be promised now, on `callback_number` if that is not None.
    `case`: the case that they most likely call about; `cases`: how many others of theirs are
    open. `staff`: the number is a colleague's, so that their name is sure.
    """

    is_open: bool
    name: str | None = None
    honorific: str | None = None
    language: str | None = None
    opening: Mapping[str, str] = field(default_factory=dict)
    notice: Mapping[str, str] = field(default_factory=dict)
    notice_closes: bool = False
    dropped: Mapping[str, Any] | None = None
    full: bool = False
    callbacks: bool = False
    callback_number: str | None = None
    callback_at: Mapping[str, str] = field(default_factory=dict)
    case: KnownCase | None = None
    cases: int = 0
    troubles: tuple[Trouble, ...] = ()
    staff: bool = False


@dataclass(frozen=True)
class Asked:
    """Somebody picks up our call to hear whether a case is solved; it is that of `name`.

    `by`: until when `owner` (None: somebody) would call back, by language. `is_open`: people
    are there, to whom the customer could be brought at once; `owner_here`: `owner` is.
    """

    name: str | None
    honorific: str | None
    language: str | None
    skill: str | None
    owner: str | None
    code: str
    by: Mapping[str, str]
    is_open: bool
    owner_here: bool = True


@dataclass(frozen=True)
class Notify:
    """Somebody picks up our call with news: `lines`, in one language."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class CaseFound:
    """The case of the number that was just said or keyed; None: there is none under this name."""

    case: KnownCase | None


@dataclass(frozen=True)
class Heard:
    """A recogniser wrote down what the caller said."""

    said: str


@dataclass(frozen=True)
class Keyed:
    """The caller pressed keys."""

    digits: str


@dataclass(frozen=True)
class Silence:
    """A question's time passed and nothing was heard."""


@dataclass(frozen=True)
class VoiceRecorded:
    """The caller spoke after the tone, for `seconds`."""

    seconds: float


@dataclass(frozen=True)
class Joined:
    """The caller hears the waiting line for the first time."""


@dataclass(frozen=True)
class Waited:
    """A round of the waiting line, for a caller who has waited for `waited` seconds.

    `ahead` callers are before this one (None: not known). `upper`: seconds of further waiting
    that most callers do not exceed (None: not known). `staffed`: somebody who can serve them
    is signed in; `is_open`: within the opening hours. `rungs`: how many rungs have been climbed
    in all; `acts`: what those did that came after the `Call.rungs_told` first ones.
    `callbacks`: a callback can be promised now; `is_long`: the wait is long enough to offer
    one without a rung. `notice` is an emergency's text by language.
    """

    ahead: int | None
    waited: float
    upper: float | None = None
    staffed: bool = True
    is_open: bool = True
    acts: tuple[str, ...] = ()
    rungs: int = 0
    callbacks: bool = False
    is_long: bool = False
    notice: Mapping[str, str] = field(default_factory=dict)
    callback_at: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Promised:
    """`name`, a supervisor, has promised to call back; `by` says by language until when
    ("3 p.m.", "pukul 3 sore"). A round of the waiting line tells it."""

    name: str
    by: Mapping[str, str]


@dataclass(frozen=True)
class CallbackRefused:
    """The callback that was just agreed on cannot be made; nothing was promised."""


@dataclass(frozen=True)
class PickedUp:
    """Somebody answers our callback. `agent` waits for them already, if not None."""

    agent: str | None = None


@dataclass(frozen=True)
class NotReached:
    """Our callback reached nobody, or its leg is down before anybody said who they are."""


@dataclass(frozen=True)
class Brought:
    """An agent has taken the call; the caller's leg is out of the waiting line."""

    agent: str


@dataclass(frozen=True)
class LineBroke:
    """The waiting line ended without an agent and without a hang-up."""


@dataclass(frozen=True)
class AgentLost:
    """The agent's leg is gone in mid-talk, against everybody's wish."""


@dataclass(frozen=True)
class Transferred:
    """The agent passes the caller on to whoever knows `skill`, or to a supervisor."""

    skill: str | None
    supervisor: bool = False


@dataclass(frozen=True)
class TalkOver:
    """The agent has ended the talk; the caller is still there.

    `supervisor` calls back after a low rating, `by` says by language until when; None: nobody
    can. `may_text`: they can be sent text messages, and have not been asked whether they want to.
    """

    supervisor: str | None = None
    by: Mapping[str, str] = field(default_factory=dict)
    may_text: bool = False


@dataclass(frozen=True)
class Fault:
    """Our own handler failed or came too late; the network asks what to do."""


@dataclass(frozen=True)
class HungUp:
    """The caller's leg is over."""


Event = (
    Incoming
    | Asked
    | Notify
    | CaseFound
    | Heard
    | Keyed
    | Silence
    | VoiceRecorded
    | Joined
    | Waited
    | Promised
    | CallbackRefused
    | PickedUp
    | NotReached
    | Brought
    | LineBroke
    | AgentLost
    | Transferred
    | TalkOver
    | Fault
    | HungUp
)
