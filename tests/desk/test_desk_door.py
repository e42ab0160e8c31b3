"""Signing in and out, and all that is refused."""

import re
from datetime import timedelta

import pytest
from flask import Flask

import desk
from desk.memory import Attempts, Limit, SignedOut
from desk.office import Office
from tests.desk.people_at_the_desk import PASSWORD, Hotline, Visitor

PAGES = ["/board", "/board/events"]


def test_a_supervisor_signs_in_and_sees_the_board(hotline: Hotline, visitor: Visitor) -> None:
    hotline.person("Wayan", role="supervisor", login="wayan")
    answer = visitor.sign_in("wayan")
    assert (answer.status_code, answer.location) == (303, "/board")
    page = visitor.get("/board")
    assert page.status_code == 200
    assert "Wayan" in page.text


def test_an_administrator_sees_it_too(hotline: Hotline, visitor: Visitor) -> None:
    hotline.person("Ketut", role="administrator", login="ketut")
    visitor.sign_in("ketut")
    assert visitor.get("/board").status_code == 200


def test_whoever_is_signed_in_is_sent_on_from_the_door(supervisor: Visitor) -> None:
    assert supervisor.get("/sign-in").location == "/board"
    assert supervisor.get("/").location == "/board"


@pytest.mark.parametrize("login", ["wayan", "nobody", "", "wayan' or 1=1 --", "\x00", "x" * 5000])
def test_wrong_login_and_wrong_password_are_told_alike(
    hotline: Hotline, visitor: Visitor, login: str
) -> None:
    hotline.person("Wayan", role="supervisor", login="wayan")
    answer = visitor.sign_in(login, "not the password")
    assert answer.status_code == 401
    assert "do not go together" in answer.text
    assert visitor.get("/board").status_code == 302


def test_somebody_without_a_password_cannot_sign_in(hotline: Hotline, visitor: Visitor) -> None:
    hotline.person("Made")
    assert visitor.sign_in("").status_code == 401


def test_an_outsider_is_shown_the_door(visitor: Visitor) -> None:
    assert visitor.get("/board").location == "/sign-in"
    assert visitor.get("/board/events").location == "/sign-in"


@pytest.mark.parametrize("path", PAGES)
def test_an_agent_is_kindly_refused(hotline: Hotline, visitor: Visitor, path: str) -> None:
    hotline.person("Budi", login="budi")
    visitor.sign_in("budi")
    page = visitor.get(path)
    assert page.status_code == 403
    assert "This page is not for your role" in page.text
    assert "Sign out" in page.text


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/language"])
@pytest.mark.parametrize("token", [None, "", "made up", "é\udce9"])
def test_a_form_without_its_token_changes_nothing(
    supervisor: Visitor, path: str, token: str | None
) -> None:
    form = {} if token is None else {"csrf": token.encode("utf-8", "replace").decode()}
    answer = supervisor.client.post(path, data=form | {"login": "wayan", "password": PASSWORD})
    assert answer.status_code == 400
    assert "Nothing was changed" in answer.text
    assert supervisor.get("/board").status_code == 200


def test_a_form_without_any_session_is_refused(app: Flask) -> None:
    form = {"login": "wayan", "password": PASSWORD, "csrf": ""}
    assert app.test_client().post("/sign-in", data=form).status_code == 400


def test_pages_that_change_something_cannot_be_got(visitor: Visitor) -> None:
    assert visitor.get("/sign-out").status_code == 405
    assert visitor.get("/language").status_code == 405


def test_signing_out_ends_the_session_for_copies_of_its_cookie_too(
    app: Flask, supervisor: Visitor
) -> None:
    cookie = supervisor.client.get_cookie("sapa")
    assert cookie
    thief = Visitor(app.test_client())
    thief.client.set_cookie("sapa", cookie.value)
    assert thief.get("/board").status_code == 200
    assert supervisor.post("/sign-out").location == "/sign-in"
    assert supervisor.get("/board").status_code == 302
    thief.client.set_cookie("sapa", cookie.value)
    assert thief.get("/board").status_code == 302


def test_signing_in_makes_a_new_session(hotline: Hotline, visitor: Visitor) -> None:
    hotline.person("Wayan", role="supervisor", login="wayan")
    before = visitor.token()
    visitor.sign_in("wayan")
    assert visitor.token() != before


