"""Search: the same calls are found on both databases, and nothing that is typed is an operator."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from records import customers, people, search
from records.models import Call, Person, Utterance
from records.search import Found, Wish
from records.session import Store
from tests.records.spoken import said, talked, written

NUMBER = "+6281255501234"


@pytest.fixture
def putu(store: Store) -> Person:
    with store.transaction() as session:
        return people.add(session, extension="11", name="Putu", at=0.0)


def spoken(session: Session, sid: str, at: float, agent: Person, *texts: str) -> Call:
    """A call that was written down, one utterance after the other."""
    call, _ = talked(session, sid, at, agent)
    utterances = [said(one, 10.0 * n, channel=n % 2) for n, one in enumerate(texts)]
    written(session, f"RE{sid}", call, *utterances, at=at)
    return call


def found(store: Store, wish: Wish | str, limit: int = 50) -> list[str]:
    """The sids of the calls that are found."""
    wish = Wish(words=wish) if isinstance(wish, str) else wish
    with store.reading() as session:
        return [one.call.sid for one in search.find(session, wish, limit)]


@pytest.fixture
def calls(store: Store, putu: Person) -> None:
    """Three calls that were written down, the last of them the newest."""
    with store.transaction() as session:
        spoken(session, "CA1", 10.0, putu, "kartu kredit saya hilang", "baik saya bantu")
        spoken(session, "CA2", 20.0, putu, "saya mau bayar kredit", "kartu apa ya pak")
        spoken(session, "CA3", 30.0, putu, "my card is lost", "I'll block the card, José")


SAID = {
    "kredit": ["CA2", "CA1"],
    "KREDIT": ["CA2", "CA1"],
    "kartu bayar": ["CA2"],  # in different utterances
    "bayar kartu": ["CA2"],
    "kartu kredit hilang bantu": ["CA1"],
    '"kartu kredit"': ["CA1"],
    '"kredit kartu"': [],
    '"bayar kredit" apa': ["CA2"],
    "kre*": ["CA2", "CA1"],
    "car*": ["CA3"],
    '"kartu kre*"': ["CA1"],
    '"kartu kre"*': ["CA1"],
    "kre": [],
    "*kredit": ["CA2", "CA1"],
    "José": ["CA3"],
    "jose": ["CA3"],
    "ill block": ["CA3"],
    "I\u2019ll": ["CA3"],
    "kartu AND kredit": [],
    "kartu OR lost": [],
    "kartu NOT bayar": [],
    "NEAR(kartu kredit)": [],
    "terms:kartu": [],
    "": ["CA3", "CA2", "CA1"],
    "  ": ["CA3", "CA2", "CA1"],
    "?!": [],
    "?! kredit": ["CA2", "CA1"],
    '"kartu kredit': ["CA1"],
    "hilang;": ["CA1"],
}


def test_words_that_were_said_in_a_call(store: Store, calls: None) -> None:
    assert {words: found(store, words) for words in SAID} == SAID


SPELLINGS = [
    ("kira-kira jum'at sore", "kira-kira"),
    ("kira-kira jum'at sore", "kira kira"),
    ("kira-kira jum'at sore", "jum'at"),
    ("kira-kira jum'at sore", "jumat"),
    ("kira-kira jum\u2019at sore", '"kira kira jumat"'),
    ("kira kira jumat", "KIRA-KIRA JUM'AT"),
    ("e-mail 4g x2", "e-mail 4G x2"),
    ("nomor 12a", '"nomor 12a"'),
    ("Ünlü İstanbul", "unlu istanbul"),
    ("résumé", "RÉSUMÉ"),
    ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
    ("straße", "STRASSE"),
]


def test_words_are_found_however_they_are_written(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        for number, (said_so, _) in enumerate(SPELLINGS):
            spoken(session, f"CA{number}", float(number), putu, said_so)
    for number, (_, words) in enumerate(SPELLINGS):
        assert f"CA{number}" in found(store, words)


def test_a_phrase_does_not_go_over_from_one_utterance_to_the_next(
    store: Store, calls: None
) -> None:
    assert found(store, '"hilang baik"') == []


def test_what_was_taken_out_is_not_found(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        call, _ = talked(session, "CA1", 1.0, putu)
        written(session, "RE1", call, said("nomor kartu saya", taken_out="card"))
    assert found(store, "nomor") == ["CA1"]
    assert found(store, "card") == []
    assert found(store, "[card]") == []


def test_what_is_stored_anew_is_found_by_its_new_words_only(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        call = spoken(session, "CA1", 1.0, putu, "kartu kredit")
        call.skill = "billing"
        session.execute(text("UPDATE utterances SET terms = 'pinjaman rumah'"))
    assert found(store, "pinjaman") == ["CA1"]
    assert found(store, "kartu") == []
    with store.transaction() as session:
        session.execute(text("DELETE FROM utterances"))
    assert found(store, "pinjaman") == []


def test_each_call_comes_with_its_first_hits(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        spoken(session, "CA1", 1.0, putu, *(f"halo kartu {n}" for n in range(9)), "bayar")
        spoken(session, "CA2", 2.0, putu, "bayar dulu", "lalu kartu")
        spoken(session, "CA3", 3.0, putu, "kartu")
    with store.reading() as session:
        second, first = search.find(session, Wish(words="kartu bayar"), 50)
    assert [hit.terms for hit in second.hits] == ["bayar dulu", "lalu kartu"]
    assert [hit.terms for hit in first.hits] == [f"halo kartu {n}" for n in range(search.MOST_HITS)]


def test_without_words_there_are_no_hits(store: Store, calls: None) -> None:
    with store.reading() as session:
        assert [one.hits for one in search.find(session, Wish(), 50)] == [[], [], []]


THEIRS = [
    NUMBER,
    "6281255501234",
    "0812-5550-1234",
    "0812 5550 1234",
    "(0812) 5550.1234",
    "+62 (0)812 5550 1234",
    "00 62 812 5550 1234",
    "1234",
    "Wayan",
    "wayan sudirja",
    "  WAYAN   SUD ",
    "dirj",
    "élodie",
    "ÉLODIE",
]
NOBODYS = ["%", "_", "Way%n", "\\", "'", "+", "0", "++", "999"]


def test_a_customer_is_found_by_number_or_name(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        known = customers.remember(session, NUMBER, at=1.0, name="Élodie Wayan Sudirja")
        call, _ = talked(session, "CA1", 1.0, putu, NUMBER)
        call.customer_id = known.id
        talked(session, "CA2", 2.0, putu, "+15555550199")
        talked(session, "CA3", 3.0, putu)
    for customer in THEIRS:
        assert found(store, Wish(customer=customer)) == ["CA1"], customer
    for customer in NOBODYS:
        assert found(store, Wish(customer=customer)) == [], customer


def test_a_caller_who_gave_another_name_in_this_call_is_found_by_it(
    store: Store, putu: Person
) -> None:
    with store.transaction() as session:
        talked(session, "CA1", 1.0, putu, NUMBER)[0].name = "Ketut"
    assert found(store, Wish(customer="ketut")) == ["CA1"]


def test_calls_are_found_by_agent_skill_and_day(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        made = people.add(session, extension="12", name="Made", at=0.0)
        spoken(session, "CA1", 100.0, putu, "kartu").skill = "billing"
        spoken(session, "CA2", 200.0, made, "kartu").skill = "billing"
        spoken(session, "CA3", 300.0, putu, "kartu").skill = "delivery"
    assert found(store, Wish(person_id=putu.id)) == ["CA3", "CA1"]
    assert found(store, Wish(mine=made.id)) == ["CA2"]
    assert found(store, Wish(mine=made.id, person_id=putu.id)) == []
    assert found(store, Wish(skill="billing")) == ["CA2", "CA1"]
    assert found(store, Wish(since=200.0)) == ["CA3", "CA2"]
    assert found(store, Wish(until=200.0)) == ["CA1"]
    assert found(store, Wish("kartu", person_id=putu.id, skill="billing", since=50.0)) == ["CA1"]
    assert found(store, Wish("kredit", person_id=putu.id)) == []


def test_who_only_took_a_call_and_never_talked_has_no_part_in_it(
    store: Store, putu: Person
) -> None:
    with store.transaction() as session:
        made = people.add(session, extension="12", name="Made", at=0.0)
        _, talk = talked(session, "CA1", 1.0, made)
        talk.connected_at = None
    assert found(store, Wish(mine=made.id)) == []


def test_pages_follow_each_other_without_gaps_or_repeats(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        for number in range(11):
            spoken(session, f"CA{number}", float(number // 3), putu, "kartu")
    everything = found(store, "kartu")
    assert len(set(everything)) == 11
    pages: list[Found] = []
    with store.reading() as session:
        while page := search.find(session, Wish("kartu"), 2, pages[-1].place if pages else None):
            pages += page
    assert [one.call.sid for one in pages] == everything
    begun = [one.call.started_at for one in pages]
    assert begun == sorted(begun, reverse=True)


HOSTILE = [
    "'; DROP TABLE calls; --",
    '"',
    '""',
    '"""',
    "* * *",
    "kartu & !kredit | (",
    "kartu:* <-> kredit",
    "\\",
    "a\\'b",
    "kartu\x00kredit",
    "\ud800",
    "😀 kartu 😀",
    "(((((((",
    "-kartu +kredit ^hilang",
    "{kartu kredit}",
    "x" * 10_000,
    "a " * 5_000,
    '"a" ' * 3_000,
    "é" * 10_000,
    "٣٤٥ 漢字 カード",
    "½ ² ﬁ",
    "_ __ ___",
    "1e5 -5 3.14 0x1f a@b.c http://x.y/z",
]


