"""Words that say what a text is about."""

from ivr.terms import LONGEST, terms


def test_what_everybody_says_is_left_out() -> None:
    said = "Halo selamat siang, internet saya mati, tolong dong"
    assert terms(said, "id") == {"internet": "internet", "mati": "mati"}


def test_forms_of_a_word_meet() -> None:
    assert set(terms("dropping", "en")) == set(terms("Drops!", "en")) == {"drop"}
    assert set(terms("pembayaran", "id")) == set(terms("Membayar", "id"))


def test_numbers_and_short_words_are_left_out() -> None:
    assert terms("12345 0812 tv", "id") == {}


def test_a_language_without_a_lexicon_is_read_word_by_word() -> None:
    assert "panne" in terms("die panne", "de").values()


def test_a_ramble_is_cut() -> None:
    assert "outage" not in terms("x" * LONGEST + " outage", "en")
