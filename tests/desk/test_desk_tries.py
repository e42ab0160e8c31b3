"""Guessing passwords is slow, and nobody can lock a colleague out."""

from collections.abc import Callable

import pytest
from flask import Flask

from desk import session as sessions
from desk.entry import tries
from desk.memory import Attempts, Limit
from desk.people.audit import KINDS
from records import deeds
from records.models import Deed
from tests.desk.people_at_the_desk import PASSWORD, Hotline, StandingClock, Visitor


@pytest.fixture
def elsewhere(app: Flask) -> Callable[[str], Visitor]:
    """Visitors with other browsers, at other addresses."""

    def visitor(address: str) -> Visitor:
        client = app.test_client()
        client.environ_base["REMOTE_ADDR"] = address
        return Visitor(client)

    return visitor


@pytest.fixture(autouse=True)
def wayan(hotline: Hotline) -> None:
    hotline.person("Wayan", role="supervisor", login="wayan")


def guesses(visitor: Visitor, times: int, login: str = "wayan") -> list[int]:
    return [visitor.sign_in(login, "a guess").status_code for _ in range(times)]


def passes(hotline: Hotline, seconds: float) -> None:
    assert isinstance(hotline.office.clock, StandingClock)
    hotline.office.clock.time += seconds


def test_after_too_many_guesses_even_the_right_password_must_wait(
    hotline: Hotline, visitor: Visitor
) -> None:
    most = tries.FROM_ADDRESS.most
    assert guesses(visitor, most) == [401] * most
    refused = visitor.sign_in("WAYAN")
    assert refused.status_code == 429
    assert "wait five minutes" in refused.text
    passes(hotline, tries.FROM_ADDRESS.seconds + 1)
    assert visitor.sign_in("wayan").status_code == 303


def test_a_colleague_who_guesses_locks_nobody_out_of_a_browser_they_use(
    visitor: Visitor, elsewhere: Callable[[str], Visitor]
) -> None:
    visitor.sign_in("wayan")
    visitor.post("/sign-out")
    colleague = elsewhere("127.0.0.1")  # at the same office
    assert guesses(colleague, tries.FROM_ADDRESS.most + 1)[-1] == 429
    assert visitor.sign_in("wayan").status_code == 303


