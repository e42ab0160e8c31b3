"""What the desk asks for: a colleague or a supervisor in a talk, and callers who go from one to
the other. Done by `asking_in` and `watching`; what that means is in `company` and `succession`
(records, board), and `settling` moves the legs.

One process at a time has the visits of a call in hand; what it finds done before, it does not do
again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import structlog

from records import visits
from records.models import VisitMode, VisitPurpose
from webhooks.answers import Turns, in_turn
from webhooks.asking_in import AskingIn
from webhooks.company import Wish
from webhooks.phones import Phones
from webhooks.settling import Holding, Settling
from webhooks.switchboard import Switchboard
from webhooks.watching import Pace, Watching

log = structlog.get_logger()


class Wanted(Protocol):
    """Whom an agent asks for: one person, any supervisor, or anybody with a skill."""

    @property
    def person_id(self) -> int | None: ...

    @property
    def supervisor(self) -> bool: ...

    @property
    def skill(self) -> str | None: ...


@dataclass(frozen=True)
class Visiting:
    """Every answer is None when it is done, or was so before, else one word why not."""

    house: Switchboard
    phones: Phones
    turns: Turns
    pace: Pace
    holding: Holding
    rest: Callable[[float], None]

    @property
    def settling(self) -> Settling:
        return Settling(self.house, self.phones, self.holding, self.rest)

    @property
    def _agents(self) -> AskingIn:
        return AskingIn(self.house, self.settling)

    @property
    def _supervisors(self) -> Watching:
        return Watching(self.house, self.pace, self.settling)

    # The talk's agent

    def ask(
        self, call_id: str, person_id: int, purpose: VisitPurpose, wanted: Wanted, note: str
    ) -> str | None:
        """Ask somebody in, to pass the caller on to them, for their word, or for their ear."""
        wish = Wish(wanted.person_id, wanted.supervisor, wanted.skill)
        return self._in_turn(
            call_id, lambda: self._agents.ask(call_id, person_id, purpose, wish, note.strip())
        )

    def send_away(self, visit_id: str, person_id: int) -> str | None:
        """The visit is over; a caller on hold comes back to the agent."""
        return self._of_visit(visit_id, lambda: self._agents.send_away(visit_id, person_id))

    def together(self, visit_id: str, person_id: int) -> str | None:
        """The caller is off hold: all three talk."""
        return self._of_visit(visit_id, lambda: self._agents.together(visit_id, person_id))

    def hand_over(self, visit_id: str, person_id: int) -> str | None:
        """The visitor is the caller's agent from now on."""
        return self._of_visit(visit_id, lambda: self._agents.hand_over(visit_id, person_id))

    def pass_on(self, call_id: str, person_id: int, wanted: Wanted, note: str) -> str | None:
        """Blind: the caller goes back into line, for somebody else."""
        wish = Wish(wanted.person_id, wanted.supervisor, wanted.skill)
        return self._in_turn(
            call_id, lambda: self._agents.pass_on(call_id, person_id, wish, note.strip())
        )

    # Supervisors

    def watch(self, call_id: str, person_id: int, mode: VisitMode) -> str | None:
        """Listen, whisper to the agent, or join; said anew, it is changed."""
        return self._in_turn(call_id, lambda: self._supervisors.watch(call_id, person_id, mode))

    def take_over(self, call_id: str, person_id: int) -> str | None:
        """The supervisor is the caller's agent from now on."""
        return self._in_turn(call_id, lambda: self._supervisors.take_over(call_id, person_id))

    # In turn

    def _of_visit(self, visit_id: str, do: Callable[[], None]) -> str | None:
        with self.house.store.reading() as session:
            visit = visits.by_id(session, visit_id)
        return self._in_turn(visit.call_id, do) if visit is not None else "gone"

    def _in_turn(self, call_id: str, do: Callable[[], None]) -> str | None:
        return in_turn(self.turns, "visiting", call_id, do)
