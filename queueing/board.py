"""The board, and its only door: who waits, who is ready, who is offered to whom, now."""

from collections.abc import Mapping

from queueing import reading
from queueing.estimate import shares
from queueing.keys import AGENT
from queueing.lines import read_places, served
from queueing.model import Agent, Cause, Need, Offer, Pace, Talk, checked_id
from queueing.results import Declined, HandedOver, Left, Tick
from queueing.scripts import Reply, texts
from queueing.views import Views


class Board(Views):
    """The board of one hotline, for those who change it.

    `now` is always epoch seconds; no clock is read. Every change is one script: it happens as
    a whole or not at all, and repeating it with the same arguments changes nothing more. An
    offer that is returned must be delivered (see `delivering`); one that is not is handed out
    again by `tick`. Ids are without white space, otherwise ValueError.
    """

    # Callers

    def join(
        self,
        call: str,
        need: Need,
        arrived: float,
        now: float,
        climbed: int = 0,
        *,
        bonus: float = 0.0,
        talked: float = 0.0,
    ) -> Offer | None:
        """Puts a call in its lines at its place by `arrived`, or offers it at once.

        `climbed`: rungs it has climbed already; `bonus`: seconds by which it counts as arrived
        earlier; `talked`: seconds since `arrived` that were talks, and not on hold. A call that
        is on the board stays as it is; the answer is then its open offer, if it has one.
        """
        target = self._policy.target_of(need.skill)
        place = (checked_id(call), arrived, climbed, target, bonus, talked)
        return reading.offer(self._change("join", now, *place, *reading.fields_of(need)))

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
        """From a talk back into line at the old place, with a new need or the old one. An owner
        whom it did not have before has been given the call, as by `give`.

        The agent has their wrap-up or, if `agent_lost`, is off the board. Give the talk's
        `token` where the message could come late: another talk is then left alone. A call that
        is not talking stays as it is; the answer is its open offer. Raises UnknownCall.
        """
        target = self._policy.target_of(need.skill) if need else ""
        fields = reading.fields_of(need) if need else ()
        lost = "1" if agent_lost else ""
        return reading.offer(self._change("rejoin", now, call, token or "", lost, target, *fields))

    def move_up(self, call: str, now: float) -> Offer | None:
        """A waiting call becomes the first of each of its lines, before all levels of its skill.

        Who is the first stays as they are, and so does a call that is offered (the answer is
        that offer) or talking. Raises UnknownCall.
        """
        return reading.offer(self._change("move_up", now, call))

    def give(self, call: str, agent: str, now: float) -> Offer | None:
        """A waiting call is for this agent alone, whatever it needs: offered at once if they
        are idle, else it waits for them for `owner_patience` from now.

        Given to whom it waits for, is offered to or talks with already, it stays as it is; the
        answer is its open offer. Raises UnknownCall, UnknownAgent, and NotWaiting for a call
        that somebody else was offered or has taken.
        """
        return reading.offer(self._change("give", now, call, agent))

    def hand_over(
        self,
        call: str,
        agent: Agent,
        now: float,
        present_until: float,
        offer_seconds: float,
        *,
        visit: str | None = None,
    ) -> HandedOver:
        """A talk goes on with another agent; the one who had it has their wrap-up.

        The new agent is taken from whatever they do, and put on the board as in `ready` if
        they are not there. A call that they were offered is placed anew; `visit`, if it is that
        call, or the one they talk with, is gone from the board instead. Who has the talk
        already keeps it, with its token. Raises UnknownCall, NotTalking, and AgentBusy if the
        new agent talks with somebody else.
        """
        person = (agent.id, present_until, _open(offer_seconds), served(agent))
        return reading.handed_over(self._change("hand_over", now, call, *person, visit or ""))

    def resume(
        self, talk: Talk, now: float, present_until: float, offer_seconds: float
    ) -> tuple[Offer, ...]:
        """Puts a talk that goes on back on a board that was emptied, and its agent, as in `ready`.

        A call that is on the board and an agent in a talk stay as they are. An offer that the
        agent had meanwhile is withdrawn; the answer holds its call's next one.
        """
        agent, target = talk.agent, self._policy.target_of(talk.need.skill)
        call = (talk.call, talk.arrived, talk.climbed, target, talk.bonus, talk.talked)
        person = (agent.id, present_until, _open(offer_seconds), served(agent))
        need, told = reading.fields_of(talk.need), (talk.token, talk.since)
        return reading.offers(self._change("resume", now, *call, *need, *person, *told))

    # Agents

    def ready(
        self,
        agent: Agent,
        now: float,
        present_until: float,
        offer_seconds: float,
        *,
        wrapping_until: float | None = None,
    ) -> Offer | None:
        """The agent is here and may take calls; if idle, they take the most urgent one at once.

        `offer_seconds`: how long their offers stay open (above 0, otherwise ValueError).
        `wrapping_until`: the end of a wrap-up of which a board that was emptied knows nothing.
        An agent in an offer, a talk, a wrap-up or a pause stays there; skills, presence and a
        sign-out waiting for the end of the talk are brought up to date. The answer is the
        agent's open offer, if there is one.
        """
        wrapping = "" if wrapping_until is None else wrapping_until
        args = (agent.id, present_until, _open(offer_seconds), served(agent), wrapping)
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

    def extend(self, agent: str, now: float) -> float | None:
        """Makes the agent's wrap-up longer, once: its new end. None: they are not in one, or
        have made it longer before."""
        end = self._change("extend", now, agent)
        return None if end is None else float(str(end))

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

    def accept(self, call: str, agent: str, token: str, now: float) -> float:
        """The agent takes the call; answers when it was offered to them, in epoch seconds, or
        when they took it, if that was before. Raises StaleOffer if it is no longer theirs."""
        return reading.time(self._change("accept", now, call, agent, token))

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

    def learn(self, paces: Mapping[str, Pace]) -> None:
        """How calls of each skill went of late (`any`: of all), for estimates. To be told
        again every minute or so, since the board then also sees who shares lines with whom."""
        crew = self._redis.pipeline(transaction=False)
        for agent in self.agents():
            crew.hget(self._keys(AGENT, agent), "serves")
        shared = shares([*read_places(serves)] for serves in texts(crew.execute()))
        self._scripts.run("learn", len(paces), *reading.learned(paces, shared, self._policy))

    def _change(self, verb: str, now: float, *args: str | float) -> Reply:
        return self._scripts.run(verb, now, *args)


def _open(offer_seconds: float) -> float:
    if not offer_seconds > 0:
        raise ValueError(f"offer_seconds: above 0, got {offer_seconds}")
    return offer_seconds
