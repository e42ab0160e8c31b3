"""Words to customers: each once, by text message to those who want them, else by a call."""

import pytest
from sqlalchemy.orm import Session

from records import cases, customers, notifications
from records.models import Case, Customer, Notification, NotificationKind
from records.session import Store

NOW = 1_800_000_000.0
MOBILE, LANDLINE = "+6281355501234", "+622155501234"


def a_case(session: Session, texts: bool | None = True, number: str = MOBILE) -> Case:
    rina = customers.remember(session, number, at=NOW, name="Rina")
    rina.texts = texts
    return cases.open_case(
        session, NOW, customer=rina, language="id", skill="billing", reason="tagihan"
    )


def told(
    session: Session, case: Case, kind: NotificationKind = "spoke-with", occasion: str = "one"
) -> Notification | None:
    customer: Customer | None = case.customer
    return notifications.put(
        session,
        token=occasion,
        kind=kind,
        customer=customer,
        case=case,
        call=None,
        arguments={"agent": "Putu"},
        at=NOW,
    )


def test_who_wants_text_messages_gets_one_for_each_occasion(store: Store) -> None:
    with store.transaction() as session:
        case = a_case(session)
        first = told(session, case)
        assert first is not None
        assert (first.way, first.number, first.language) == ("text", MOBILE, "id")
        assert first.arguments == {"agent": "Putu", "code": case.code}
        assert told(session, case) is first
        assert told(session, case, occasion="two") is not first
        assert notifications.of_case(session, case.id)[0] is first


@pytest.mark.parametrize(("texts", "number"), [(None, MOBILE), (False, MOBILE), (True, LANDLINE)])
def test_who_takes_none_is_called_for_what_they_must_hear_and_for_nothing_else(
    store: Store, texts: bool | None, number: str
) -> None:
    with store.transaction() as session:
        case = a_case(session, texts, number)
        assert told(session, case) is None
        moved = told(session, case, "handed-over")
        assert moved is not None
        assert moved.way == "call"


def test_a_customer_without_a_number_cannot_be_told(store: Store) -> None:
    with store.transaction() as session:
        case = cases.open_case(
            session, NOW, customer=None, language="en", skill=None, reason="who knows"
        )
        assert told(session, case, "late") is None


def test_what_waits_is_due_until_it_is_settled(store: Store) -> None:
    with store.transaction() as session:
        one = told(session, a_case(session))
        assert one is not None
        assert notifications.due(session, NOW - 1) == []
        assert notifications.due(session, NOW) == [one]
        assert notifications.settle(one, "sent", NOW)
        assert not notifications.settle(one, "cancelled", NOW + 5)
        assert (one.state, one.done_at) == ("sent", NOW)
        assert notifications.due(session, NOW) == []


def test_what_was_sent_may_turn_out_not_to_have_arrived(store: Store) -> None:
    with store.transaction() as session:
        one = told(session, a_case(session))
        assert one is not None
        assert notifications.settle(one, "sent", NOW)
        assert notifications.settle(one, "failed", NOW + 5)
        assert not notifications.settle(one, "sent", NOW + 9)
        assert (one.state, one.done_at) == ("failed", NOW + 5)


def test_a_text_that_fails_becomes_a_call_for_who_must_be_told(store: Store) -> None:
    with store.transaction() as session:
        case = a_case(session)
        moved, thanks = told(session, case, "handed-over"), told(session, case, occasion="two")
        assert moved is not None
        assert thanks is not None
        moved.sid = "SM1"
        session.flush()
        assert notifications.by_sid(session, "SM1") is moved
        for one in (moved, thanks):
            notifications.settle(one, "failed", NOW)
        assert notifications.failed(session, NOW) == [moved, thanks]
        assert notifications.by_telephone(moved, NOW + 60)
        assert not notifications.by_telephone(moved, NOW + 60)
        assert not notifications.by_telephone(thanks, NOW + 60)
        assert (moved.way, moved.state) == ("call", "waiting")
        assert moved.due_at == NOW + 60
        assert notifications.by_sid(session, "SM1") is None
