"""A caller says why they call, and the right skill is found, asked for, or left to a person."""

import csv
import math
import random
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from ivr.reasons import NoExamples, Reasons, Verdict, train

HOTLINES = Path(__file__).parents[2] / "examples"
REAL_QUESTIONS = Path(__file__).parents[3] / "shared" / "data" / "reasons-bank.csv"

Pair = tuple[str, str]


def examples_of(hotline: str, language: str) -> list[Pair]:
    skills = tomllib.loads((HOTLINES / f"{hotline}.toml").read_text(encoding="utf-8"))["skills"]
    return [(text, skill["key"]) for skill in skills for text in skill["examples"][language]]


@pytest.fixture(scope="module")
def bank() -> Reasons:
    return train(examples_of("bank", "en"), "en")


@pytest.fixture(scope="module")
def toko() -> Reasons:
    return train(examples_of("elektronik", "id"), "id")


@pytest.fixture(scope="module")
def shop() -> Reasons:
    return train(examples_of("elektronik", "en"), "en")


@pytest.mark.parametrize(
    ("said", "skill"),
    [
        ("um good morning, my credit card is gone, I think somebody nicked it", "lost_or_fraud"),
        ("hello, how would I go about setting a different PIN please", "account"),
        ("the cash machine only paid out half of what I wanted", "cash"),
        ("how many dollars would I get for five hundred euros", "exchange"),
        ("yeah hi so I topped up this morning and it's still not there", "top_up"),
        ("I've sent my sister money and she hasn't received it", "transfer"),
    ],
)
def test_a_bank_customer_is_understood(bank: Reasons, said: str, skill: str) -> None:
    assert skill in bank.judge(said).skills
    assert bank.rank(said)[0][0] == skill


@pytest.mark.parametrize(
    ("said", "skill"),
    [
        ("halo mbak, mau nanya dong, paket saya kok belum nyampe-nyampe ya", "delivery"),
        ("kulkasnya udah nggak dingin lagi nih", "repair"),
        ("duit saya kapan dibalikin", "refund"),
        ("eh anu saya mau komplen, kasirnya jutek", "complaint"),
        ("harganya berapaan ya mesin cuci yang kecil", "sales"),
        ("saya udah transfer tapi masih ditagih", "billing"),
    ],
)
def test_an_indonesian_caller_speaks_as_people_do(toko: Reasons, said: str, skill: str) -> None:
    assert toko.judge(said).skills[:1] == (skill,)


@pytest.mark.parametrize(
    ("said", "skill"),
    [
        ("my parcel still hasn't come", "delivery"),
        ("the fridge I have isn't cooling", "repair"),
        ("your cashier was so rude", "complaint"),
        ("I'd like my money back please", "refund"),
    ],
)
def test_the_same_shop_understands_english(shop: Reasons, said: str, skill: str) -> None:
    assert shop.judge(said).skills[:1] == (skill,)


@pytest.mark.parametrize(
    "said",
    ["", "   ", "\n", "\x00\x1b[2J", "...", "🙂🙂", "12345", "asdf", "$%&", "la la la",
     "is it going to rain this weekend", "two pepperoni pizzas", "sing me a song"],
)  # fmt: skip
def test_what_fits_nothing_goes_to_a_person(bank: Reasons, said: str) -> None:
    assert bank.judge(said) == Verdict("person", ())


def test_words_that_fit_two_skills_are_asked_about(bank: Reasons) -> None:
    verdict = bank.judge("what is the fee for a transfer into my account")
    assert verdict.kind == "ask"
    assert set(verdict.skills) == {"transfer", "top_up"}


def test_ranks_name_every_skill_once_with_chances_that_sum_to_one(bank: Reasons) -> None:
    for said in ("my card was stolen", "", "asdf", "🙂"):
        skills, chances = zip(*bank.rank(said), strict=True)
        assert sorted(skills) == sorted({skill for _, skill in examples_of("bank", "en")})
        assert math.isclose(sum(chances), 1)
        assert list(chances) == sorted(chances, reverse=True)


