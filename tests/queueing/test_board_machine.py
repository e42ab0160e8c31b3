"""Any order of events, on the real server: after each one the board is whole and fair."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

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
from queueing.errors import (
    AgentBusy,
    BoardError,
    NotTalking,
    NotWaiting,
    StaleOffer,
    UnknownAgent,
    UnknownCall,
)
from queueing.keys import Keys
from queueing.lines import places
from queueing.model import (
    PERSONAL,
    VISIT,
    Act,
    Agent,
    AgentState,
    CallState,
    Cause,
    Need,
    Offer,
    Rung,
    Talk,
)
from queueing.policy import Policy
from queueing.results import AgentEntry, CallEntry, HandedOver
from tests.queueing.conftest import Audit
from tests.queueing.known import AGAIN, Caller, rebuild, the_same

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
FOR_SARI_ALONE = Need("id", PERSONAL, owner="sari")
SKILLS: tuple[dict[str, int], ...] = ({"billing": 2, "repair": 5}, {"billing": 4}, {})
AGENTS = ("sari", "budi", "wayan")
Thing = TypeVar("Thing")
Everything = Callable[[], dict[str, object]]


class Machine(RuleBasedStateMachine):
    def __init__(
        self,
        store: redis.Redis,
        audit: Callable[[], Audit],
        story: Callable[[], None],
        everything: Everything,
    ) -> None:
        super().__init__()
        store.flushall()
        self.store, self.everything = store, everything
        self.board = Board(store, HOTLINE, POLICY)
        self.audit, self.story = audit, story
        self.now = 1000.0
        self.known = 0  # calls that ever were
        self.there: dict[str, Caller] = {}  # calls that must be on the board, as they joined
        self.talks: dict[str, tuple[str, float]] = {}  # token and beginning by call
        self.given: dict[str, float] = {}  # when a call was given to an agent
        self.offers: list[Offer] = []  # every offer ever made
        self.people: dict[str, Agent] = {}
        self.before: dict[str, CallEntry] = {}
        self.agents: dict[str, AgentEntry] = {}
        self.last: Callable[[], object] | None = None

    def new_call(self, caller: Caller) -> str:
        self.known += 1
        call = f"{VISIT if caller.need.skill == PERSONAL else 'CA'}{self.known}"
        self.there[call] = caller
        return call

    def do(self, verb: Callable[[], Thing]) -> Thing:
        """Does it, and remembers it, so that it can be done once more."""
        self.last = verb
        return verb()

    def made(self, offers: Iterable[Offer | None]) -> None:
        """Nobody who waited before and still waits was overtaken by someone just like them."""
        calls = {entry.call: entry for entry in self.board.snapshot().calls}
        known = {offer.token for offer in self.offers}
        for offer in offers:
            if offer and offer.token not in known:
                self.offers.append(offer)
                self.fair(offer, calls)

    def fair(self, offer: Offer, calls: dict[str, CallEntry]) -> None:
        served = {line for place in places(self.people[offer.agent]) for line in place.lines}
        order = list(self.there)
        chosen = calls[offer.call]
        for call, other in calls.items():
            alike = (other.need, other.climbed) == (chosen.need, chosen.climbed)
            stayed = other.state is CallState.WAITING and other == self.before.get(call)
            if alike and stayed and served & set(other.lines) and not chosen.need.owner:
                earlier = (self.there[offer.call].place, order.index(offer.call))
                assert earlier < (self.there[call].place, order.index(call))

    def choose(self, data: st.DataObject, *states: str) -> str:
        """An agent in one of these states, if there is one: most of the rest says little."""
        fitting = [name for name, entry in self.agents.items() if entry.state in states]
        return data.draw(st.sampled_from(fitting or AGENTS))

    def call(self, data: st.DataObject, *states: str) -> str:
        """A call in one of these states, or one that is gone."""
        fitting = [call for call, entry in self.before.items() if entry.state in states]
        return data.draw(st.sampled_from(fitting or [f"CA{i + 1}" for i in range(self.known)]))

    @initialize(
        order=st.permutations(AGENTS),
        needs=st.lists(st.sampled_from((*NEEDS, FOR_SARI_ALONE)), max_size=6),
        fates=st.lists(st.sampled_from(("rings", "talks", "is over")), min_size=9, max_size=9),
    )
    def the_hotline_opens(self, order: list[str], needs: list[Need], fates: list[str]) -> None:
        """Every run begins amid work: agents are ready, callers come, some have been served."""
        for name, skills in zip(order, SKILLS, strict=True):
            self.ready(
                name,
                skills,
                ("id", "en"),
                "supervisor" if name == "wayan" else "agent",
                presence=200,
            )
        for need, fate in zip((NEEDS[0], *needs), fates, strict=False):
            self.join(need, waited=2)
            offer = self.board.offer_of(list(self.there)[-1])
            if offer and fate != "rings":
                self.accepts(offer)
            if offer and fate == "is over":
                self.leaves(offer.call)

    @rule(seconds=st.sampled_from((0.5, 3, 12, 45)))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds
        self.last = None

    @precondition(lambda self: self.last)
    @rule()
    def once_more(self) -> None:
        """A retry, the moment after: nobody is anywhere else."""
        assert self.last
        calls, agents = tuple(self.before.values()), tuple(self.agents.values())
        with suppress(BoardError):
            self.last()
        after = self.board.snapshot()
        assert (after.calls, after.agents) == (calls, agents)

    @rule(
        need=st.sampled_from((*NEEDS, FOR_SARI_ALONE)),
        waited=st.sampled_from((0, 0, 2, 30)),
        bonus=st.sampled_from((0, 0, 30)),
    )
    def join(self, need: Need, waited: float, bonus: float = 0) -> None:
        caller = Caller(need, self.now - waited, bonus)
        self.joins(self.new_call(caller), caller)

    def joins(self, call: str, caller: Caller, climbed: int = 0) -> None:
        now = self.now
        offer = self.do(
            lambda: self.board.join(
                call, caller.need, caller.arrived, now, climbed,
                bonus=caller.bonus, talked=caller.talked,
            )
        )  # fmt: skip
        self.made([offer])

    @precondition(lambda self: self.there)
    @rule(data=st.data(), need=st.sampled_from(NEEDS))
    def join_again(self, data: st.DataObject, need: Need) -> None:
        call = data.draw(st.sampled_from(list(self.there)))
        self.board.join(call, need, self.now - 100, self.now)
        assert self.board.snapshot().calls == tuple(self.before.values())

    @precondition(lambda self: self.board.waiting())
    @rule(data=st.data())
    def wait_without_a_leg(self, data: st.DataObject) -> None:
        """A callback: the call is closed, and another stands in line in its place."""
        old = self.call(data, "waiting")
        caller = self.there.pop(old)
        earlier = self.ahead(old, caller.place)
        self.board.leave(old, self.now)
        new = self.new_call(caller)
        self.joins(new, caller, self.before[old].climbed)
        if self.board.call_state(new) is CallState.WAITING:
            assert self.ahead(new, caller.place) == earlier

    def ahead(self, call: str, place: float) -> set[str]:
        """Those like it who were strictly before it, as the lines have it."""
        entries = {entry.call: entry for entry in self.board.snapshot().calls}
        own = entries[call]
        return {
            other
            for other, entry in entries.items()
            if entry.lines == own.lines and entry.climbed == own.climbed
            if other in self.there and self.there[other].place < place
        }

    @rule(
        name=st.sampled_from(AGENTS),
        skills=st.sampled_from(SKILLS),
        languages=st.sampled_from((("id",), ("id", "en"))),
        role=st.sampled_from(("agent", "agent", "supervisor", "on call")),
        presence=st.sampled_from((200, 10)),
    )
    def ready(
        self, name: str, skills: dict[str, int], languages: tuple[str, ...],
        role: str, presence: float,
    ) -> None:  # fmt: skip
        agent = Agent(name, languages, skills, role == "supervisor", on_call=role == "on call")
        self.people[name], now = agent, self.now
        self.made([self.do(lambda: self.board.ready(agent, now, now + presence, 10))])

    @rule(name=st.sampled_from(AGENTS))
    def renew(self, name: str) -> None:
        assert self.board.renew(name, self.now, self.now + 50) == (name in self.agents)

    @precondition(lambda self: self.agents)
    @rule(data=st.data(), state=st.sampled_from(AgentState))
    def retire(self, data: st.DataObject, state: AgentState) -> None:
        name, now = self.choose(data, state), self.now
        self.made([self.do(lambda: self.board.retire(name, now))])

    @precondition(lambda self: self.agents)
    @rule(data=st.data())
    def finish(self, data: st.DataObject) -> None:
        name, now = self.choose(data, "wrap-up", "paused"), self.now
        self.made([self.do(lambda: self.board.finish(name, now))])

    @precondition(lambda self: self.agents)
    @rule(data=st.data())
    def extend(self, data: st.DataObject) -> None:
        name, now = self.choose(data, "wrap-up"), self.now
        entry = self.agents.get(name)
        end = self.do(lambda: self.board.extend(name, now))
        if entry and entry.state is AgentState.WRAP_UP and not entry.extended:
            assert end == (entry.until or 0) + POLICY.wrap_up_extension
            assert self.board.extend(name, now) is None
        else:
            assert end is None

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
            self.accepts(offer)
        else:
            with pytest.raises(StaleOffer):
                self.board.accept(offer.call, offer.agent, offer.token, self.now)

    def accepts(self, offer: Offer) -> None:
        self.board.accept(offer.call, offer.agent, offer.token, self.now)
        self.talks.setdefault(offer.call, (offer.token, self.now))

    @precondition(lambda self: self.offers)
    @rule(data=st.data(), cause=st.sampled_from(Cause), stale=st.booleans())
    def decline(self, data: st.DataObject, cause: Cause, stale: bool) -> None:
        offer = self.an_offer(data, stale=stale)
        claim, now = (offer.call, offer.agent, offer.token), self.now
        result = self.do(lambda: self.board.decline(*claim, cause, now))
        self.made(result.offers)
        current = self.before.get(offer.call)
        if not current or current.token != offer.token or offer.call in self.talks:
            assert self.board.snapshot().calls == tuple(self.before.values())

    @precondition(lambda self: self.known)
    @rule(data=st.data(), state=st.sampled_from(CallState))
    def leave(self, data: st.DataObject, state: CallState) -> None:
        self.leaves(self.call(data, state))

    def leaves(self, call: str) -> None:
        now = self.now
        left = self.do(lambda: self.board.leave(call, now))
        assert (left.state is not None) == (call in self.there)
        self.there.pop(call, None)
        self.talks.pop(call, None)
        self.made(left.offers)

    @precondition(lambda self: self.known)
    @rule(data=st.data(), need=st.sampled_from((None, *NEEDS)), lost=st.booleans())
    def rejoin(self, data: st.DataObject, need: Need | None, lost: bool) -> None:
        call, now = self.call(data, "talking"), self.now
        if call not in self.there:
            with pytest.raises(UnknownCall):
                self.board.rejoin(call, now, need, agent_lost=lost)
            return
        if call in self.talks:
            _, began = self.talks.pop(call)
            self.given.pop(call, None)
            if need and need.owner not in (None, self.there[call].need.owner):
                self.given[call] = now
            self.there[call] = self.there[call].after_talk(now - began, need)
        self.made([self.do(lambda: self.board.rejoin(call, now, need, agent_lost=lost))])

    @precondition(lambda self: self.known)
    @rule(data=st.data(), state=st.sampled_from(CallState))
    def move_up(self, data: st.DataObject, state: CallState) -> None:
        call, now = self.call(data, state), self.now
        was = self.before.get(call)
        if was is None:
            with pytest.raises(UnknownCall):
                self.board.move_up(call, now)
            return
        self.made([self.do(lambda: self.board.move_up(call, now))])
        entry = self.entry(call)
        if was.state is CallState.WAITING:
            assert self.board.position(call) == 1
            assert entry.bonus >= was.bonus
            self.there[call] = replace(self.there[call], bonus=entry.bonus)
        else:
            assert entry == was

    @precondition(lambda self: self.known)
    @rule(data=st.data(), state=st.sampled_from(CallState), of=st.sampled_from(AgentState))
    def give(self, data: st.DataObject, state: CallState, of: AgentState) -> None:
        call, name, now = self.call(data, state), self.choose(data, of), self.now
        was = self.before.get(call)
        if refused := self.not_given(was, name):
            with pytest.raises(refused):
                self.board.give(call, name, now)
            return
        self.made([self.do(lambda: self.board.give(call, name, now))])
        if was and was.state is CallState.WAITING:
            self.there[call] = replace(
                self.there[call], need=replace(self.there[call].need, owner=name)
            )
            self.given[call] = now

    def not_given(self, was: CallEntry | None, name: str) -> type[BoardError] | None:
        if was is None:
            return UnknownCall
        if was.state is not CallState.WAITING:
            return None if was.agent == name else NotWaiting
        return None if name in self.agents else UnknownAgent

    @precondition(lambda self: self.talks)
    @rule(data=st.data(), of=st.sampled_from(AgentState), visiting=st.booleans())
    def hand_over(self, data: st.DataObject, of: AgentState, visiting: bool) -> None:
        call, name, now = self.call(data, "talking", "offered"), self.choose(data, of), self.now
        was, agent = self.before[call], self.agents.get(name)
        visit = agent.call if agent and visiting else None

        def handed() -> HandedOver:
            return self.board.hand_over(call, self.people[name], now, now + 200, 10, visit=visit)

        if was.state is not CallState.TALKING:
            with pytest.raises(NotTalking):
                handed()
        elif was.agent == name:
            assert self.do(handed) == HandedOver(was.token or "")
            assert self.entry(call) == was
        elif agent and agent.state is AgentState.TALKING and not visit:
            with pytest.raises(AgentBusy):
                handed()
        else:
            self.hands_over(call, visit, self.do(handed))

    def hands_over(self, call: str, visit: str | None, result: HandedOver) -> None:
        _, began = self.talks[call]
        self.talks[call] = (result.token, self.now)
        self.there[call] = self.there[call].after_talk(self.now - began, None)
        if visit:
            self.there.pop(visit)
            self.talks.pop(visit, None)
        before = self.agents[self.before[call].agent or ""]
        assert (self.board.agent_state(before.agent) is None) == before.leaving
        self.made(result.offers)

    def entry(self, call: str) -> CallEntry:
        return next(entry for entry in self.board.snapshot().calls if entry.call == call)

    @rule(data=st.data(), need=st.sampled_from(NEEDS), state=st.sampled_from(AgentState))
    def resume(self, data: st.DataObject, need: Need, state: AgentState) -> None:
        """A call that the board does not know talks to whomever the records say."""
        name, now = self.choose(data, state), self.now
        caller = Caller(need, now - 9, bonus=30, talked=2)
        call = self.new_call(caller)
        talk = Talk(
            call, need, caller.arrived, self.people[name], f"kept-{call}", now - 5,
            bonus=caller.bonus, talked=caller.talked,
        )  # fmt: skip
        was = self.agents[name].state if name in self.agents else None
        made = self.do(lambda: self.board.resume(talk, now, now + 200, 10))
        if was is AgentState.TALKING:
            self.there.pop(call)
        else:
            self.talks[call] = (talk.token, talk.since)
        assert not made or was is AgentState.OFFERED
        self.made(made)

    @rule()
    def the_board_is_emptied_and_built_again(self) -> None:
        self.tick(100)
        board = self.board.snapshot()
        calls = {entry.call: entry for entry in board.calls}
        agents = {entry.agent: entry for entry in board.agents}
        rebuild(self.store, POLICY, self.there, calls, agents, self.people, self.now)
        contents = self.everything()
        the_same(contents, HOTLINE)
        self.store.delete(*(key for key in contents if key.startswith(Keys(AGAIN).prefix)))

    @rule(limit=st.sampled_from((1, 3, 100)))
    def tick(self, limit: int) -> None:
        turns, self.last = [self.board.tick(self.now, limit)], None
        while turns[-1].more:
            turns.append(self.board.tick(self.now, limit))
        self.made(offer for turn in turns for offer in turn.offers)
        for entry in self.board.snapshot().calls:
            if entry.state is not CallState.TALKING:
                held_for = self.now - self.there[entry.call].hold_from
                ladder = POLICY.ladder_of(entry.need.skill)
                due = sum(held_for >= rung.after for rung in ladder)
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
        found = self.audit()
        for call, caller in self.there.items():
            self.as_it_was_told(found, call, caller)
        self.lines_are_in_order(found)
        snapshot = self.board.snapshot()
        self.before = {entry.call: entry for entry in snapshot.calls}
        self.agents = {entry.agent: entry for entry in snapshot.agents}

    def as_it_was_told(self, found: Audit, call: str, caller: Caller) -> None:
        """Places and times follow from what the records know of a call, and from its rungs."""
        c, timers = found.calls[call], found.timers
        climbed = int(c["climbed"])
        raised = sum(rung.act is Act.RAISE for rung in LADDER[:climbed])
        assert float(c["score"]) == caller.place - raised * POLICY.raise_bonus
        assert float(c["hold_from"]) == caller.hold_from
        if c["state"] != "talking" and climbed < len(POLICY.ladder_of(c["skill"])):
            assert timers[f"rung {call}"] == caller.hold_from + LADDER[climbed].after
        if c["state"] != "talking" and c["held"]:
            held_from = max(caller.hold_from, self.given.get(call, 0))
            assert timers[f"owner {call}"] <= held_from + POLICY.owner_patience

    def lines_are_in_order(self, found: Audit) -> None:
        """By place, then by who joined first, whatever happened to them in between."""
        joined = {call: i for i, call in enumerate(self.there)}
        for line in found.waiting.values():
            calls = [member.split(" ", 2)[2] for member in line]
            due = sorted(calls, key=lambda call: (float(found.calls[call]["score"]), joined[call]))
            assert calls == due

    def teardown(self) -> None:
        self.story()


def test_any_order_of_events_keeps_the_board_whole_and_fair(
    store: redis.Redis,
    audit: Callable[[], Audit],
    story: Callable[[], None],
    everything: Everything,
) -> None:
    class Here(Machine):
        def __init__(self) -> None:
            super().__init__(store, audit, story, everything)

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
