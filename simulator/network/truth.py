"""What was truly said on a recording: what a transcript of it ought to say."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from simulator.network.recordings import Piece, Recording
from simulator.network.sound import Track, Utterance

_ROUNDING = 0.001


@dataclass(frozen=True)
class Heard:
    """Words on a channel (0 or 1), in seconds from the beginning of the recording.

    Not `whole`: part of them was said before or after, or they were cut off. `speaker` is
    the same for everything that a person says, and empty for the hotline itself.
    """

    channel: int
    start: float
    end: float
    text: str
    language: str
    speaker: str
    whole: bool


def truth(recording: Recording) -> list[Heard]:
    """All words in the order in which they begin; those said while it paused are not on it."""
    sides = enumerate((recording.call.said, recording.call.heard))
    heard = (
        one
        for side, track in sides
        if _recorded(side, recording.wish.track)
        for one in _on(track, recording, side if recording.channels > 1 else 0)
    )
    return sorted(heard, key=attrgetter("start"))


def _recorded(side: int, track: str) -> bool:
    return track == "both" or side == ("inbound", "outbound").index(track)


def _on(track: Track, recording: Recording, channel: int) -> Iterator[Heard]:
    now, before = recording.call.clock.now(), 0.0
    for piece in recording.pieces:
        end = piece.start + piece.seconds(now)
        if not piece.silent:
            spoken = (one for one in track.between(piece.start, end) if one.text)
            yield from (_heard(one, piece, end, before, channel) for one in spoken)
        before += end - piece.start


def _heard(utterance: Utterance, piece: Piece, end: float, before: float, channel: int) -> Heard:
    start, until = max(utterance.at, piece.start), min(utterance.end, end)
    return Heard(
        channel=channel,
        start=round(before + start - piece.start, 3),
        end=round(before + until - piece.start, 3),
        text=utterance.text,
        language=utterance.language,
        speaker=utterance.speaker,
        whole=until - start > utterance.seconds - _ROUNDING,
    )
