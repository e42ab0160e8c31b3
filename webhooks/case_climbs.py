"""What follows from a contact on a case that is not a call in line: one that was logged, or a
call that turns out to be about it."""

from records import Session, cases, climbing
from records.climbing import Step
from records.models import Call, Case
from webhooks import promised, telling
from webhooks.switchboard import Switchboard


def climb(house: Switchboard, session: Session, case: Case, call: Call | None = None) -> None:
    """The supervisors are told from the third contact on; from the fourth on one of them will
    call the customer, who is talking with somebody else in `call`. The case is held."""
    now, window = house.clock.now(), house.rules.cases.window
    climbing.climb(session, case, now, window)
    step = climbing.reached(session, case, now, window)
    if step is None or step < Step.SUPERVISOR_TOLD:
        return
    times = cases.times(session, case, now - window)
    whom, occasion = telling.supervisors(session), f"climbed:{case.id}:{now}:{times}"
    telling.tell(house, session, whom, occasion, "told-repeated", code=case.code, times=times)
    if step >= Step.SUPERVISOR:
        _owe_supervisor(house, session, case, call)


def _owe_supervisor(house: Switchboard, session: Session, case: Case, call: Call | None) -> None:
    if call is None:
        promised.owe_of(house, session, case)
        return
    by = promised.promiser(session, (), call.language or house.language)
    promised.owe(house, session, call, by, promised.due(house, house.rules.back_by))
