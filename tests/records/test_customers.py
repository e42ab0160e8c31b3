"""Customers: remembered by number, by nothing else."""

import pytest

from records import customers
from records.errors import RecordsRefused
from records.session import Store


def test_what_is_learnt_is_kept_and_what_is_not_said_stays(store: Store) -> None:
    with store.transaction() as session:
        first = customers.remember(session, "+62215550100", at=10.0, name="Wayan", language="id")
    with store.transaction() as session:
        customers.remember(session, "+62215550100", at=20.0, honorific="Ibu", name="")
        customers.remember(session, "+62215550100", at=15.0, language="en")
    with store.reading() as session:
        found = customers.by_number(session, "+62215550100")
        assert found is not None
        assert (found.id, found.name, found.honorific) == (first.id, "Wayan", "Ibu")
        assert (found.language, found.first_seen, found.last_seen) == ("en", 10.0, 20.0)
        assert customers.by_number(session, "+62215550199") is None


@pytest.mark.parametrize(
    "number", ["", "anonymous", "+0155501000", "15550100", "+1555\u0660100", "+1555 0100\n"]
)
def test_callers_without_a_number_do_not_become_one_customer(store: Store, number: str) -> None:
    with store.transaction() as session, pytest.raises(RecordsRefused):
        customers.remember(session, number, at=1.0)
