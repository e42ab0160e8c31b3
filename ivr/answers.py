"""Short answers as callers say them: yes, no, neither, a place in a list, "pardon?"."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

LONGEST = 500
"""Characters of an utterance that are looked at: more is rambling, or an attack."""

_FILLER = {
    "en": "hello|hi|hey|good (?:morning|afternoon|evening|day)|um+|uh+|er+|erm|mm+|hm+|oh|ah|well|so"
    "|please|sorry|sir|madam|ma'am|dear|there|then|now|thanks|thank you",
    "id": "halo|hallo|hai|selamat (?:pagi|siang|sore|malam)|pagi|siang|sore|malam|assalam\\w*(?: alaikum)?"
    "|ee+|eh|em+|oh|ah|anu|nah|pak|bapak|bu|ibu|mas|mbak|kak|dong|deh|maaf|tolong|permisi|terima kasih"
    "|begini|lho|kok|dulu|itu|sih",
}
_IS_FINE = {
    "en": "no problem|no worries|i don't mind|i do not mind|not a problem|why not",
    "id": r"(?:tidak|tak|nggak|enggak|engga|gak|ga|ndak) (?:apa-apa|apa apa|apa|papa|pa-pa|masalah"
    r"|keberatan)|gapapa|gak papa|kenapa tidak",
}
_YES = {
    "en": "yes|yeah|yep|yup|ya|aye|sure|correct|right(?! now)|exactly|ok|okay|fine|speaking|it is|of course|true"
    "|please do|go ahead|you may|you can|i do|i agree|absolutely|definitely|certainly|mhm|uh-huh"
    "|uh huh|all right|alright|by all means|perfect",
    "id": "ya|iya|iyah|yah|betul|benar|boleh|silakan|silahkan|oke|ok|okay|yes|sudah|setuju|bisa|baik|sip"
    "|siap|he-eh|he eh|heeh|leres|inggih|nggih|tepat|saya sendiri|tentu|monggo",
}
_YES_ANYWHERE = {
    "en": "correct|(?:that's|that is|you're|is) right|exactly|that's me|of course|i agree",
    "id": "betul|benar|setuju|saya sendiri|tentu",
}
_NO = {
    "en": "no|nope|nah|not|wrong|incorrect|don't|never|negative|isn't|false|uh-uh",
    "id": "tidak|tak|bukan|nggak|enggak|engga|gak|ga|ndak|kagak|mboten|salah|jangan|no|belum|keliru"
    "|kurang (?:tepat|betul|benar|pas)|yang (?:benar|betul)|(?:benar|betul)nya|(?:se)?harusnya",
}
_QUESTION = {
    "en": "what|why|who|how|when|where",
    "id": "apa|kenapa|mengapa|siapa|gimana|bagaimana|kapan|mana",
}
_NEITHER = {
    "en": "neither|none|something else",
    "id": r"bukan (?:ke)?dua\W?duanya|bukan keduanya|(?:ke)?dua\W?duanya bukan|keduanya bukan|hal lain",
}
_OTHERWISE = {
    "en": "other|another|no|not",
    "id": "yang lain|lainnya|lain|bukan|tidak|nggak|enggak|gak",
}
_BOTH = {"en": "both", "id": r"(?:ke)?dua\W?duanya|keduanya"}
_HEAR = {
    "en": "(?:hear|understand|catch|get)(?: you| that| it| what you said)?",
    "id": "(?:dengar|denger|mendengar|kedengaran|terdengar|jelas|mengerti|ngerti|paham|tangkap)",
}
_REPEAT = {
    "en": "what|what was that|what did (?:you|it) say|pardon(?: me)?|excuse me|sorry|come again|again"
    "|(?:please )?repeat(?: that| it)?|(?:one|a|just a) (?:second|moment|minute)|wait|hold on|hang on"
    "|(?:can|could|would) you (?:please )?(?:repeat|say)(?: that| it| the question)?(?: again)?"
    "|say (?:that|it) again|(?:can you|do you) hear me|are you there|(?:is )?any(?:body|one) there"
    f"|i (?:can't|cannot|couldn't|could not|didn't|did not|don't|do not)(?: quite| really)? {_HEAR['en']}",
    "id": r"apa|apa tadi|tadi apa|hah|gimana|bagaimana|maaf|ulang\w*|sekali lagi|sebentar|tunggu"
    r"|(?:bisa|tolong|mohon|coba|boleh) (?:di)?ulang\w*(?: lagi)?"
    f"|(?:bisa )?{_HEAR['id']} (?:tidak|nggak|gak|ga)"
    f"|(?:saya )?(?:tidak|nggak|enggak|gak|ga|kurang|belum)(?: bisa)? {_HEAR['id']}",
}
_PRIVATE = {
    "en": "rather not|prefer not|private|anonymous|(?:don't|not) (?:want|have|like|going) to"
    "|no name|none of your business",
    "id": "(?:tidak|nggak|enggak|gak|ga|tak) (?:mau|ingin|usah|perlu|bersedia)|rahasia|tanpa nama|anonim"
    "|jangan",
}
_ORDINALS: Mapping[str, tuple[str, ...]] = {
    "en": (
        *("first|one|1", "second|two|2", "third|three|3", "fourth|four|4", "fifth|five|5"),
        *("sixth|six|6", "seventh|seven|7", "eighth|eight|8", "ninth|nine|9"),
    ),
    "id": (
        *("pertama|kesatu|satu|1", "kedua|dua|2", "ketiga|tiga|3", "keempat|empat|4"),
        *("kelima|lima|5", "keenam|enam|6", "ketujuh|tujuh|7", "kedelapan|delapan|8"),
        "kesembilan|sembilan|9",
    ),
}
_COMMON = {
    "en": "hello|hi|good|morning|afternoon|evening|the|i|i'm|i'd|i've|my|is|are|a|an|to|you|your|please"
    "|what|can|could|want|would|need|have|me|about|of|and|it|this|that|yes|not|with|for|how|do|does"
    "|speak|talk|somebody|on|was|never|hasn't|sorry",
    "id": "halo|selamat|pagi|siang|sore|malam|saya|aku|mau|yang|tidak|nggak|gak|enggak|ini|itu|dengan"
    "|untuk|apa|bisa|ada|dan|di|ke|dari|pak|bapak|bu|ibu|mbak|mas|tolong|soal|belum|sudah|kok|ya"
    "|iya|bicara|maaf|mohon|tapi|kenapa|orang|punya|sama",
}
_NEVER_MIND = {
    "en": "never ?mind|forget (?:it|about it)|cancel|(?:i'll|i will|i'd rather|let me) (?:just )?"
    "(?:wait|hold|stay)(?! for)|(?:keep|rather) (?:waiting|wait)|stay (?:on the line|in line)|no call ?back",
    "id": "(?:tidak|nggak|enggak|gak|ga|tak) (?:jadi|usah|perlu)|batal\\w*|(?:di)?tunggu saja"
    "|(?:saya )?(?:tetap )?menunggu(?: saja)?|biar saya tunggu",
}

_EARLY = 6
"""Words within which people answer yes or no."""


def kept(said: str) -> str:
    """What of an utterance is remembered: no control characters, at most `LONGEST`."""
    text = "".join(
        " " if unicodedata.category(char)[0] in "CZ" else char for char in said[:LONGEST]
    )
    return " ".join(text.split())


def plain(said: str) -> str:
    """`said` in lower case without punctuation, at most `LONGEST` characters."""
    text = unicodedata.normalize("NFKC", kept(said)).casefold().replace("\u2019", "'")
    return " ".join(re.sub(r"[^\w' -]|_", " ", text).split())


def has(phrases: str, text: str) -> bool:
    """Whether one of the `|`-separated phrases stands in `text` as whole words."""
    return re.search(rf"(?<![\w'-])(?:{phrases})(?![\w'-])", text) is not None


def without(phrases: str, text: str) -> str:
    """`text` without the phrases of `has`."""
    return " ".join(re.sub(rf"(?<![\w'-])(?:{phrases})(?![\w'-])", " ", text).split())


def only(phrases: str, language: str, text: str) -> bool:
    """Whether `text` is nothing but such phrases and fillers of the language."""
    return re.fullmatch(rf"(?:(?:{phrases}|{_FILLER[language]})(?: |$))+", text) is not None


def says_no(said: str, language: str) -> bool:
    """No wins over yes: "no, that's not right" and "ya bukan" hold both.

    An answer comes early: "yes, my fridge is not getting cold" is no denial.
    """
    text = plain(said)
    early = " ".join(text.split()[:_EARLY])
    return has(_NO[language], early) and not has(_IS_FINE[language], text)


def opens_with_no(said: str, language: str) -> bool:
    """ "No, thank you": a "my bill is wrong" opens with something else."""
    opens = rf"(?:(?:{_FILLER[language]}) )*(?:{_NO[language]})(?![\w'-])"
    return re.match(opens, plain(said)) is not None


def denies(said: str, language: str) -> bool:
    """Whether there is a no anywhere in what was said."""
    return has(_NO[language], plain(said)) and not has(_IS_FINE[language], plain(said))


def says_yes(said: str, language: str) -> bool:
    """A yes opens what is said, or is a word that means nothing else: many Indonesian
    sentences end in "ya", and "untuk apa ya?" agrees to nothing."""
    text = plain(said)
    if has(_IS_FINE[language], text):
        return True
    if says_no(said, language) or has(_QUESTION[language], text):
        return False
    opens = rf"(?:(?:{_FILLER[language]}) )*(?:{_YES[language]})(?![\w'-])"
    return re.match(opens, text) is not None or has(_YES_ANYWHERE[language], text)


def says_little(said: str, language: str) -> bool:
    """Greetings, hesitation, a bare yes or no: nothing that a question for more can use."""
    return only(f"{_YES[language]}|{_NO[language]}", language, plain(said))


def says_only_yes(said: str, language: str, along: str) -> bool:
    """Yes, and nothing else but what may come `along` with it."""
    return says_yes(said, language) and only(f"{_YES[language]}|{along}", language, plain(said))


def says_neither(said: str, language: str) -> bool:
    """None of what was offered, by name."""
    return has(_NEITHER[language], plain(said))


def says_otherwise(said: str, language: str) -> bool:
    """A no to what was offered, if nothing better is found in it."""
    return has(_OTHERWISE[language], plain(said))


def says_both(said: str, language: str) -> bool:
    return has(_BOTH[language], plain(said))


def asks_again(said: str, language: str) -> bool:
    """ "Pardon?", "I can't hear you", "sebentar": the question is wanted once more."""
    text = plain(said)
    return has(_REPEAT[language], text) and only(f"{_REPEAT[language]}|ya", language, text)


def never_minds(said: str, language: str) -> bool:
    """What was agreed to is not wanted any more: they would rather wait."""
    return has(_NEVER_MIND[language], plain(said))


def keeps_private(said: str, language: str) -> bool:
    """Whether somebody asked for their name would rather not give it."""
    return has(_PRIVATE[language], plain(said))


def place(said: str, language: str) -> int | None:
    """The place in a list that was said, from 1 on: "the second one" is 2.

    A place that is denied does not count: "not the first, the second" is 2 as well.
    """
    denied = rf"\b(?:not|bukan)(?: the| yang| nomor)* (?:{'|'.join(_ORDINALS[language])})\b"
    text = re.sub(denied, " ", plain(said))
    found = (
        (match.start(), number)
        for number, words in enumerate(_ORDINALS[language], start=1)
        if (match := re.search(rf"(?<![\w'-])(?:{words})(?![\w'-])", text))
    )
    return min(found, default=(0, None))[1]


def key(said: str) -> str | None:
    """The key that a recogniser wrote down as its digit: "1", "number 2", "tekan 3"."""
    match = re.fullmatch(r"(?:(?:press|number|key|tekan|nomor|angka) )*([0-9])", plain(said))
    return match[1] if match else None


def language_of(said: str, languages: Iterable[str]) -> str | None:
    """The language that was most likely spoken; None if its common words do not tell."""
    words = plain(said).split()
    counts = {code: sum(has(_COMMON[code], word) for word in words) for code in languages}
    best = max(counts, key=lambda code: counts[code])
    rivals = [count for code, count in counts.items() if code != best]
    return best if counts[best] > max(rivals, default=0) else None


_NAMES = {"en": r"english|inggris|ingles|inglish", "id": r"indonesian?|bahasa(?! inggris)"}
_DENIED = (
    r"\b(?:not|no|don't|can't|cannot|tidak|bukan|nggak|gak|enggak|jangan)\b"
    r"(?: (?!english|inggris|indonesia)[\w'-]+){0,3}? $"
)


def language_named(said: str, languages: Iterable[str]) -> str | None:
    """The language that was asked for, or the one that is left when the other is refused."""
    text = plain(said)
    codes = set(languages)
    named = {code: re.search(rf"\b(?:{_NAMES[code]})\b", text) for code in codes}
    hits = {code: match for code, match in named.items() if match}
    denied = {code for code, match in hits.items() if re.search(_DENIED, text[: match.start()])}
    left = (set(hits) - denied) or (codes - denied if denied else set())
    return left.pop() if len(left) == 1 else None
