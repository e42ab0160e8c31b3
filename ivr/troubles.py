"""Troubles that many report: which of them is this caller's?"""

from ivr.answers import plain
from ivr.call import Call
from ivr.events import Trouble
from ivr.stems import english_stem, indonesian_stem


def trouble_of(call: Call) -> Trouble | None:
    """The trouble that the caller's reason is most likely about, if we may speak of it.

    Who calls about a case of their own is brought to its owner.
    """
    if call.case is not None:
        return None
    return next((one for one in call.troubles if _fits(call, one)), None)


def _fits(call: Call, trouble: Trouble) -> bool:
    if call.language not in trouble.messages or not (trouble.skill or trouble.term):
        return False
    same = trouble.skill is None or trouble.skill == call.skill
    return same and (trouble.term is None or _is_said(trouble.term, call))


def _is_said(term: str, call: Call) -> bool:
    words = frozenset(plain(call.reason or "").split())
    return bool(
        {term, _stem(term, call.language)} & (words | {_stem(w, call.language) for w in words})
    )


def _stem(word: str, language: str) -> str:
    return indonesian_stem(word, frozenset()) if language == "id" else english_stem(word)
