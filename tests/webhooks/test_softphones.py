"""Telephones in pages: the token that lets them in, and what happens when they connect."""

import jwt
import pytest
from structlog.testing import capture_logs

from records import people
from records.models import Status
from tests.webhooks.phone_side import Hotline, Phone
from webhooks.softphone import TWILIO, Softphone

SECRET = "secret of the tests, long enough for HS256"
ACCOUNT, KEY, APPLICATION = (kind + "1" * 32 for kind in ("AC", "SK", "AP"))


def page(hotline: Hotline, extension: str = "9001", *, person_id: int | None = None) -> Phone:
    """The leg of the telephone in this person's page, connected, and parked if it was let in."""
    known = person_id or hotline.staff(extension).id
    leg = hotline.leg(f"client:agent-{known}")
    hotline.clock.passes(1)
    leg.goes("/agent/client", To="")
    if "Redirect" in leg.document.verbs:
        leg.goes(leg.document.redirect)
    return leg


def chooses(hotline: Hotline, status: Status) -> None:
    with hotline.house.store.transaction() as session:
        person = people.by_extension(session, "9001")
        assert person
        people.set_status(session, person, status, hotline.clock.now())


def test_a_token_is_for_one_person_and_one_application_only() -> None:
    phone = Softphone(ACCOUNT, KEY, SECRET, APPLICATION)
    given = phone.settings(7)
    assert given.keys() == {"kind", "token"}
    told = jwt.decode(given["token"], SECRET, algorithms=["HS256"])
    assert jwt.get_unverified_header(given["token"])["cty"] == "twilio-fpa;v=1"
    assert (told["iss"], told["sub"]) == (KEY, ACCOUNT)
    assert told["grants"]["identity"] == "agent-7"
    assert told["grants"]["voice"] == {"outgoing": {"application_sid": APPLICATION}}
    assert told["exp"] - told["nbf"] == 3600
    assert SECRET not in repr(phone)


def test_each_kind_says_what_its_page_needs() -> None:
    twilio = Softphone(ACCOUNT, KEY, SECRET, APPLICATION)
    assert (twilio.script, twilio.connects) == ("softphone-twilio.js", TWILIO)
    address = "ws://127.0.0.1:8001/softphone/line"
    simulated = Softphone(ACCOUNT, KEY, SECRET, APPLICATION, address)
    assert (simulated.script, simulated.connects) == ("softphone-simulator.js", (address,))
    assert simulated.settings(7)["address"] == address


def test_who_is_ready_takes_calls_as_soon_as_their_page_connects(hotline: Hotline) -> None:
    hotline.person("9001")
    chooses(hotline, "ready")
    leg = page(hotline)
    assert leg.document.verbs == ["Gather", "Redirect"]
    assert (hotline.does(), hotline.staff().status) == ("idle", "ready")


def test_who_connects_without_having_signed_in_is_on_the_line_and_off_the_board(
    hotline: Hotline,
) -> None:
    hotline.person("9001")
    leg = page(hotline)
    for _ in range(3):
        hotline.tick(40)
        leg.is_silent()
    assert leg.document.verbs == ["Gather", "Redirect"]
    assert (hotline.does(), hotline.staff().status) == (None, "signed-out")
    leg.presses("1")
    assert (hotline.does(), hotline.staff().status) == ("idle", "ready")


def test_who_signs_out_while_connected_hears_goodbye(hotline: Hotline) -> None:
    hotline.person("9001")
    chooses(hotline, "ready")
    leg = page(hotline)
    hotline.clock.passes(5)
    chooses(hotline, "signed-out")
    assert "Hangup" in leg.goes("/agent/park").verbs


def test_a_call_is_brought_to_the_page(hotline: Hotline) -> None:
    hotline.person("9001")
    chooses(hotline, "ready")
    leg = page(hotline)
    hotline.caller()
    hotline.run()
    assert [sid for sid, _ in hotline.exchange.redirects()] == [leg.sid]


def test_a_repeat_changes_nothing(hotline: Hotline) -> None:
    hotline.person("9001")
    chooses(hotline, "ready")
    leg = page(hotline)
    before = hotline.rows()
    leg.goes("/agent/client", To="")
    leg.goes(leg.document.redirect)
    assert hotline.rows() == before
    assert hotline.does() == "idle"


def test_a_page_that_is_closed_takes_its_person_off_the_board(hotline: Hotline) -> None:
    hotline.person("9001")
    chooses(hotline, "ready")
    leg = page(hotline)
    leg.asks("/agent/status", CallStatus="completed")
    assert (hotline.does(), hotline.staff().status) == (None, "ready")


@pytest.mark.parametrize(
    "sender",
    ["client:agent-99", "client:agent-", "client:agent-1x", "client:", "+15557779001", ""],
)
def test_nobody_else_is_let_in(hotline: Hotline, sender: str) -> None:
    hotline.person("9001")
    leg = hotline.leg(sender)
    with capture_logs() as logs:
        leg.goes("/agent/client", To="")
    assert leg.document.verbs == ["Say", "Hangup"]
    assert "softphone_refused" in [log["event"] for log in logs]
    assert hotline.rows() == 0


def test_who_is_rung_on_their_own_telephone_has_none_in_the_page(hotline: Hotline) -> None:
    hotline.person("9001", mode="ring")
    assert page(hotline).document.verbs == ["Say", "Hangup"]


def test_who_has_left_is_not_let_in(hotline: Hotline) -> None:
    hotline.person("9001")
    with hotline.house.store.transaction() as session:
        person = people.by_extension(session, "9001")
        assert person
        person.left_at = hotline.clock.now()
    assert page(hotline).document.verbs == ["Say", "Hangup"]


def test_a_page_that_twilio_did_not_sign_for_is_nobody(hotline: Hotline) -> None:
    hotline.person("9001")
    leg = hotline.leg("client:agent-1")
    fields = {"CallSid": leg.sid, "From": leg.number}
    assert leg.post.send("/agent/client", fields, signed="forged").status_code == 403


def test_a_failure_of_ours_lets_the_page_connect_anew(hotline: Hotline) -> None:
    known = hotline.person("9001").id
    leg = hotline.leg(f"client:agent-{known}")
    leg.goes("/agent/fallback", ErrorCode="11200", ErrorUrl="https://hotline.example/agent/client")
    assert leg.document.redirect == "/agent/client"
    leg.goes(leg.document.redirect)
    leg.goes("/agent/fallback", ErrorCode="11200", ErrorUrl="https://hotline.example/agent/key")
    assert leg.document.redirect == "/agent/park"
