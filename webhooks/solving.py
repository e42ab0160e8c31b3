"""A case is said to be solved, or to be over: what its customer is owed from then on.

In the transaction of whoever says so, the case held.
"""

from records import Session, cases, follow_ups, handovers, notifications
from records.models import Case, FollowUpWay, Person
from webhooks.switchboard import Switchboard


def solve(house: Switchboard, session: Session, case: Case, person: Person, at: float) -> bool:
    """It is solved, says `person`, and its customer will be asked; one who cannot be leaves it
    not confirmed. False where it was so before: who has said yes is not asked again."""
    over = case.state in ("closed", "void")
    nobody_to_ask = case.customer is None and case.state == "unconfirmed"
    if over or nobody_to_ask or not cases.solve(session, case, person, at):
        return False
    if case.customer is None:
        return cases.leave_unconfirmed(session, case, at)
    due_at = at + house.rules.cases.follow_up_after
    follow_ups.make(session, case, at, due_at, _way(house, case))
    return True


def ask_now(house: Switchboard, session: Session, case: Case, person: Person, at: float) -> None:
    """As `solve`, but who was to be asked later is asked now as well, unless it is over."""
    if case.state not in cases.LIVE:
        return
    solve(house, session, case, person, at)
    if case.state == "solved":
        follow_ups.make(session, case, at, at)


def _way(house: Switchboard, case: Case) -> FollowUpWay:
    """As the hotline asks, if the customer agreed to text messages."""
    rules = house.rules.cases
    if rules.follow_up == "text" and rules.texts:
        return notifications.way_to(case.customer, "solved-question") or "call"
    return "call"


def dismiss(session: Session, case: Case, person: Person, at: float) -> bool:
    """There was no problem: nobody is asked about it, or to take it. False where it was so, or
    where the customer has closed it."""
    if case.state == "closed" or not cases.dismiss(session, case, person, at):
        return False
    follow_ups.cancel(session, case, at)
    waiting = handovers.open_of(session, case.id)
    if waiting is not None:
        handovers.settle(waiting, "withdrawn", at)
    return True


def reopen(session: Session, case: Case, at: float, person: Person | None = None) -> bool:
    """It was not over: nobody is asked whether it is. False where it is open."""
    if not cases.reopen(session, case, at, person=person):
        return False
    follow_ups.cancel(session, case, at)
    return True
