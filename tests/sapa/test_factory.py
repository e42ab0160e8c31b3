"""The web application as gunicorn serves it."""

import pytest
from flask import request
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


@pytest.mark.parametrize(
    ("proxies", "told", "seen"),
    [
        ("0", "203.0.113.9", "127.0.0.1"),
        ("1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("2", "198.51.100.1, 203.0.113.9", "198.51.100.1"),
        ("2", "203.0.113.9", "127.0.0.1"),
    ],
)
def test_proxies_that_are_known_say_who_asks_and_nobody_else_can(
    works: Works, proxies: str, told: str, seen: str
) -> None:
    settings = works.settings.model_copy(update={"proxies": int(proxies)})
    app = create(Works(settings))
    asked: list[tuple[str | None, str]] = []

    def who() -> str:
        asked.append((request.remote_addr, request.url))
        return ""

    app.add_url_rule("/who", view_func=who)
    headers = {"X-Forwarded-For": told, "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil"}
    app.test_client().get("/who", headers=headers)
    assert asked == [(seen, "http://localhost/who")]
