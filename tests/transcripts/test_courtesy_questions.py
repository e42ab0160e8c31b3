"""Questions told from words alone: those counted, and those that are missed rather than guessed."""

import pytest

from tests.transcripts.dialogues import facts, spoken
from transcripts.manners.courtesy import measure

ENGLISH = {
    "could you tell me the serial number and where did you buy it": 2,
    "do you still have the receipt": 1,
    "what colour is the light on the front": 1,
    "have you tried turning it off": 1,
    "are you calling about the blue one": 1,
    "who signed for the parcel": 1,
    "when would you like us to come": 1,
    "how about friday": 1,
    "i don't know why that is but i will find out": 0,
    "when you get home press the button twice": 0,
    "that is how it works with these": 0,
    "let me know if you have more questions": 0,
    "i will ask her how long it takes": 0,
    "so that you have it tomorrow": 0,
    "and your postcode is": 0,  # asks by its tone only
}
INDONESIAN = {
    "belinya di mana dan kapan pak": 2,
    "boleh tahu nomor serinya bu": 1,
    "sudah dicoba dimatikan belum pak": 1,
    "mau dikirim ke alamat mana bu": 1,
    "apakah lampunya menyala": 1,
    "warnanya apa ya bu": 1,
    "kalau hari sabtu bagaimana": 1,
    "bisa tolong difoto bu": 1,
    "saya tidak tahu berapa lama": 0,
    "kapan pun bapak siap kami datang": 0,
    "apa pun masalahnya kami bantu": 0,
    "saya cek dulu apakah sudah masuk": 0,
    "tidak apa apa pak": 0,
    "itu bisa saya ganti besok": 0,
    "alamatnya masih sama pak": 0,  # asks by its tone only
    "jadi uangnya belum kembali ya pak": 0,  # a tag is no question
}


@pytest.mark.parametrize(
    ("language", "said", "asked"),
    [("en", said, asked) for said, asked in ENGLISH.items()]
    + [("id", said, asked) for said, asked in INDONESIAN.items()],
)
def test_questions_are_counted(language: str, said: str, asked: int) -> None:
    utterances = spoken("A: oke oke oke oke oke", f"A: {said}")
    found = measure(utterances, facts(language=language))["questions"]
    assert found.value == asked
    assert all(each.words in said for each in found.evidence)
