"""The web application: webhooks for Twilio and pages for the people who work here."""

import os

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import desk
import webhooks
from sapa import logs
from sapa.settings import Settings
from sapa.wiring import Works

LARGEST_REQUEST = 256 * 1024
"""Bytes; Twilio's longest form is a few thousand."""


def create(works: Works | None = None) -> Flask:
    """The application of one web process."""
    if works is None:
        works = Works(Settings.load(os.environ))
        logs.configure(works.clock, works.settings.log_level, works.settings.log_format)
    app = Flask("sapa", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.secret_key = works.settings.secret_key
    works.trained.all()
    webhooks.install(app, works.switchboard)
    desk.install(app, works.office)
    app.add_url_rule("/health", view_func=lambda: "ok")
    if proxies := works.settings.proxies:
        # only who asks: where we are found is SAPA_PUBLIC_URL's to say
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=0)  # type: ignore[method-assign]
    return app
