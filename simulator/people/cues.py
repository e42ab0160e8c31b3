"""What people recognise in what the hotline says: the one table to tune to its prompts.

Nobody here understands free text. A question is known by its key phrases, in English or
Indonesian; of several sentences the last one that means something counts, and within one
sentence the first row that fits.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar


class Question(StrEnum):
    """What a caller can be asked."""

    LANGUAGE = "language"
    CALLBACK = "callback"
    OTHER_NUMBER = "other number"
    NUMBER = "number"
    CONSENT = "consent"
    CONFIRM = "confirm"
    SPELL = "spell"
    MESSAGE = "message"
    RECORD_NAME = "record name"
    NAME = "name"
    SOLVED = "solved"
    REASON = "reason"
    CHOICE = "choice"
    CASE = "case"
    CASE_NUMBER = "case number"
    TROUBLE = "trouble"
    MORE = "more"
    RATING = "rating"
    TEXTS = "texts"
    RECONNECT = "reconnect"


class News(StrEnum):
    """What a caller can be told."""

    BROKEN = "broken"
    HOLD = "hold"
    CLOSED = "closed"
    GOODBYE = "goodbye"


class Duty(StrEnum):
    """What an agent can be asked or told."""

    SIGN_IN = "sign in"
    ACCEPT = "accept"
    READY = "ready"
    TRANSFER = "transfer"
    SOLVED = "solved"
    WILL_RING = "will ring"


Cue = TypeVar("Cue", Question, News, Duty)


def _either(english: str, indonesian: str) -> re.Pattern[str]:
    return re.compile(f"{english}|{indonesian}", re.IGNORECASE)


QUESTIONS: Mapping[Question, re.Pattern[str]] = {
    Question.LANGUAGE: _either(
        r"\bfor (english|indonesian)\b|which language|\bsay (english|indonesian)\b",
        r"\buntuk bahasa\b|bahasa apa|katakan (indonesia|inggris)",
    ),
    Question.CASE: _either(
        r"\bis it about\b.*\b(looks after|last time)\b",
        r"\bapakah tentang\b.*\b(ditangani|sebelumnya)\b",
    ),
    Question.CASE_NUMBER: _either(r"\bsix digits\b", r"\benam angka\b"),
    Question.TROUBLE: _either(
        r"\bcall you when it is solved\?", r"\banda kami telepon setelah teratasi\?"
    ),
    Question.MORE: _either(r"\bis there anything else\b", r"\bapakah ada lagi\b"),
    Question.RATING: _either(r"\bfrom 1 to 5\b", r"\b1 sampai 5\b"),
    Question.TEXTS: _either(r"\bsend you text messages\b", r"\bmengirim sms\b.*\?"),
    Question.RECONNECT: _either(
        r"\bshall i bring you to\b.*\?", r"\bapakah anda saya sambungkan\b.*\?"
    ),
    Question.CONSENT: _either(
        r"\b(may|can|could) we record\b|agree .*\brecord|\brecord.*\?",
        r"\bbolehkah\b.*\brekam\b|setuju.*\brekam|\bkami rekam.*\?",
    ),
    Question.CALLBACK: _either(
        r"\b(can|may|shall|could)\b(?!.*\bnumber\b).*\b(call|ring|phone) you back\b"
        r"|\bpress \d for yes\b.*\bmessage\b",
        r"\bkami (telepon|hubungi) kembali (saat|bila|ketika)\b"
        r"|\btekan \d untuk ya\b.*\bpesan\b",
    ),
    Question.OTHER_NUMBER: _either(
        r"\b(key in|enter|tell me|give me) (the|your|another|a) (phone )?number\b|\bwhich number\b",
        r"\bmasukkan nomor\b|\bnomor (berapa|mana)\b",
    ),
    Question.NUMBER: _either(
        r"\b(call|ring|phone|reach) you (back )?on\b|\bnumber\b.*\b(right|correct)\b",
        r"\bkembali (ke|di|pada) nomor\b|\bnomor\b.*\b(betul|benar)\b",
    ),
    Question.CONFIRM: _either(
        r"\bam i speaking (with|to)\b|\bis (that|this) (?!it\b)\w+|did i (get|hear)",
        r"apakah (saya berbicara|ini) dengan|apakah ini (bapak|ibu)\b|apakah (sudah |itu )?(betul|benar)|(betul|benar)kah",
    ),
    Question.SPELL: _either(r"\bspell\b|letter by letter", r"\b(eja|dieja|mengeja)\b|huruf demi"),
    Question.MESSAGE: _either(
        r"(tone|beep).*\bwhat you need\b|^(?!.*\bpress\b).*leave (us )?a message|\bmessage after\b",
        r"keperluan.*(nada|bip)|^(?!.*\btekan\b).*(tinggalkan|meninggalkan) pesan",
    ),
    Question.RECORD_NAME: _either(
        r"\bsay (it|your name).*(tone|beep)", r"(sebutkan|ucapkan)( nama \w+)? (setelah|sesudah)"
    ),
    Question.SOLVED: _either(
        r"\b(been )?solved\b.*\?|\bif it has, \d if not\b",
        r"\b(selesai|teratasi)\b.*\?|\bbila sudah, \d bila belum\b",
    ),
    Question.NAME: _either(
        r"\byour( first| full)? name\b|who am i speaking",
        r"\bdengan siapa\b|\bnama( panggilan| lengkap)? (anda|bapak|ibu)\b",
    ),
    Question.REASON: _either(
        r"how (can|may) (i|we) help|what (can|may) (i|we) do for you|calling about",
        r"apa yang (dapat|bisa) (kami|saya) bantu|ada yang bisa|keperluan",
    ),
    # "press 1 for yes, 2 for no" only says how to answer; the question stood before it
    Question.CHOICE: _either(
        r"^(?!.*\b(?:yes|ya)\b).*\bpress\b|choose with a key",
        r"^(?!.*\b(?:yes|ya)\b).*\btekan\b|pilih dengan tombol",
    ),
}

PROMISE = _either(
    r"\bwe (will|shall) (call|ring|phone) you back\b",
    r"(?<!apakah )\banda kami (telepon|hubungi) kembali ke nomor\b|\bkami akan (menelepon|menghubungi)\b",
)
"""What those are told who are to be called back."""
WORD_GIVEN = _either(r"\bwill call you back by\b", r"\bakan menelepon anda kembali paling lambat\b")
"""What those are told who may go or stay: a supervisor has promised to call them."""
AWAITED = _either(r"\byou need not call again\b", r"\banda tidak perlu menelepon lagi\b")
"""What those are told who are to hear of it when something known is solved."""

NEWS: Mapping[News, re.Pattern[str]] = {
    # the network's own words when a hotline does not answer; they end in a goodbye too
    News.BROKEN: _either(r"application error", r"kesalahan aplikasi"),
    News.HOLD: _either(
        r"\bnext in line\b|callers? before you|stay (with us|on the line)|bringing you to|i will bring you"
        r"|thank you for waiting|first in line|\bke(ep|pt) your place in line",
        r"urutan (berikutnya|pertama)|penelepon sebelum|tetap di saluran|saya sambungkan"
        r"|terima kasih sudah menunggu|tempat anda dalam antrean",
    ),
    News.CLOSED: _either(
        r"\bwe are closed\b|open again|\bour line is full\b",
        r"\bkami tutup\b|buka kembali|\bantrean kami penuh\b",
    ),
    News.GOODBYE: _either(r"\bgoodbye\b|have your message", r"sampai jumpa|pesan anda kami terima"),
}

DUTIES: Mapping[Duty, re.Pattern[str]] = {
    Duty.WILL_RING: _either(r"\bwe will ring you\b", r"kami akan menelepon anda"),
    Duty.SIGN_IN: _either(r"\bagent number and pin\b.*press", r"nomor petugas dan pin.*tekan"),
    Duty.ACCEPT: _either(r"\bto take the call\b", r"tekan \d untuk menerima"),
    Duty.READY: _either(r"when you are ready", r"(bila|jika) sudah siap"),
    Duty.SOLVED: _either(r"\b1 if (it is|that is) solved\b", r"\b1 (bila|jika) [^,]*selesai\b"),
    Duty.TRANSFER: _either(r"\bto pass the caller on\b", r"meneruskan penelepon"),
}

ASKED_BACK = _either(r"\basks you to come back\b", r"\bmeminta anda kembali\b")
"""What agents hear on a break that is wanted to be over."""

_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_KEY_FIRST = re.compile(r"\b([0-9]) (?:for|to|untuk|if|when|bila) ([^.,;:?!]+)", re.IGNORECASE)
_KEY_LAST = re.compile(
    r"\b(?:for|to|about|if|untuk|tentang|bila) ([^.;:?!]+?),?(?: or| then| please| atau| mohon)*"
    r" (?:press|tekan) ([0-9])",
    re.IGNORECASE,
)


def last_cue(text: str, table: Mapping[Cue, re.Pattern[str]]) -> Cue | None:
    """What the last meaningful sentence of `text` asks or tells."""
    for sentence in reversed(_SENTENCE.split(text)):
        if cue := first_cue(sentence, table):
            return cue
    return None


def first_cue(text: str, table: Mapping[Cue, re.Pattern[str]]) -> Cue | None:
    """The first row of `table` that fits `text`."""
    return next((cue for cue, pattern in table.items() if pattern.search(text)), None)


def options(text: str) -> dict[str, str]:
    """The keys that `text` offers, each with what it stands for: {"1": "yes", "2": "no"}."""
    first = dict(_KEY_FIRST.findall(text))
    return first or {key: label for label, key in _KEY_LAST.findall(text)}
