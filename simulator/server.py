"""Starts the stand-in: one process, one loop, loopback only."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from aiohttp import web

from simulator import booth, control, softphone
from simulator.clock import Clock
from simulator.config import Config
from simulator.exchange import Exchange
from simulator.rest import (
    applications,
    calls,
    conferences,
    messages,
    numbers,
    participants,
    queues,
    recordings,
)
from simulator.rest.doorkeeper import doorkeeper
from simulator.rest.protocol import EXCHANGE
from simulator.town import Town

log = structlog.get_logger()

TOWN = web.AppKey("town", Town)
LARGEST_FORM = 256 * 1024
LOOPBACK = "127.0.0.1"
RESOURCES = (calls, queues, conferences, participants, recordings, messages, numbers, applications)


def main(config: Config) -> None:
    """Run until SIGTERM or SIGINT."""
    asyncio.run(serve(config))


async def serve(config: Config) -> None:
    """Run until SIGTERM or SIGINT, people included."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    async with running(config) as exchange:
        log.info("simulator_started", address=exchange.base_url, speed=config.speed)
        await stopped.wait()
    log.info("simulator_stopped")


@asynccontextmanager
async def running(config: Config) -> AsyncIterator[Exchange]:
    """The whole stand-in while the block lasts; `exchange.base_url` is where it listens."""
    async with open_exchange(config) as (exchange, app):
        town = Town(exchange)
        app[TOWN] = town
        app.router.add_get("/sim/callers", callers)
        if config.booth:
            app.add_routes(booth.routes(exchange))
        async with _listening(exchange, app):
            exchange.chores.start(town.run())
            yield exchange


@asynccontextmanager
async def network_only(config: Config, clock: Clock | None = None) -> AsyncIterator[Exchange]:
    """The same without people of its own; `clock` is another than the configuration's."""
    async with open_exchange(config, clock) as (exchange, app), _listening(exchange, app):
        yield exchange


@asynccontextmanager
async def open_exchange(
    config: Config, clock: Clock | None = None
) -> AsyncIterator[tuple[Exchange, web.Application]]:
    exchange = Exchange(config, clock or Clock(config.speed, config.epoch))
    app = web.Application(middlewares=[doorkeeper], client_max_size=LARGEST_FORM)
    app[EXCHANGE] = exchange
    prefix = f"/2010-04-01/Accounts/{config.account_sid}"
    for resource in RESOURCES:
        app.add_routes(resource.routes(prefix))
    app.add_routes(control.routes())
    app.add_routes(softphone.routes(exchange))
    async with exchange.courier:
        try:
            yield exchange, app
        finally:
            await exchange.close()


@asynccontextmanager
async def _listening(exchange: Exchange, app: web.Application) -> AsyncIterator[None]:
    listener = socket.create_server((LOOPBACK, exchange.config.port), backlog=1024)
    exchange.listen_on(f"http://{LOOPBACK}:{listener.getsockname()[1]}")
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.SockSite(runner, listener).start()
        yield
    finally:
        await runner.cleanup()


async def callers(request: web.Request) -> web.Response:
    """Every leg's truth and fate, whether all have finished, and how many wait for a callback."""
    town = request.app[TOWN]
    told = {"callers": town.callers(), "done": town.done, "waiting": town.waiting}
    return web.json_response(told)
