"""The telephone network beside a hotline of processes: people who phone, and a judge."""

import asyncio
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import select

from queueing.keys import TIMERS, Keys
from queueing.reading import ids
from queueing.scripts import text
from records import calls, people, talks
from records.models import Call, Mode, Role, Talk
from sapa.wiring import SIMULATED_ACCOUNT
from simulator.config import AgentSpec, Config, Faults
from simulator.courier import Courier, Reply, TwimlError
from simulator.exchange import Exchange
from simulator.line import Ended, Line, LineDead, Listening, Played, Said, Together
from simulator.network.source import Form
from simulator.people.agents import Agent
from simulator.people.talks import Talks
from simulator.server import network_only
from tests.faults.hotline import ROLES, Hotline, set_rhythm
from tests.simulator.stage import now

SPEED = 40.0
LIMIT = 40.0  # real seconds for what should take a few
POLL = 0.04
TOKEN = "-" * 32
HOTLINE, AGENTS = "+15555550100", "+15555550101"


@dataclass
class Caller:
    """Asks for a person at once and stays on the line until the hotline ends the call."""

    number: str
    line: Line | None = None
    heard: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    """Conferences in which somebody else was."""
    end: str | None = None
    _together: bool = False
    _in_line: bool = False
    at_meeting: Callable[[str], None] = lambda _number: None

    async def phone(self, exchange: Exchange) -> None:
        self.line = await exchange.dial(self.number, HOTLINE)
        await self._stay(self.line)

    async def _stay(self, line: Line) -> None:
        with suppress(LineDead):
            while True:
                match await line.hear():
                    case Said(text=text):
                        self.heard.append(text)
                        self._together = self._in_line = False
                    case Played():  # a key in the music is a wish for a supervisor
                        self._in_line = True
                    case Listening() if not self._in_line:
                        line.press("0")
                    case Together(conference=name, others=others):
                        if others and not self._together:
                            self.met.append(name)
                            self.at_meeting(self.number)
                        self._together = others > 0
                    case Ended(status=status):
                        self.end = status

    @property
    def sid(self) -> str:
        assert self.line is not None
        return self.line.sid