def test_hostile_text_is_judged_like_any_other(bank: Reasons, toko: Reasons) -> None:
    chance = random.Random(7)
    noise = "".join(chr(chance.randrange(1, 0xD800)) for _ in range(10_000))
    for said in (
        "my card " * 1250,
        "x" * 10_000,
        noise,
        "'" * 10_000,
        "\ud800 kartu",
        "ﷺ" * 999,
        "_ _",
    ):
        for reasons in (bank, toko):
            assert reasons.judge(said).kind in {"sure", "ask", "person"}
            assert math.isclose(sum(chance for _, chance in reasons.rank(said)), 1)


def test_training_twice_gives_the_same_answers(toko: Reasons) -> None:
    again = train(iter(examples_of("elektronik", "id")), "id")
    for said in ("barangnya rusak waktu sampai", "mau bayar", "besok hujan"):
        assert again.rank(said) == toko.rank(said)
        assert again.judge(said) == toko.judge(said)


def test_a_hotline_with_one_skill_never_asks() -> None:
    only = train([("my heater is cold", "heating"), ("there is no hot water", "heating")], "en")
    assert only.judge("the heater stays cold") == Verdict("sure", ("heating",))
    assert only.judge("I want a taxi") == Verdict("person", ())
    assert only.rank("anything") == [("heating", 1.0)]


def test_a_language_without_a_lexicon_is_still_learned() -> None:
    german = [("meine Rechnung stimmt nicht", "billing"), ("ich habe eine Frage zur Rechnung", "billing"),
              ("mein Paket ist nicht da", "delivery"), ("wo bleibt mein Paket", "delivery")]  # fmt: skip
    assert train(german, "de").rank("die Rechnung ist falsch")[0][0] == "billing"


@pytest.mark.parametrize("examples", [[], [("", "billing"), ("...", "sales"), ("123", "refund")]])
def test_training_on_nothing_says_so(examples: list[Pair]) -> None:
    with pytest.raises(NoExamples, match="language 'id'"):
        train(examples, "id")


@pytest.mark.parametrize(
    ("hotline", "language", "least"),
    [("bank", "en", 40), ("elektronik", "id", 25), ("elektronik", "en", 25)],
)
def test_every_skill_of_a_ready_hotline_has_examples_of_its_own(
    hotline: str, language: str, least: int
) -> None:
    examples = examples_of(hotline, language)
    counts: defaultdict[str, int] = defaultdict(int)
    for _, skill in examples:
        counts[skill] += 1
    assert min(counts.values()) >= least
    assert len({text.casefold() for text, _ in examples}) == len(examples)


def real_questions() -> dict[str, list[Pair]]:
    if not REAL_QUESTIONS.exists():
        pytest.skip(f"the real customers' questions are not here: {REAL_QUESTIONS.name}")
    rows: defaultdict[str, list[Pair]] = defaultdict(list)
    with REAL_QUESTIONS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["category"]].append((row["text"], row["skill"]))
    return rows


def figures(reasons: Reasons, tests: list[Pair]) -> tuple[float, float]:
    """Return the shares asked, and right after at most one question."""
    verdicts = [reasons.judge(text) for text, _ in tests]
    asked = sum(verdict.kind == "ask" for verdict in verdicts)
    right = sum(
        skill in verdict.skills for verdict, (_, skill) in zip(verdicts, tests, strict=True)
    )
    return asked / len(tests), right / len(tests)


def test_ten_examples_a_category_are_enough_for_real_customers() -> None:
    chance = random.Random(11)
    shuffled = [chance.sample(pairs, len(pairs)) for _, pairs in sorted(real_questions().items())]
    reasons = train((pair for pairs in shuffled for pair in pairs[:10]), "en")
    asked, right = figures(reasons, [pair for pairs in shuffled for pair in pairs[10:30]])
    assert asked <= 0.20
    assert right >= 0.95


def test_the_bank_that_comes_along_serves_real_customers(bank: Reasons) -> None:
    asked, right = figures(
        bank, [pair for pairs in real_questions().values() for pair in pairs[:20]]
    )
    assert asked <= 0.20
    assert right >= 0.95


def test_no_example_of_the_bank_is_a_real_customers_words() -> None:
    real = {plain(text) for pairs in real_questions().values() for text, _ in pairs}
    assert not [text for text, _ in examples_of("bank", "en") if plain(text) in real]


def plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
