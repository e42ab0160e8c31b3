"""Measures of courtesy: how one talk went, each measure with the words and times it came from.

A measure is known, unknown or not due. Yes needs words that were probably said so (SURE); no needs
enough that was understood where it would have been said (ENOUGH words, hardly one of them a guess);
all else is unknown, never zero. Where one channel holds both people, nobody knows who spoke: all
but the silence is unknown. What was taken out counts as speech in time and as no word. Only what
was said between the talk's start and end counts.
"""

from collections.abc import Iterable, Iterator, Sequence

from transcripts.manners import named, turns
from transcripts.manners.measures import (
    NOT_DUE,
    UNKNOWN,
    Evidence,
    Measure,
    is_clear,
    is_sure,
    is_understood,
    known,
    unsure,
)
from transcripts.manners.names_said import caller_named, own_named
from transcripts.manners.questions import clause_from, first_useful, questions
from transcripts.manners.talk import CLOSING, Talk, of_talk
from transcripts.manners.wording import Hit, Passage, Wording, wording
from transcripts.words import TalkFacts, Utterance, Word

__all__ = ["MEASURES", "Evidence", "Measure", "measure"]

WAITED = 60.0
"""Seconds of waiting from which an apology is due: three times the usual target of an answer in
20 s."""
CUT_OFF = 0.2
"""Seconds before the end within which speech means that the line broke: people hang up later."""
LONGEST_SHOWN = 3
"""Utterances of each side shown for the talk share: those that weigh most."""

_YES_OR_NO = ("greeting", "own_name", "caller_name", "please", "thanks", "apology", "closing")
_CUTS = ("interruptions_by_agent", "interruptions_by_caller")
MEASURES = (*_YES_OR_NO, "talk_share", *_CUTS, "longest_silence", "questions", "first_useful")
"""The names of all measures, in the order in which they are shown."""

_OTHERWISE_SORRY = (
    *("courtesy.asks_again", "courtesy.sorry_for_else"),
    *("questions.anywhere", "questions.asks_who", "questions.asks_to_wait"),
)


def measure(utterances: Sequence[Utterance], facts: TalkFacts) -> dict[str, Measure]:
    """The measures of one talk, by name; all of MEASURES are there, in that order.

    Yes and no are 1.0 and 0.0, shares 0..1, times seconds.
    """
    said = of_talk(utterances, facts)
    agent = tuple(each for each in said if each.speaker == "agent")
    caller = tuple(each for each in said if each.speaker == "caller")
    found = dict.fromkeys(MEASURES, UNKNOWN) | {"longest_silence": _longest_silence(said, facts)}
    if len(agent) + len(caller) < len(said):
        return found | _not_due(facts)
    found |= {"talk_share": _talk_share(agent, caller)}
    if words := wording(facts.language):
        found |= _interruptions(agent, caller, words)
        found |= _spoken(Talk(facts, words, agent, caller))
    return found | _not_due(facts)


def _not_due(facts: TalkFacts) -> dict[str, Measure]:
    """What the facts alone tell was not due."""
    due = {
        "apology": facts.waited >= WAITED,
        "caller_name": bool(named.parts(facts.caller_name or "")),
    }
    return {name: NOT_DUE for name, is_due in due.items() if not is_due}


def _spoken(talk: Talk) -> dict[str, Measure]:
    """The measures that are told from the agent's words."""
    own = own_named(talk)
    return {
        "greeting": _yes_or_no(talk.find("courtesy.greeting", talk.opening), talk.opening),
        "own_name": _yes_or_no(own.hits, talk.opening, own.unclear),
        "caller_name": _caller_name(talk, own.hits),
        "please": _yes_or_no(talk.find("courtesy.please"), talk.passages),
        "thanks": _yes_or_no(talk.find("courtesy.thanks"), talk.passages),
        "apology": _apology(talk),
        "closing": _closing(talk, own.hits),
        "questions": _questions(talk),
        "first_useful": _first_useful(talk, own.hits),
    }


def _yes_or_no(
    hits: Sequence[Hit], searched: Sequence[Passage], unclear: Sequence[Hit] = ()
) -> Measure:
    """Yes by the hits that are sure, unknown if others leave it open, no if enough was understood."""
    sure = [hit for hit in hits if is_sure(hit.words)]
    if sure:
        return known(1.0, _shown(sure))
    if hits or unclear:
        return unsure(_shown((*hits, *unclear)))
    return known(0.0) if is_clear(_words(searched)) else UNKNOWN


def _shown(hits: Iterable[Hit]) -> Iterator[tuple[Word, ...]]:
    """The words of each hit in order of time, without those that lie in another."""
    shown: set[Word] = set()
    for hit in sorted(hits, key=lambda each: (each.words[0].start, -each.last)):
        if not shown.issuperset(hit.words):
            shown.update(hit.words)
            yield hit.words


def _caller_name(talk: Talk, own: Sequence[Hit]) -> Measure:
    found = caller_named(talk, own)
    return _yes_or_no(found.hits, talk.passages, found.unclear)


