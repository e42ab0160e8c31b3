"""Callers who need a supervisor, and the people on call who are rung for them."""

from sqlalchemy import select

from records import people
from records.models import Person, Promise
from records.people import OnCall
from tests.webhooks.phone_side import CALLER, Exchange, Hotline, Phone, path_of
from webhooks import promised, reach

WAYAN, MADE, KETUT = "+15550701", "+15550702", "+15550703"


def on_call(hotline: Hotline, *entries: OnCall) -> None:
    """These are on call; Wayan and Made, if nobody is named."""
    named = entries or (
        OnCall(1, "Wayan", WAYAN, ("en", "id")),
        OnCall(2, "Made", MADE, ("en", "id")),
    )
    with hotline.house.store.transaction() as session:
        people.sync_on_call(session, named, hotline.clock.now())


def person(hotline: Hotline, number: str) -> Person:
    with hotline.house.store.reading() as session:
        found = session.scalar(select(Person).where(Person.number == number))
    assert found is not None
    return found


def does(hotline: Hotline, number: str) -> str | None:
    """What the board knows of who is on call at this number."""
    return hotline.house.board.agent_state(str(person(hotline, number).id))


def supervisor(hotline: Hotline, extension: str = "9009") -> Phone:
    """The leg of a supervisor on duty, who stands by."""
    hotline.person(extension, role="supervisor")
    leg = hotline.leg(f"+155577{extension}")
    leg.goes("/agent/incoming")
    leg.presses(f"{extension}4711")
    leg.goes(leg.document.redirect)
    return leg


def wants_supervisor(hotline: Hotline, number: str = CALLER) -> Phone:
    """A caller in line who has asked for a supervisor."""
    leg = hotline.leg(number)
    leg.rings()
    leg.presses("1")
    leg.says("I want to speak with your supervisor")
    assert hotline.call(leg).wants_supervisor
    leg.waits()
    return leg


def turn(hotline: Hotline, seconds: float = 1.0) -> None:
    """A round of the clock, and the jobs that it asks for."""
    hotline.tick(seconds)
    reach.reach(hotline.house)
    promised.follow(hotline.house)
    hotline.run()


def rung(hotline: Hotline) -> list[str]:
    """Whose phones were rung, in order."""
    return [form["To"] for form in hotline.exchange.placed()]


def picks_up(hotline: Hotline) -> Phone:
    """The leg that was placed last is answered."""
    placed = hotline.exchange.placed()
    leg = Phone(hotline.leg().post, Exchange.rung(len(placed)), placed[-1]["To"])
    leg.goes(path_of(placed[-1]["Url"]))
    return leg


def does_not_answer(hotline: Hotline) -> None:
    """The phone that rings is let ring."""
    placed = hotline.exchange.placed()
    leg = Phone(hotline.leg().post, Exchange.rung(len(placed)), placed[-1]["To"])
    leg.asks(path_of(placed[-1]["StatusCallback"]), CallStatus="no-answer")


def promises(hotline: Hotline, kind: str = "supervisor") -> list[Promise]:
    with hotline.house.store.reading() as session:
        return list(
            session.scalars(select(Promise).where(Promise.kind == kind).order_by(Promise.id))
        )
