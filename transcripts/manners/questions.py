"""Questions of the agent, and when they first dealt with the matter, told from words alone.

A recogniser writes no question marks. What counts as a question begins as one ("may I", "could
you", "apakah", "boleh saya"), or has a question word where no clause before it takes it up ("I know
what you mean" asks nothing). Sentences that ask by their tone only are missed, tags ("ya", "kan",
"right") are not counted: rather one question too few than one that was none.
"""

import re
from collections.abc import Iterable, Iterator

from ivr import lexicon_en, lexicon_id
from ivr.stems import english_stem, indonesian_stem
from transcripts.manners.talk import Talk
from transcripts.manners.wording import Hit, Passage, Wording, whole_words
from transcripts.words import Word

SAME_QUESTION = 7
"""Words after the beginning of a question within which another question word belongs to it, unless
an "and" stands between: "could you tell me what the number is"."""
SHORTEST_TOPIC = 5
"""Letters; shorter words of the caller turn up in an agent's answer by chance."""

_SAYS_NOTHING = frozenset(
    word
    for lexicon in (lexicon_en, lexicon_id)
    for word in re.split(r"[\s_]+", f"{lexicon.FILLERS} {lexicon.STOP}")
)
_COURTEOUS = (
    *("courtesy.greeting", "courtesy.thanks", "courtesy.closing"),
    *("courtesy.asks_again", "questions.asks_how_to_help", "questions.asks_who"),
    "questions.asks_to_wait",
)


def questions(talk: Talk) -> list[Hit]:
    """What the agent asked, each from its first word."""
    return [hit for passage in talk.passages for hit in _asked(passage, talk.wording)]


def _asked(passage: Passage, wording: Wording) -> Iterator[Hit]:
    hits = [*passage.find(wording["questions.anywhere"]), *_at_starts(passage, wording)]
    last: Hit | None = None
    for hit in sorted(hits, key=lambda each: (each.first, -each.last)):
        if last is None or not _belongs(hit, last, wording):
            last = hit
            yield hit


def _at_starts(passage: Passage, wording: Wording) -> Iterator[Hit]:
    starts = set(passage.clause_starts)
    starts |= {hit.last + 1 for hit in passage.find(wording["questions.starts"])}
    found = (
        passage.at(wording["questions.at_start"], place)
        for place in sorted(starts)
        if place < len(passage.words)
    )
    return (hit for hit in found if hit)


def _belongs(hit: Hit, last: Hit, wording: Wording) -> bool:
    """Whether this is a part of the question begun before."""
    if hit.first <= last.last:
        return True
    if hit.first - last.first >= SAME_QUESTION or hit.first not in last.passage.clause(last.first):
        return False
    between = Passage(last.passage.words[last.last + 1 : hit.first])
    return not any(between.find(wording["questions.joins"]))


def clause_from(hit: Hit) -> tuple[Word, ...]:
    """What was found and the rest of its clause."""
    return hit.passage.words[hit.first : max(hit.last + 1, hit.passage.clause(hit.first).stop)]


def first_useful(talk: Talk, named: Iterable[Hit]) -> Hit | None:
    """Where the agent first deals with the matter.

    That is the first of: a question other than how to help, who is calling and could they say it
    again; an act ("let me check", "saya cek"); what has a number ("order number"); a product's name
    or a word of at least SHORTEST_TOPIC letters that the caller has said before. Greeting, names, thanks, asking to wait
    and the hotline's own name are nothing of this. None where nothing of it is found.
    """
    known = {word for hit in named for word in hit.words}
    topics = _Topics(talk)
    for passage in talk.passages:
        plain = _courteous(passage, talk) | {
            place for place, word in enumerate(passage.words) if word in known
        }
        hits = [
            *_asked(passage, talk.wording),
            *passage.find(talk.wording["matter.acts"]),
            *passage.find(talk.wording["points.cue"]),
            *products(passage, talk.facts.products, talk.wording),
            *topics.find(passage),
        ]
        useful = [
            hit for hit in hits if not plain.issuperset(hit.places) and hit.first not in plain
        ]
        if useful:
            return min(useful, key=lambda hit: hit.first)
    return None


def _courteous(passage: Passage, talk: Talk) -> set[int]:
    """The places of words that are courtesy, or the hotline's name."""
    hits = [hit for name in _COURTEOUS for hit in passage.find(talk.wording[name])]
    if hotline := " ".join(talk.facts.hotline.lower().split()):
        hits += passage.find(_literally(hotline, ""))
    return {place for hit in hits for place in hit.places}


class _Topics:
    """The words of the caller that say what it is about, and when each was said first."""

    def __init__(self, talk: Talk) -> None:
        facts = talk.facts
        names = f"{facts.agent_name} {facts.caller_name or ''} {facts.hotline}"
        self._said_otherwise = _SAYS_NOTHING | frozenset(names.lower().split())
        self._wording = talk.wording
        words = [word for each in talk.caller for word in each.words if self._is_topic(word)]
        self._roots = frozenset(word.text.lower() for word in words)
        self._first: dict[str, float] = {}
        for word in words:
            self._first.setdefault(self._stem(word), word.start)

    def find(self, passage: Passage) -> Iterator[Hit]:
        """The words in the passage that the caller had said before it began."""
        begun = passage.words[0].start
        for place, word in enumerate(passage.words):
            if self._is_topic(word) and self._first.get(self._stem(word), begun) < begun:
                yield Hit(passage, place, place)

    def _is_topic(self, word: Word) -> bool:
        text = word.text.lower()
        fits = word.kind is None and len(text) >= SHORTEST_TOPIC and text.isalpha()
        return fits and text not in self._said_otherwise and not self._says_little(text)

    def _says_little(self, text: str) -> bool:
        says_little = self._wording["matter.says_little"].fullmatch(text)
        return says_little is not None or self._wording.is_number(text)

    def _stem(self, word: Word) -> str:
        # the English stemmer leaves Indonesian words nearly alone, and the other way round
        return english_stem(indonesian_stem(word.text.lower(), self._roots))


def products(passage: Passage, names: Iterable[str], wording: Wording) -> Iterator[Hit]:
    """Where products are named, with the endings that the language puts to a noun."""
    for name in names:
        if plain := " ".join(name.lower().replace("-", "").split()):
            yield from passage.find(_literally(plain, f"(?:{wording.endings})?"))


def _literally(said: str, ending: str) -> re.Pattern[str]:
    return whole_words(re.escape(said) + ending)
