"""The number of a case, as callers speak of it, say it and key it."""

import re

from ivr import events, numbers_said
from ivr.answers import has, plain
from ivr.call import Call, State

DIGITS = 6
LOOKED_UP = frozenset({State.CASE, State.CASE_NUMBER, State.REASON})
"""States in which a case may be found by the number that was said."""

_NUMBER = {
    "en": r"(?:case|ticket|reference|complaint|report) (?:number|code|id|no)"
    r"|(?:have|got|with|about) (?:a|an|my|the)(?: open)? (?:case|ticket)(?! of)"
    r"|(?:case|ticket) is",
    "id": r"(?:nomor|no|kode) (?:kasus|tiket|laporan|pengaduan|aduan|referensi)"
    r"|(?:punya|ada) (?:nomor )?(?:kasus|tiket)",
}
_AROUND = {
    "en": r"it's|it|is|the|my|number|case|ticket|uh|um|yes|so|okay|please",
    "id": r"ini|nomor|nomornya|saya|adalah|kasus|kasusnya|tiket|ya|iya|eh|anu",
}
_ABSENT = {
    "en": r"(?:don't|do not|haven't|can't|cannot)(?: \S+){0,2}? (?:have|got|know|remember|find|any)"
    r"|no number|not with me|forgot\w*|lost it|i don't",
    "id": r"(?:tidak|nggak|enggak|gak|ga|tak|belum|kurang)(?: \S+)? (?:punya|ada|tahu|tau|ingat|hafal|bawa)"
    r"|(?:tidak|nggak|enggak|gak|ga) ada|lupa|hilang",
}


def is_spoken_of(said: str, language: str) -> bool:
    """ "I have a case number": with or without the number itself."""
    return has(_NUMBER[language], plain(said))


def is_not_at_hand(said: str, language: str) -> bool:
    """ "I don't have it here", asked for the number."""
    return has(_ABSENT[language], plain(said))


def code_in(call: Call, event: events.Event) -> str | None:
    """The number of a case in what was just said or keyed, where one may be; None if none is.

    Whoever looks it up answers the conversation with `CaseFound` instead of `event`.
    """
    match event:
        case events.Keyed(digits=digits) if call.state is State.CASE_NUMBER:
            return digits if len(digits) == DIGITS and digits.isdecimal() else None
        case events.Heard(said=said) if call.state in LOOKED_UP:
            found = numbers_said.heard(said) or ""
            meant = call.state is State.CASE_NUMBER or _is_meant(said, call.language)
            return found if meant and len(found) == DIGITS and found.isdecimal() else None
    return None


def _is_meant(said: str, language: str) -> bool:
    """Whether a number is that of a case: it is called so, or nothing else is said."""
    rest = " ".join(numbers_said.besides(said))
    return (
        is_spoken_of(said, language)
        or re.fullmatch(rf"(?:(?:{_AROUND[language]}) ?)*", rest) is not None
    )
