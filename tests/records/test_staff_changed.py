"""Those who work here: changed, and gone."""

from dataclasses import replace

import pytest

from records import people, staff
from records.errors import AlreadyKnown, RecordsRefused
from records.models import Person
from records.session import Store
from records.staff import Particulars

NOW = 1_800_000_000.0
PUTU = Particulars("Putu", "11", "agent", ("id",), {"billing": 3}, login="putu")


@pytest.fixture
def putu(store: Store) -> Person:
    with store.transaction() as session:
        return people.add(
            session,
            extension="11",
            name="Putu",
            at=NOW,
            languages=("id",),
            skills={"billing": 3},
            login="putu",
        )


def changed(store: Store, whose: Person, wanted: Particulars) -> frozenset[str]:
    with store.transaction() as session:
        person = people.by_id(session, whose.id)
        assert person
        return staff.change(session, person, wanted)


def test_what_has_changed_is_said(store: Store, putu: Person) -> None:
    wanted = replace(PUTU, skills={"billing": 5, "delivery": 1}, languages=("id", "en"))
    assert Particulars.of(putu) == replace(PUTU, languages=["id"])
    assert changed(store, putu, PUTU) == frozenset()
    assert changed(store, putu, wanted) == {"skills", "languages"}
    with store.reading() as session:
        person = people.by_extension(session, "11")
        assert person
        assert (person.skills, person.languages) == ({"billing": 5, "delivery": 1}, ["id", "en"])


def test_nobody_gets_somebody_elses_extension_or_login(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        made = people.add(session, extension="12", name="Sari", at=NOW, login="sari")
    for taken in (Particulars("Sari", "11"), Particulars("Sari", "12", login="putu")):
        with pytest.raises(AlreadyKnown):
            changed(store, made, taken)


@pytest.mark.parametrize(
    "wrong", [replace(PUTU, extension="eleven"), replace(PUTU, skills={"billing": 6})]
)
def test_what_cannot_be_is_refused(store: Store, putu: Person, wrong: Particulars) -> None:
    with pytest.raises(RecordsRefused):
        changed(store, putu, wrong)


def test_who_leaves_can_sign_in_nowhere_and_leaves_their_extension_to_another(
    store: Store, putu: Person
) -> None:
    with store.transaction() as session:
        person = people.by_id(session, putu.id)
        assert person
        people.set_pin(person, "4711")
        people.set_status(session, person, "ready", NOW)
        staff.leave(session, person, NOW + 1)
        staff.leave(session, person, NOW + 2)
    with store.transaction() as session:
        assert people.by_login(session, "putu") is None
        assert people.by_extension(session, "11") is None
        assert [one.name for one in staff.left(session)] == ["Putu"]
        assert [one.left_at for one in staff.left(session)] == [NOW + 1]
        assert staff.here(session) == []
        people.add(session, extension="11", name="Made", at=NOW)
        gone = staff.left(session)[0]
        assert (gone.status, gone.pin_hash, gone.number) == ("signed-out", None, None)
        with pytest.raises(RecordsRefused):
            staff.change(session, gone, PUTU)


def test_those_whom_the_file_names_are_changed_there(store: Store) -> None:
    with store.transaction() as session:
        people.sync_on_call(session, [people.OnCall(1, "Ayu", "+622155501111", ("id",))], NOW)
    with store.transaction() as session:
        (ayu,) = staff.here(session)
        with pytest.raises(RecordsRefused):
            staff.change(session, ayu, replace(PUTU, extension="13"))


def test_those_who_can_administer_are_counted(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        ketut = people.add(session, extension="1", name="Ketut", at=NOW, role="administrator")
        assert staff.administrators(session) == 0  # nobody who could sign in
        people.set_password(ketut, "long enough")
        session.flush()
        assert staff.administrators(session) == 1
        staff.leave(session, ketut, NOW)
        session.flush()
        assert staff.administrators(session) == 0
