"""How a phone is answered that we call."""

import pytest

from ivr.pickups import is_absent, is_machine, only_greets


@pytest.mark.parametrize(
    "said",
    [
        "please leave a message after the tone",
        "you have reached the voicemail of",
        "the person you are calling is currently unavailable",
        "silakan tinggalkan pesan setelah nada berikut",
        "nomor yang Anda tuju sedang tidak aktif",
        "I can't come to the phone right now",
    ],
)
def test_a_machine_is_known(said: str) -> None:
    assert is_machine(said)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "yes"), ("en", "hello"), ("en", "who is this"), ("id", "ya"), ("id", "ini siapa")],
)
def test_a_person_is_not_taken_for_one(language: str, said: str) -> None:
    assert not is_machine(said)
    assert not is_absent(said, language)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Hello?"), ("en", "yes hello"), ("id", "ya halo"), ("id", "Halo")]
)
def test_picking_up_is_no_answer(language: str, said: str) -> None:
    assert only_greets(said, language)


@pytest.mark.parametrize(("language", "said"), [("en", "yes"), ("id", "halo ya ini Budi")])
def test_an_answer_is_not_only_picking_up(language: str, said: str) -> None:
    assert not only_greets(said, language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "she is not here"),
        ("en", "can you call back later"),
        ("en", "I'm driving"),
        ("id", "Budi lagi keluar, Pak"),
        ("id", "orangnya tidak ada"),
        ("id", "nanti saja ya"),
    ],
)
def test_who_is_not_there_now_is_known(language: str, said: str) -> None:
    assert is_absent(said, language)
