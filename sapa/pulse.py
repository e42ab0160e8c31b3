"""How busy the hotline is, put on record once a minute of its own time."""

from queueing.model import AgentState, CallState
from queueing.results import Snapshot
from records import moments
from records.models import VISIT
from webhooks.switchboard import Switchboard

MINUTE = 60


def note_moment(house: Switchboard) -> None:
    """Write down who waits, talks and is free; twice in a minute changes nothing."""
    board = house.board.snapshot()
    minute = int(house.clock.now()) // MINUTE
    with house.store.transaction() as session:
        moments.note(session, minute, waiting=_waiting(board), **_agents(board))


def _waiting(board: Snapshot) -> int:
    """Callers in line, those included whom somebody's telephone rings for; colleagues who were
    asked into a talk are none."""
    return sum(
        entry.state is not CallState.TALKING and not entry.call.startswith(VISIT)
        for entry in board.calls
    )


def _agents(board: Snapshot) -> dict[str, int]:
    states = [entry.state for entry in board.agents]
    return {
        "agents": len(states),
        "talking": states.count(AgentState.TALKING),
        "free": states.count(AgentState.IDLE),
    }
