"""A call's place in line: the board told what the records say. All of it may be said twice."""

from queueing.errors import UnknownCall
from queueing.model import ANY_SKILL, CallState, Need
from records import talks
from records.models import Call
from webhooks.switchboard import Switchboard


def need_of(call: Call) -> Need:
    """What the board must know of a call."""
    return Need(
        language=call.language or "",
        skill=call.skill or ANY_SKILL,
        level=call.level or 1,
        supervisor=call.wants_supervisor,
        owner=str(call.owner_id) if call.owner_id else None,
    )


def arrived(call: Call) -> float:
    """When the call came into line; for one that never did, when it began."""
    return call.joined_at if call.joined_at is not None else call.started_at


def place(call: Call) -> float:
    """Where the call stands in line: the earlier, the nearer; as the board scores it, but for
    the rungs that move a caller up."""
    return arrived(call) - call.bonus


def shift(call: Call, seconds: float) -> None:
    """Time that was not spent in line: it does not count as waiting, and costs no place."""
    if call.joined_at is not None:
        call.joined_at += seconds
        call.bonus += seconds


def talked(house: Switchboard, call: Call) -> float:
    """Seconds that the call has spent in talks that are over."""
    if call.person_id is None:  # nobody has ever accepted it
        return 0.0
    with house.store.reading() as session:
        return talks.talked(session, call)


def wait(house: Switchboard, call: Call) -> None:
    """The caller waits: at their old place if they had one."""
    now = house.clock.now()
    offer = house.board.join(
        call.id,
        need_of(call),
        call.joined_at if call.joined_at is not None else now,
        now,
        call.climbed,
        bonus=call.bonus,
        talked=talked(house, call),
    )
    if offer is not None:
        house.jobs.bring_agent(offer)


def back(house: Switchboard, call: Call, *, agent_lost: bool, token: str | None = None) -> None:
    """From a talk back into the line, with the place that the caller had.

    `token` is the talk's on the board, where another may have begun in the meantime. An agent
    who was rung, and is alone in the conference now, has their telephone free again.
    """
    now = house.clock.now()
    _sign_of_life(house, call)
    if call.person_id is not None and not agent_lost:
        house.jobs.stop_ringing(call.id, str(call.person_id))
    try:
        offer = house.board.rejoin(call.id, now, need_of(call), agent_lost=agent_lost, token=token)
    except UnknownCall:
        wait(house, call)
        return
    if offer is not None:
        house.jobs.bring_agent(offer)


def leave(house: Switchboard, call: Call) -> None:
    """The call is over for the board; agents that it frees take the next one."""
    _sign_of_life(house, call)
    remove(house, call.id)


def forgo(house: Switchboard, call: Call) -> None:
    """Who waits needs somebody else than before: out of line, to come back with that need. An
    agent who has taken the call this moment keeps it."""
    if house.board.call_state(call.id) != CallState.TALKING:
        leave(house, call)


def remove(house: Switchboard, call_id: str) -> None:
    """As `leave`, for a call of which the board alone may know."""
    left = house.board.leave(call_id, house.clock.now())
    for offer in left.offers:
        house.jobs.bring_agent(offer)
    if left.state is CallState.OFFERED and left.agent:
        house.jobs.stop_ringing(call_id, left.agent)


def _sign_of_life(house: Switchboard, call: Call) -> None:
    """Who was in a talk until now is there, however long it lasted."""
    if call.person_id is not None:
        now = house.clock.now()
        house.board.renew(str(call.person_id), now, now + house.timing.presence)
