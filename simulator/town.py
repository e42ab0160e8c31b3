"""The town: who lives there, when they phone, and what became of each call."""

import asyncio
from collections import deque
from dataclasses import dataclass
from weakref import WeakValueDictionary

import structlog

from simulator.exchange import Exchange
from simulator.people.agents import Agent
from simulator.people.callers import Caller
from simulator.people.personas import Crowd, Visit
from simulator.people.talks import Talks

log = structlog.get_logger()

_REMEMBERED = 1000  # calls, where the stream is endless


@dataclass(frozen=True)
class Call:
    """One call of a caller, as the caller knows it."""

    visit: Visit
    caller: Caller
    sid: str
    started: float

    def as_json(self) -> dict[str, str | float]:
        """The truth and the fate: epoch and held seconds are simulated."""
        persona = self.visit.persona
        return {
            "sid": self.sid,
            "number": persona.number,
            "name": persona.name,
            "skill": persona.skill,
            "language": persona.language,
            "started": self.started,
            "fate": self.caller.fate.value,
            "held": round(self.caller.held, 1),
        }


class Town:
    """Everybody with a telephone. Raises `DataSetError` if the files of callers are wrong."""

    def __init__(self, exchange: Exchange) -> None:
        config = exchange.config
        self._exchange = exchange
        self._crowd = Crowd(config)
        self._talks = Talks()
        self._agents = [Agent(spec, exchange, self._talks) for spec in config.agents]
        self._calls: deque[Call] = deque(maxlen=config.callers.count or _REMEMBERED)
        self._finished = 0
        self._phones: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @property
    def done(self) -> bool:
        """Whether everybody who was to phone has, and no call is left; never when endless."""
        return self._finished == self._exchange.config.callers.count

    def callers(self) -> list[dict[str, str | float]]:
        """Every call so far, the latest 1000 if the stream is endless."""
        return [call.as_json() for call in self._calls]

    async def run(self) -> None:
        """Agents phone in at once, callers when their time comes; until cancelled or done."""
        config = self._exchange.config
        await self._exchange.in_service(config.agent_number)
        await self._exchange.in_service(config.hotline_number)
        async with asyncio.TaskGroup() as people:
            for agent in self._agents:
                people.create_task(agent.work())
            start = self._exchange.clock.now()
            for visit in self._crowd.visits():
                await self._exchange.clock.sleep(start + visit.after - self._exchange.clock.now())
                people.create_task(self._phone(visit))

    async def _phone(self, visit: Visit) -> None:
        config = self._exchange.config
        number = visit.persona.number
        phone = self._phones.setdefault(number, asyncio.Lock())
        async with phone:  # who calls again has ended the call before
            clock = self._exchange.clock
            caller = Caller(visit, config.callers, config.titles, clock, self._talks)
            started = clock.now()
            line = await self._exchange.dial(number, config.hotline_number)
            self._calls.append(Call(visit, caller, line.sid, started))
            await caller.talk(line)
            self._finished += 1
            log.info("caller_finished", call=line.sid, fate=caller.fate.value)
