"""What a call means for its customer's cases: which one it is about, and how high that climbs.

In the transaction of the event that says so, the call held; the case is held after it.
"""

from ivr import events
from ivr.actions import Action, Line, Say
from ivr.call import Call as Conversation
from ivr.call import State
from ivr.flow import IN_LINE
from records import Session, cases, climbing, customers, needs, people
from records.climbing import Step
from records.models import Call, Case, CaseState, Customer, Person
from webhooks import following, promised, recognised, solving, surging, telling
from webhooks.switchboard import Switchboard

_SERVED = frozenset({*IN_LINE, State.PROMISED})
_KEPT = frozenset({*IN_LINE, State.TALKING, State.PROMISED})
"""States in which it is known what the call is about."""
_OVER: tuple[CaseState, ...] = ("closed",)


def is_told(before: Conversation, event: events.Event, after: Conversation) -> bool:
    """Whether the caller has just said all there is: they come into line, or leave it to us."""
    if after.state is State.GOODBYE:
        spoken = isinstance(event, events.VoiceRecorded) and event.seconds > 0
        return before.state is State.TROUBLE or (before.state is State.CLOSED and spoken)
    return after.state in _SERVED and before.state not in _KEPT


def settle(
    house: Switchboard, session: Session, call: Call, after: Conversation
) -> tuple[Conversation, tuple[Action, ...]]:
    """The call is about a case from now on: one that they have, or a new one. Returns the
    conversation as it goes on, and what the caller is told besides.

    Our own calls, and those that have an old place, are no new contact.
    """
    ours = call.callback_of is not None or after.called
    if not after.began and (ours or call.case_id):
        if call.callback_of is None:
            _to_owner(house, session, call, cases.of_call(session, call))
        return after, ()
    token = f"{call.id}:{after.began}" if after.began else None
    if token and cases.contact_of(session, token=token) is not None:
        return after, ()
    customer = _customer(house, session, call)
    if customer is None and after.case is None:
        return after, ()  # nobody whom we would know again: see `taken`
    case = _the_case(house, session, call, after, customer)
    return _touched(house, session, call, case, after, token)


def _customer(house: Switchboard, session: Session, call: Call) -> Customer | None:
    """Whose call it is, held: they may be on two telephones."""
    if call.customer_id is not None:
        return customers.hold(session, call.customer_id)
    if call.number is None:
        return None
    customer = customers.remember(session, call.number, at=house.clock.now())
    call.customer_id = customer.id
    return customer


def _the_case(
    house: Switchboard,
    session: Session,
    call: Call,
    after: Conversation,
    customer: Customer | None,
) -> Case:
    found = recognised.case_of(session, call, after.case) if after.case else None
    if found is None and customer is not None:
        found = _likely(session, after, customer) or _came_back(house, session, after, customer)
    if found is not None:
        solving.reopen(session, found, house.clock.now())
        return found
    return opened(house, session, call, customer)


def _likely(session: Session, after: Conversation, customer: Customer) -> Case | None:
    """Another of their cases that needs the same skill; for who was not asked for the last one
    that one, unless they need something else."""
    live = cases.of_customer(session, customer.id)
    denied = after.known_case is None and live[:1]
    for case in live[1:] if denied else live:
        if after.skill == case.skill or (not denied and after.skill is None):
            return cases.by_id(session, case.id, lock=True)
    return None


def _came_back(
    house: Switchboard, session: Session, after: Conversation, customer: Customer
) -> Case | None:
    """One that needed the same and that they have closed not long ago: it was not over."""
    since = house.clock.now() - house.rules.cases.window
    for case in cases.of_customer(session, customer.id, _OVER):
        if after.skill and after.skill == case.skill and (case.closed_at or 0.0) >= since:
            return cases.by_id(session, case.id, lock=True)
    return None


def opened(house: Switchboard, session: Session, call: Call, customer: Customer | None) -> Case:
    """A new case about what the caller has said."""
    now = house.clock.now()
    case = cases.open_case(
        session,
        now,
        customer=customer,
        language=call.language,
        skill=call.skill,
        reason=call.reason,
        due_at=now + house.rules.cases.target,
        internal=call.number is not None and people.by_number(session, call.number) is not None,
    )
    surging.join(session, case, now)
    return case


def _touched(
    house: Switchboard,
    session: Session,
    call: Call,
    case: Case,
    after: Conversation,
    token: str | None,
) -> tuple[Conversation, tuple[Action, ...]]:
    now, window = house.clock.now(), house.rules.cases.window
    if token is None:
        cases.touch(session, case, now, "call", call=call)
    else:
        needs.move_on(session, call, case, now)
        cases.touch(session, case, now, "call", token=token)
    climbing.climb(session, case, now, window)
    step = climbing.reached(session, case, now, window)
    if case.urgent or step is not None:
        call.bonus = max(call.bonus, house.rules.repeat_bonus * (1 + case.urgent))
    if step is not None and step >= Step.SUPERVISOR_TOLD:
        _tell_supervisors(house, session, call, case)
    _to_owner(house, session, call, case)
    if step is None or step < Step.SUPERVISOR or after.supervisor:
        return after, ()
    if after.state is State.GOODBYE:
        return after, _owed(house, session, call, after.language)
    call.owner_id = None
    line = Line("climbed-supervisor", after.language)
    return after.but(supervisor=True), (Say(line),)


def _owed(house: Switchboard, session: Session, call: Call, language: str) -> tuple[Action, ...]:
    """A supervisor will call who goes without having talked with anybody."""
    by = promised.promiser(session, (), language)
    promise = promised.owe(house, session, call, by, promised.due(house, house.rules.back_by))
    if promise is None or promise.due_at is None:
        return ()
    when = following.said_by(house, promise.due_at)[language]
    if promise.name is None:
        return (Say(Line("owe-call-by", language, {"by": when})),)
    return (Say(Line("owe-call-named", language, {"name": promise.name, "by": when})),)


def _tell_supervisors(house: Switchboard, session: Session, call: Call, case: Case) -> None:
    """Before the call is answered."""
    times = cases.times(session, case, house.clock.now() - house.rules.cases.window)
    whom, occasion = telling.supervisors(session), f"contact:{call.id}:{case.id}"
    telling.tell(house, session, whom, occasion, "told-repeated", code=case.code, times=times)


def _to_owner(house: Switchboard, session: Session, call: Call, case: Case | None) -> None:
    """Its owner first, if they are there: nobody waits for somebody in vain, or for themself."""
    if case is None:
        return
    owner = people.by_id(session, case.owner_id) if case.owner_id else None
    here = owner is not None and owner.number != call.number and recognised.is_here(house, owner)
    call.owner_id = owner.id if owner is not None and here else None


def taken(house: Switchboard, session: Session, call: Call, person: Person) -> None:
    """Somebody talks with the customer: who does so first owns the case. A caller whom nobody
    would know again has one from now on."""
    now = house.clock.now()
    if call.case_id is None:
        case = opened(house, session, call, _customer(house, session, call))
        cases.touch(session, case, now, "call", call=call)
    else:
        known = cases.of_call(session, call, lock=True)
        if known is None:
            return
        case = known
    if case.owner_id is None:
        cases.own(session, case, person, now)