def test_odd_input_is_words_like_any_other(store: Store, calls: None) -> None:
    for words in HOSTILE:
        for wish in (Wish(words), Wish(customer=words), Wish(skill=words)):
            assert set(found(store, wish)) <= {"CA1", "CA2", "CA3"}


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.text(max_size=40), rest=st.text(max_size=10))
def test_any_text_can_be_said_and_is_then_found(
    store: Store, putu: Person, words: str, rest: str
) -> None:
    with store.transaction() as session:
        call, _ = talked(session, "CA1", 1.0, putu)
        written(session, "RE1", call, said(f"{rest} {words}"))
        for wanted in (words, f'"{words}"'.replace('""', '"')):
            hits = search.find(session, Wish(wanted), 50)
            plain = search.plain(wanted)
            assert [one.call.sid for one in hits] == (
                ["CA1"] if plain or not wanted.strip() else []
            )
        session.rollback()


def plan(session: Session, words: str) -> str:
    """How the database goes about finding utterances with these words."""
    query = select(Utterance.call_id).where(search._says(session, search._pieces(words)))
    bound = query.compile(session.connection(), compile_kwargs={"literal_binds": True})
    explain = "EXPLAIN QUERY PLAN" if session.connection().dialect.name == "sqlite" else "EXPLAIN"
    rows = session.connection().exec_driver_sql(f"{explain} {bound}".replace("%", "%%"))
    return "\n".join(str(row) for row in rows)


def test_words_are_looked_up_in_an_index(store: Store, calls: None) -> None:
    with store.transaction() as session:
        if session.connection().dialect.name == "postgresql":
            session.execute(text("SET LOCAL enable_seqscan = off"))  # it would read so few rows
            assert "ix_utterances_terms" in plan(session, '"kartu kredit" hilang*')
        else:
            how = plan(session, '"kartu kredit" hilang*')
            assert "VIRTUAL TABLE INDEX" in how
            assert "SCAN utterances" not in how
