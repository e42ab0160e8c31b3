"""What agents write while they type: no word is lost, whatever happens in between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import calls, memos, people, privacy
from records.errors import RecordsRefused
from records.memos import Written
from records.models import Call, Person
from records.session import Store


@pytest.fixture
def putu(store: Store) -> Person:
    with store.transaction() as session:
        return people.add(session, extension="11", name="Putu", at=0.0)


@pytest.fixture
def call(store: Store) -> Call:
    with store.transaction() as session:
        return calls.open_call(session, sid="CA1", number="+62215550100", at=1.0)


def write(store: Store, call: Call, who: Person, text: str, version: int) -> Written:
    with store.transaction() as session:
        return memos.write(session, call.id, who.id, text, version, 5.0)


def test_a_note_grows_with_its_version(store: Store, call: Call, putu: Person) -> None:
    with store.reading() as session:
        assert memos.of(session, call.id, putu.id) == Written(0, "")
    assert write(store, call, putu, "wants", 0) == Written(1, "wants")
    assert write(store, call, putu, "wants a refund", 1) == Written(2, "wants a refund")
    assert write(store, call, putu, "", 2) == Written(3, "")
    with store.reading() as session:
        assert memos.of_calls(session, [call.id]) == []


def test_what_is_sent_again_is_kept_once(store: Store, call: Call, putu: Person) -> None:
    first = write(store, call, putu, "wants a refund", 0)
    assert write(store, call, putu, "wants a refund", 0) == first
    assert write(store, call, putu, "wants a refund", 1) == first


def test_two_pages_lose_no_word(store: Store, call: Call, putu: Person) -> None:
    write(store, call, putu, "order 17\n", 0)
    write(store, call, putu, "order 17\nlate since Monday", 1)
    both = write(store, call, putu, "order 17\nwants a refund", 1)
    assert both == Written(3, "order 17\nlate since Monday\nwants a refund", clashed=True)
    assert write(store, call, putu, both.text + ", urgently", 3).text.endswith("refund, urgently")


def test_of_a_line_and_what_it_grew_into_the_longer_is_kept(
    store: Store, call: Call, putu: Person
) -> None:
    write(store, call, putu, "wants a ref", 0)
    assert write(store, call, putu, "wants a refund", 0).text == "wants a refund"
    assert write(store, call, putu, "wants a ref", 0).text == "wants a refund"


@given(st.text("ab \n", max_size=12), st.text("ab \n", max_size=12))
def test_every_line_of_both_is_in_what_is_kept(one: str, other: str) -> None:
    kept = memos.together(one, other).splitlines()
    for line in (*one.splitlines(), *other.splitlines()):
        assert not line.strip() or any(each.startswith(line) for each in kept)


@given(st.text("ab \n", max_size=12))
def test_together_with_itself_nothing_is_added(text: str) -> None:
    assert memos.together(text, text) == "\n".join(text.splitlines())


def test_everybody_has_a_note_of_their_own(store: Store, call: Call, putu: Person) -> None:
    with store.transaction() as session:
        made = people.add(session, extension="12", name="Made", at=0.0)
    write(store, call, putu, "wants a refund", 0)
    write(store, call, made, "granted", 0)
    with store.reading() as session:
        assert [note.text for note in memos.of_calls(session, [call.id])] == [
            "wants a refund",
            "granted",
        ]


def test_what_cannot_be_kept_is_refused(store: Store, call: Call, putu: Person) -> None:
    with pytest.raises(RecordsRefused, match="20000 characters"):
        write(store, call, putu, "x" * (memos.LONGEST + 1), 0)
    unknown = Call(id="unknown")
    with pytest.raises(RecordsRefused, match="no such call"):
        write(store, unknown, putu, "wants a refund", 0)


def test_who_is_forgotten_leaves_no_note(store: Store, call: Call, putu: Person) -> None:
    write(store, call, putu, "wants a refund", 0)
    with store.transaction() as session:
        known = calls.by_id(session, call.id, lock=True)
        assert known
        calls.close(session, known, "talked", 9.0)
    with store.transaction() as session:
        privacy.forget(session, "+62215550100", 10.0)
    with store.reading() as session:
        assert memos.of(session, call.id, putu.id) == Written(0, "")
    with pytest.raises(RecordsRefused):
        write(store, call, putu, "wants a refund", 0)
