"""The town: who lives there, when they phone, and what became of each call."""

import asyncio
from collections import deque

from simulator.exchange import Exchange
from simulator.people.agents import Agent
from simulator.people.customers import Customer, Leg
from simulator.people.personas import Crowd, Persona, Visit
from simulator.people.talks import Talks

_REMEMBERED = 1000  # legs and customers, where the stream is endless


class Town:
    """Everybody with a telephone. Raises `DataSetError` if the files of callers are wrong."""

    def __init__(self, exchange: Exchange) -> None:
        config = exchange.config
        self._exchange = exchange
        self._crowd = Crowd(config)
        self._talks = Talks()
        self._agents = [Agent(spec, exchange, self._talks) for spec in config.agents]
        self._endless = config.callers.count is None
        self._legs: deque[Leg] = deque(maxlen=_REMEMBERED if self._endless else None)
        self._customers: dict[str, Customer] = {}
        self._visits = 0

    @property
    def done(self) -> bool:
        """Whether everybody who was to phone has, and nobody is on the telephone.

        A callback may still come. Never when the stream is endless.
        """
        all_came = self._visits == self._exchange.config.callers.count
        return all_came and not any(customer.busy for customer in self._customers.values())

    @property
    def waiting(self) -> int:
        """How many have been promised a callback that they have not had yet."""
        return sum(customer.waits for customer in self._customers.values())

    def callers(self) -> list[dict[str, str | float]]:
        """Every leg of a caller so far, the latest 1000 if the stream is endless."""
        return [_as_json(leg) for leg in self._legs]

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
        customer = self._customer(visit.persona)
        self._visits += 1
        await customer.phone(visit)

    def _customer(self, persona: Persona) -> Customer:
        """The customer of that number, who is reachable from now on."""
        known = self._customers.get(persona.number)
        if known is not None:
            return known
        customer = Customer(persona, self._exchange, self._talks, self._legs.append)
        self._customers[persona.number] = customer
        for number in customer.numbers:
            self._exchange.subscribe(number, customer)
        self._forget_the_oldest()
        return customer

    def _forget_the_oldest(self) -> None:
        """Where the stream is endless only so many stay reachable, and whoever is engaged."""
        while self._endless and len(self._customers) > _REMEMBERED:
            number, customer = next(iter(self._customers.items()))
            if customer.busy or customer.waits:
                return
            del self._customers[number]
            for number in customer.numbers:
                self._exchange.unsubscribe(number, customer)


def _as_json(leg: Leg) -> dict[str, str | float]:
    """The truth and the fate: epoch and held seconds are simulated."""
    persona = leg.visit.persona
    return {
        "sid": leg.sid,
        "way": leg.way.value,
        "number": persona.number,
        "name": persona.name,
        "skill": persona.skill,
        "language": persona.language,
        "started": leg.started,
        "fate": leg.fate.value,
        "held": round(leg.caller.held, 1),
        "rung": leg.rung,
    }
