"""The web application as gunicorn serves it."""

import pytest
from flask.testing import FlaskClient

from sapa.factory import LARGEST_REQUEST, create
from sapa.wiring import Works


@pytest.fixture
def client(works: Works) -> FlaskClient:
    return create(works).test_client()


def test_it_says_that_it_is_up(client: FlaskClient) -> None:
    assert client.get("/health").data == b"ok"


def test_a_stranger_may_not_speak_as_twilio(client: FlaskClient) -> None:
    assert client.post("/voice/incoming", data={"CallSid": "CA1"}).status_code == 403


def test_the_board_asks_who_is_there(client: FlaskClient) -> None:
    reply = client.get("/board")
    assert reply.status_code == 302
    assert reply.headers["Location"].startswith("/sign-in")


def test_a_giant_is_turned_away(client: FlaskClient) -> None:
    reply = client.post("/voice/incoming", data={"CallSid": "x" * (LARGEST_REQUEST + 1)})
    assert reply.status_code == 413
