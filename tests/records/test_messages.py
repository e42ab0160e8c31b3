"""Words from supervisors to agents."""

import pytest

from records import messages, people
from records.errors import RecordsRefused
from records.models import Message, MessageKind, Person
from records.session import Store


@pytest.fixture
def wayan(store: Store) -> Person:
    with store.transaction() as session:
        return people.add(session, extension="11", name="Wayan", role="supervisor", at=0.0)


@pytest.fixture
def putu(store: Store) -> Person:
    with store.transaction() as session:
        return people.add(session, extension="12", name="Putu", at=0.0)


def send(
    store: Store,
    to: Person,
    by: Person,
    text: str,
    kind: MessageKind = "word",
    press: str = "one",
) -> Message | None:
    with store.transaction() as session:
        return messages.send(session, press, to, by, text, 10.0, kind)


def test_a_button_pressed_twice_sends_once(store: Store, wayan: Person, putu: Person) -> None:
    first = send(store, putu, wayan, " Well done. ")
    assert first
    assert (first.text, first.to_id, first.from_id, first.seen_at) == (
        *("Well done.", putu.id, wayan.id, None),
    )
    assert send(store, putu, wayan, "Well done.") is None
    assert send(store, putu, wayan, "Well done.", press="another")


@pytest.mark.parametrize("text", ["", "  \n", "x" * (messages.LONGEST + 1)])
def test_no_words_and_too_many_are_refused(
    store: Store, wayan: Person, putu: Person, text: str
) -> None:
    with pytest.raises(RecordsRefused):
        send(store, putu, wayan, text)


def test_who_is_called_back_from_a_break_needs_no_words(
    store: Store, wayan: Person, putu: Person
) -> None:
    assert send(store, putu, wayan, "", "come-back")


def test_only_who_it_is_for_has_seen_it_and_only_once(
    store: Store, wayan: Person, putu: Person
) -> None:
    sent = send(store, putu, wayan, "Hello")
    assert sent
    with store.transaction() as session:
        assert not messages.see(session, sent.id, wayan.id, 11.0)
        assert not messages.see(session, sent.id + 1, putu.id, 11.0)
        assert messages.see(session, sent.id, putu.id, 12.0)
        assert messages.see(session, sent.id, putu.id, 13.0)
        found = session.get(Message, sent.id)
        assert found
        assert found.seen_at == 12.0
