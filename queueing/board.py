"""The board, and its only door: who waits, who is ready, who is offered to whom, now."""

import redis

from queueing import reading
from queueing.keys import AGENT, AGENTS, CALL, CALLS, Keys
from queueing.lines import served
from queueing.model import Agent, AgentState, CallState, Cause, Need, Offer, Talk, checked_id
from queueing.policy import Policy
from queueing.results import Declined, Left, Snapshot, Tick
from queueing.scripts import Reply, Scripts, text, texts


class Board:
    """The board of one hotline.

    `now` is always epoch seconds; no clock is read. Every change is one script: it happens as
    a whole or not at all, and repeating it with the same arguments changes nothing more. An
    offer that is returned must be delivered (see `delivering`); one that is not is handed out
    again by `tick`. Ids are without white space, otherwise ValueError.
    """

    def __init__(self, redis: redis.Redis, hotline: str, policy: Policy) -> None:
        self._redis = redis
        self._keys = Keys(hotline)
        self._scripts = Scripts(redis, self._keys, policy)
        self._policy = policy

    # Callers

    def join(
        self, call: str, need: Need, arrived: float, now: float, climbed: int = 0
    ) -> Offer | None:
        """Puts a call in its lines at its place by `arrived`, or offers it at once.

        `climbed`: rungs it has climbed already. A call that is on the board stays as it is;
        the answer is then its open offer, if it has one.
        """
        target = self._policy.target_of(need.skill)
        fields = reading.fields_of(need)
        checked_id(call)
        return reading.offer(self._change("join", now, call, arrived, climbed, target, *fields))

    def leave(self, call: str, now: float) -> Left:
        """The call is over, whatever its state: line left, offer void, or talk ended.

        After a talk the agent has their wrap-up; after a void offer they take the next call.
        """
        return reading.left(self._change("leave", now, call))

    def rejoin(
        self,
        call: str,
        now: float,
        need: Need | None = None,
        *,
        token: str | None = None,
        agent_lost: bool = False,
    ) -> Offer | None:
        """From a talk back into line at the old place, with a new need or the old one.

        The agent has their wrap-up or, if `agent_lost`, is off the board. Give the talk's
        `token` where the message could come late: another talk is then left alone. A call that
        is not talking stays as it is; the answer is its open offer. Raises UnknownCall.
        """
        target = self._policy.target_of(need.skill) if need else ""
        fields = reading.fields_of(need) if need else ()
        lost = "1" if agent_lost else ""
        return reading.offer(self._change("rejoin", now, call, token or "", lost, target, *fields))

    def resume(
        self, talk: Talk, now: float, present_until: float, offer_seconds: float
    ) -> tuple[Offer, ...]:
        """Puts a talk that goes on back on a board that was emptied, and its agent, as in `ready`.

        A call that is on the board and an agent in a talk stay as they are. An offer that the
        agent had meanwhile is withdrawn; the answer holds its call's next one.
        """
        agent, target = talk.agent, self._policy.target_of(talk.need.skill)
        call = (talk.call, talk.arrived, talk.climbed, target)
        person = (agent.id, present_until, _open(offer_seconds), served(agent))
        need, told = reading.fields_of(talk.need), (talk.token, talk.since)
        return reading.offers(self._change("resume", now, *call, *need, *person, *told))

    # Agents

    def ready(
        self, agent: Agent, now: float, present_until: float, offer_seconds: float
    ) -> Offer | None:
        """The agent is here and may take calls; if idle, they take the most urgent one at once.

        `offer_seconds`: how long their offers stay open (above 0, otherwise ValueError).
        An agent in an offer, a talk, a wrap-up or a pause stays there; skills, presence and a
        sign-out waiting for the end of the talk are brought up to date. The answer is the
        agent's open offer, if there is one.
        """
        args = (agent.id, present_until, _open(offer_seconds), served(agent))
        return reading.offer(self._change("ready", now, *args))

    def renew(self, agent: str, now: float, present_until: float) -> bool:
        """The agent is still here, at least until then. False: not on the board."""
        return bool(self._change("renew", now, agent, present_until))

    def retire(self, agent: str, now: float) -> Offer | None:
        """The agent takes a break or signs out: off the board now, or when their talk ends.

        A call offered to them goes back to its place; the answer is its next offer.
        """
        return reading.offer(self._change("retire", now, agent))

    def finish(self, agent: str, now: float) -> Offer | None:
        """Ends the agent's wrap-up or pause early; they take the most urgent call."""
        return reading.offer(self._change("finish", now, agent))

    # Offers

    def delivering(self, token: str, now: float) -> bool:
        """True for the first to claim an open offer's delivery, False for everyone after."""
        return bool(self._change("delivering", now, token))

    def delivered(self, token: str, now: float) -> bool:
        """The agent's phone was reached: an offer that runs out from here on is missed.

        One that runs out before counts as failed, which is no fault of the agent's. False: the
        offer is no longer open.
        """
        return bool(self._change("delivered", now, token))

    def accept(self, call: str, agent: str, token: str, now: float) -> None:
        """The agent takes the call. Raises StaleOffer if it is no longer theirs to take."""
        self._change("accept", now, call, agent, token)

    def decline(self, call: str, agent: str, token: str, cause: Cause, now: float) -> Declined:
        """The offer came back: the caller keeps their place, the agent has a pause.

        An offer that is no longer open changes nothing.
        """
        return reading.declined(self._change("decline", now, call, agent, token, cause))

    # Clock

    def tick(self, now: float, limit: int = 100) -> Tick:
        """Does what has come due, at most `limit` things of it, the oldest first.

        Any number of processes may turn the clock at once: each thing happens once.
        """
        return reading.tick(self._change("tick", now, limit), self._policy)

    # Views

    def snapshot(self) -> Snapshot:
        """The whole board at one instant."""
        return reading.snapshot(self._scripts.run("snapshot"))

    def position(self, call: str) -> int | None:
        """1 for a caller with nobody ahead in any of their lines; None if not waiting."""
        place = self._scripts.run("position", checked_id(call))
        return place if isinstance(place, int) else None

    def calls(self) -> list[str]:
        """Ids of all calls on the board, by arrival."""
        return reading.ids(text(self._redis.zrange(self._keys(CALLS), 0, -1)))

    def waiting_calls(self) -> list[str]:
        """Ids of those that wait in line, by arrival."""
        entries = self.snapshot().calls
        return [entry.call for entry in entries if entry.state is CallState.WAITING]

    def agents(self) -> list[str]:
        """Ids of all agents on the board, sorted."""
        return sorted(texts(self._redis.smembers(self._keys(AGENTS))))

    def call_state(self, call: str) -> CallState | None:
        """None: not on the board."""
        (state,) = texts(self._redis.hmget(self._keys(CALL, call), ["state"]))
        return CallState(state) if state else None

    def agent_state(self, agent: str) -> AgentState | None:
        """None: not on the board."""
        (state,) = texts(self._redis.hmget(self._keys(AGENT, agent), ["state"]))
        return AgentState(state) if state else None

    def offer_of(self, call: str) -> Offer | None:
        """The call's open offer."""
        names = ["agent", "token", "deadline", "state"]
        agent, token, deadline, state = texts(self._redis.hmget(self._keys(CALL, call), names))
        if state != CallState.OFFERED:
            return None
        return Offer(call, agent, token, float(deadline))

    def _change(self, verb: str, now: float, *args: str | float) -> Reply:
        return self._scripts.run(verb, now, *args)


def _open(offer_seconds: float) -> float:
    if not offer_seconds > 0:
        raise ValueError(f"offer_seconds: above 0, got {offer_seconds}")
    return offer_seconds
