"""Any order of events, on the real server: after each one the board is whole and fair."""

from collections.abc import Callable, Iterable

import pytest
import redis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from queueing.board import Board
from queueing.errors import StaleOffer, UnknownCall
from queueing.lines import places
from queueing.model import Act, Agent, AgentState, CallState, Cause, Need, Offer, Rung, Talk
from queueing.policy import Policy
from queueing.results import CallEntry

HOTLINE = "test"
LADDER = (Rung(5, Act.WIDEN), Rung(20, Act.RAISE), Rung(60, Act.SUPERVISOR))
POLICY = Policy(ladder=LADDER, targets={"billing": 20, "repair": 40}, wrap_up=30)

NEEDS = (
    Need("id", "billing"),
    Need("id", "billing", level=3),
    Need("en", "repair", level=2),
    Need("id"),
    Need("id", "billing", level=3, owner="sari"),
    Need("id", supervisor=True),
)
SKILLS: tuple[dict[str, int], ...] = ({"billing": 2, "repair": 5}, {"billing": 4}, {})
AGENTS = ("sari", "budi", "wayan")
Audit = Callable[[], None]


class Machine(RuleBasedStateMachine):
    def __init__(self, store: redis.Redis, audit: Audit, story: Audit) -> None:
        super().__init__()
        store.flushall()
        self.board = Board(store, HOTLINE, POLICY)
        self.audit, self.story = audit, story
        self.now = 1000.0
        self.there: dict[str, None] = {}  # calls that must be on the board, in order of joining
        self.hold_from: dict[str, float] = {}
        self.talks: dict[str, tuple[str, float]] = {}  # token and beginning by call
        self.offers: list[Offer] = []  # every offer ever made
        self.skills: dict[str, Agent] = {}
        self.before: dict[str, CallEntry] = {}
        self.agents: dict[str, AgentState] = {}

    def made(self, offers: Iterable[Offer | None]) -> None:
        """Nobody who waited before and still waits was overtaken by someone just like them."""
        calls = {entry.call: entry for entry in self.board.snapshot().calls}
        known = {offer.token for offer in self.offers}
        for offer in offers:
            if offer and offer.token not in known:
                self.offers.append(offer)
                self.fair(offer, calls)

    def fair(self, offer: Offer, calls: dict[str, CallEntry]) -> None:
        served = {line for place in places(self.skills[offer.agent]) for line in place.lines}
        order = list(self.there)
        chosen = calls[offer.call]
        for call, other in calls.items():
            alike = (other.need, other.climbed) == (chosen.need, chosen.climbed)
            stayed = other.state is CallState.WAITING and other == self.before.get(call)
            if alike and stayed and served & set(other.lines) and not chosen.need.owner:
                earlier = (chosen.arrived, order.index(offer.call))
                assert earlier < (other.arrived, order.index(call))

    def choose(self, data: st.DataObject, *states: str) -> str:
        """An agent in one of these states, if there is one: most of the rest says little."""
        fitting = [name for name, state in self.agents.items() if state in states]
        return data.draw(st.sampled_from(fitting or AGENTS))

    def call(self, data: st.DataObject, *states: str) -> str:
        fitting = [call for call, entry in self.before.items() if entry.state in states]
        return data.draw(st.sampled_from(fitting or list(self.hold_from)))

    @initialize(order=st.permutations(AGENTS), needs=st.lists(st.sampled_from(NEEDS), max_size=6))
    def the_hotline_opens(self, order: list[str], needs: list[Need]) -> None:
        """Every run begins amid work: agents are ready, and callers come."""
        for name, skills in zip(order, SKILLS, strict=True):
            self.ready(name, skills, ("id", "en"), supervisor=name == "wayan", presence=200)
        for need in (NEEDS[0], *needs):
            self.join(need, waited=0)

    @rule(seconds=st.sampled_from((0.5, 3, 12, 45)))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule(need=st.sampled_from(NEEDS), waited=st.sampled_from((0, 0, 2, 30)))
    def join(self, need: Need, waited: float) -> None:
        call = f"CA{len(self.hold_from)}"
        self.there[call] = None
        self.hold_from[call] = self.now - waited
        self.made([self.board.join(call, need, self.now - waited, self.now)])

    @precondition(lambda self: self.there)
    @rule(data=st.data(), need=st.sampled_from(NEEDS))
    def join_again(self, data: st.DataObject, need: Need) -> None:
        call = data.draw(st.sampled_from(list(self.there)))
        self.board.join(call, need, self.now - 100, self.now)
        assert self.board.snapshot().calls == tuple(self.before.values())

    @rule(
        name=st.sampled_from(AGENTS),
        skills=st.sampled_from(SKILLS),
        languages=st.sampled_from((("id",), ("id", "en"))),
        supervisor=st.booleans(),
        presence=st.sampled_from((200, 10)),
    )
    def ready(
        self, name: str, skills: dict[str, int], languages: tuple[str, ...],
        supervisor: bool, presence: float,
    ) -> None:  # fmt: skip
        agent = self.skills[name] = Agent(name, languages, skills, supervisor)
        self.made([self.board.ready(agent, self.now, self.now + presence, 10)])

    @rule(name=st.sampled_from(AGENTS))
    def renew(self, name: str) -> None:
        assert self.board.renew(name, self.now, self.now + 50) == (name in self.agents)

    @precondition(lambda self: self.agents)
    @rule(data=st.data(), state=st.sampled_from(AgentState))
    def retire(self, data: st.DataObject, state: AgentState) -> None:
        self.made([self.board.retire(self.choose(data, state), self.now)])

    @precondition(lambda self: self.agents)
    @rule(data=st.data())
    def finish(self, data: st.DataObject) -> None:
        self.made([self.board.finish(self.choose(data, "wrap-up", "paused"), self.now)])

    def an_offer(self, data: st.DataObject, *, stale: bool) -> Offer:
        tokens = {entry.token for entry in self.before.values()}
        fitting = [offer for offer in self.offers if (offer.token in tokens) != stale]
        return data.draw(st.sampled_from(fitting or self.offers))

    @precondition(lambda self: self.offers)
    @rule(data=st.data(), stale=st.sampled_from((False, False, False, True)))
    def accept(self, data: st.DataObject, stale: bool) -> None:
        offer = self.an_offer(data, stale=stale)
        current = self.before.get(offer.call)
        if current and current.token == offer.token:
            self.board.accept(offer.call, offer.agent, offer.token, self.now)
            self.talks.setdefault(offer.call, (offer.token, self.now))
        else:
            with pytest.raises(StaleOffer):
                self.board.accept(offer.call, offer.agent, offer.token, self.now)

    @precondition(lambda self: self.offers)
    @rule(data=st.data(), cause=st.sampled_from(Cause), stale=st.booleans())
    def decline(self, data: st.DataObject, cause: Cause, stale: bool) -> None:
        offer = self.an_offer(data, stale=stale)
        result = self.board.decline(offer.call, offer.agent, offer.token, cause, self.now)
        self.made(result.offers)
        current = self.before.get(offer.call)
        if not current or current.token != offer.token or offer.call in self.talks:
            assert self.board.snapshot().calls == tuple(self.before.values())

    @precondition(lambda self: self.hold_from)
    @rule(data=st.data(), state=st.sampled_from(CallState))
    def leave(self, data: st.DataObject, state: CallState) -> None:
        call = self.call(data, state)
        left = self.board.leave(call, self.now)
        assert (left.state is not None) == (call in self.there)
        self.there.pop(call, None)
        self.talks.pop(call, None)
        self.made(left.offers)

    @precondition(lambda self: self.hold_from)
    @rule(data=st.data(), need=st.sampled_from((None, *NEEDS)), lost=st.booleans())
    def rejoin(self, data: st.DataObject, need: Need | None, lost: bool) -> None:
        call = self.call(data, "talking")
        if call not in self.there:
            with pytest.raises(UnknownCall):
                self.board.rejoin(call, self.now, need, agent_lost=lost)
            return
        if call in self.talks:
            _, began = self.talks.pop(call)
            self.hold_from[call] += self.now - began
        self.made([self.board.rejoin(call, self.now, need, agent_lost=lost)])

    @rule(data=st.data(), need=st.sampled_from(NEEDS), state=st.sampled_from(AgentState))
    def resume(self, data: st.DataObject, need: Need, state: AgentState) -> None:
        """A call that the board does not know talks to whomever the records say."""
        call, name = f"CA{len(self.hold_from)}", self.choose(data, state)
        talk = Talk(call, need, self.now - 9, self.skills[name], f"kept-{call}", self.now - 5)
        was = self.agents.get(name)
        made = self.board.resume(talk, self.now, self.now + 200, 10)
        self.hold_from[call] = talk.arrived
        if was is not AgentState.TALKING:
            self.there[call] = None
            self.talks[call] = (talk.token, talk.since)
        assert not made or was is AgentState.OFFERED
        self.made(made)

    @rule(limit=st.sampled_from((1, 3, 100)))
    def tick(self, limit: int) -> None:
        turns = [self.board.tick(self.now, limit)]
        while turns[-1].more:
            turns.append(self.board.tick(self.now, limit))
        self.made(offer for turn in turns for offer in turn.offers)
        for entry in self.board.snapshot().calls:
            if entry.state is not CallState.TALKING:
                due = sum(self.now >= self.hold_from[entry.call] + rung.after for rung in LADDER)
                assert entry.climbed == max(due, self.before[entry.call].climbed)

    @invariant()
    def nobody_is_lost(self) -> None:
        assert set(self.board.calls()) == set(self.there)

    @invariant()
    def talks_last(self) -> None:
        talking = {
            entry.call: entry.token
            for entry in self.board.snapshot().calls
            if entry.state is CallState.TALKING
        }
        assert talking == {call: token for call, (token, _) in self.talks.items()}

    @invariant()
    def the_board_is_whole(self) -> None:
        self.audit()
        snapshot = self.board.snapshot()
        self.before = {entry.call: entry for entry in snapshot.calls}
        self.agents = {entry.agent: entry.state for entry in snapshot.agents}

    def teardown(self) -> None:
        self.story()


def test_any_order_of_events_keeps_the_board_whole_and_fair(
    store: redis.Redis, audit: Audit, story: Audit
) -> None:
    class Here(Machine):
        def __init__(self) -> None:
            super().__init__(store, audit, story)

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=25,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
