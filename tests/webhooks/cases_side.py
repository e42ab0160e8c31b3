"""Customers with cases, and what is owed to them."""

from sqlalchemy import select

from records import cases, customers, follow_ups, people
from records.models import Case, CaseEvent, Customer, FollowUp, Message, Notification, Person
from tests.webhooks.phone_side import Hotline, Phone
from webhooks import following, keeping, notices

MOBILE = "+6281355501234"
OTHER_MOBILE = "+6281355501299"
DAY = 86400.0


def a_case(
    hotline: Hotline, number: str = MOBILE, *, texts: bool | None = None, owner: str = "9001"
) -> Case:
    """A case of Ms Rina's, whose owner is made where there is none."""
    now = hotline.clock.now()
    with hotline.house.store.transaction() as session:
        rina = customers.remember(
            session, number, at=now, name="Rina", honorific="Ms", language="en"
        )
        rina.texts = texts
        person = people.by_extension(session, owner) or people.add(
            session, extension=owner, name=f"Agent {owner}", at=now, languages=["en"]
        )
        return cases.open_case(
            session,
            now,
            customer=rina,
            language="en",
            skill="billing",
            reason="my bill",
            owner=person,
        )


def solved(
    hotline: Hotline, number: str = MOBILE, *, due_in: float = 0.0, texts: bool | None = None
) -> Case:
    """A case that its owner says is solved; the customer is asked after `due_in` seconds."""
    case, now = a_case(hotline, number, texts=texts), hotline.clock.now()
    with hotline.house.store.transaction() as session:
        held = cases.by_id(session, case.id, lock=True)
        assert held is not None
        owner = people.by_id(session, held.owner_id or 0)
        assert owner is not None
        cases.solve(session, held, owner, now)
        follow_ups.make(session, held, now, now + due_in, "text" if texts else "call")
        return held


def known(hotline: Hotline, case: Case) -> Case:
    """The case as it is on record by now."""
    with hotline.house.store.reading() as session:
        found = cases.by_id(session, case.id)
    assert found is not None
    return found


def follow_up(hotline: Hotline, case: Case) -> FollowUp:
    with hotline.house.store.reading() as session:
        found = follow_ups.newest_of(session, case.id)
    assert found is not None
    return found


def told(hotline: Hotline) -> list[Notification]:
    """Every word to customers that is on record."""
    with hotline.house.store.reading() as session:
        return list(session.scalars(select(Notification).order_by(Notification.id)))


def pages(hotline: Hotline, person: Person) -> list[str]:
    """The words of the hotline on this person's page."""
    with hotline.house.store.reading() as session:
        query = select(Message.text).where(Message.to_id == person.id).order_by(Message.id)
        return list(session.scalars(query))


def story(hotline: Hotline, case: Case) -> list[str]:
    with hotline.house.store.reading() as session:
        query = select(CaseEvent.kind).where(CaseEvent.case_id == case.id)
        return list(session.scalars(query.order_by(CaseEvent.id)))


def phones_in(hotline: Hotline, number: str = MOBILE) -> Phone:
    """A customer with a case phones: it is they, and about that; they wait."""
    leg = hotline.leg(number)
    leg.rings()
    leg.presses("1")
    assert "Enqueue" in leg.document.verbs
    leg.waits()
    hotline.clock.passes(1)
    return leg


def customer(hotline: Hotline, number: str = MOBILE) -> Customer:
    with hotline.house.store.reading() as session:
        found = customers.by_number(session, number)
    assert found is not None
    return found


def looks(hotline: Hotline, times: int = 1, *, do: bool = True) -> None:
    """The clock looks at what is owed; `do`: the jobs that it asks for are done."""
    for _ in range(times):
        keeping.look(hotline.house)
        following.look(hotline.house)
        notices.look(hotline.house)
        if do:
            hotline.run()
