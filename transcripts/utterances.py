"""Words put together to what each side said in one breath."""

from collections.abc import Iterable, Iterator, Sequence

from transcripts.words import Speaker, TalkFacts, Utterance, Word

PAUSE = 0.8
"""Seconds of silence after which something new is said."""
CALLER = 0


def utterances(
    words: Iterable[Word],
    talks: Sequence[TalkFacts],
    *,
    message: bool = False,
    mono: bool = False,
) -> list[Utterance]:
    """What was said, in order of its beginning; what overlaps stays so.

    Channel 0 is the caller, channel 1 the agent of the talk it falls into. `message`: the caller
    speaks alone. `mono`: both are on one channel, and nobody can say who is who.
    """
    channels: dict[int, list[Word]] = {}
    for word in sorted(words, key=lambda word: (word.start, word.end)):
        channels.setdefault(word.channel, []).append(word)
    said = [
        _utterance(breath, talk, message=message, mono=mono)
        for channel in channels.values()
        for breath, talk in _breaths(channel, talks)
    ]
    return sorted(said, key=lambda utterance: (utterance.start, utterance.channel))


def _breaths(
    words: Sequence[Word], talks: Sequence[TalkFacts]
) -> Iterator[tuple[list[Word], TalkFacts | None]]:
    """One channel's words, parted at pauses and where another talk begins."""
    breath: list[Word] = []
    until, during = 0.0, None
    for word in words:
        talk = _talk(word, talks)
        if breath and (word.start - until > PAUSE or talk is not during):
            yield breath, during
            breath, until = [], 0.0
        breath.append(word)
        until, during = max(until, word.end), talk
    if breath:
        yield breath, during


def _talk(word: Word, talks: Sequence[TalkFacts]) -> TalkFacts | None:
    """The talk a word falls into by its middle; of two at a time the later one."""
    middle = (word.start + word.end) / 2
    there = [talk for talk in talks if talk.start <= middle <= talk.end]
    return max(there, key=lambda talk: talk.start, default=None)


def _utterance(
    words: Sequence[Word], talk: TalkFacts | None, *, message: bool, mono: bool
) -> Utterance:
    speaker: Speaker = "unknown"
    if message or (not mono and words[0].channel == CALLER):
        speaker = "caller"
    elif talk and not mono:
        speaker = "agent"
    return Utterance(
        tuple(words),
        speaker,
        person=talk.person if talk and speaker == "agent" else None,
        talk=talk.talk if talk else None,
    )
