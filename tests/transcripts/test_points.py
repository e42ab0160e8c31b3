"""Salient points: quoted word for word, once, and nothing of what was taken out."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transcripts.dialogues import Dialogue, facts, spoken, written
from transcripts.manners.points import LONGEST, MOST, points
from transcripts.words import Word

PRODUCTS = ("washing machine", "mesin cuci", "charger")


def quoted(*lines: str, language: str = "en") -> list[tuple[str, str]]:
    """Kind and quote of the points of a dialogue."""
    told = facts(language=language, products=PRODUCTS)
    return [(each.kind, each.quote) for each in points(spoken(*lines), told)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("C: my order number is one two three four five", "number"),
        ("C: it is four double two seven nine", "number"),
        ("A: the reference is seven seven one", "number"),
        ("C: ticket number 48213", "number"),
        ("A: it is two hundred and fifty thousand rupiah", "amount"),
        ("C: you took fifty dollars", "amount"),
        ("C: it broke on thursday", "date"),
        ("C: can you come the day after tomorrow", "date"),
        ("C: i bought it on the third of may", "date"),
        ("C: it came march the fifth", "date"),
        ("C: i am at home after five o'clock", "time"),
        ("C: it rang at half past nine", "time"),
        ("C: it took about three weeks", "time"),
        ("C: come before five", "time"),
        ("A: i will call you back before five", "promise"),
        ("A: i'll send it tomorrow", "promise"),
        ("A: our technician will come on monday at nine o'clock", "promise"),
        ("A: we are going to refund it within three working days", "promise"),
        ("C: my washing machine leaks", "product"),
        ("C: two chargers burnt", "product"),
    ],
)
def test_what_is_said_in_english_is_quoted(line: str, kind: str) -> None:
    assert quoted(line) == [(kind, line[3:])]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("C: nomor pesanannya satu dua tiga empat", "number"),
        ("C: nomor resi saya delapan lapan dobel dua", "number"),
        ("C: lima lima kosong satu", "number"),
        ("A: tagihannya dua ratus lima puluh ribu rupiah", "amount"),
        ("C: sudah bayar satu juta", "amount"),
        ("C: rusak sejak hari senin", "date"),
        ("C: belinya tanggal tujuh belas agustus dua ribu dua puluh lima", "date"),
        ("C: hari minggu depan saya di rumah", "date"),
        ("C: lusa saja pak", "date"),
        ("C: saya di rumah setelah jam lima sore", "time"),
        ("C: katanya paling lambat tiga hari kerja", "time"),
        ("A: petugas akan menghubungi ibu besok", "promise"),
        ("A: saya telepon kembali sebelum jam lima", "promise"),
        ("A: teknisi kami datang hari kamis jam sembilan pagi", "promise"),
        ("A: uangnya kembali dalam tiga hari", "promise"),
        ("A: nanti kami kabari paling lambat dua hari kerja", "promise"),
        ("C: mesin cucinya bocor", "product"),
    ],
)
def test_what_is_said_in_indonesian_is_quoted(line: str, kind: str) -> None:
    assert quoted(line, language="id") == [(kind, line[3:])]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("C: one moment please", "en"),
        ("C: i may come and we march on", "en"),
        ("C: i have two questions", "en"),
        ("C: the second one is better", "en"),
        ("A: will you be there", "en"),
        ("A: if it will not work", "en"),
        ("C: seminggu ini saya sibuk", "id"),
        ("C: jam berapa pak", "id"),
        ("C: saya punya dua anak", "id"),
        ("A: tidak akan lama", "id"),
    ],
)
def test_what_says_nothing_is_not_quoted(line: str, language: str) -> None:
    assert quoted(line, language=language) == []


def test_a_caller_promises_nothing() -> None:
    assert quoted("C: i will pay it tomorrow") == [("date", "i will pay it tomorrow")]


def test_a_long_clause_is_shortened_around_what_is_quoted() -> None:
    line = "well you know i think that it must have been on thursday that my son saw it for the first time"
    ((kind, quote),) = quoted(f"C: {line}")
    assert (kind, quote) == ("date", "it must have been on thursday that my son saw")
    assert len(quote.split()) <= LONGEST


def test_a_number_said_again_and_a_product_named_again_are_quoted_once() -> None:
    found = quoted(
        "C: my order number is one two three four",
        "A: one two three four is that right",
        "C: yes the washing machine",
        "A: your washing machine of course",
    )
    assert found == [
        ("number", "my order number is one two three four"),
        ("product", "yes the washing machine"),
    ]


def test_what_a_promise_holds_is_not_quoted_again() -> None:
    found = quoted("A: i will bring the charger on monday at nine o'clock")
    assert [kind for kind, _ in found] == ["promise"]


def test_nothing_taken_out_is_quoted_nor_words_across_it() -> None:
    found = quoted(
        "C: my order number is [phone] one two three four",
        "A: i will call [phone] tomorrow",
        "C: on [card] monday",
    )
    assert found == [("number", "one two three four"), ("date", "tomorrow"), ("date", "monday")]


def test_a_guess_is_not_quoted() -> None:
    assert quoted("C?: my order number is one two three four") == []


def test_points_outside_the_talk_are_left_out() -> None:
    lines = spoken("C: on monday", "C+30: on tuesday", "C+30: on friday")
    found = points(lines, facts(start=20.0, end=50.0))
    assert [each.quote for each in found] == ["on tuesday"]
    assert (found[0].start, found[0].end, found[0].channel) == (31.25, 31.9, 0)


def test_promises_come_before_numbers_and_products_last_when_there_are_too_many() -> None:
    numbers = [f"C: number {number} {number}" for number in ("one", "two", "three", "four", "five")]
    days = [f"C: on {day}" for day in ("monday", "tuesday", "wednesday", "thursday", "friday")]
    promises = [f"A: i will call at {hour} o'clock" for hour in ("two", "three", "six")]
    products = ["C: washing machine", "C: charger"]
    found = quoted(*products, *days, *numbers, *promises)
    kinds = [kind for kind, _ in found]
    assert len(found) == MOST
    assert [kinds.count(kind) for kind in ("promise", "number", "date", "product")] == [3, 5, 4, 0]
    assert kinds == ["date"] * 4 + ["number"] * 5 + ["promise"] * 3, "in order of time"


def test_a_language_without_wordings_has_no_points() -> None:
    assert quoted("C: lundi", language="fr") == []


def test_points_on_one_channel_are_found_but_for_promises() -> None:
    mono = [replace(each, speaker="unknown") for each in spoken("A: i will call on monday")]
    assert [each.kind for each in points(mono, facts())] == ["date"]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(written()),
    st.data(),
)
def test_every_quote_is_what_was_said(dialogue: Dialogue, data: st.DataObject) -> None:
    utterances = dialogue.utterances
    out = data.draw(st.sets(st.sampled_from([word for each in utterances for word in each.words])))
    kept = [
        replace(each, words=tuple(taken_out(word) if word in out else word for word in each.words))
        for each in utterances
    ]
    found = points(kept, replace(dialogue.facts, products=PRODUCTS))
    words = [word for each in kept for word in each.words]
    for point in found:
        said = [
            word.text
            for word in words
            if word.channel == point.channel
            and point.start <= word.start
            and word.end <= point.end
            and word.kind is None
        ]
        assert " ".join(said) == point.quote
    assert found == sorted(found, key=lambda each: each.start)
    keys = [(each.kind, each.channel, each.start) for each in found]
    assert len(set(keys)) == len(keys) <= MOST


def taken_out(word: Word) -> Word:
    return replace(word, text="", kind="code")
