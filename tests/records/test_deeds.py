"""The audit trail: written on, never altered, and without a name or a number in it."""

import pytest

from records import deeds, people
from records.errors import RecordsRefused
from records.session import Store


def test_who_did_what_to_which_call_can_be_told(store: Store) -> None:
    with store.transaction() as session:
        dewi = people.add(session, extension="11", name="Dewi", at=0.0, role="supervisor")
        deeds.note(session, "read", 1.0, person=dewi, subject="c1", details={"recording": "RE1"})
        deeds.note(session, "heard", 2.0, person=dewi, subject="c2")
        deeds.note(session, "removed", 3.0, details={"count": 7})
        deeds.note(session, "exported", 4.0, person=dewi, subject="c1")
    with store.reading() as session:
        of_first = [
            (one.deed, one.person_id, one.details) for one in deeds.of_subject(session, "c1")
        ]
        assert of_first == [("read", dewi.id, {"recording": "RE1"}), ("exported", dewi.id, {})]
        last = [(one.deed, one.person_id) for one in deeds.newest(session, 3)]
        assert last == [("exported", dewi.id), ("removed", None), ("heard", dewi.id)]


@pytest.mark.parametrize("subject", ["+6281255501234", "081255501234"])
def test_a_number_is_no_subject(store: Store, subject: str) -> None:
    with store.transaction() as session:
        with pytest.raises(RecordsRefused, match="telephone number") as caught:
            deeds.note(session, "forgot", 1.0, subject=subject)
        assert subject not in str(caught.value)
        assert deeds.newest(session, 9) == []


def test_there_is_no_way_to_alter_or_delete_one() -> None:
    public = {name for name in vars(deeds) if callable(getattr(deeds, name)) and name[0].islower()}
    assert {name for name in public if getattr(deeds, name).__module__ == "records.deeds"} == {
        "note",
        "of_subject",
        "newest",
    }
