"""Signing in with the account of the organisation, against a provider that answers over HTTP."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey
from werkzeug.test import TestResponse

import desk
from desk.office import Office, Provider
from records import people
from tests.desk.login_provider import CLIENT, SECRET, LoginProvider, serving
from tests.desk.people_at_the_desk import Hotline

HERE = "http://localhost"


@pytest.fixture
def provider() -> Iterator[LoginProvider]:
    told = {"email": "wayan@example.com", "email_verified": True}
    with serving(LoginProvider(told)) as provider:
        yield provider


@pytest.fixture
def browser_of(office: Office, provider: LoginProvider) -> Iterator[FlaskClient]:
    """Somebody's browser, at a desk that offers this provider."""
    known = Provider(provider.address, CLIENT, SECRET, "email", f"{HERE}/sign-in/back")
    app = Flask("test", static_folder=None)
    app.secret_key = "for tests alone"
    live = desk.install(app, replace(office, provider=known))
    yield app.test_client()
    live.close()


@pytest.fixture
def wayan(hotline: Hotline) -> None:
    hotline.person("Wayan", role="supervisor", login="wayan@example.com")


def signs_in(browser: FlaskClient) -> TestResponse:
    """By the provider, which sends the browser back; the answer to that."""
    there = browser.get("/sign-in/elsewhere")
    assert there.status_code == 302
    back = requests.get(there.location, allow_redirects=False, timeout=5).headers["Location"]
    assert back.startswith(f"{HERE}/sign-in/back?")
    return browser.get(f"/sign-in/back?{urlsplit(back).query}")


def test_the_page_of_signing_in_offers_it(browser_of: FlaskClient) -> None:
    assert "/sign-in/elsewhere" in browser_of.get("/sign-in").text


@pytest.mark.usefixtures("wayan")
def test_whom_the_provider_knows_is_signed_in(browser_of: FlaskClient) -> None:
    answer = signs_in(browser_of)
    assert answer.status_code == 303
    assert browser_of.get(answer.location).status_code == 200


@pytest.mark.usefixtures("wayan")
def test_who_is_not_on_record_here_is_told_whom_to_ask(
    browser_of: FlaskClient, provider: LoginProvider
) -> None:
    provider.claims["email"] = "stranger@example.com"
    answer = signs_in(browser_of)
    assert answer.status_code == 403
    assert "not on record" in answer.text
    assert browser_of.get("/board").status_code == 302


@pytest.mark.usefixtures("wayan")
def test_who_works_here_no_more_is_not_let_in(browser_of: FlaskClient, office: Office) -> None:
    with office.store.transaction() as records:
        person = people.by_login(records, "wayan@example.com")
        assert person
        person.left_at = 1.0
    assert signs_in(browser_of).status_code == 403


@pytest.mark.usefixtures("wayan")
@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email": None},
        {"email": ["wayan@example.com"]},
        {"aud": "somebody else"},
        {"iss": "https://elsewhere.example.com"},
        {"nonce": "of another question"},
        {"exp": 1_000_000_000},
    ],
    ids=str,
)
def test_a_word_that_proves_nothing_lets_nobody_in(
    browser_of: FlaskClient, provider: LoginProvider, claims: dict[str, object]
) -> None:
    provider.claims |= claims
    assert signs_in(browser_of).status_code == 401
    assert browser_of.get("/board").status_code == 302


@pytest.mark.usefixtures("wayan")
def test_a_token_that_another_key_signed_lets_nobody_in(
    browser_of: FlaskClient, provider: LoginProvider
) -> None:
    provider.known_key = RSAKey.generate_key(2048, {"kid": "one"})
    assert signs_in(browser_of).status_code == 401


@pytest.mark.usefixtures("wayan")
def test_an_answer_to_a_question_that_we_did_not_ask_lets_nobody_in(
    browser_of: FlaskClient,
) -> None:
    assert browser_of.get("/sign-in/back?code=x&state=y").status_code == 401
    assert browser_of.get("/sign-in/back?error=access_denied").status_code == 401
    assert browser_of.get("/sign-in/back").status_code == 401


@pytest.mark.usefixtures("wayan")
def test_an_answer_is_good_once(browser_of: FlaskClient) -> None:
    there = browser_of.get("/sign-in/elsewhere")
    back = requests.get(there.location, allow_redirects=False, timeout=5).headers["Location"]
    query = urlsplit(back).query
    assert browser_of.get(f"/sign-in/back?{query}").status_code == 303
    assert browser_of.get(f"/sign-in/back?{query}").status_code == 401


def test_a_provider_that_is_away_is_said_to_be(
    browser_of: FlaskClient, provider: LoginProvider
) -> None:
    provider.away = True
    answer = browser_of.get("/sign-in/elsewhere")
    assert answer.status_code == 502
    assert "login and password" in answer.text
