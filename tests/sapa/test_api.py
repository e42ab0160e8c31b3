"""The interface for programs: contacts that did not come by telephone, on the whole application."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from records import cases, customers
from records.models import Case
from sapa.factory import create
from sapa.wiring import Works
from tests.sapa.works import MakeWorks

KEY = "k" * 32
NUMBER = "+12125550123"


@pytest.fixture
def works(make_works: MakeWorks, redis_url: str) -> Iterator[Works]:
    given = make_works(redis_url).settings.model_copy(update={"api_key": KEY})
    works = Works(given)
    yield works
    works.close()


@pytest.fixture
def client(works: Works) -> FlaskClient:
    return create(works).test_client()


def sends(client: FlaskClient, key: str = KEY, /, **touch: object) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {key}"}
    answer = client.post("/api/contacts", json=touch, headers=headers)
    return answer.status_code, answer.json


def a_case(works: Works) -> Case:
    now = works.clock.now()
    with works.store.transaction() as session:
        known = customers.remember(session, NUMBER, at=now, name="Rina")
        return cases.open_case(
            session, now, customer=known, language="en", skill="cards", reason="my card"
        )


def test_a_letter_counts_as_a_contact_once(works: Works, client: FlaskClient) -> None:
    case = a_case(works)
    letter = {"token": "scan-1", "channel": "letter", "text": "Again!", "case": case.code}
    for _ in range(2):
        status, told = sends(client, **letter)
        assert (status, told) == (201, {"case": case.code, "state": "open", "contacts": 1})


def test_a_customer_without_a_case_gets_one(works: Works, client: FlaskClient) -> None:
    skill = works.hotline.skills[0].key
    letter = {"channel": "letter", "text": "My card", "number": "(212) 555-0123", "name": "Rina"}
    for _ in range(2):
        status, told = sends(client, token="scan-1", skill=skill, **letter)
        assert (status, told["contacts"]) == (201, 1)
    with works.store.reading() as session:
        (case,) = session.scalars(select(Case))
        assert case.customer is not None
        assert (case.code, case.skill, case.customer.number) == (told["case"], skill, NUMBER)


def test_repeated_letters_climb(works: Works, client: FlaskClient) -> None:
    case = a_case(works)
    for number in range(5):
        sends(client, token=str(number), channel="letter", case=case.code)
    with works.store.reading() as session:
        assert session.get_one(Case, case.id).climbed == 5


@pytest.mark.parametrize(
    ("touch", "status", "why"),
    [
        ({"case": "000000"}, 404, "there is no such case"),
        ({"case": "12"}, 400, "case: "),
        ({}, 400, "needs a case"),
        ({"number": "nobody", "skill": "cards"}, 400, "number: must be"),
        ({"number": NUMBER, "skill": "gardening"}, 400, "skill: must be"),
        ({"case": "123456", "colour": "red"}, 400, "colour: "),
        ({"case": "123456", "at": 9e12}, 400, "at: is still to come"),
        ({"case": "123456", "channel": "call"}, 400, "channel: "),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    client: FlaskClient, touch: dict[str, object], status: int, why: str
) -> None:
    given = {"token": "1", "channel": "letter"} | touch
    answered, told = sends(client, **given)
    assert answered == status
    assert why in told["why"]


def test_what_is_no_json_is_refused(client: FlaskClient) -> None:
    headers = {"Authorization": f"Bearer {KEY}"}
    assert client.post("/api/contacts", data=b"\xff{", headers=headers).status_code == 400


def test_a_wrong_key_is_refused(client: FlaskClient) -> None:
    assert sends(client, "x" * 32, token="1", channel="letter", case="123456")[0] == 401
    assert client.post("/api/contacts", json={}).status_code == 401


def test_without_a_key_there_is_no_interface(make_works: MakeWorks, redis_url: str) -> None:
    client = create(make_works(redis_url)).test_client()
    assert sends(client, "", token="1", channel="letter", case="123456")[0] == 404
