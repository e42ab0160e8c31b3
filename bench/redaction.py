"""How much of what is private is taken out of misheard speech: `python -m bench.redaction`.

Invented card, phone and identity numbers and codes are said as people do (in groups, with pauses,
hesitation, the other side's "mm-hm"), asked for by the agent or not, and then misheard: each word
of a digit is dropped or replaced with `--errors` probability, by another digit (as often as not) or
by some other word, half of those with low confidence.

- *wholly*: no digit of the number is left in the text;
- *partly*: at least one word of it was taken out, but not all; *left* is the mean share of its
  digits that stayed;
- *missed*: all of it stayed.
"""

import argparse
from collections.abc import Callable, Sequence
from random import Random
from statistics import fmean
from time import process_time

from tests.transcripts.said_numbers import EN, ID, call, card, digits_left, identity, phone
from transcripts.redaction.redact import redact
from transcripts.words import Word

_OTHER = "the door for to free fight ate son niner tin than itu saja apa lama doa timur"
OTHER = _OTHER.split()
_TALK = (
    "so I have waited for two days and the other one is at home you know and I called three times"
)
TALK = _TALK.split()
ASKED = {
    "card": {"en": "can I have your card number please", "id": "boleh nomor kartunya Bapak"},
    "phone": {"en": "what is your phone number", "id": "nomor teleponnya berapa ya"},
    "identity": {"en": "and your identity number", "id": "boleh tahu nik Ibu"},
    "code": {"en": "please read me the verification code", "id": "tolong bacakan kode verifikasi"},
}


def code(random: Random) -> str:
    return "".join(random.choices("0123456789", k=random.choice([4, 6, 6, 8])))


NUMBERS: dict[str, Callable[[Random], str]] = {
    "card": card,
    "phone": phone,
    "identity": identity,
    "code": code,
}


def misheard(said: Sequence[Word], errors: float, language: str, random: Random) -> list[Word]:
    """What a recognizer makes of the caller's words."""
    words = []
    for word in said:
        if word.channel == 1 or random.random() >= errors:
            words.append(word)
        elif random.random() < 0.5:
            text, confidence = _mistake(language, random)
            words.append(Word(text, word.start, word.end, confidence, word.channel))
    return words


def _mistake(language: str, random: Random) -> tuple[str, float]:
    if random.random() < 0.5:
        return random.choice(EN if language == "en" else ID), random.uniform(0.5, 1)
    return random.choice(OTHER), random.choice([0.3, 0.9])


def said(kind: str, language: str, asked: bool, random: Random) -> list[Word]:
    """A number said after the agent's question or without one, and an answer to it."""
    question = ASKED[kind][language].split() if asked else []
    start = -0.35 * len(question)
    before = [
        Word(w, start + 0.35 * at, start + 0.35 * at + 0.3, 0.9, 1) for at, w in enumerate(question)
    ]
    return before + call(NUMBERS[kind](random), language, random)


def share(kind: str, language: str, asked: bool, errors: float, several: int) -> str:
    whole = partly = missed = 0
    left: list[float] = []
    for seed in range(several):
        random = Random(f"{kind} {language} {seed}")
        words = misheard(said(kind, language, asked, random), errors, language, random)
        spoken, stays = len(digits_left(words)), len(digits_left(redact(words, language)[0]))
        whole += not stays
        missed += stays == spoken > 0
        if 0 < stays < spoken:
            partly += 1
            left.append(stays / spoken)
    rates = (f"{100 * count / several:7.1f} %" for count in (whole, partly, missed))
    return f"{'  '.join(rates)}  {100 * fmean(left or [0]):5.0f} %"


def seconds(words: int) -> float:
    """CPU seconds for a long call of so many words, a number in each fifty."""
    random = Random(1)
    talk: list[Word] = []
    while len(talk) < words:
        kind = random.choice(list(NUMBERS))
        at = talk[-1].end + 1 if talk else 10.0
        row = said(kind, "en", True, random)
        talk += [Word(w.text, w.start + at, w.end + at, w.confidence, w.channel) for w in row]
        at = talk[-1].end
        talk += [Word(w, at + n / 3, at + n / 3 + 0.3, 0.9, 0) for n, w in enumerate(TALK * 2)]
    began = process_time()
    redact(talk[:words], "en")
    return process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=float, default=0.05)
    parser.add_argument("--several", type=int, default=1000)
    options = parser.parse_args()
    print(f"{options.several} of each, {100 * options.errors:.0f} % of the digits misheard")
    print(f"{'':24}  wholly     partly     missed    left")
    for kind in NUMBERS:
        for language in ("en", "id"):
            for asked in (True, False):
                if kind == "code" and not asked:
                    continue  # digits that nobody calls a code are none
                row = share(kind, language, asked, options.errors, options.several)
                print(f"{kind:9} {language}  {'asked' if asked else 'unasked':9} {row}")
    for words in (5_000, 20_000, 80_000):
        print(f"{words:6} words: {seconds(words):.2f} s")


if __name__ == "__main__":
    main()
