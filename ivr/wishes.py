"""The wish for a person: heard at any time, told apart from a mention of one.

"The agent never called me back" is a reason. "Agent!" and "can I talk to an agent" are wishes.
"""

import re
from collections.abc import Iterable

from ivr.answers import plain
from ivr.events import Event, Heard, Keyed

_SUPERVISOR = {
    "en": "supervisors?|managers?|boss|somebody in charge|someone in charge|(?:person|one) in charge"
    "|superior",
    "id": r"(?:supervisor|manager|manajer|menejer|atasan|pimpinan|penyelia|kepala bagian|bos)(?:nya)?",
}
_PERSON = {
    "en": "person|human(?: being)?|operator|agent|representative|rep|somebody|someone|anybody|anyone"
    "|people|customer (?:service|care|support)|advisor|adviser|assistant|staff",
    "id": r"(?:orang|operator|petugas|agen|agent|manusia|cs|customer service|staf|pegawai|karyawan)(?:nya)?",
}
_AROUND = {
    "en": "please|hello|hi|hey|a|an|the|your|to|just|real|live|actual|now|yes|no|ok|okay|um+|uh+|get|give"
    "|me|i|need|want|with|sir|madam|straight|directly|through|is",
    "id": "tolong|mohon|minta|mau|ingin|pengen|saya|dong|saja|aja|pak|bu|mas|mbak|kak|ya|halo|ke|dengan|sama"
    "|langsung|bisa|asli|beneran|sungguhan|sekarang|deh|dulu|ada|ini|oke|tidak|iya",
}
_SPEAK = {
    "en": r"speak|talk|(?:connect|transfer|put|pass)(?= me| us| this)|(?:can|could|may) i (?:have|get)"
    r"|give me|get me",
    "id": r"bicara|berbicara|ngomong|(?:di)?sambung\w*|hubungkan|alihkan",
}
"""Enough by themselves: "speak to an agent!"."""
_MEET = {
    "en": "get hold of|ask for|meet|see",
    "id": r"hubungi|dihubung\w*|panggil\w*|ketemu|bertemu|menghadap",
}
"""A wish only if something wishes for it: "saya ketemu petugas di toko" is a story."""
_WISHED = {
    "en": r"want|need|like|please|can|could|may|let|wish|must|have to",
    "id": r"mau|ingin|pengen|minta|tolong|bisa|boleh|mohon|harus|perlu|langsung",
}
_UNWISHED = {
    "en": r"(?:don't|do not|not|never|no need)(?: \S+){0,3}? $",
    "id": r"(?:tidak|nggak|enggak|gak|ga|tak|bukan)(?: (?:mau|perlu|usah|ingin|harus))+(?: \S+)? $",
}
_PAST_BEFORE = {
    "en": r"\b(?:already|got to|had to|did)(?: \S+)? $",
    "id": r"\b(?:sudah|udah|pernah|tadi|kemarin|barusan|habis|disuruh)(?: \S+)? $",
}
_PAST_AFTER = {
    "en": r" (?:yesterday|last (?:week|month|time|night)|before|earlier|the other day)",
    "id": r"(?: saya)? (?:kemarin|tadi|minggu lalu|bulan lalu|waktu itu|sebelumnya)",
}
_MACHINE = {
    "en": r"(?:don't|do not|not) (?:want|like)(?: \S+){0,4}? (?:machine|robot|computer|recording)",
    "id": r"(?:tidak|nggak|enggak|gak|ga) (?:mau|suka)(?: \S+){0,3}? (?:mesin|robot|komputer|rekaman)",
}
_SOMEBODY_ELSE = {
    "en": r"\b(?:(?:wrong|different|another|other|same|nice) (?:person|people)|(?:some|any)(?:body|one) else)\b",
    "id": r"\b(?:orang (?:lain|tua|rumah|yang (?:salah|lain))|(?:salah|beda|bukan) orang(?:nya)?)\b",
}


def wants_supervisor(said: str, language: str) -> bool:
    return _span(_SUPERVISOR[language], said, language) is not None


def asks_for_supervisor(event: Event, languages: Iterable[str]) -> bool:
    """Whether this asks for a supervisor of somebody who is on the way to a person anyway."""
    match event:
        case Keyed(digits="0"):
            return True
        case Heard(said=said):
            return any(wants_supervisor(said, language) for language in languages)
    return False


def wants_person(said: str, language: str) -> bool:
    return _wish(said, language) is not None


def besides(said: str, language: str) -> str:
    """What was said apart from the wish: often what it is about."""
    text = _read(said, language)
    wish = _wish(said, language)
    return f"{text[: wish[0]]} {text[wish[1] :]}".strip() if wish else text


def _read(said: str, language: str) -> str:
    return " ".join(re.sub(_SOMEBODY_ELSE[language], " ", plain(said)).split())


def _wish(said: str, language: str) -> tuple[int, int] | None:
    machine = re.search(_MACHINE[language], plain(said))
    if machine:
        return machine.span()
    return _span(f"{_SUPERVISOR[language]}|{_PERSON[language]}", said, language)


def _span(whom: str, said: str, language: str) -> tuple[int, int] | None:
    """Where in the words that are read the wish stands, if there is one."""
    text = _read(said, language)
    around = rf"(?:(?:{_AROUND[language]}) )*"
    bare = re.fullmatch(rf"{around}(?:{whom})(?: (?:{_AROUND[language]}))*", text)
    if bare:
        return bare.span()
    verbs = f"{_SPEAK[language]}|{_MEET[language]}"
    asked = re.finditer(rf"\b(?:{verbs})\b(?: \S+){{0,4}}? (?:{whom})(?![\w'-])", text)
    return next((hit.span() for hit in asked if _is_wished(text, hit, language)), None)


def _is_wished(text: str, hit: re.Match[str], language: str) -> bool:
    before, after = text[: hit.start()], text[hit.end() :]
    if re.search(_UNWISHED[language], before):
        return False
    if re.search(rf"\b(?:{_WISHED[language]})\b(?: \S+){{0,2}} ?$", before):
        return True
    over = re.search(_PAST_BEFORE[language], before) or re.match(_PAST_AFTER[language], after)
    return over is None and re.match(rf"(?:{_SPEAK[language]})\b", hit[0]) is not None
