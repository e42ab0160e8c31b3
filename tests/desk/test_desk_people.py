"""Who works here, as administrators change it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from flask import Flask

import desk
from desk.office import Office
from records import people, staff
from records.models import Person, Status
from tests.desk.people_at_the_desk import Hotline, Visitor, main, trail

MADE = {
    "name": "Made Wirawan",
    "extension": "42",
    "role": "agent",
    "language": "id",
    "skill-billing": "4",
    "mode": "standby",
    "login": "made",
}


@dataclass
class BoardTold:
    """What the telephone side hears of changes."""

    learnt_by: list[tuple[int, int]] = field(default_factory=list)
    chosen: list[tuple[int, Status]] = field(default_factory=list)

    def learnt(self, person_id: int, by: int) -> str | None:
        self.learnt_by.append((person_id, by))
        return None

    def choose(
        self, person_id: int, status: Status, reason: str | None = None, *, by: int | None = None
    ) -> str | None:
        self.chosen.append((person_id, status))
        return None

    def finish(self, person_id: int, talk_id: int, outcome: str | None) -> str | None:
        raise AssertionError

    def extend(self, person_id: int) -> str | None:
        raise AssertionError

    def call_back(self, person_id: int, by: int) -> str | None:
        raise AssertionError


@pytest.fixture
def told() -> BoardTold:
    return BoardTold()


@pytest.fixture
def office(office: Office, told: BoardTold) -> Office:
    return replace(office, duty=told)


@pytest.fixture
def app(office: Office) -> Iterator[Flask]:
    app = Flask("test", static_folder=None)
    app.secret_key = "for tests alone"
    live = desk.install(app, office)
    yield app
    live.close()


def of_extension(office: Office, extension: str) -> Person:
    with office.store.reading() as session:
        found = people.by_extension(session, extension)
    assert found
    return found


def test_the_list_says_what_everybody_can(administrator: Visitor, hotline: Hotline) -> None:
    hotline.person("Putu", login="putu")
    shown = main(administrator.get("/people").text)
    assert "Putu" in shown
    assert "Administrator" in shown


def test_somebody_new_can_be_called_at_once(administrator: Visitor, office: Office) -> None:
    answer = administrator.post("/people/new", **MADE)
    assert answer.status_code == 303
    made = of_extension(office, "42")
    assert (made.name, made.skills, made.languages) == ("Made Wirawan", {"billing": 4}, ["id"])
    assert "It holds from now on" in administrator.get(answer.location).text


def test_every_change_is_in_the_audit_trail_without_what_was_there(
    administrator: Visitor, hotline: Hotline, office: Office
) -> None:
    administrator.post("/people/new", **MADE)
    made = of_extension(office, "42")
    administrator.post(f"/people/{made.id}", **MADE | {"skill-billing": "5", "name": "Made W."})
    administrator.post(f"/people/{made.id}/secret", which="pin", secret="4711")
    administrator.post(f"/people/{made.id}/leave")
    found = [deed for deed in reversed(trail(hotline)) if "whom" in deed.details]
    assert [(deed.deed, deed.details.get("what")) for deed in found] == [
        ("person-added", None),
        ("person-changed", ["name", "skills"]),
        ("password-set", "pin"),
        ("person-left", None),
    ]
    assert {deed.details["whom"] for deed in found} == {made.id}


def test_somebody_is_a_manager_or_is_not(administrator: Visitor, office: Office) -> None:
    administrator.post("/people/new", **MADE, manager="yes")
    made = of_extension(office, "42")
    assert made.manager
    assert 'name="manager" value="yes" checked' in administrator.get(f"/people/{made.id}").text
    assert "Agent manager" in main(administrator.get("/people").text)
    administrator.post(f"/people/{made.id}", **MADE)
    assert not of_extension(office, "42").manager


def test_the_board_hears_of_new_skills_and_of_who_leaves(
    administrator: Visitor, hotline: Hotline, office: Office, told: BoardTold
) -> None:
    administrator.post("/people/new", **MADE)
    made = of_extension(office, "42")
    administrator.post(f"/people/{made.id}", **MADE)
    assert told.learnt_by == []  # nothing has changed
    administrator.post(f"/people/{made.id}", **MADE | {"skill-billing": ""})
    assert [whom for whom, _ in told.learnt_by] == [made.id]
    administrator.post(f"/people/{made.id}/leave")
    assert told.chosen == [(made.id, "signed-out")]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": "  "}, "Please give a name."),
        ({"extension": "4x"}, "Please give 1 to 8 digits."),
        ({"extension": "٤٢"}, "Please give 1 to 8 digits."),
        ({"role": "owner"}, "Please choose a role."),
        ({"language": "tlh"}, "Please choose at least one language."),
        ({"mode": "ring"}, "For calls to ring there, please give a number."),
        ({"number": "seven"}, "That is no telephone number"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    administrator: Visitor, office: Office, wrong: dict[str, str], said: str
) -> None:
    answer = administrator.post("/people/new", **MADE | wrong)
    assert answer.status_code == 400
    assert said in answer.text
    assert 'value="made"' in answer.text
    with office.store.reading() as session:
        assert people.by_login(session, "made") is None


def test_a_number_is_kept_as_it_is_rung(administrator: Visitor, office: Office) -> None:
    administrator.post("/people/new", **MADE | {"mode": "ring", "number": "021 5550 7002"})
    assert of_extension(office, "42").number == "+622155507002"


def test_a_level_that_is_none_is_no_skill(administrator: Visitor, office: Office) -> None:
    administrator.post("/people/new", **MADE | {"skill-billing": "9", "skill-flying": "5"})
    assert of_extension(office, "42").skills == {}


def test_an_extension_or_login_that_is_taken_is_said_to_be(
    administrator: Visitor, hotline: Hotline
) -> None:
    putu = hotline.person("Putu", login="putu")
    answer = administrator.post("/people/new", **MADE | {"extension": putu.extension})
    assert answer.status_code == 409
    assert "belongs to somebody else" in answer.text
    assert administrator.post(f"/people/{putu.id}", **MADE | {"login": "ketut"}).status_code == 409


@pytest.mark.parametrize(
    ("which", "secret"), [("pin", "471"), ("pin", "47x1"), ("password", "short"), ("x", "4711")]
)
def test_a_secret_that_is_none_is_refused(
    administrator: Visitor, hotline: Hotline, which: str, secret: str
) -> None:
    putu = hotline.person("Putu", login="putu")
    answer = administrator.post(f"/people/{putu.id}/secret", which=which, secret=secret)
    assert answer.status_code == 400
    assert secret not in main(answer.text)


def test_a_new_password_is_good_at_the_door(
    administrator: Visitor, hotline: Hotline, app: Flask
) -> None:
    putu = hotline.person("Putu", login="putu")
    administrator.post(f"/people/{putu.id}/secret", which="password", secret="quite another")
    browser = Visitor(app.test_client())
    assert browser.sign_in("putu").status_code == 401
    assert browser.sign_in("putu", "quite another").status_code == 303


def test_who_changes_their_own_password_stays_signed_in(
    administrator: Visitor, office: Office
) -> None:
    with office.store.reading() as session:
        ketut = people.by_login(session, "ketut")
    assert ketut
    administrator.post(f"/people/{ketut.id}/secret", which="password", secret="quite another")
    assert administrator.get("/people").status_code == 200


def test_who_leaves_is_out_at_once(
    administrator: Visitor, agent: Visitor, putu: Person, app: Flask
) -> None:
    assert agent.get("/calls").status_code == 200
    administrator.post(f"/people/{putu.id}/leave")
    assert agent.get("/calls").status_code == 302
    assert Visitor(app.test_client()).sign_in("putu").status_code == 401
    shown = main(administrator.get("/people").text)
    assert "1 person who no longer works here" in shown
    assert administrator.get(f"/people/{putu.id}").status_code == 404


def test_administrators_cannot_take_their_own_rights(
    administrator: Visitor, office: Office
) -> None:
    with office.store.reading() as session:
        (ketut,) = [one for one in staff.here(session) if one.login == "ketut"]
    own = MADE | {"name": "Ketut", "extension": ketut.extension, "login": "ketut"}
    assert administrator.post(f"/people/{ketut.id}", **own).status_code == 400
    assert administrator.post(f"/people/{ketut.id}/leave").status_code == 400
    assert administrator.get("/people").status_code == 200


def test_those_whom_the_file_names_are_shown_and_not_changed(
    administrator: Visitor, office: Office
) -> None:
    with office.store.transaction() as session:
        people.sync_on_call(session, [people.OnCall(1, "Ayu", "+622155501111", ("id",))], 1.0)
        (ayu,) = people.on_call(session)
    assert "Ayu" in main(administrator.get("/people").text)
    assert administrator.get(f"/people/{ayu.id}").status_code == 404
    assert administrator.post(f"/people/{ayu.id}", **MADE).status_code == 404
