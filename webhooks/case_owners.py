"""One owner: a case is taken by somebody, or handed over to who accepts it."""

from records import case_rights, cases, handovers, notifications, people
from records.models import Handover, Person
from webhooks import staff
from webhooks.answers import Refusal
from webhooks.case_act import Act


def take(act: Act) -> None:
    """A case without an owner is this person's of its team; a supervisor may take any."""
    owner, supervises = act.case.owner_id, case_rights.supervises(act.person)
    if owner == act.person.id:
        return
    if not supervises and (owner is not None or not case_rights.works_on(act.case, act.person)):
        raise Refusal("not-yours")
    _withdraw(act)
    cases.own(act.session, act.case, act.person, act.now)
    act.trail("case-changed", what="taken", before=owner)
    act.tell(owner, "told-taken", f"taken:{act.case.id}:{act.now}")
    if owner is not None or _was_anothers(act):
        _tell_customer(act, f"taken:{act.case.id}:{act.now}")


def _was_anothers(act: Act) -> bool:
    """Whether its customer knows it with an owner who has left."""
    return any(event.kind == "released" for event in cases.events(act.session, act.case))


def offer(act: Act, to_id: int, note: str) -> None:
    """The case is offered to a new owner, by its owner or a supervisor."""
    if not case_rights.answers_for(act.case, act.person):
        raise Refusal("not-yours")
    if act.case.owner_id == to_id:
        return
    to = people.by_id(act.session, to_id)
    if to is None or not _can_own(to) or act.case.state == "void":
        raise Refusal("refused")
    before = handovers.open_of(act.session, act.case.id)
    made = handovers.offer(act.session, act.case, to, act.person, note, act.now)
    if made is not before:
        act.note("offered", "case-changed", handover=made.id, to=to.id)
        act.tell(to.id, "told-offered", f"handover:{made.id}")


def _can_own(person: Person) -> bool:
    """Whether they have a page on which a case could be theirs."""
    works_here = person.left_at is None and not staff.is_on_call(person)
    return works_here and person.role != "administrator"


def accept(act: Act, handover: Handover) -> None:
    """The new owner takes it: who asked and the customer are told."""
    act.session.refresh(handover)  # as it is now that the case is held
    if handover.to_id != act.person.id:
        raise Refusal("not-yours")
    if handover.state == "accepted":
        return
    if not handovers.settle(handover, "accepted", act.now):
        raise Refusal("gone")
    before = act.case.owner_id
    cases.own(act.session, act.case, act.person, act.now)
    act.note("handed-over", "handed-over", handover=handover.id)
    for told in {handover.asked_by, before}:
        act.tell(told, "told-accepted", f"accepted:{handover.id}")
    _tell_customer(act, f"handed-over:{handover.id}")


def decline(act: Act, handover: Handover) -> None:
    """The new owner does not take it, or who offered it takes that back."""
    act.session.refresh(handover)
    asked = handover.to_id == act.person.id
    if not asked and not case_rights.answers_for(act.case, act.person):
        raise Refusal("not-yours")
    if handover.state == "accepted":
        raise Refusal("late")
    if handovers.settle(handover, "declined" if asked else "withdrawn", act.now):
        act.note("declined" if asked else "withdrawn", "case-changed", handover=handover.id)
    if asked:
        act.tell(handover.asked_by, "told-declined", f"declined:{handover.id}")


def _withdraw(act: Act) -> None:
    """Nobody is asked to take what has a new owner."""
    waiting = handovers.open_of(act.session, act.case.id)
    if waiting is not None:
        handovers.settle(waiting, "withdrawn", act.now)


def _tell_customer(act: Act, occasion: str) -> None:
    """Who looks after their case from now on."""
    if act.case.state in ("closed", "void"):
        return
    notifications.put(
        act.session,
        token=occasion,
        kind="handed-over",
        customer=act.case.customer,
        case=act.case,
        call=None,
        arguments={"agent": act.person.name},
        at=act.now,
    )
