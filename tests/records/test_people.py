"""People: who works here, what they chose, and the telephones they are on."""

from collections.abc import Mapping

import pytest

from records import calls, people
from records.errors import AlreadyKnown, RecordsRefused
from records.models import Person
from records.people import OnCall
from records.secrets import hashed, matches
from records.session import Store
from tests.records.together import at_once


@pytest.fixture
def agent(store: Store) -> Person:
    with store.transaction() as session:
        return people.add(
            session,
            extension="12",
            name="Putu",
            at=1.0,
            languages=["id", "en"],
            skills={"billing": 4},
            login="putu",
        )


def test_people_are_found_by_each_of_their_names(store: Store, agent: Person) -> None:
    with store.transaction() as session:
        boss = people.add(session, extension="11", name="Made", at=1.0, role="supervisor")
    with store.reading() as session:
        for found in (
            people.by_id(session, agent.id),
            people.by_id(session, str(agent.id)),
            people.by_extension(session, "12"),
            people.by_login(session, "putu"),
        ):
            assert found is not None
            assert (found.id, found.languages, found.skills) == (
                agent.id,
                ["id", "en"],
                {"billing": 4},
            )
        assert [person.id for person in people.all(session)] == [boss.id, agent.id]


@pytest.mark.parametrize("what", ["", "x", "-1", "99999999999999999999", "1.0", "\u0661", 999])
def test_what_is_no_id_finds_nobody(store: Store, what: str | int) -> None:
    with store.reading() as session:
        assert people.by_id(session, what) is None


def test_a_login_belongs_to_one_person(store: Store, agent: Person) -> None:
    with pytest.raises(AlreadyKnown, match="login"), store.transaction() as session:
        people.add(session, extension="13", name="Made", at=1.0, login="putu")


@pytest.mark.parametrize(
    ("extension", "skills"), [("", {}), ("12a", {}), ("123456789", {}), ("13", {"billing": 6})]
)
def test_people_who_cannot_be_are_refused(
    store: Store, extension: str, skills: Mapping[str, int]
) -> None:
    with store.transaction() as session, pytest.raises(RecordsRefused):
        people.add(session, extension=extension, name="Made", at=1.0, skills=skills)


def test_a_pin_and_a_password_open_for_their_owner_only(store: Store, agent: Person) -> None:
    with store.transaction() as session:
        session.add(agent)
        people.set_pin(agent, "4711")
        people.set_password(agent, "nasi goreng")
    with store.reading() as session:
        found = people.by_extension(session, "12")
        assert people.check_pin(found, "4711")
        assert not people.check_pin(found, "4712")
        assert people.check_password(found, "nasi goreng")
        assert not people.check_password(found, "4711")
    assert not people.check_pin(None, "4711")
    assert not people.check_password(None, "")


def test_people_without_a_pin_or_password_cannot_come_in(agent: Person) -> None:
    assert not people.check_pin(agent, "")
    assert not people.check_password(agent, "")


@pytest.mark.parametrize(
    "pin", ["", "123", "1234567890123", "12a4", "\u0661\u0662\u0663\u0664", "1234\n"]
)
def test_pins_are_four_to_twelve_digits(agent: Person, pin: str) -> None:
    with pytest.raises(RecordsRefused, match="4 to 12 digits"):
        people.set_pin(agent, pin)


@pytest.mark.parametrize("password", ["", "1234567", "x" * 1001])
def test_passwords_have_a_sensible_length(agent: Person, password: str) -> None:
    with pytest.raises(RecordsRefused, match="8 to 1000"):
        people.set_password(agent, password)


def test_one_secret_has_many_hashes_and_each_tells_it_apart() -> None:
    stored = hashed("pé\ud800\x00", 1)
    assert stored.startswith("scrypt$16384$8$1$")
    assert stored != hashed("pé\ud800\x00", 1)
    assert matches("pé\ud800\x00", stored, 1)
    assert not matches("pé", stored, 1)


def test_a_status_begins_when_it_changes(store: Store, agent: Person) -> None:
    with store.transaction() as session:
        session.add(agent)
        assert people.on_duty(session) == []
        assert people.set_status(session, agent, "ready", 5.0)
        assert not people.set_status(session, agent, "ready", 6.0)
        assert people.on_duty(session) == [agent]
        assert agent.status_since == 5.0
        assert people.set_status(session, agent, "break", 7.0, "missed calls")
        assert people.set_status(session, agent, "break", 8.0, "lunch")
        assert (agent.status_since, agent.status_reason) == (7.0, "lunch")
        assert people.on_duty(session) == [agent]
        assert people.set_status(session, agent, "signed-out", 9.0)
        assert people.on_duty(session) == []
        assert agent.status_reason is None


