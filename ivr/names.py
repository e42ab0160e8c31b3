"""Names of callers: found in what they said, spelled by them, put together from several tries."""

from collections.abc import Collection, Sequence

from ivr import capitals, carriers, letters, sound
from ivr.carriers import Claim
from ivr.given_names import exact_prefix, fits, nearest_by_sound, ordered
from ivr.honorifics import TITLES
from ivr.letters import Spelling
from ivr.lists import lookup
from ivr.name_words import (
    BALINESE,
    begins_a_name,
    ends_a_name,
    is_given,
    is_refused,
    may_be_surname,
    name_words,
)

_MOST_SAID = 25  # words; a longer speech is no answer to being asked for a name
_FAR_FOR_A_WORD = 0.85
_FAR_FOR_A_SMALL_WORD = 0.5
_MOST_WRONG = 0.35  # of a name's letters
_MOST_WRONG_AFTER_TRIES = 0.4
_TRIES_WEIGH = 0.6
_NEAR_A_TRY = 1.0
_UNHEARD = 2.0
_SHORT_LIST = 60
_LONGEST_SPELLED = 12


def extract(said: str, language: str) -> str | None:
    """The caller's name, without honorific, from what a recogniser wrote; None if it holds none.

    The whole name that was said comes back, written as people write it; `called`
    gives the part to call the person by. It is a guess to be asked back, never a fact.
    """
    rules = carriers.rules_for(language)
    text = carriers.clean(said)
    if len(text.split()) > _MOST_SAID:
        return None
    if (heard := letters.hear(text, rules)) and heard.clean and len(heard.letters) > 2:
        return spelled(text, language)
    found = (_named(claim, rules) for claim in carriers.claims(text, rules))
    return next((name for name in found if name), None)


def _named(claim: Claim, rules: str) -> str | None:
    words = name_words(claim.words, rules)
    if begins_a_name(words, claim, rules):
        return capitals.name(words)
    return _misheard(claim.words, rules)


def _misheard(words: Sequence[str], rules: str) -> str | None:
    """A recogniser may write an ordinary word for a given name: `clear Jones`, `and Richardson`."""
    if len(words) != 2:
        return None
    first, family = words[0].lower(), words[1]
    likely = first in lookup("everyday", rules) or (ends_a_name(first, rules) and family.istitle())
    if not likely or len(first) < 3 or not may_be_surname(family, rules):
        return None
    within = _FAR_FOR_A_SMALL_WORD if ends_a_name(first, rules) else _FAR_FOR_A_WORD
    given = None if is_given(family) else nearest_by_sound(first, rules, within)
    return capitals.name([given, family]) if given else None


def honorific(said: str, language: str) -> str | None:
    """The first honorific that was said, normalised (`pak` is Bapak, `mister` is Mr), or None."""
    titles = TITLES[carriers.rules_for(language)]
    heard = (word.rstrip(".,") for word in carriers.clean(said).lower().split())
    return next((titles[word] for word in heard if len(word) > 1 and word in titles), None)


_TWO_TOGETHER = {
    "mary": "ann anne jane lou beth kate ellen jo lynn rose grace", "anna": "maria marie lena louise",
    "anne": "marie louise", "ann": "marie", "sarah": "jane", "jean": "luc pierre paul claude marc",
    "john": "paul", "billy": "joe jo bob jean ray", "bobby": "joe jo sue", "peggy": "sue", "lee": "ann anne",
    "jo": "ann anne", "emma": "jane", "rose": "marie ann", "maria": "jose", "jose": "maria luis",
    "abdul": "*", "nur": "*", "sri": "*",
}  # fmt: skip
_COURTESY_FIRST = frozenset(
    ["muhammad", "mohammad", "mohamad", "muhamad", "mohammed", "mochamad", "moch", "moh", "m"]
)