@dataclass
class Town:
    """A hotline, the network, and everybody in it."""

    hotline: Hotline
    exchange: Exchange
    agents: dict[str, Agent] = field(default_factory=dict)
    callers: list[Caller] = field(default_factory=list)
    meetings: list[str] = field(default_factory=list)
    """Numbers of callers as they met an agent, in order."""
    double_booked: list[str] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    _at_work: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _talks: Talks = field(default_factory=Talks)

    # People

    async def agent(
        self,
        extension: str,
        *,
        mode: Mode = "standby",
        talk: float = 8.0,
        role: Role = "agent",
    ) -> str:
        """Somebody signs in and takes calls from now on; returns their id, when they are ready."""
        number, pin = f"+1555700{extension}", f"{secrets.randbelow(10**6):06}"
        with self.hotline.works.store.transaction() as session:
            at = self.hotline.works.clock.now()
            person = people.add(
                session,
                extension=extension,
                name=f"Agent {extension}",
                at=at,
                languages=("en",),
                skills=dict.fromkeys((skill.key for skill in self.hotline.works.hotline.skills), 5),
                mode=mode,
                number=number,
                role=role,
            )
            people.set_pin(person, pin)
        self.hotline.works.store.close()
        spec = AgentSpec(extension=extension, pin=pin, number=number, mode=mode, handling=talk)
        agent = self.agents[extension] = Agent(spec, self.exchange, self._talks)
        self._at_work[extension] = self.exchange.chores.start(agent.work())
        await self.until(lambda: str(person.id) in self.hotline.works.board.agents(), "signed in")
        return str(person.id)

    def caller(self) -> Caller:
        """Somebody phones."""
        caller = Caller(f"+1555600{len(self.callers):04}")
        self.callers.append(caller)
        caller.at_meeting = self.meetings.append
        self.exchange.chores.start(caller.phone(self.exchange))
        return caller

    async def waiting(self) -> Caller:
        """Somebody phones, and waits in line."""
        caller = self.caller()
        await self.until(lambda: self.stands(caller) == "waiting", "the caller waits in line")
        return caller

    # The network

    def set_faults(self, faults: Faults) -> None:
        self.exchange.faults.switch(faults)

    def leg_of(self, extension: str) -> str:
        """The sid of the line that an agent holds."""
        number = f"+1555700{extension}"
        return next(
            leg.sid for leg in self.exchange.calls.values() if leg.person == number and leg.live
        )

    def hang_up(self, sid: str) -> None:
        self.exchange.legs.end(self.exchange.calls[sid])

    def goes_home(self, extension: str) -> None:
        """The agent does not phone in again, whatever becomes of their line."""
        self._at_work.pop(extension).cancel()
        del self.agents[extension]

    def vanish(self, sid: str) -> None:
        """Hang up, and have every request and callback about it lost."""
        self.lost.add(sid)
        self.hang_up(sid)

    # The board's memory

    def board_keys(self) -> dict[bytes | str, bytes]:
        """Everything that Redis knows of the board."""
        server = self.hotline.works.redis
        names = server.keys(f"{Keys(self.hotline.works.board_name).prefix}*")
        dumps = ((name, server.dump(name)) for name in names)
        return {name: dump for name, dump in dumps if dump is not None}

    def set_board_back(self, keys: dict[bytes | str, bytes]) -> None:
        """To what it was, in one step."""
        server = self.hotline.works.redis
        with server.pipeline() as pipe:
            for name in server.keys(f"{Keys(self.hotline.works.board_name).prefix}*"):
                pipe.delete(name)
            for name, dump in keys.items():
                pipe.restore(name, 0, dump)
            pipe.execute()

    # What is so

    async def until(self, true: Callable[[], object], what: str, limit: float = LIMIT) -> None:
        """Return as soon as that is so; an error of a store that is away counts as not yet."""
        with suppress(TimeoutError):
            async with asyncio.timeout(limit):
                while True:
                    with suppress(Exception):
                        if true():
                            return
                    await asyncio.sleep(POLL)
        raise AssertionError(f"not within {limit:g} s: {what}\n{self.picture()}")

    def record(self, caller: Caller) -> Call | None:
        if caller.line is None:
            return None
        with self.hotline.works.store.reading() as session:
            found = calls.by_sid(session, caller.sid, lock=False)
        self.hotline.works.store.close()
        return found

    def stands(self, caller: Caller) -> str | None:
        call = self.record(caller)
        return self.hotline.works.board.call_state(call.id) if call else None

    def in_line(self) -> list[str]:
        """Numbers of those who wait, in the order in which they will be served."""
        by_id = {call.id: caller.number for caller in self.callers if (call := self.record(caller))}
        return [by_id.get(id_, id_) for id_ in self.hotline.works.board.waiting_calls()]

    def picture(self) -> str:
        """What is known of everybody, for a failure's text."""
        lines = [f"died: {self.hotline.died}"]
        with suppress(Exception):
            lines += [repr(entry) for entry in self.hotline.works.board.snapshot().calls]
            lines += [repr(entry) for entry in self.hotline.works.board.snapshot().agents]
        for caller in self.callers:
            call = self.record(caller)
            state = call and (call.state, call.outcome, call.ended_at)
            lines.append(f"{caller.number} {state} met {caller.met} end {caller.end}")
        return "\n".join(lines)

    # The judge

    async def all_served(self, limit: float = LIMIT) -> None:
        """Everybody has met an agent and gone; everything is put away; nobody was booked twice."""
        await self.until(lambda: all(caller.end for caller in self.callers), "all calls end", limit)
        await self.until(self.at_rest, "everything is put away")
        assert self.unserved() == []
        assert self.double_booked == []
        assert self.overlaps() == []

    def unserved(self) -> list[str]:
        told = [(caller, self.record(caller)) for caller in self.callers]
        return [
            f"{caller.number}: {call and call.outcome}, {caller.end}, {caller.heard[-3:]}"
            for caller, call in told
            if not (caller.met and call and call.outcome == "talked" and caller.end == "completed")
        ]

    def overlaps(self) -> list[str]:
        """Agents who are on record in two talks at once."""
        with self.hotline.works.store.reading() as session:
            order = select(Talk).order_by(Talk.person_id, Talk.accepted_at)
            told = list(session.scalars(order))
        self.hotline.works.store.close()
        return [
            f"agent {one.person_id}: talks {one.id} and {other.id}"
            for one, other in pairwise(told)
            if one.person_id == other.person_id
            and (one.ended_at is None or one.ended_at > other.accepted_at)
        ]

    def at_rest(self) -> bool:
        """Nothing is open on record, on the board, or on the telephone."""
        board = self.hotline.works.board.snapshot()
        idle = all(entry.state == "idle" for entry in board.agents)
        key = Keys(self.hotline.works.board_name)(TIMERS)
        timers = ids(text(self.hotline.works.redis.zrange(key, 0, -1)))
        with self.hotline.works.store.reading() as session:
            live = calls.live(session)
            open_talks = [t for call in live if (t := talks.latest_talk(session, call))]
        self.hotline.works.store.close()
        on_hold = [leg for leg in self.exchange.calls.values() if leg.live and leg.to == HOTLINE]
        return (
            len(board.agents) == len(self.agents)
            and idle
            and not (board.calls or live or open_talks or on_hold)
            and all(timer.startswith("presence ") for timer in timers)
        )

    async def watch(self) -> None:
        """Look again and again whether an agent has two callers or two telephones in use."""
        while True:
            agents = Counter[str]()
            for conference in self.exchange.rooms.by_sid.values():
                legs = [part.call for part in conference.participants.values()]
                outside = [leg.person for leg in legs if leg.to == HOTLINE]
                if len(outside) > 1:
                    self.double_booked.append(f"{conference.name}: {outside}")
                agents.update(leg.person for leg in legs if outside and leg.to != HOTLINE)
            self.double_booked += [f"{agent} twice" for agent, n in agents.items() if n > 1]
            await asyncio.sleep(POLL / 2)


