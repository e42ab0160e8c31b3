"""Where the network ends and a person begins: one end of a phone line.

The exchange tells whoever holds the handset what can be heard on the line; the person
speaks, presses keys and hangs up. Callers, agents and the phone booth all hold a `Line`.
"""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Said:
    """The hotline has begun to speak this text; it takes `seconds` of simulated time.

    An `aside` is heard over the voices of the others in a conference, who are still there.
    """

    text: str
    language: str
    seconds: float
    aside: bool = False


@dataclass(frozen=True)
class Played:
    """A sound file has begun to play."""

    url: str


@dataclass(frozen=True)
class Listening:
    """The hotline listens now (prompts are over): for "speech", "dtmf" or both."""

    kinds: frozenset[str]
    language: str
    digits: int | None
    timeout: float


@dataclass(frozen=True)
class Beep:
    """A beep was heard: what is said from here on is recorded."""


@dataclass(frozen=True)
class Together:
    """In a conference with `others` more people; 0 means alone, waiting."""

    conference: str
    others: int


@dataclass(frozen=True)
class Quiet:
    """A pause, or hold music: nothing is asked of the person."""

    seconds: float


@dataclass(frozen=True)
class Overheard:
    """Somebody else in the conference says this."""

    text: str
    language: str


@dataclass(frozen=True)
class Ended:
    """The leg is over: completed, busy, no-answer, failed or canceled."""

    status: str


Sound = Said | Played | Listening | Beep | Together | Quiet | Overheard | Ended


class Line(Protocol):
    """One leg, as the person at its far end holds it."""

    @property
    def sid(self) -> str: ...

    @property
    def number(self) -> str:
        """This person's own number."""
        ...

    async def hear(self) -> Sound:
        """The next thing on the line; after `Ended` it raises `LineDead`."""
        ...

    def speak(self, text: str, confidence: float = 0.9, language: str = "en") -> None:
        """Say something: `text` is what a recogniser would write down.

        With others in a conference it is they who hear it. Else it is heard by the Gather or
        Record that is running, or by the next one if the prompt before it is still being spoken
        (people talk over prompts); lost otherwise.
        """
        ...

    def press(self, digits: str) -> None:
        """Press keys 0-9 * #, one after the other; a key stops a prompt inside a Gather."""
        ...

    async def hang_up(self) -> None: ...


class LineDead(Exception):
    """The leg is over; nothing more can be heard on it."""


class Refusal(Exception):
    """The called person does not take the call: `status` is busy, no-answer or failed."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


class Subscriber(Protocol):
    """Someone with a number who can be called by the hotline."""

    @property
    def machine(self) -> bool:
        """Whether a machine picks up, as `AnsweredBy` tells it."""
        ...

    async def ring(self, caller: str) -> None:
        """Return when the phone is picked up; raise `Refusal` if it is not."""
        ...

    async def talk(self, line: Line) -> None:
        """Hold the line until it ends."""
        ...
