"""The conversation's memory: where a call stands and what it has learnt so far."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from ivr import names
from ivr.events import KnownCase, Trouble


class State(StrEnum):
    """Where a conversation stands; each asks one thing, or waits for one."""

    START = "start"
    LANGUAGE = "language"
    CONSENT = "consent"
    RETURNING = "returning"
    NAME = "name"
    NAME_CONFIRM = "name-confirm"
    SPELLING = "spelling"
    NAME_RECORDING = "name-recording"
    CASE = "case"
    CASE_NUMBER = "case-number"
    REASON = "reason"
    CLARIFY = "clarify"
    KEYS = "keys"
    TROUBLE = "trouble"
    JOINING = "joining"
    HOLDING = "holding"
    CALLBACK = "callback"
    CALLBACK_NUMBER = "callback-number"
    CALLBACK_OTHER = "callback-other"
    PROMISED = "promised"
    AWAY = "away"
    CALLED = "called"
    TALKING = "talking"
    ANYTHING_ELSE = "anything-else"
    RATING = "rating"
    TEXTS = "texts"
    SOLVED = "solved"
    RECONNECT = "reconnect"
    TOLD = "told"
    FULL = "full"
    CLOSED = "closed"
    GOODBYE = "goodbye"
    ENDED = "ended"


@dataclass(frozen=True)
class Call:
    """One conversation. `name` is only ever a confirmed or known name; `heard` is not.

    `misses` counts what was not heard or not understood in a row in this state, `tries`
    how often a name was said; `told` is what was said then, `options` the skills that
    a question offers by key. `step` numbers the hotline's replies; `opening` says
    by language when the hotline opens again. `record` is the caller's leave to record,
    `recording` whether it has begun. `notice` is the emergency's text that they have heard.

    What they were told in the line, in seconds of waiting: `last_word` when, `told_by` the time
    by which they should be speaking. `rungs_told` rungs have been spoken of. `callback_number`
    is the one they phone from, `other_number` another to call back on; `numbers` such have been
    read back to them. `promised_by` is the supervisor who will call back. `full`: there
    was no place in line for them.

    `known_case` is the case that they may call about, `cases` how many others they have;
    `case` is the number of the one that they do call about, `owner` who looks after it,
    and `owner_here` whether that one can take the call. `trouble` is the one of `troubles` that
    they were told of. `began`: the step at which the questions about the present need began.

    When the talk is over: `rating` is theirs, `caller_back` calls after a low one (or the owner,
    if the case is not solved) by the time `back_by`; `may_text` asks for leave to send text
    messages. `called`: it was us who called, to ask whether their case is solved, and `can_join`:
    people are there, to whom they can be brought.
    """

    language: str
    state: State = State.START
    step: int = 0
    known_name: str | None = None
    known_honorific: str | None = None
    language_known: bool = False
    record: bool = False
    misses: int = 0
    tries: int = 0
    told: tuple[str, ...] = ()
    spelled: bool = False
    heard: str | None = None
    honorific: str | None = None
    name: str | None = None
    name_recorded: bool = False
    reason: str | None = None
    options: tuple[str, ...] = ()
    skill: str | None = None
    supervisor: bool = False
    agent: str | None = None
    recording: bool = False
    opening: Mapping[str, str] = field(default_factory=dict)
    notice: Mapping[str, str] = field(default_factory=dict)
    full: bool = False
    last_word: float | None = None
    told_by: float | None = None
    told_ahead: int | None = None
    told_nobody: bool = False
    told_closing: bool = False
    rungs_told: int = 0
    callback_offered: bool = False
    callback_number: str | None = None
    other_number: str | None = None
    callback_at: Mapping[str, str] = field(default_factory=dict)
    numbers: int = 0
    promised_by: str | None = None
    known_case: KnownCase | None = None
    cases: int = 0
    case: str | None = None
    owner: str | None = None
    owner_here: bool = False
    owner_moved: bool = False
    troubles: tuple[Trouble, ...] = ()
    trouble: int | None = None
    began: int = 0
    rating: int | None = None
    caller_back: str | None = None
    back_by: Mapping[str, str] = field(default_factory=dict)
    may_text: bool = False
    called: bool = False
    can_join: bool = True

    @property
    def addressed(self) -> str | None:
        """The name as it is said to the caller, with the honorific they gave."""
        return _address(self.name, self.honorific, self.language)

    @property
    def asked_back(self) -> str | None:
        """The name that was heard, as the caller is asked whether it is right."""
        return names.called(self.heard, self.language) if self.heard else None

    @property
    def known(self) -> str | None:
        """The name that the records have for this number, with its honorific."""
        return _address(self.known_name, self.known_honorific, self.language)

    def but(self, **changes: Any) -> Self:
        """This call with `changes`."""
        return replace(self, **changes)

    def away(self) -> Self:
        """This conversation as it goes on, on another leg, when the caller is called back."""
        away = self.but(state=State.AWAY, step=0, misses=0, agent=None, recording=False)
        return away.but(began=0, called=False).waiting_anew()

    def waiting_anew(self) -> Self:
        """This conversation without what was told about a wait that is over."""
        return self.but(last_word=None, told_by=None, told_ahead=None, told_nobody=False)

    def anew(self) -> Self:
        """This conversation as it goes on with another need of the same caller."""
        clear = self.but(
            reason=None, skill=None, options=(), supervisor=False, rating=None, trouble=None
        )
        clear = clear.but(
            case=None, owner=None, owner_here=False, owner_moved=False, cases=0, called=False
        ).but(known_case=None)
        clear = clear.but(callback_offered=False, promised_by=None, began=self.step + 1)
        return clear.waiting_anew()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Read what `to_json` wrote; what this release does not know is left out."""
        known = {key: data[key] for key in cls.__dataclass_fields__ if key in data}
        lists = {key: tuple(value) for key, value in known.items() if isinstance(value, list)}
        case = known.get("known_case")
        read = {
            "state": State(data["state"]),
            "known_case": KnownCase(**case) if case else None,
            "troubles": tuple(Trouble(**one) for one in known.get("troubles", ())),
        }
        return cls(**{**known, **lists, **read})


def _address(name: str | None, honorific: str | None, language: str) -> str | None:
    """Indonesian addresses nobody by the bare name: who gave no honorific gets either."""
    if not name:
        return None
    honorific = honorific or _COURTESY.get(language)
    if honorific in _BEFORE_THE_LAST_NAME:
        return f"{honorific} {name.split()[-1]}"
    called = names.called(name, language)
    return f"{honorific} {called}" if honorific else called


_COURTESY = {"id": "Bapak atau Ibu"}
_BEFORE_THE_LAST_NAME = frozenset({"Mr", "Mrs", "Ms", "Miss", "Mx", "Prof", "Rev"})
