"""What everybody sets for themselves."""

from flask import Flask

from records import people
from records.models import Person
from tests.desk.people_at_the_desk import PASSWORD, Hotline, Visitor, trail

NEW = "another and longer"


def change(visitor: Visitor, which: str, secret: str, password: str = PASSWORD) -> int:
    answer = visitor.post("/me/secret", which=which, secret=secret, password=password)
    return answer.status_code


def test_a_new_password_is_good_from_then_on_and_the_old_one_no_more(
    agent: Visitor, app: Flask
) -> None:
    assert change(agent, "password", NEW) == 303
    elsewhere = Visitor(app.test_client())
    assert elsewhere.sign_in("putu").status_code == 401
    assert elsewhere.sign_in("putu", NEW).status_code == 303


def test_other_sessions_end_with_the_old_password(agent: Visitor, app: Flask) -> None:
    elsewhere = Visitor(app.test_client())
    elsewhere.sign_in("putu")
    assert elsewhere.get("/calls").status_code == 200
    change(agent, "password", NEW)
    assert elsewhere.get("/calls").status_code == 302
    assert agent.get("/calls").status_code == 200


def test_a_pin_is_good_on_the_telephone(agent: Visitor, hotline: Hotline, putu: Person) -> None:
    assert change(agent, "pin", "4711") == 303
    with hotline.office.store.reading() as session:
        assert people.check_pin(people.by_id(session, putu.id), "4711")
    assert agent.get("/calls").status_code == 200


def test_nothing_changes_without_the_password_that_is_good_now(agent: Visitor, app: Flask) -> None:
    assert change(agent, "password", NEW, "not it") == 400
    assert change(agent, "password", "short") == 400
    assert change(agent, "pin", "47") == 400
    assert Visitor(app.test_client()).sign_in("putu").status_code == 303


def test_nobody_can_try_passwords_without_end(agent: Visitor) -> None:
    tried = [change(agent, "pin", "4711", "not it") for _ in range(21)]
    assert tried == [400] * 20 + [429]


def test_it_is_in_the_audit_trail(agent: Visitor, hotline: Hotline, putu: Person) -> None:
    change(agent, "pin", "4711")
    newest = next(deed for deed in trail(hotline) if deed.deed == "password-set")
    assert (newest.person_id, newest.details) == (putu.id, {"whom": putu.id, "what": "pin"})


def test_a_language_is_remembered_for_the_person(agent: Visitor, app: Flask) -> None:
    agent.post("/language", language="id", back="/calls")
    elsewhere = Visitor(app.test_client())
    elsewhere.sign_in("putu")
    assert '<html lang="id">' in elsewhere.get("/me").text


def test_what_is_no_language_is_not_remembered(agent: Visitor) -> None:
    agent.post("/language", language="tlh", back="/calls")
    assert '<html lang="en">' in agent.get("/me").text
