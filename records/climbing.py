"""Repeated contacts climb by themselves: the more often a customer has to come back about one
case, the higher up it is seen to, without their asking."""

from enum import IntEnum

from sqlalchemy.orm import Session

from records import cases
from records.models import Case


class Step(IntEnum):
    """What a contact on a case means, by its number within the window.

    The second goes to the owner, with a bonus; the third is told to the supervisors before it
    is answered; the fourth goes to a supervisor; with the fifth the case is the manager's too.
    """

    OWNER = 2
    SUPERVISOR_TOLD = 3
    SUPERVISOR = 4
    MANAGER = 5


WINDOW = 30 * 86400.0


def climb(session: Session, case: Case, at: float, window: float = WINDOW) -> Step | None:
    """The step that the case has newly reached with its contacts of the last `window` seconds;
    None where it stands as high already. Hold the case's row."""
    step = reached(session, case, at, window)
    if step is None or step <= case.climbed:
        return None
    case.climbed = step
    cases.note(session, case, "climbed", at, data={"step": int(step)})
    return step


def reached(session: Session, case: Case, at: float, window: float = WINDOW) -> Step | None:
    """The step that its contacts of the last `window` seconds amount to."""
    times = min(cases.times(session, case, at - window), Step.MANAGER)
    return Step(times) if times >= Step.OWNER else None