def called(name: str, language: str) -> str:
    """The part of a name to call its bearer by: Andrea of Andrea Jones, Mary Ann of Mary Ann Lee.

    Balinese articles and, in Indonesian, a leading Muhammad are passed over.
    """
    words = name.split()
    if len(words) > 2 and words[0] in ("I", "Ni") and words[1].lower() in BALINESE:
        return words[2] if words[1] == "Luh" else words[1]
    indonesian = carriers.rules_for(language) == "id"
    if indonesian and words[1:] and words[0].lower().rstrip(".") in _COURTESY_FIRST:
        words = words[1:]
    follows = _TWO_TOGETHER.get(words[0].lower(), "").split() if words else []
    together = len(words) > 1 and (words[1].lower() in follows or "*" in follows)
    return " ".join(words[: 2 if together else 1])


def spelled(said: str, language: str) -> str | None:
    """The first name that was spelled letter by letter, or None if nobody was spelling.

    Letters that are nearly a given name in common use, as letters are confused on a
    telephone line, become that name; a surname spelled after it is left out.
    """
    rules = carriers.rules_for(language)
    heard = letters.hear(carriers.clean(said), rules)
    return _written(_as_spelled(heard, rules)) if heard else None


def _written(name: str | None) -> str | None:
    return capitals.word(name) if name else None


def _outright(heard: Spelling) -> str | None:
    """The given name that the letters are, or begin with."""
    known = lookup("given-names", "en", "id")
    if heard.letters in known:
        return heard.letters
    return None if heard.ended else exact_prefix(heard.letters, known)


def _is_sayable(heard: Spelling) -> bool:
    return len(heard.letters) <= _LONGEST_SPELLED and not is_refused(heard.letters)


def _as_spelled(heard: Spelling, rules: str) -> str | None:
    if name := _outright(heard):
        return name
    if not (heard.clean and _is_sayable(heard)):
        best = min(fits(heard.letters, ordered(rules), heard.ended), default=None)
        if best and best.share_wrong <= _MOST_WRONG:
            return best.name
    return heard.letters if _is_sayable(heard) else None


def reconcile(tries: Sequence[str], spelling: str, language: str) -> str | None:
    """The name that fits a spelling best, given what was heard in the tries before it.

    `tries` and `spelling` are what the recogniser wrote. The names that `extract`
    finds in the tries were asked back and refused: a name that sounds like one of
    them comes again only if it was spelled so. A name said instead of spelled is
    taken as said.
    """
    rules = carriers.rules_for(language)
    heard = letters.hear(carriers.clean(spelling), rules)
    if heard is None:
        return extract(spelling, language)
    said = (extract(each, rules) for each in tries)
    refused = {sound.key(called(name, rules), rules) for name in said if name}
    guesses = (
        _outright(heard),
        _near_tries(heard, tries, refused, rules),
        _as_spelled(heard, rules),
    )
    names = (guess for guess in guesses if guess)
    fresh = (
        name for name in names if name == heard.letters or sound.key(name, rules) not in refused
    )
    return _written(next(fresh, None))


def _near_tries(
    heard: Spelling, tries: Sequence[str], refused: Collection[str], rules: str
) -> str | None:
    """The given name that both the letters and the sound of the tries come nearest to."""
    said = [*_first_words(tries, rules), *heard.spoken]
    sounds = [sound.phones(word, rules) for word in said]
    likely = sorted(fits(heard.letters, ordered(rules), heard.ended))[:_SHORT_LIST]
    ranked = [
        (fit.cost + _TRIES_WEIGH * apart, apart, fit)
        for fit in likely
        if sound.key(fit.name, rules) not in refused
        for apart in [_apart(fit.name, sounds, rules)]
    ]
    if not ranked:
        return None
    _, apart, best = min(ranked)
    # Letters that came one by one and can be said need the tries to speak against them.
    trusted = heard.clean and _is_sayable(heard) and apart > _NEAR_A_TRY
    return best.name if best.share_wrong <= _MOST_WRONG_AFTER_TRIES and not trusted else None


def _first_words(tries: Sequence[str], rules: str) -> list[str]:
    claimed = (carriers.claims(said, rules)[:1] for said in tries)
    return [claim.words[0] for claims in claimed for claim in claims]


def _apart(name: str, sounds: Sequence[str], rules: str) -> float:
    spoken = sound.phones(name, rules)
    return min((sound.distance(spoken, each) for each in sounds), default=_UNHEARD)