def _apology(talk: Talk) -> Measure:
    """For the wait: said in the opening with a reason to, or anywhere with the wait itself named.

    "Sorry" alone in the opening may be for the wait or not: unknown, unless it asks something or
    is for something else.
    """
    hits = talk.find("courtesy.apology")
    first = talk.opening
    meant = [
        hit
        for hit in hits
        if _names(hit.passage, talk, "courtesy.wait")
        or (hit.passage in first and _names(hit.passage, talk, "courtesy.wait_at_first"))
    ]
    bare = [
        hit
        for hit in hits
        if hit.passage in first
        and not any(_names(hit.passage, talk, name) for name in _OTHERWISE_SORRY)
    ]
    return _yes_or_no(meant, first, bare)


def _names(passage: Passage, talk: Talk, name: str) -> bool:
    """Whether the wordings stand in the passage, other than in a request to wait."""
    requests = {
        place
        for hit in passage.find(talk.wording["questions.asks_to_wait"])
        for place in hit.places
        if name == "courtesy.wait"
    }
    return any(not requests.issuperset(hit.places) for hit in passage.find(talk.wording[name]))


def _closing(talk: Talk, own: Sequence[Hit]) -> Measure:
    """Leave was taken; plain thanks are so in the agent's last utterance.

    Not due where the talk broke off: the agent was no longer on the line for its last CLOSING
    seconds, or somebody was cut off in mid-word. Who just said their name takes no leave.
    """
    if talk.words and talk.words[-1].end < talk.facts.end - CLOSING:
        return NOT_DUE
    last = [each for each in talk.closing if all(hit.passage is not each for hit in own)]
    hits = talk.find("courtesy.closing", last) + talk.find("courtesy.thanks", last[-1:])
    found = _yes_or_no(hits, last)
    return NOT_DUE if found.value != 1.0 and _is_cut_off(talk) else found


def _is_cut_off(talk: Talk) -> bool:
    last = max((each.end for each in (*talk.agent, *talk.caller)), default=0.0)
    return last > talk.facts.end - CUT_OFF


def _questions(talk: Talk) -> Measure:
    hits = [hit for hit in questions(talk) if is_sure(hit.words)]
    if not is_understood(talk.words):
        return UNKNOWN
    return known(float(len(hits)), (clause_from(hit) for hit in hits))


def _first_useful(talk: Talk, own: Sequence[Hit]) -> Measure:
    hit = first_useful(talk, [*own, *caller_named(talk, own).hits])
    if hit is None:
        return UNKNOWN
    start = hit.words[0].start
    # what was not understood before it may have been useful already
    before = [word for word in talk.words if word.start < start]
    if not is_sure(hit.words) or (before and not is_sure(before)):
        return UNKNOWN
    return known(start - talk.facts.start, [clause_from(hit)])


def _talk_share(agent: Sequence[Utterance], caller: Sequence[Utterance]) -> Measure:
    share = turns.share(agent, caller)
    if share is None or not _both_heard(agent, caller):
        return UNKNOWN
    return known(share, (each.words for side in (agent, caller) for each in _longest(side)))


def _longest(side: Sequence[Utterance]) -> list[Utterance]:
    found = sorted(side, key=lambda each: each.start - each.end)[:LONGEST_SHOWN]
    return sorted(found, key=lambda each: each.start)


def _both_heard(agent: Sequence[Utterance], caller: Sequence[Utterance]) -> bool:
    """Whether both were heard at all, and understood: noise makes words too, but no sure ones."""
    sides = [[word for each in side for word in each.words] for side in (agent, caller)]
    return all(is_sure(side) for side in sides) and is_understood([*sides[0], *sides[1]])


def _interruptions(
    agent: Sequence[Utterance], caller: Sequence[Utterance], words: Wording
) -> dict[str, Measure]:
    if not _both_heard(agent, caller):
        return {}
    return {
        "interruptions_by_agent": _interrupting(agent, caller, words),
        "interruptions_by_caller": _interrupting(caller, agent, words),
    }


def _interrupting(by: Sequence[Utterance], of: Sequence[Utterance], words: Wording) -> Measure:
    begun = (words.turn(each) for each in by)
    others = [each for each in of if words.turn(each)]
    found = turns.interruptions([each for each in begun if each and _is_speech(each)], others)
    return known(float(len(found)), (each.words for each in found))


def _is_speech(utterance: Utterance) -> bool:
    """Whether it was understood, or taken out: noise over the other's words is no interruption."""
    return is_sure(utterance.words) or all(word.kind for word in utterance.words)


def _longest_silence(said: Sequence[Utterance], facts: TalkFacts) -> Measure:
    if len(said) < 2 or not is_understood(word for each in said for word in each.words):
        return UNKNOWN
    silence = turns.longest_silence(said, facts.paused)
    if silence is None:
        return known(0.0)
    return known(silence.seconds, (_tail(silence.before.words), silence.after.words))


def _tail(words: Sequence[Word]) -> Sequence[Word]:
    return words[-5:]


def _words(passages: Iterable[Passage]) -> list[Word]:
    return [word for passage in passages for word in passage.words]