def test_a_copy_of_an_ended_sessions_cookie_is_never_made_young_again(
    app: Flask, supervisor: Visitor
) -> None:
    copy = supervisor.client.get_cookie("sapa")
    assert copy
    supervisor.post("/sign-out")
    thief = app.test_client()
    for path in ("/calls", "/sign-in", "/nothing"):
        thief.set_cookie("sapa", copy.value)
        thief.get(path)
        kept = thief.get_cookie("sapa")
        with thief.session_transaction() as session:
            assert "person" not in session or (kept and kept.value == copy.value)


def test_only_a_page_that_somebody_opens_renews_their_session(supervisor: Visitor) -> None:
    stream = supervisor.watch()
    assert "Set-Cookie" not in stream.response.headers
    stream.close()
    assert "Set-Cookie" in supervisor.get("/desk").headers


def test_a_session_that_is_not_used_ends(app: Flask, supervisor: Visitor) -> None:
    assert app.permanent_session_lifetime == timedelta(hours=12)
    app.permanent_session_lifetime = timedelta(seconds=-1)
    assert supervisor.get("/board").status_code == 302


def test_the_cookie_is_for_our_own_pages_alone(hotline: Hotline, visitor: Visitor) -> None:
    hotline.person("Wayan", role="supervisor", login="wayan")
    cookies = visitor.sign_in("wayan").headers.getlist("Set-Cookie")
    assert sorted(cookie.partition("=")[0] for cookie in cookies) == ["sapa", "sapa-device"]
    for cookie in cookies:
        assert {"HttpOnly", "Path=/"} <= set(cookie.split("; "))
        assert {"SameSite=Lax", "SameSite=Strict"} & set(cookie.split("; "))


def test_over_https_the_cookie_is_sent_over_https_only(office: Office) -> None:
    app = Flask("test", static_folder=None)
    app.secret_key = "for tests alone"
    desk.install(app, Office(**(vars(office) | {"secure": True})))
    answer = app.test_client().get("/sign-in", base_url="https://desk.example")
    assert answer.headers["Set-Cookie"].startswith("__Host-sapa=")
    assert "; Secure" in answer.headers["Set-Cookie"]
    assert "Strict-Transport-Security" in answer.headers


@pytest.mark.parametrize("path", ["/sign-in", "/board", "/", "/board/events?", "/desk/desk.css"])
def test_every_answer_has_the_headers_that_keep_strangers_out(
    supervisor: Visitor, path: str
) -> None:
    answer = supervisor.get(path)
    answer.close()
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_pages_are_not_stored(supervisor: Visitor) -> None:
    for path in ("/board", "/sign-in"):
        assert supervisor.client.get(path, follow_redirects=True).headers["Cache-Control"] == (
            "no-store"
        )


def test_no_page_needs_what_the_policy_forbids(hotline: Hotline, supervisor: Visitor) -> None:
    hotline.phones("Sari")
    page = supervisor.get("/board").text
    assert "style=" not in page
    assert " on" + "click" not in page
    assert re.findall(r'<script(?![^>]* src="/desk/)', page) == []


def test_neither_attempts_nor_sessions_fill_the_memory() -> None:
    attempts, ended, once = Attempts(remembered=2), SignedOut(remembered=2), Limit(1, 10)
    for key in ("a", "b", "c"):
        attempts.allow(key, 0, once)
        ended.add(key)
    assert attempts.allow("a", 0, once)
    assert [key in ended for key in ("a", "b", "c")] == [False, True, True]


def test_a_person_who_loses_the_role_loses_the_board(hotline: Hotline, visitor: Visitor) -> None:
    person = hotline.person("Wayan", role="supervisor", login="wayan")
    visitor.sign_in("wayan")
    hotline.becomes(person, "agent")
    assert visitor.get("/board").status_code == 403


@pytest.mark.parametrize(
    ("asked", "title"), [("id,en;q=0.5", "Masuk"), ("en-GB", "Sign in"), ("fr", "Sign in")]
)
def test_the_page_speaks_what_the_browser_asks_for(
    visitor: Visitor, asked: str, title: str
) -> None:
    assert f"<h1>{title}</h1>" in visitor.get("/sign-in", Accept_Language=asked).text


def test_a_language_once_chosen_stays(hotline: Hotline, visitor: Visitor) -> None:
    hotline.person("Wayan", role="supervisor", login="wayan")
    visitor.post("/language", language="id")
    visitor.sign_in("wayan")
    assert "Papan langsung" in visitor.get("/board").text
    visitor.post("/language", language="xx")
    assert "Papan langsung" in visitor.get("/board").text
    visitor.post("/sign-out")
    assert "<h1>Masuk</h1>" in visitor.get("/sign-in").text
