"""The emergency: one for everybody, until it is over."""

import pytest

from records import notices
from records.errors import RecordsRefused
from records.session import Store
from tests.records.together import at_once

FIRE = {"en": "Our house is being evacuated.", "id": "Gedung kami sedang dievakuasi."}


def test_an_emergency_is_on_from_when_it_is_raised_until_it_is_ended(store: Store) -> None:
    with store.transaction() as session:
        assert notices.emergency(session) is None
        assert not notices.end_emergency(session, 5.0)
        notices.raise_emergency(session, FIRE, closes=True, at=10.0, by="Rina")
    with store.transaction() as session:
        found = notices.emergency(session)
        assert found is not None
        assert (found.messages, found.closes, found.since, found.by) == (FIRE, True, 10.0, "Rina")
        assert notices.end_emergency(session, 20.0)
        assert notices.emergency(session) is None
        assert not notices.end_emergency(session, 30.0)


def test_raised_again_it_keeps_its_beginning_and_has_the_newest_words(store: Store) -> None:
    for at, words in ((10.0, "Fire."), (20.0, " The fire is out. ")):
        with store.transaction() as session:
            notices.raise_emergency(session, {"en": words}, closes=at < 20, at=at, by="Rina")
    with store.transaction() as session:
        found = notices.emergency(session)
        assert found is not None
        assert (found.messages, found.closes) == ({"en": "The fire is out."}, False)
        assert found.since == 10.0
        notices.end_emergency(session, 30.0)
        later = notices.raise_emergency(session, FIRE, closes=False, at=90.0, by="Budi")
        assert (later.since, later.by) == (90.0, "Budi")


def test_two_who_raise_it_at_once_raise_one(store: Store) -> None:
    raised = at_once(
        store, lambda session: notices.raise_emergency(session, FIRE, True, 10.0, "Rina").kind
    )
    assert raised == ["emergency"] * 4


@pytest.mark.parametrize(
    "messages", [{}, {"en": ""}, {"en": "Fire.", "id": "  "}, {"en": "x" * 1001}]
)
def test_what_cannot_be_said_is_refused(store: Store, messages: dict[str, str]) -> None:
    with store.transaction() as session:
        with pytest.raises(RecordsRefused, match="1 to 1000 letters"):
            notices.raise_emergency(session, messages, closes=False, at=10.0, by="Rina")
        assert notices.emergency(session) is None
