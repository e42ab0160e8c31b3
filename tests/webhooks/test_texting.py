"""Text messages: the question whether a case is solved, its answers, and everything else."""

import pytest

from records import cases
from tests.webhooks.cases_side import (
    DAY,
    MOBILE,
    OTHER_MOBILE,
    customer,
    follow_up,
    known,
    looks,
    solved,
    told,
)
from tests.webhooks.phone_side import HOTLINE, Document, Hotline, Post
from tests.webhooks.supervisors_side import promises
from webhooks import promised
from webhooks.switchboard import Callbacks, CaseRules, Rules

on_both = pytest.mark.parametrize("records_store", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def rules() -> Rules:
    return Rules(callbacks=Callbacks(), cases=CaseRules(follow_up="text", texts=True))


def writes(hotline: Hotline, body: str, number: str = MOBILE) -> str:
    """A customer writes to the hotline; what they are answered, empty for nothing."""
    form = {"MessageSid": "SM1", "From": number, "To": HOTLINE, "Body": body}
    reply = Post(hotline.app).send("/sms/incoming", form)
    assert (reply.status_code, reply.mimetype) == (200, "text/xml")
    return " ".join(str(one.text) for one in Document(reply.text).root.iter("Message"))


def arrives(hotline: Hotline, status: str, notification: int = 1) -> None:
    """What becomes of a message of the hotline's."""
    form = {"MessageSid": f"SM{notification:032}", "MessageStatus": status}
    path = f"/sms/status?notification={notification}"
    assert Post(hotline.app).send(path, form).status_code == 200


@on_both
def test_who_wants_text_messages_is_asked_by_one(hotline: Hotline) -> None:
    case = solved(hotline, texts=True)
    looks(hotline, 3)
    (text,) = hotline.exchange.texts
    assert (text["To"], text["From"]) == (MOBILE, HOTLINE)
    assert f"is your case {case.code} solved?" in text["Body"]
    assert len(text["Body"]) <= 160
    assert hotline.exchange.placed() == []


@on_both
@pytest.mark.parametrize("yes", ["1", " Ya. ", "YES!", "sudah"])
def test_their_yes_closes_the_case(hotline: Hotline, yes: str) -> None:
    case = solved(hotline, texts=True)
    looks(hotline)
    for _ in range(2):
        assert f"Your case {case.code} is closed" in writes(hotline, yes)
    assert known(hotline, case).state == "closed"
    assert follow_up(hotline, case).state == "confirmed"


@pytest.mark.parametrize("no", ["2", "tidak", "No", "Belum!"])
def test_their_no_opens_it_again(hotline: Hotline, no: str) -> None:
    case = solved(hotline, texts=True)
    looks(hotline)
    for _ in range(2):
        assert f"Your case {case.code} is open again" in writes(hotline, no)
    assert (known(hotline, case).state, known(hotline, case).urgent) == ("open", True)


def test_who_says_no_is_called_by_the_owner_of_the_case(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller(MOBILE)
    hotline.meet(caller, agent)
    caller.hangs_up()
    case = solved(hotline, due_in=DAY, texts=True)
    with hotline.house.store.transaction() as session:
        session.merge(hotline.call(caller)).case_id = case.id
    hotline.clock.passes(DAY)
    hotline.exchange.reset()
    looks(hotline)
    for _ in range(2):
        assert "open again. We will call you by 4:05 p.m." in writes(hotline, "no")
    promise, pending = hotline.callback(), hotline.pending()
    assert (promise.person_id, promise.case_id) == (hotline.staff().id, case.id)
    assert promise.due_at is not None
    assert pending.due_at == promise.due_at - promised.LEAD, "or it would be late"


def test_who_phoned_from_elsewhere_is_called_on_their_own_telephone(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller(OTHER_MOBILE)
    hotline.meet(caller, agent)
    caller.hangs_up()
    case = solved(hotline, texts=True)
    with hotline.house.store.transaction() as session:
        session.merge(hotline.call(caller)).case_id = case.id
    looks(hotline)
    assert "We will call you by" in writes(hotline, "no")
    (promise,) = promises(hotline)
    assert (promise.number, promise.case_id) == (MOBILE, case.id)


def test_who_does_not_answer_is_called(hotline: Hotline) -> None:
    case = solved(hotline, texts=True)
    looks(hotline)
    hotline.clock.passes(DAY)
    looks(hotline, 2)
    assert (follow_up(hotline, case).tries, follow_up(hotline, case).way) == (1, "call")
    assert len(hotline.exchange.texts) == len(hotline.exchange.placed()) == 1
    assert "is closed" in writes(hotline, "yes"), "also while the phone rings"
    assert known(hotline, case).state == "closed"


@pytest.mark.parametrize("status", ["failed", "undelivered"])
def test_a_message_that_does_not_arrive_becomes_a_call(hotline: Hotline, status: str) -> None:
    case = solved(hotline, texts=True)
    looks(hotline)
    arrives(hotline, "delivered")
    assert told(hotline)[0].state == "sent"
    for _ in range(2):
        arrives(hotline, status)
    looks(hotline)
    assert (follow_up(hotline, case).tries, follow_up(hotline, case).way) == (0, "call")
    assert len(hotline.exchange.placed()) == 1


def test_a_number_that_takes_none_is_called(hotline: Hotline) -> None:
    solved(hotline, texts=True)
    hotline.exchange.troubles = [(400, b'{"code": 21610, "message": "no", "status": 400}')]
    looks(hotline, 2)
    assert hotline.exchange.texts == []
    assert len(hotline.exchange.placed()) == 1


def test_a_reply_that_is_lost_sends_no_second_message(hotline: Hotline) -> None:
    solved(hotline, texts=True)
    hotline.exchange.troubles, hotline.exchange.done_all_the_same = [None], True
    looks(hotline)
    assert told(hotline)[0].state == "waiting"
    hotline.once.forget()
    looks(hotline)
    assert len(hotline.exchange.texts) == 1
    assert (told(hotline)[0].state, told(hotline)[0].sid) == ("sent", f"SM{1:032}")


def test_a_late_yes_does_not_close_a_case_that_somebody_works_on(hotline: Hotline) -> None:
    case = solved(hotline, texts=True)
    looks(hotline)
    with hotline.house.store.transaction() as session:
        held = cases.by_id(session, case.id, lock=True)
        assert held is not None
        cases.reopen(session, held, hotline.clock.now())
    assert "Please call us" in writes(hotline, "yes")
    assert known(hotline, case).state == "open"


def test_a_late_yes_closes_a_case_that_could_not_be_confirmed(hotline: Hotline) -> None:
    case = solved(hotline, texts=True)
    looks(hotline)
    with hotline.house.store.transaction() as session:
        held = cases.by_id(session, case.id, lock=True)
        assert held is not None
        cases.leave_unconfirmed(session, held, hotline.clock.now())
    assert "is closed" in writes(hotline, "yes")
    assert known(hotline, case).state == "closed"


@on_both
def test_everything_else_is_answered_kindly_once_a_day(hotline: Hotline) -> None:
    assert "Please call us" in writes(hotline, "where is my parcel?", OTHER_MOBILE)
    assert writes(hotline, "hello?", OTHER_MOBILE) == ""
    assert "Please call us" in writes(hotline, "yes", MOBILE), "nothing was asked"
    hotline.clock.passes(DAY + 1)
    assert "Please call us" in writes(hotline, "hello?", OTHER_MOBILE)


def test_who_wants_no_more_messages_gets_none(hotline: Hotline) -> None:
    solved(hotline, due_in=DAY, texts=True)
    assert "no more text messages" in writes(hotline, "Berhenti")
    assert customer(hotline).texts is False
    hotline.clock.passes(DAY)
    looks(hotline, 2)
    assert hotline.exchange.texts == []
    assert len(hotline.exchange.placed()) == 1


@pytest.mark.parametrize("number", ["anonymous", "", "12345678901234567890123456"])
def test_a_message_from_nowhere_is_not_answered(hotline: Hotline, number: str) -> None:
    assert writes(hotline, "yes", number) == ""


def test_what_twilio_did_not_sign_is_turned_away(hotline: Hotline) -> None:
    form = {"MessageSid": "SM1", "From": MOBILE, "Body": "yes"}
    for path in ("/sms/incoming", "/sms/status"):
        assert Post(hotline.app).send(path, form, signed="nobody's").status_code == 403
