"""What can be seen of a board, and changes nothing."""

from queueing import reading
from queueing.keys import AGENT, AGENTS, CALL, CALLS, COUNTERS, SUPERVISED, Keys
from queueing.model import AgentState, CallState, Need, Offer, checked_id
from queueing.policy import Policy
from queueing.results import Outlook, Snapshot
from queueing.scripts import Scripts, Server, text, texts


class Views:
    """The board of one hotline, for those who look at it."""

    def __init__(self, redis: Server, hotline: str, policy: Policy) -> None:
        self._redis = redis
        self._keys = Keys(hotline)
        self._scripts = Scripts(redis, self._keys, policy)
        self._policy = policy

    def snapshot(self) -> Snapshot:
        """The whole board at one instant."""
        return reading.snapshot(self._scripts.run("snapshot"))

    def mark(self) -> tuple[str, int] | None:
        """How far the board's history has come: its epoch, which changes when it is emptied,
        and the number of events since, which falls when it is set back. None: there is none."""
        epoch, events = texts(self._redis.hmget(self._keys(COUNTERS), ["epoch", "events"]))
        return (epoch, int(events)) if epoch and events else None

    # Callers

    def calls(self) -> list[str]:
        """Ids of all calls on the board, by arrival."""
        return reading.ids(text(self._redis.zrange(self._keys(CALLS), 0, -1)))

    def call_state(self, call: str) -> CallState | None:
        """None: not on the board."""
        (state,) = texts(self._redis.hmget(self._keys(CALL, call), ["state"]))
        return CallState(state) if state else None

    def offer_of(self, call: str) -> Offer | None:
        """The call's open offer."""
        names = ["agent", "token", "deadline", "state"]
        agent, token, deadline, state = texts(self._redis.hmget(self._keys(CALL, call), names))
        if state != CallState.OFFERED:
            return None
        return Offer(call, agent, token, float(deadline))

    # The line

    def waiting(self) -> int:
        """How many callers wait in line, visits not counted."""
        (count,) = texts(self._redis.hmget(self._keys(COUNTERS), ["waiting"]))
        return int(count or 0)

    def waiting_calls(self) -> list[str]:
        """Ids of those that wait in line, visits too, by arrival."""
        entries = self.snapshot().calls
        return [entry.call for entry in entries if entry.state is CallState.WAITING]

    def supervised(self) -> tuple[str, ...]:
        """Calls in line that a supervisor should take, visits too, first come first."""
        members = reading.ids(text(self._redis.zrange(self._keys(SUPERVISED), 0, -1)))
        return tuple(member.split(" ", 2)[2] for member in members)

    def position(self, call: str) -> int | None:
        """1 for a caller with nobody ahead in any of their lines; None if not waiting."""
        place = self._scripts.run("position", checked_id(call))
        return place if isinstance(place, int) else None

    def outlook(self, call: str, now: float) -> Outlook | None:
        """What a caller in line can be told of their wait; None if the call does not wait."""
        reply = self._scripts.run("outlook", now, checked_id(call))
        return None if reply is None else reading.outlook(reply)

    def outlook_of(self, need: Need, arrived: float, now: float) -> Outlook:
        """What a caller with this need could be told who would come into line now, at the place
        of one who arrived then. Nobody waits while an agent who serves them is idle."""
        target = self._policy.target_of(need.skill)
        fields = reading.fields_of(need)
        return reading.outlook(self._scripts.run("outlook", now, "", arrived, target, *fields))

    # Agents

    def agents(self) -> list[str]:
        """Ids of all agents on the board, sorted."""
        return sorted(texts(self._redis.smembers(self._keys(AGENTS))))

    def agent_state(self, agent: str) -> AgentState | None:
        """None: not on the board."""
        (state,) = texts(self._redis.hmget(self._keys(AGENT, agent), ["state"]))
        return AgentState(state) if state else None

    def staff(self, need: Need) -> int:
        """How many agents on the board serve this need, whatever they do now."""
        count = self._scripts.run("staff", "", *reading.fields_of(need))
        return count if isinstance(count, int) else 0
