"""Words to customers by themselves: by text message or on the telephone, each once."""

import pytest

from records import cases, notifications
from records.models import Notification, NotificationKind
from tests.webhooks.cases_side import MOBILE, a_case, customer, looks, phones_in, told
from tests.webhooks.phone_side import Hotline
from webhooks import notices
from webhooks.switchboard import Callbacks, CaseRules, Rules

on_both = pytest.mark.parametrize("records_store", ["sqlite", "postgresql"], indirect=True)
HOUR = 3600.0


@pytest.fixture
def rules() -> Rules:
    return Rules(callbacks=Callbacks(), cases=CaseRules(texts=True))


def put(hotline: Hotline, kind: NotificationKind = "handed-over", *, texts: bool | None) -> None:
    """Something that Ms Rina is to be told about a case of hers."""
    case = a_case(hotline, texts=texts)
    with hotline.house.store.transaction() as session:
        held = cases.by_id(session, case.id)
        assert held is not None
        notifications.put(
            session,
            token=f"{kind}:{case.id}",
            kind=kind,
            customer=held.customer,
            case=held,
            call=None,
            arguments={"agent": "Putu"},
            at=hotline.clock.now(),
        )


def the_one(hotline: Hotline) -> Notification:
    (one,) = told(hotline)
    return one


@on_both
def test_a_text_message_is_sent_once(hotline: Hotline) -> None:
    put(hotline, texts=True)
    looks(hotline, 3)
    (text,) = hotline.exchange.texts
    assert text["To"] == MOBILE
    assert "Putu looks after your case" in text["Body"]
    assert MOBILE not in text["StatusCallback"]
    assert (the_one(hotline).state, the_one(hotline).sid) == ("sent", f"SM{1:032}")


@on_both
def test_who_takes_none_is_called_and_told(hotline: Hotline) -> None:
    put(hotline, texts=None)
    looks(hotline, 3)
    assert hotline.exchange.texts == []
    customer = hotline.rung()
    said = customer.picks_up().said
    assert "Toko Contoh" in said
    assert "Putu looks after your case" in said
    assert customer.document.verbs[-1] == "Hangup"
    assert the_one(hotline).state == "sent"
    customer.hangs_up()
    assert hotline.call(customer).ended_at is not None
    looks(hotline)
    assert len(hotline.exchange.placed()) == 1
    assert (the_one(hotline).state, the_one(hotline).tries) == ("sent", 0)


def test_who_is_not_reached_is_called_once_more(hotline: Hotline) -> None:
    put(hotline, texts=None)
    looks(hotline)
    hotline.rung().hangs_up("busy")
    looks(hotline)
    assert len(hotline.exchange.placed()) == 1
    hotline.clock.passes(notices.AGAIN)
    looks(hotline)
    hotline.rung(2).hangs_up("no-answer")
    assert (the_one(hotline).state, the_one(hotline).tries) == ("failed", 1)
    hotline.clock.passes(notices.AGAIN)
    looks(hotline)
    assert len(hotline.exchange.placed()) == 2


def test_a_text_that_does_not_arrive_becomes_a_call_for_what_must_be_told(
    hotline: Hotline,
) -> None:
    put(hotline, texts=True)
    hotline.exchange.troubles = [(400, b'{"code": 21614, "message": "no", "status": 400}')]
    looks(hotline, 2)
    assert (the_one(hotline).way, the_one(hotline).state) == ("call", "waiting")
    assert len(hotline.exchange.placed()) == 1


def test_a_hotline_that_sends_no_texts_calls(hotline: Hotline) -> None:
    object.__setattr__(hotline.house, "rules", Rules(callbacks=Callbacks()))
    put(hotline, texts=True)
    put(hotline, "spoke-with", texts=True)
    looks(hotline)
    assert hotline.exchange.texts == []
    assert [(one.way, one.state) for one in told(hotline)] == [
        ("call", "waiting"),
        ("text", "cancelled"),
    ]
    assert len(hotline.exchange.placed()) == 1


def test_nobody_is_told_anything_at_night(hotline: Hotline) -> None:
    put(hotline, texts=True)
    hotline.clock.passes(7 * HOUR)
    looks(hotline, 2)
    assert hotline.exchange.texts == []
    hotline.clock.passes(12 * HOUR)
    looks(hotline)
    assert len(hotline.exchange.texts) == 1


def test_what_is_no_news_any_more_is_not_told(hotline: Hotline) -> None:
    put(hotline, texts=True)
    hotline.clock.passes(notices.OLD + 1)
    looks(hotline)
    assert (hotline.exchange.texts, the_one(hotline).state) == ([], "cancelled")


def test_who_is_on_the_telephone_is_called_afterwards(hotline: Hotline) -> None:
    put(hotline, texts=None)
    caller = phones_in(hotline)
    looks(hotline, 2)
    assert hotline.exchange.placed() == []
    caller.hangs_up()
    looks(hotline)
    assert len(hotline.exchange.placed()) == 1


@on_both
def test_who_has_talked_about_a_case_is_told_with_whom(hotline: Hotline) -> None:
    agent = hotline.agent()
    case = a_case(hotline, texts=True)
    caller = phones_in(hotline)
    hotline.meet(caller, agent)
    assert hotline.call(caller).case_id == case.id
    hotline.exchange.reset()
    looks(hotline)
    assert hotline.exchange.texts == [], "they still talk"
    caller.hangs_up()
    looks(hotline, 3)
    (text,) = hotline.exchange.texts
    assert "you spoke with Agent 9001" in text["Body"]
    assert case.code in text["Body"]
    assert len(text["Body"]) <= 160
    assert customer(hotline).texts