def test_a_status_set_elsewhere_meanwhile_is_seen(store: Store, agent: Person) -> None:
    with store.transaction() as session:
        found = people.by_extension(session, "12")
        assert found is not None
        people.set_status(session, found, "ready", 5.0)
    with store.transaction() as session:
        session.add(agent)
        assert not people.set_status(session, agent, "ready", 9.0)
        assert agent.status_since == 5.0


def test_legs_open_and_close_once_and_the_newest_live_one_counts(
    store: Store, agent: Person
) -> None:
    with store.transaction() as session:
        call = calls.open_call(session, sid="CA1", number=None, at=1.0)
        people.open_leg(session, "CA5", agent, "standby", 5.0)
        people.open_leg(session, "CA5", agent, "standby", 6.0)
        people.open_leg(session, "CA6", agent, "ring", 7.0, call=call)
    with store.transaction() as session:
        newest = people.leg_of(session, agent)
        assert newest is not None
        assert (newest.sid, newest.mode, newest.call_id) == ("CA6", "ring", call.id)
        assert people.close_leg(session, "CA6", 8.0) is newest
        assert people.close_leg(session, "CA6", 9.0) is None
        assert people.close_leg(session, "CA7", 9.0) is None
        assert newest.ended_at == 8.0
        (live,) = people.live_legs(session)
        assert people.leg_of(session, agent) is live
        assert people.leg_by_sid(session, "CA5") is live
        assert live.started_at == 5.0


DEWI = OnCall(1, "Dewi", "+622155509001", ("id", "en"))
RANGGA = OnCall(2, "Rangga", "+622155509002", ("id",), manager=True)


def test_people_on_call_are_supervisors_who_are_rung_in_order(store: Store) -> None:
    with store.transaction() as session:
        people.sync_on_call(session, [RANGGA, DEWI], at=5.0)
    with store.reading() as session:
        dewi, rangga = people.on_call(session)
        assert (dewi.name, dewi.number, dewi.languages) == ("Dewi", "+622155509001", ["id", "en"])
        assert (dewi.manager, rangga.manager) == (False, True)
        for person in (dewi, rangga):
            assert (person.role, person.mode, person.status) == ("supervisor", "ring", "signed-out")
            assert (person.pin_hash, person.login) == (None, None)
            assert not people.check_pin(person, "1234")
        assert people.on_duty(session) == []


def test_people_on_call_stay_who_they_are_when_the_order_changes(store: Store) -> None:
    with store.transaction() as session:
        people.sync_on_call(session, [DEWI, RANGGA], at=5.0)
        before = {person.number: person.id for person in people.on_call(session)}
    with store.transaction() as session:
        turned = [RANGGA._replace(order=1), DEWI._replace(order=2, name="Dewi Lestari")]
        people.sync_on_call(session, turned, at=9.0)
    with store.reading() as session:
        found = people.on_call(session)
        assert [person.name for person in found] == ["Rangga", "Dewi Lestari"]
        assert {person.number: person.id for person in found} == before


def test_who_is_named_no_longer_is_on_call_no_longer_but_stays_on_record(store: Store) -> None:
    new = OnCall(2, "Sari", "+622155509003", ("id",))
    for entries in ([DEWI, RANGGA], [DEWI, new]):
        with store.transaction() as session:
            people.sync_on_call(session, entries, at=5.0)
    with store.transaction() as session:
        assert [person.name for person in people.on_call(session)] == ["Dewi", "Sari"]
        extensions = [person.extension for person in people.all(session)]
        assert extensions == ["oncall-1", "oncall-2", "oncall-3"]
        people.sync_on_call(session, [], at=6.0)
        assert people.on_call(session) == []


def test_processes_that_start_together_put_everybody_on_call_once(store: Store) -> None:
    at_once(store, lambda session: people.sync_on_call(session, [DEWI, RANGGA], at=5.0))
    with store.reading() as session:
        assert [person.name for person in people.on_call(session)] == ["Dewi", "Rangga"]
        assert len(people.all(session)) == 2
