"""Every offer on the record of its call: that it was made, and what became of it, once each."""

from collections.abc import Mapping

from queueing.model import Cause, Offer
from records import calls
from records.models import Person
from webhooks.switchboard import Switchboard


def offered(house: Switchboard, offer: Offer, person: Person) -> None:
    """The agent is asked."""
    data = {"agent": person.id, "way": person.mode}
    _note(house, offer.call, f"offer:{offer.token}", "offered", data)


def given_back(house: Switchboard, call_id: str, agent: str, token: str, cause: Cause) -> None:
    """The agent did not take the call; said of an offer that is none any more, it is no news."""
    offer = house.board.offer_of(call_id)
    if offer is None or offer.token != token or not agent.isdecimal():
        return
    if cause is Cause.MISSED:
        note(house, call_id, token, "missed", {"agent": int(agent)})
    else:
        note(house, call_id, token, "declined", {"agent": int(agent), "cause": cause.value})


def note(
    house: Switchboard, call_id: str, token: str, kind: str, data: Mapping[str, object]
) -> None:
    """What became of the offer with this token; the first word counts."""
    _note(house, call_id, f"fate:{token}", kind, data)


def _note(
    house: Switchboard, call_id: str, mark: str, kind: str, data: Mapping[str, object]
) -> None:
    with house.store.transaction() as session:
        call = calls.by_id(session, call_id, lock=True)
        if call is None or calls.stored_reply(session, call.sid, mark) is not None:
            return  # no caller's, or known
        calls.note(session, call, kind, house.clock.now(), token=mark, data=data, reply="")
