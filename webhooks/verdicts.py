"""What callers decide by their answers after a talk, or when we ask them: what they are to be
told for it, and the answer made true in the transaction that hears it."""

from collections.abc import Iterable

from ivr import actions, events
from ivr.actions import Action
from ivr.call import Call as Conversation
from records import Session, cases, follow_ups, incidents, notifications, people
from records.models import Call, Person
from webhooks import agreed, callbacks, following, promised, solving
from webhooks.switchboard import Switchboard


def do(
    house: Switchboard,
    session: Session,
    call: Call,
    after: Conversation,
    todo: Iterable[Action],
) -> None:
    """Make true what is said besides: the call is held."""
    for action in todo:
        match action:
            case actions.Rate(rating, promise):
                _rate(house, session, call, after, rating, promise=promise)
            case actions.Confirm(solved):
                _confirm(house, session, call, solved=solved)
            case actions.OweCall():
                _owe_call(house, session, call)
            case actions.WantTexts(wanted):
                if call.customer is not None:
                    call.customer.texts = wanted
            case actions.AwaitIncident(incident_id):
                _await(house, session, call, incident_id)


def talk_over(house: Switchboard, session: Session, call: Call) -> events.TalkOver:
    """The agent has gone: who would call back after a low rating, and whether to ask for leave to
    send text messages."""
    language = call.language or house.language
    rules, customer = house.rules.cases, call.customer
    rung = call.number is not None and callbacks.may_be_rung(house, call.number)
    by = promised.promiser(session, (), language) if rung else None
    unasked = rules.texts and customer is not None and customer.texts is None
    return events.TalkOver(
        supervisor=by.name if by else None,
        by=following.said_by(house, _supervisor_due(house)),
        may_text=unasked and customer is not None and notifications.can_receive(customer.number),
    )


def _rate(
    house: Switchboard,
    session: Session,
    call: Call,
    after: Conversation,
    rating: int,
    *,
    promise: bool,
) -> None:
    now, case = house.clock.now(), cases.of_call(session, call, lock=True)
    call.rating = rating
    if case is not None:
        cases.note(session, case, "rated", now, call=call, data={"rating": rating})
    if promise:
        by = _named(session, after.caller_back)
        promised.owe(house, session, call, by, _supervisor_due(house))


def _supervisor_due(house: Switchboard) -> float:
    """A time that, rounded up to be said, is not later than the hotline promises."""
    return promised.due(house, max(house.rules.cases.supervisor_within - promised.ROUND_TIME, 0.0))


def _named(session: Session, name: str | None) -> Person | None:
    """Who was named to the caller."""
    everybody = people.all(session)
    return next((one for one in everybody if one.role != "agent" and one.name == name), None)


def _confirm(house: Switchboard, session: Session, call: Call, *, solved: bool) -> None:
    case = cases.of_call(session, call, lock=True)
    if case is not None:
        follow_ups.answer(session, case, house.clock.now(), solved=solved, call=call)


def _owe_call(house: Switchboard, session: Session, call: Call) -> None:
    """The owner calls back by the time that was told; without one anybody does."""
    case = cases.of_call(session, call)
    owner = people.by_id(session, case.owner_id) if case and case.owner_id else None
    agreed.owe(house, session, call, owner)


def _await(house: Switchboard, session: Session, call: Call, incident_id: int) -> None:
    """They were told that we call when it is over. Where it is by now they are asked at once; who
    waits for what turned out to be none is called about their own case."""
    incident = incidents.by_id(session, incident_id, lock=True)
    case, now = cases.of_call(session, call, lock=True), house.clock.now()
    if case is not None:
        cases.note(session, case, "awaits", now, call=call, data={"incident": incident_id})
    if incident is None or case is None or incident.state == "dismissed":
        _owe_call(house, session, call)
        return
    incidents.link(session, incident, case, now)
    solver = people.by_id(session, incident.ended_by) if incident.ended_by else None
    if solver is not None:
        solving.ask_now(house, session, case, solver, now)
