"""E-mail addresses as they are said: "budi at contoh dot com", "a dash b et contoh titik co titik id"."""

from collections.abc import Callable, Iterator, Sequence

from transcripts.redaction.number_tokens import Part
from transcripts.redaction.spoken_numbers import DIGITS, TEENS, TENS, TIMES

LONGEST_PAUSE = 6.0
"""s between two parts of one address."""
BREATH = 1.0
"""s; after a longer pause a whole word in front of the "at" is none of the address."""
WHOLE_WORDS = 3
"""Whole words that a name in front of the "at" may have; letters and digits come on top."""
LONGEST_PART = 24
"""Letters and words between two dots."""
LAST_LETTERS = 4
"""Letters after the last dot, spelt: c o m."""

_AT = frozenset({"at", "@", "et", "ett", "arroba", "keong"})
_DOT = frozenset({"dot", ".", "titik", "dott"})
_JOINS = frozenset(
    {"dash", "strip", "stripe", "minus", "underscore", "_", "under", "score", "garis", "bawah"}
    | {"setrip", "hyphen", "spasi"}
    | _DOT
)
_HESITATION = frozenset({"uh", "um", "uhm", "er", "eh", "ee", "em", "hmm", "then", "lalu", "terus"})
_THIN = _JOINS | _HESITATION
_SIGNS = _AT | _DOT
_NUMBERS = frozenset(DIGITS | TEENS | TENS | TIMES)
_AS_IN = frozenset({"for", "as", "in", "like", "untuk", "seperti", "dari"})
_TOP = frozenset(  # none that may begin the next sentence: "at this point my", "dot go"
    {"com", "co", "id", "net", "org", "ac", "sch", "info", "biz", "io", "edu", "gov", "uk", "sg"}
    | {"au", "nl", "jp", "eu", "app", "dev", "kom", "example", "test"}
)
_PROVIDERS = frozenset(
    {"gmail", "yahoo", "hotmail", "outlook", "icloud", "ymail", "rocketmail", "proton", "gimel"}
    | {"protonmail", "live", "aol", "jimail", "jemail", "yahu"}
)
_LETTERS = frozenset(
    {"bee", "be", "see", "sea", "cee", "ce", "dee", "de", "eff", "ef", "gee", "ge", "aitch", "ha"}
    | {"eye", "jay", "je", "kay", "ka", "el", "ell", "em", "en", "oh", "pee", "pe", "cue", "ki"}
    | {"queue", "are", "er", "ess", "es", "tea", "tee", "te", "you", "vee", "ve", "fe", "we"}
    | {"double", "ex", "eks", "why", "ye", "zed", "zee", "zet", "and"}
)
_STOP = frozenset(
    """
    is are was were be it its it's that's that this my your his her our their the a an i you he she we they
    email mail address to send sent write me us on in of or and but from for with please yes no ok okay
    look looking looked go going visit see check checked shop website site page online work works working
    buy bought order ordered found find available arrive arrived meet call called name use using under have
    adalah alamat imel surel saya aku kami anda ke di dari itu ini ya iya yaitu yakni tolong kirim kirimkan
    dikirim dan atau tapi dengan pakai pake bapak ibu pak bu mas mbak oke baik nama bisa lihat cek situs toko
    laman kerja bekerja beli pesan ada jadi yang untuk emailnya alamatnya sudah mau oh
    """.split()  # noqa: SIM905
)


def addresses(said: Sequence[Part], expected: Callable[[float], bool]) -> Iterator[tuple[int, int]]:
    """The first part of each address and the place after its last.

    `expected(time)` tells whether an e-mail address was spoken of before that time: then less
    evidence is enough.
    """
    done = 0
    for at, part in enumerate(said):
        if at < done or part.text not in _SIGNS:
            continue
        cued = expected(part.start)
        end = _domain(said, at, cued=cued)
        if end is None:
            continue
        first = max(_name(said, at), done)
        if first < at or cued:
            yield first, end
            done = end


def _domain(said: Sequence[Part], at: int, *, cued: bool) -> int | None:
    """Where the domain that begins after `at` ends; from a dot on if the "at" was not heard."""
    if said[at].text in _DOT:
        before = _text(said, at - 1)
        return _endings(said, at, cued=False) if cued or before in _PROVIDERS else None
    here = _label(said, at + 1)
    if here == at + 1:
        return None
    provider = any(part.text in _PROVIDERS for part in said[at + 1 : here])
    if end := _endings(said, here, cued=cued):
        return end
    if provider:
        return _after_provider(said, at + 1, cued=cued)
    return None


def _after_provider(said: Sequence[Part], at: int, *, cued: bool) -> int | None:
    """ "At gmail com", the dot unheard; "at gmail" alone where an address was asked for."""
    while said[at].text not in _PROVIDERS:
        at += 1
    if _text(said, at + 1) in _TOP:
        return at + 2
    return at + 1 if cued else None


def _label(said: Sequence[Part], at: int) -> int:
    """The place after the words and letters before the next dot."""
    here = at
    words = 0
    while here < min(len(said), at + LONGEST_PART) and _goes_on(said, here):
        text = said[here].text
        words += not _is_spelt(text) and text not in _THIN
        if not text or text in _SIGNS or words > WHOLE_WORDS:
            break
        here += 1
    return here


def _endings(said: Sequence[Part], at: int, *, cued: bool) -> int | None:
    """The place after ".com" or ".co.id" that begins at `at`."""
    end = None
    while _text(said, at) in _DOT and _goes_on(said, at) and _goes_on(said, at + 1):
        after = at + 1
        while after < len(said) and after - at <= LAST_LETTERS and _is_letter(said[after].text):
            after += 1
        known = _text(said, at + 1) in _TOP or (cued and end is None and _text(said, at + 1))
        if after == at + 1 and not known and _text(said, at + 2) not in _DOT:
            return end
        at = end = max(after, at + 2)
    return end


def _name(said: Sequence[Part], at: int) -> int:
    """Where the part in front of the "at" begins; `at` if there is none."""
    here, words = at, 0
    while here > 0 and _goes_on(said, here):
        text = said[here - 1].text
        if _is_as_in(said, here):
            here -= 3
            continue
        if here < at and not _is_joined(said, here):
            break
        spelt = _is_spelt(text) or (text in _LETTERS and _is_spelt(_text(said, here)))
        if not spelt and text not in _THIN:
            if not text or text in _STOP or words == WHOLE_WORDS:
                break
            words += 1
        here -= 1
    while here < at and said[here].text in _THIN:
        here += 1
    return here


def _is_joined(said: Sequence[Part], here: int) -> bool:
    """Whether the part here and the one before are said at one go, or spelt, however slowly."""
    both = (said[here - 1].text, said[here].text)
    spelt = all(_is_spelt(text) or text in _THIN for text in both)
    return spelt or said[here].start - said[here - 1].end <= BREATH


def _is_as_in(said: Sequence[Part], here: int) -> bool:
    """ "B for bravo", "c as in charlie"."""
    letter, like = _text(said, here - 3), _text(said, here - 2)
    return _is_letter(letter) and like in _AS_IN


def _is_spelt(text: str) -> bool:
    return _is_letter(text) or text.isdecimal() or text in _NUMBERS


def _is_letter(text: str) -> bool:
    return len(text) == 1 and text.isalpha()


def _goes_on(said: Sequence[Part], here: int) -> bool:
    """Whether the part here follows the one before it soon."""
    return 0 < here < len(said) and said[here].start - said[here - 1].end <= LONGEST_PAUSE


def _text(said: Sequence[Part], at: int) -> str:
    return said[at].text if 0 <= at < len(said) else ""
