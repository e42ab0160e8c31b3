"""All that speaks Twilio, both ways: signed webhooks in, REST out, TwiML."""

from flask import Flask

from webhooks.agents import agents
from webhooks.asked import asked
from webhooks.called import called
from webhooks.held import held
from webhooks.recordings import announcements, kept, sounds
from webhooks.reply import EXTENSION
from webhooks.rooms import rooms
from webhooks.softphone import clients
from webhooks.switchboard import Switchboard
from webhooks.taking import offers
from webhooks.texting import texting
from webhooks.visits import visitors
from webhooks.voice import voice


def install(app: Flask, switchboard: Switchboard) -> None:
    """Give `app` the webhooks of a hotline."""
    app.extensions[EXTENSION] = switchboard
    for blueprint in (
        voice,
        called,
        asked,
        texting,
        held,
        agents,
        offers,
        visitors,
        rooms,
        kept,
        announcements,
        sounds,
        clients,
    ):
        app.register_blueprint(blueprint)
