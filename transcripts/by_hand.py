"""A sound file written down outside of any call, as `sapa transcribe` does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from transcripts.audio import open_sound
from transcripts.recognizer import Model, recognize
from transcripts.redaction.redact import redact
from transcripts.utterances import utterances
from transcripts.words import Utterance
from transcripts.writing import Line, lines

SIDES = ("Caller", "Agent")
"""By channel, as Twilio records a call."""
ALONE = "Speaker"


@dataclass(frozen=True)
class Conversation:
    """What is in the file; `cut_short`: it promises more than it holds."""

    seconds: float
    cut_short: bool
    lines: Sequence[Line]


def write_down(
    path: Path, model: Model, language: str, heard: Callable[[float], None]
) -> Conversation:
    """Everything said in the file but what is private; `heard` is told the part done, 0 to 1.

    Raises NoSound, and OSError when the disk fails.
    """
    with open_sound(path) as sound:
        words, _ = redact(recognize(sound, model, heard), language)
        mono = sound.channels == 1

        def who(said: Utterance) -> str:
            return ALONE if mono else SIDES[said.channel]

        said = lines(utterances(words, (), mono=mono), who)
        return Conversation(sound.seconds, sound.cut_short, said)
