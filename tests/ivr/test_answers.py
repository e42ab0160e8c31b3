"""Short answers and wishes, as people really say them."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr import answers, wishes

YES = {
    "en": (
        *("Yes", "yeah", "Yes, that's right.", "uh yes please", "Correct", "Sure, go ahead"),
        *("That's me", "Speaking", "okay", "no problem", "I don't mind", "Of course you can"),
        *("oh yes", "YES!", "that is correct", "hello yes"),
    ),
    "id": (
        *("Ya", "iya betul", "Betul sekali", "Benar, Bu", "boleh", "silakan", "oke", "Sudah"),
        *("ya, saya sendiri", "tidak apa-apa", "nggak masalah", "gak papa kok", "tidak keberatan"),
        *("setuju", "inggih", "oh iya", "maaf, ya betul", "halo iya"),
    ),
}
NO = {
    "en": (
        *("No", "nope", "No, that's not right", "that is wrong", "not really", "please don't"),
        *("no no no", "that isn't my name", "Nah", "No, it's Andrea"),
    ),
    "id": (
        *("Tidak", "bukan", "bukan, salah", "ya bukan", "nggak", "jangan direkam", "kurang tepat"),
        *("salah, yang benar Sinta", "enggak mau", "bukan begitu", "betulnya Sinta", "belum"),
    ),
}
NEITHER_YES_NOR_NO = {
    "en": (
        *("why do you need that", "what for", "my fridge is broken", "um", "", "Andrea"),
        *("right now I am driving", "who is this"),
    ),
    "id": (
        *(
            "untuk apa ya",
            "ini mesin atau orang ya",
            "kenapa ya ditanyakan",
            "kulkas saya rusak ya",
        ),
        *("ee", "", "Siti", "boleh tahu untuk apa"),
    ),
}


def cases(table: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(language, said) for language, sayings in table.items() for said in sayings]


@pytest.mark.parametrize(("language", "said"), cases(YES))
def test_a_yes_is_a_yes(language: str, said: str) -> None:
    assert answers.says_yes(said, language)
    assert not answers.says_no(said, language)


@pytest.mark.parametrize(("language", "said"), cases(NO))
def test_a_no_is_a_no_even_with_a_yes_in_it(language: str, said: str) -> None:
    assert answers.says_no(said, language)
    assert not answers.says_yes(said, language)


@pytest.mark.parametrize(("language", "said"), cases(NEITHER_YES_NOR_NO))
def test_a_question_back_agrees_to_nothing(language: str, said: str) -> None:
    assert not answers.says_yes(said, language)
    assert not answers.says_no(said, language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        *(
            ("en", said)
            for said in ("neither", "neither one", "none of those", "No, something else")
        ),
        *(("id", said) for said in ("bukan dua-duanya", "dua duanya bukan", "bukan keduanya")),
        ("id", "Tidak, hal lain"),
    ],
)
def test_none_of_what_was_offered(language: str, said: str) -> None:
    assert answers.says_neither(said, language)


@pytest.mark.parametrize(
    ("language", "said", "place"),
    [
        ("en", "the first one", 1),
        ("en", "the second one please", 2),
        ("en", "number two", 2),
        ("en", "not the first, the second", 2),
        ("en", "I want the 3", 3),
        ("id", "yang pertama", 1),
        ("id", "yang kedua saja", 2),
        ("id", "nomor dua", 2),
        ("id", "bukan yang pertama, yang kedua", 2),
        ("id", "keenam", 6),
        ("en", "my anyone", None),
        ("id", "dua-duanya", None),
        ("en", "", None),
    ],
)
def test_a_place_in_a_list(language: str, said: str, place: int | None) -> None:
    assert answers.place(said, language) == place


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("1", "1"),
        ("Press 2.", "2"),
        ("nomor 3", "3"),
        ("tekan 0", "0"),
        ("12", None),
        ("two", None),
    ],
)
def test_a_key_that_a_recogniser_wrote_down(said: str, key: str | None) -> None:
    assert answers.key(said) == key


@pytest.mark.parametrize(
    ("language", "said"),
    [
        *(
            ("en", said)
            for said in ("what?", "Pardon me?", "sorry, what did you say", "say that again")
        ),
        *(("en", said) for said in ("I can't hear you", "hello hello can you hear me", "hold on")),
        *(("en", said) for said in ("could you repeat that please", "I didn't quite catch that")),
        *(
            ("id", said)
            for said in ("apa?", "bisa diulang", "maaf, tidak dengar", "sekali lagi dong")
        ),
        *(("id", said) for said in ("halo halo dengar tidak", "sebentar ya", "saya kurang jelas")),
    ],
)
def test_who_did_not_hear_wants_it_again(language: str, said: str) -> None:
    assert answers.asks_again(said, language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "the sound of my phone is gone, I can't hear anybody"),
        ("en", "hello good morning"),
        ("en", "Andrea"),
        ("id", "gambar televisi saya tidak jelas"),
        ("id", "apa paket saya sudah dikirim"),
        ("id", "maaf, nama saya Siti"),
    ],
)
def test_a_reason_or_a_name_is_no_pardon(language: str, said: str) -> None:
    assert not answers.asks_again(said, language)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("English please", "en"),
        ("do you speak English", "en"),
        ("bahasa Inggris", "en"),
        ("Bahasa Indonesia", "id"),
        ("Indonesia saja", "id"),
        ("I don't speak Indonesian", "en"),
        ("saya tidak bisa bahasa Inggris", "id"),
        ("bukan Inggris, Indonesia", "id"),
        ("English or Indonesian", None),
        ("Budi", None),
        ("", None),
    ],
)
def test_the_language_that_is_asked_for(said: str, language: str | None) -> None:
    assert answers.language_named(said, ("id", "en")) == language


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("hello, I have a question about my bill", "en"),
        ("halo, saya mau tanya tagihan", "id"),
        ("selamat pagi bu", "id"),
        ("good morning", "en"),
        ("supervisor", None),
        ("Budi Santoso", None),
        ("", None),
    ],
)
def test_the_language_that_is_spoken(said: str, language: str | None) -> None:
    assert answers.language_of(said, ("id", "en")) == language


WISHES = {
    "en": (
        *("supervisor", "manager please", "operator", "I want to speak to a person", "agent!"),
        *("Can I talk to a real person please", "Just give me a human being", "somebody please"),
        *("put me through to someone", "I need to talk to your manager about my refund"),
        *("I don't want to talk to a machine", "I have asked to speak to a manager three times"),
        *("let me speak with a representative", "customer service", "get me your supervisor now"),
        *("hello I'd like to speak to an agent", "connect me to a person"),
    ),
    "id": (
        *("orang", "supervisor", "Saya mau bicara dengan orang", "Tolong sambungkan ke manajer"),
        *("Saya mau bicara dengan petugas saja", "operator", "minta supervisornya", "cs dong"),
        *("bisa bicara dengan manusia", "mau ngomong sama atasan", "tidak mau bicara sama mesin"),
        *("saya mau ketemu pimpinan", "tolong panggilkan manajernya", "langsung ke petugas saja"),
        "saya mau bicara dengan supervisor yang kemarin",
    ),
}
MENTIONS = {
    "en": (
        *("the agent never called me back", "somebody stole my card", "no, wrong person"),
        *("please help, someone used my card", "I need someone to fix my fridge", "somebody else"),
        *("your people are rude", "I spoke to a supervisor yesterday", "the manager was unkind"),
        *("I don't want to speak to a manager, I want my money", "I am a different person"),
        *("I want to complain about the operator who was so rude to me", "personal loan"),
        *("I already had to talk to an agent", "I see people getting refunds"),
    ),
    "id": (
        *("saya sudah bicara dengan supervisor kemarin", "petugasnya kasar sekali", "bukan, orang lain"),
        *("saya ketemu petugas di toko", "orang tua saya yang beli", "salah orang"),
        *("ini mesin atau orang ya", "saya mau komplain petugas kurir kemarin", "kemarin saya bicara dengan cs"),
        *("saya bicara dengan petugas kemarin tapi tidak ada kabar", "saya hubungi cs tidak dibalas"),
        *("tidak usah bicara dengan supervisor", "keagenan"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("language", "said"), cases(WISHES))
def test_a_wish_for_a_person_is_heard(language: str, said: str) -> None:
    assert wishes.wants_person(said, language)


@pytest.mark.parametrize(("language", "said"), cases(MENTIONS))
def test_a_mention_of_a_person_is_no_wish(language: str, said: str) -> None:
    assert not wishes.wants_person(said, language)
    assert not wishes.wants_supervisor(said, language)


def test_a_supervisor_is_told_from_anybody() -> None:
    assert wishes.wants_supervisor("can I speak to your manager", "en")
    assert wishes.wants_supervisor("mau bicara dengan atasan", "id")
    assert not wishes.wants_supervisor("can I speak to a person", "en")
    assert not wishes.wants_supervisor("mau bicara dengan petugas", "id")


def test_what_a_wish_is_about_is_kept() -> None:
    assert wishes.besides("I want to talk to someone about my refund", "en").endswith(
        "about my refund"
    )
    assert wishes.besides("mau bicara dengan petugas soal paket saya", "id").endswith(
        "soal paket saya"
    )


def test_what_is_remembered_has_an_end_and_no_control_characters() -> None:
    assert answers.kept("a\x00b\u202ec\n" + "x" * 9000) == "a b c " + "x" * 494


@given(said=st.text(max_size=600), language=st.sampled_from(["en", "id"]))
def test_whatever_is_said_is_read_without_an_error(said: str, language: str) -> None:
    assert not (answers.says_yes(said, language) and answers.says_no(said, language))
    assert wishes.wants_person(said, language) >= wishes.wants_supervisor(said, language)
    assert answers.place(said, language) in {None, *range(1, 10)}
    answers.asks_again(said, language)
    answers.language_named(said, ("id", "en"))


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize(
    "word", ["no ", "speak to ", "i want to ", "bicara dengan ", "halo ", "-'"]
)
def test_an_endless_utterance_takes_no_endless_time(language: str, word: str) -> None:
    said = word * 5000
    answers.asks_again(said, language)
    answers.says_little(said, language)
    assert not wishes.wants_person(said, language)
