"""The conversation's memory: where a call stands and what it has learnt so far."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from ivr import names


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
    REASON = "reason"
    CLARIFY = "clarify"
    KEYS = "keys"
    JOINING = "joining"
    HOLDING = "holding"
    TALKING = "talking"
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
    `recording` whether it has begun.
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

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Read what `to_json` wrote; what this release does not know is left out."""
        known = {key: data[key] for key in cls.__dataclass_fields__ if key in data}
        lists = {key: tuple(value) for key, value in known.items() if isinstance(value, list)}
        return cls(**{**known, **lists, "state": State(data["state"])})


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
