"""Announcements: sounds laid over what a participant hears."""

from simulator.courier import TwimlError
from simulator.exchange import Exchange
from simulator.network.conferences import Conference, Participant
from simulator.network.source import Source
from simulator.twiml.performer import Performer
from simulator.twiml.schema import SPEECH
from simulator.twiml.table import TABLE


def announce(
    exchange: Exchange, conference: Conference, participant: Participant, source: Source
) -> None:
    """Let a participant hear a document and tell the conference's hook how it went."""

    async def speak() -> None:
        performer = Performer(exchange, participant.call, TABLE, SPEECH, aside=True)
        try:
            await performer.run(source)
        except TwimlError as error:
            performer.report(error)
            conference.tell("announcement-fail", participant)
        else:
            conference.tell("announcement-end", participant)
        finally:
            participant.call.ears.open()  # for the keys that a conference listens to

    exchange.chores.start(speak())
