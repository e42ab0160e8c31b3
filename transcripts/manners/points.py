"""Salient points of a talk: what was said, quoted word for word, for the agent to keep or not.

Numbers with their cue word ("order number one two three four"), amounts, dates, times, promises (the
agent's "will", "akan" with a day or a time after it) and the hotline's products. Nothing is told in
other words, nothing quoted twice, and no quote holds or spans what was taken out. A promise comes
before numbers, these before days and times, these before products, if there are too many.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from transcripts.manners.measures import is_sure
from transcripts.manners.questions import products
from transcripts.manners.talk import of_talk
from transcripts.manners.wording import Hit, Passage, Wording, wording
from transcripts.words import TalkFacts, Utterance, Word

Kind = Literal["number", "amount", "date", "time", "promise", "product"]

MOST = 12
"""Points of a talk: as many as an agent looks through after a call."""
LONGEST = 12
"""Words of a quote, unless what is quoted is longer itself."""
AROUND = 4
"""Words before and after what is quoted where the clause is longer than that."""
WITHIN = 12
"""Words after "will" within which the day or time of a promise stands."""

_RANK: dict[Kind, int] = {
    "promise": 0, "number": 1, "amount": 1, "date": 2, "time": 2, "product": 3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """A quote, and where it was said: seconds of the recording, channel."""

    kind: Kind
    channel: int
    start: float
    end: float
    quote: str


@dataclass(frozen=True, slots=True)
class _Found:
    kind: Kind
    hit: Hit
    quote: range
    same: tuple[str, ...]
    """What it says: equal if it is said again."""

    @property
    def words(self) -> tuple[Word, ...]:
        return self.hit.passage.words[self.quote.start : self.quote.stop]


def points(utterances: Sequence[Utterance], facts: TalkFacts) -> list[Point]:
    """The points of a talk in order of time, MOST at most; none in a language without wordings."""
    words = wording(facts.language)
    if words is None:
        return []
    said = of_talk(utterances, facts)
    found = [each for one in said for each in _of_utterance(one, facts, words)]
    sure = [each for each in found if is_sure(each.hit.words)]
    ranked = sorted(sure, key=lambda each: (_RANK[each.kind], each.hit.words[0].start))
    kept = sorted(_distinct(ranked)[:MOST], key=lambda each: each.words[0].start)
    return [_point(each) for each in kept]


def _point(found: _Found) -> Point:
    words = found.words
    end = max(word.end for word in words)
    return Point(
        found.kind, words[0].channel, round(words[0].start, 3), round(end, 3), Utterance(words).text
    )


def _distinct(ranked: Iterable[_Found]) -> list[_Found]:
    """Without what an earlier quote holds already, and what is said again."""
    kept: list[_Found] = []
    quoted: set[Word] = set()
    said: set[tuple[str, ...]] = set()
    for each in ranked:
        if quoted.issuperset(each.hit.words) or (each.kind, *each.same) in said:
            continue
        kept.append(each)
        quoted.update(each.words)
        said.add((each.kind, *each.same))
    return kept


def _of_utterance(utterance: Utterance, facts: TalkFacts, words: Wording) -> Iterator[_Found]:
    """What is to be quoted in each run of words between those that were taken out."""
    for run in _runs(utterance.words):
        passage = Passage(run)
        if utterance.speaker == "agent":
            yield from _promises(passage, words)
        yield from _numbers(passage, words)
        yield from _plain("amount", passage, words)
        yield from _plain("date", passage, words)
        yield from _plain("time", passage, words)
        for hit in products(passage, facts.products, words):
            yield _found("product", hit, _product_of(hit, facts))


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in words:
        if word.kind is None:
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _plain(kind: Kind, passage: Passage, words: Wording) -> Iterator[_Found]:
    for hit in passage.find(words[f"points.{kind}"]):
        yield _found(kind, hit, passage.said(hit.places))


def _numbers(passage: Passage, words: Wording) -> Iterator[_Found]:
    amounts = {place for hit in passage.find(words["points.amount"]) for place in hit.places}
    for hit in passage.find(words.number_said):
        if amounts.isdisjoint(hit.places):
            said = tuple(text for text in passage.said(hit.places) if words.is_number(text))
            yield _found("number", hit, said)


def _promises(passage: Passage, words: Wording) -> Iterator[_Found]:
    whens = [
        hit for name in ("date", "time", "soon") for hit in passage.find(words[f"points.{name}"])
    ]
    for hit in passage.find(words["points.promise"]):
        after = [when for when in whens if hit.last < when.first <= hit.last + WITHIN]
        if after:
            promise = Hit(passage, hit.first, _end(after))
            yield _found("promise", promise, passage.said(promise.places))


def _end(whens: Sequence[Hit]) -> int:
    """The last word of the first of them, and of those that follow it at once: "on Monday at nine"."""
    end = min(when.last for when in whens)
    for when in sorted(whens, key=lambda each: each.first):
        if when.first <= end + 1:
            end = max(end, when.last)
    return end


def _product_of(hit: Hit, facts: TalkFacts) -> tuple[str, ...]:
    said = hit.passage.said(hit.places)
    names = (tuple(name.lower().replace("-", "").split()) for name in facts.products)
    fitting = (name for name in names if len(name) == len(said) and name[:-1] == said[:-1])
    return max((name for name in fitting if said[-1].startswith(name[-1])), key=len, default=said)


def _found(kind: Kind, hit: Hit, same: tuple[str, ...]) -> _Found:
    return _Found(kind, hit, _quote(hit), same)


def _quote(hit: Hit) -> range:
    """The clause around the words found, shortened to LONGEST words."""
    clause = hit.passage.clause(hit.first)
    stop = max(clause.stop, hit.last + 1)
    if stop - clause.start <= LONGEST:
        return range(clause.start, stop)
    first = max(clause.start, hit.first - AROUND)
    return range(first, max(hit.last + 1, min(stop, hit.last + 1 + AROUND, first + LONGEST)))
