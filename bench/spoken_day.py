"""A stand-in for Twilio that holds one long recording: talks between a caller and an agent."""

import asyncio
import random
import sys

from simulator.callbacks import Lane
from simulator.config import Config
from simulator.network.call import Call
from simulator.network.recordings import Piece, Recording, Wish
from simulator.network.sound import Utterance
from simulator.people.script import Manner, Script, Topic, write
from simulator.server import network_only

ACCOUNT, TOKEN = "AC" + "0" * 32, "the token of the bench, long enough"
HOTLINE, AGENTS, CALLER = "+622155501000", "+622155501001", "+15552000001"
TALK = 180.0
"""Mean seconds of one talk."""
BETWEEN = 2.0
TOPIC = Topic(
    "billing", "en", "Laura", "Baker", "Ms", "I was charged twice this month", "5552000001"
)
MANNER = Manner("Dewi", "sinar elektronik")


def talks(seconds: float, seed: int) -> list[tuple[float, Script]]:
    """One talk after the other, each with when it begins, until `seconds` are full."""
    rng, at = random.Random(seed), 0.0
    found: list[tuple[float, Script]] = []
    while at + TALK < seconds or not found:
        script = write(TOPIC, MANNER, rng.uniform(0.6, 1.4) * min(TALK, seconds), rng)
        found.append((at, script))
        at += script.seconds + BETWEEN
    return found


def record(call: Call, lane: Lane, seconds: float, seed: int) -> Recording:
    """The talks on both sides of a leg, as its recording."""
    for begin, script in talks(seconds, seed):
        for turn in script.turns:
            side = call.said if turn.side == "caller" else call.heard
            length = turn.end - turn.at
            side.add(Utterance(begin + turn.at, length, turn.text, "en", turn.side))
    recording = Recording(call, Wish(channels=2), 0.0, lane)
    recording.pieces.append(Piece(0.0, seconds))
    recording.status = "completed"
    return recording


async def serve(seconds: float, seed: int) -> None:
    """Say where it is and what it holds on the standard output; end when the input does."""
    config = Config(
        port=0,
        account_sid=ACCOUNT,
        auth_token=TOKEN,
        hotline_numbers=(HOTLINE, AGENTS),
        hotline_number=HOTLINE,
        agent_number=AGENTS,
    )
    async with network_only(config) as exchange:
        call = exchange.legs.create(CALLER, HOTLINE, "inbound")
        recording = record(call, exchange.callbacks.lane(call.note), seconds, seed)
        exchange.recordings.by_sid[recording.sid] = recording
        print(exchange.base_url, call.sid, recording.sid, flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(float(sys.argv[1]), int(sys.argv[2])))