@asynccontextmanager
async def town(
    folder: Path,
    *,
    speed: float = SPEED,
    appendonly: bool = True,
    hurried: bool = True,
    arm: Callable[[], None] = lambda: None,
) -> AsyncIterator[Town]:
    """A hotline with all its processes, and the network. `hurried`: its clock's rounds are
    shorter than in life; `arm`: what each process does first."""
    set_rhythm(hurried=hurried)
    config = Config(
        port=0,
        account_sid=SIMULATED_ACCOUNT,
        auth_token=TOKEN,
        hotline_numbers=(HOTLINE, AGENTS),
        hotline_number=HOTLINE,
        agent_number=AGENTS,
        speed=speed,
        epoch=now(),
        calls_per_second=1000.0,
    )
    async with network_only(config) as exchange:
        hotline = Hotline(folder, speed, config.epoch, exchange.base_url, appendonly, arm)
        with hotline.open():
            _point(exchange, hotline)
            for role in ROLES:
                hotline.start(role)
            made = Town(hotline, exchange)
            _lose(exchange.courier, made.lost)
            exchange.chores.start(hotline.keep())
            exchange.chores.start(made.watch())
            try:
                yield made
            finally:
                await exchange.close()


def _lose(courier: Courier, lost: set[str]) -> None:
    """Nothing that is about these legs arrives."""
    send = courier.send

    async def perhaps(method: str, url: str, form: Form, **options: Any) -> Reply:
        if lost & {form.get("CallSid"), form.get("ParentCallSid")}:
            raise TwimlError(11205, "lost on the way", url)
        return await send(method, url, form, **options)

    courier.send = perhaps  # type: ignore[method-assign]


def _point(exchange: Exchange, hotline: Hotline) -> None:
    links = hotline.works.switchboard.links
    for number, kind in ((HOTLINE, "voice"), (AGENTS, "agent")):
        owned = exchange.numbers.owned[number]
        owned.voice_url = links.to(f"/{kind}/incoming")
        owned.voice_fallback_url = links.to(f"/{kind}/fallback")
        owned.status_callback = links.to(f"/{kind}/status")
