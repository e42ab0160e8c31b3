"""How callers say that it went well or badly, and whether there is anything else."""

from ivr.answers import has, plain, says_no, says_yes

_RATINGS = {
    "en": {
        1: r"1|one|terrible|awful|horrible|very (?:bad|poor|unhappy|dissatisfied)|worst|not at all"
        r"|not good at all|useless",
        5: r"5|five|excellent|perfect|great|wonderful|fantastic|amazing|(?:very|really) (?:good|well|happy|satisfied)",
        2: r"2|two|bad|badly|poor|poorly|not (?:\w+ )?(?:good|well|happy|satisfied)|unhappy|dissatisfied|disappointed",
        3: r"3|three|okay|ok|so so|so-so|fair|average|alright|all right|not bad",
        4: r"4|four|good|well|happy|satisfied|fine|nice",
    },
    "id": {
        1: r"1|satu|sangat (?:buruk|kecewa|jelek|tidak puas)|buruk sekali|kecewa sekali|tidak puas sama sekali|parah|payah",
        5: r"5|lima|sangat (?:baik|puas|bagus|memuaskan|membantu)|(?:baik|puas|bagus|memuaskan) sekali|luar biasa|sempurna|mantap",
        2: r"2|dua|buruk|jelek|kecewa|(?:tidak|kurang|nggak|gak|enggak|belum) (?:begitu )?(?:baik|puas|bagus|memuaskan)",
        3: r"3|tiga|cukup(?: \w+)?|biasa(?: saja)?|lumayan|sedang|standar",
        4: r"4|empat|baik|puas|bagus|memuaskan|senang",
    },
}
"""In the order in which they are looked for: "very bad" before "bad", "not good" before "good"."""

_DONE = {
    "en": r"that(?:'s| is| was| will be|'ll be) (?:all|it|everything)|nothing(?: else| more)?|i'm (?:good|fine|done|okay|ok)"
    r"|all good|thank you|thanks",
    "id": r"(?:itu|sudah|udah|segitu) (?:saja|aja|cukup)|cukup|(?:tidak|nggak|enggak|gak|ga|tak) ada|sudah|udah"
    r"|terima kasih|makasih|selesai",
}
_MORE = {
    "en": r"(?:one|another|some|something) (?:more|other|else|thing|question)|there is|there's|i also|also",
    "id": r"ada lagi|masih ada|satu lagi|ada(?! \w*terima)|juga|sekalian",
}


def rating(said: str, language: str) -> int | None:
    """From 1, bad, to 5, very good; None: neither a number nor a word for it."""
    text = plain(said)
    return next((mark for mark, words in _RATINGS[language].items() if has(words, text)), None)


def wants_more(said: str, language: str) -> bool | None:
    """Whether there is anything else. Who thanks us has no more; "sudah" is a no here."""
    text = plain(said)
    if says_no(said, language) or (has(_DONE[language], text) and not _asks_more(text, language)):
        return False
    if _asks_more(text, language) or says_yes(said, language):
        return True
    return None


def _asks_more(text: str, language: str) -> bool:
    return has(_MORE[language], text)
