"""Many calls on hold at once: what share of one core does the stand-in take?

Run: python -m bench.simulator [calls] [seconds]

A constant hotline runs in a process of its own. Every call waits in one queue at speed 1;
its waitUrl is a prompt of 4 seconds and a pause of 6. Printed is the processor time of the
stand-in's process for each second that passes once all calls are on hold.
"""

import asyncio
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from aiohttp import web

from simulator.config import Config
from simulator.line import Said
from simulator.server import network_only

if TYPE_CHECKING:
    from simulator.exchange import Exchange

NUMBER = "+15550100"
PROMPT = "Thank you for holding. Somebody will be with you soon."
INCOMING = '<Response><Enqueue waitUrl="/wait">line</Enqueue></Response>'
WAIT = f'<Response><Say>{PROMPT}</Say><Pause length="6"/></Response>'


def hotline() -> None:
    """Serve the constant hotline and print its port."""

    async def incoming(_request: web.Request) -> web.Response:
        return web.Response(text=INCOMING, content_type="text/xml")

    async def wait(_request: web.Request) -> web.Response:
        return web.Response(text=WAIT, content_type="text/xml")

    async def serve() -> None:
        app = web.Application()
        app.add_routes([web.post("/incoming", incoming), web.post("/wait", wait)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
        print(runner.addresses[0][1], flush=True)
        await asyncio.Event().wait()

    asyncio.run(serve())


def config() -> Config:
    return Config(
        port=0,
        account_sid="AC" + "0" * 32,
        auth_token="bench",  # noqa: S106 - no secret
        hotline_numbers=(NUMBER,),
        hotline_number=NUMBER,
        agent_number=NUMBER,
        epoch=time.time(),
    )


async def measure(port: int, calls: int, seconds: float) -> None:
    async with network_only(config()) as exchange:
        exchange.numbers.owned[NUMBER].voice_url = f"http://127.0.0.1:{port}/incoming"
        exchange.numbers.owned[NUMBER].voice_fallback_url = ""
        for number in range(calls):
            await exchange.dial(f"+1555{number:07}", NUMBER)
            await asyncio.sleep(10 / calls)
        await all_waiting(exchange)
        began, used = time.perf_counter(), time.process_time()
        await asyncio.sleep(seconds)
        ending = time.perf_counter() - began
        share = (time.process_time() - used) / ending
        held = sum(call.live for call in exchange.calls.values())
    print(f"calls on hold: {held}, lost: {calls - held}")
    print(f"processor: {share:.1%} of one core over {ending:.0f} s")


async def all_waiting(exchange: "Exchange") -> None:
    """Wait until every call performs its wait document."""
    for call in exchange.calls.values():
        sound = await call.handset.hear()
        assert isinstance(sound, Said), sound


def main(calls: int, seconds: float) -> None:
    command = [sys.executable, "-m", "bench.simulator", "hotline"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            asyncio.run(measure(int(process.stdout.readline()), calls, seconds))
        finally:
            process.terminate()


if __name__ == "__main__":
    if sys.argv[1:] == ["hotline"]:
        hotline()
    else:
        numbers = [int(argument) for argument in sys.argv[1:]]
        main(*(numbers + [500, 30][len(numbers) :]))
        print(f"cores of this machine: {os.cpu_count()}")