def test_nor_do_strangers_from_all_over_the_world(
    visitor: Visitor, elsewhere: Callable[[str], Visitor]
) -> None:
    visitor.sign_in("wayan")
    visitor.post("/sign-out")
    each, left = tries.FROM_ADDRESS.most, tries.BY_LOGIN.most
    for place in range(left // each):
        assert guesses(elsewhere(f"198.51.100.{place}"), each) == [401] * each
    assert guesses(elsewhere("203.0.113.7"), 1) == [429]
    assert visitor.sign_in("wayan").status_code == 303


def test_a_browser_known_for_one_login_has_no_better_luck_with_another(
    hotline: Hotline, visitor: Visitor
) -> None:
    hotline.person("Budi", login="budi")
    visitor.sign_in("wayan")
    visitor.post("/sign-out")
    assert guesses(visitor, tries.FROM_ADDRESS.most + 1, "budi")[-1] == 429
    assert visitor.sign_in("wayan").status_code == 303


def test_a_known_browser_may_not_guess_for_ever(visitor: Visitor) -> None:
    visitor.sign_in("wayan")
    visitor.post("/sign-out")
    assert guesses(visitor, tries.ON_DEVICE.most + 1)[-1] == 429


@pytest.mark.parametrize("cookie", ["", "made up", "W10.aaaa.bbbb"])
def test_a_made_up_device_is_none(visitor: Visitor, cookie: str) -> None:
    visitor.client.set_cookie("sapa-device", cookie)
    assert guesses(visitor, tries.FROM_ADDRESS.most + 1)[-1] == 429


def test_one_computer_serves_those_who_share_it(hotline: Hotline, visitor: Visitor) -> None:
    names = [f"agent{number}" for number in range(9)]
    for name in names:
        hotline.person(name, login=name)
        visitor.sign_in(name)
        visitor.post("/sign-out")
    most = tries.FROM_ADDRESS.most
    assert guesses(visitor, most + 1, names[-1])[-1] == 401
    assert guesses(visitor, most + 1, names[0])[-1] == 429, "only the last few are remembered"


def test_guesses_at_many_logins_are_counted_by_address(
    visitor: Visitor, elsewhere: Callable[[str], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "BY_ADDRESS", Limit(3, 300.0))
    found = [visitor.sign_in(f"login{number}", "a guess").status_code for number in range(4)]
    assert found == [401, 401, 401, 429]
    assert guesses(elsewhere("198.51.100.1"), 1) == [401]


def test_a_whole_office_that_signs_in_is_not_taken_for_guessing(
    hotline: Hotline, elsewhere: Callable[[str], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "BY_ADDRESS", Limit(3, 300.0))
    for number in range(6):
        hotline.person(f"agent{number}", login=f"agent{number}")
        assert elsewhere("127.0.0.1").sign_in(f"agent{number}").status_code == 303


def test_tries_slide_out_of_their_window() -> None:
    attempts, limit = Attempts(), Limit(2, 10)
    assert [attempts.allow("a", now, limit) for now in (0, 5, 9, 10, 14, 15)] == [
        *(True, True, False, True, False, True)
    ]
    assert attempts.allow("b", 9, limit)


def at_the_door(hotline: Hotline) -> list[Deed]:
    """Who came and went, the newest first."""
    with hotline.office.store.reading() as session:
        return deeds.newest(session, 100, KINDS["door"])


def test_the_trail_knows_who_came_and_went(hotline: Hotline, visitor: Visitor) -> None:
    visitor.sign_in("wayan")
    visitor.post("/sign-out")
    visitor.post("/sign-out")
    found = [(deed.deed, deed.person_id) for deed in at_the_door(hotline)]
    assert found == [("signed-out", 1), ("signed-in", 1)]


def test_who_was_refused_is_a_digest_in_the_trail(
    app: Flask, hotline: Hotline, visitor: Visitor
) -> None:
    guesses(visitor, 1, " Wayan ")
    guesses(visitor, 1, "nobody here")
    other, one = at_the_door(hotline)
    with app.app_context():
        assert (one.deed, one.subject) == ("sign-in-refused", f"login-{tries.digest('wayan')}")
    assert one.subject != other.subject
    assert not any("wayan" in str(vars(deed)).casefold() for deed in (one, other))


def test_a_flood_of_guesses_does_not_flood_the_trail(hotline: Hotline, visitor: Visitor) -> None:
    guesses(visitor, tries.FROM_ADDRESS.most + 5)
    refused = at_the_door(hotline)
    assert len(refused) == tries.FROM_ADDRESS.most


def test_a_session_ends_at_its_age_however_busy(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.sign_in("wayan")
    assert visitor.get("/board").status_code == 200
    monkeypatch.setattr(sessions, "LONGEST", -sessions.LONGEST)
    assert visitor.get("/board").location == "/sign-in"
    assert visitor.get("/board/events").location == "/sign-in"


def test_signing_in_over_a_session_ends_it(app: Flask, hotline: Hotline, visitor: Visitor) -> None:
    visitor.sign_in("wayan")
    copy = visitor.client.get_cookie("sapa")
    assert copy
    hotline.person("Budi", login="budi")
    form = {"csrf": visitor.token(), "login": "budi", "password": PASSWORD}
    assert visitor.client.post("/sign-in", data=form).status_code == 303
    thief = app.test_client()
    thief.set_cookie("sapa", copy.value)
    assert thief.get("/board").status_code == 302


def test_a_session_planted_by_a_stranger_is_worth_nothing_after_signing_in(
    app: Flask, visitor: Visitor
) -> None:
    stranger = Visitor(app.test_client())
    token = stranger.token()
    planted = stranger.client.get_cookie("sapa")
    assert planted
    visitor.client.set_cookie("sapa", planted.value)
    visitor.sign_in("wayan")
    assert stranger.get("/board").status_code == 302
    assert visitor.client.post("/sign-out", data={"csrf": token}).status_code == 400
