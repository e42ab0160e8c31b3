"""What people say around a name: cleaned words, carrier phrases, corrections, honorifics."""

import re
from dataclasses import dataclass, replace
from unicodedata import category, normalize

from ivr.honorifics import TITLES

_LONGEST = 300
_APOSTROPHES = dict.fromkeys(map(ord, "\u2019\u2018\u02bc\u00b4`"), "'")
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011"), "-") | dict.fromkeys(
    map(ord, "\u2013\u2014"), " "
)

_ABBREVIATED = re.compile(r"\b(mr|mrs|ms|dr|prof|st|hj|h|bpk|drs|ir|rev)\.", re.IGNORECASE)

_STRONG = {
    "en": r"(?:my (?:first |full |given )?name(?: is|'s| was)|(?:the |first |full )?name(?: is|'s)"
    r"|(?:please |just |but |you can |everyone |people |they )*calls? me"
    r"|i'?a?m called|i am called|i go by|i said|i mean)",
    "id": r"(?:nama (?:lengkap |depan |panggilan )?(?:saya|aku|gue|gua|ku)(?: adalah| itu| ini)?"
    r"|nama(?:ku|nya)?(?: adalah)?"
    r"|(?:bisa |biasa |boleh |cukup |tolong )*(?:di)?panggil(?:an|annya)?(?: saja| aja| saya| aku| dengan)*"
    r"|perkenalkan(?: nama)?|maksud saya)",
}
_WEAK = {
    "en": r"it'?s|it is|its|i'?m|i am|this is|that's|that is|here is|speaking (?:is|to|with)"
    r"|you(?:'?re| are) speaking (?:to|with)|yours truly",
    "id": r"saya|aku|gue|gua|ini|dengan|sama|di sini|disini|yang bicara|adalah|itu",
}
_OPENING = {
    "en": r"hello|hi|hey|hiya|good (?:morning|afternoon|evening|day)|yes|yeah|yep|yup|no|nope|okay|ok|right"
    r"|oh|well|so|um+|uh+|er+|erm|ah|sure|sorry|please|there|sir|madam|again|as i said",
    "id": r"halo|hallo|hai|hei|selamat (?:pagi|siang|sore|malam)|pagi|siang|sore|malam|ya|iya|yah|oh|eh|em"
    r"|oke|ok|baik|baiklah|bukan|tidak|assalam\w*(?: ?alaikum)?|permisi|maaf|betul|benar|begini|nah|anu",
}
_BEFORE = {
    language: re.compile(rf"^(?:{_OPENING[language]}|{_WEAK[language]})(?:\s+|$)", re.IGNORECASE)
    for language in _OPENING
}
_AFTER = {
    "en": re.compile(
        r"\b(?:calling|speaking|here|is my (?:first )?name|is the name|is me|please|thank you|thanks)\b.*$",
        re.IGNORECASE,
    ),
    "id": re.compile(
        r"\b(?:di ?sini|yang bicara|yang menelepon|pak|bu|mas|mbak|kak|nama saya|namanya)\s*$",
        re.IGNORECASE,
    ),
}
# `not Anna, Hannah`: whatever was said up to the correction is void.
_CORRECTED = {
    "en": re.compile(
        r"\bnot (?:[\w'-]+[ ,]+){1,3}?(?:(?:but|it'?s|it is|i'?m|i am|this is)\b|(?<=, ))",
        re.IGNORECASE,
    ),
    "id": re.compile(
        r"\bbukan (?:[\w'-]+[ ,]+){1,3}?(?:(?:tapi|tetapi|melainkan|saya|ini)\b|(?<=, ))",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that may hold a name.

    `trusted` is True when the caller announced a name or put an honorific before it.
    `alone` is True when nothing else was said but greetings.
    """

    words: tuple[str, ...]
    trusted: bool = False
    alone: bool = True


def rules_for(language: str) -> str:
    """The language whose rules hold: `id`, or `en` for all others."""
    return "id" if str(language).lower().startswith("id") else "en"


def clean(said: object) -> str:
    """Plain words with plain apostrophes; nothing if far too long to be a name."""
    if not isinstance(said, str) or len(said) > _LONGEST:
        return ""
    text = normalize("NFKC", said).translate(_APOSTROPHES | _HYPHENS)
    text = "".join(" " if category(char)[0] in "CZS" else char for char in text)
    return _ABBREVIATED.sub(r"\1", " ".join(text.split()))


def claims(said: str, language: str) -> list[Claim]:
    """The stretches of speech that may hold a name, the likeliest first."""
    text = _CORRECTED[language].split(clean(said))[-1].strip()
    announced = list(re.finditer(rf"\b{_STRONG[language]}\b", text, re.IGNORECASE))
    parts = [part for hit in reversed(announced) for part in _clauses(text[hit.end() :])[:1]]
    found = [_claim(part, language, bool(announced)) for part in parts or _clauses(text)]
    found = [claim for claim in found if claim.words]
    return [replace(claim, alone=len(found) == 1) for claim in found]


def _clauses(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[.!?;:,]+(?=\s|$)", text) if part.strip()]


def _claim(part: str, language: str, announced: bool) -> Claim:
    before = None
    while before != part:
        before, part = part, _BEFORE[language].sub("", part)
    words = _AFTER[language].sub("", part).split()
    titled = False
    while words and words[0].lower().rstrip(".") in TITLES[language]:
        titled, words = True, words[1:]
    return Claim(tuple(words), announced or titled)
