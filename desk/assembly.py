"""The desk put together: every page of it, as one application's."""

from flask import Flask

from desk import session
from desk.agent.pages import agent
from desk.agent.softphone import softphone
from desk.api import api
from desk.board.acts import acts
from desk.board.pages import board
from desk.calls.export import export
from desk.calls.page import call
from desk.calls.pages import calls
from desk.calls.sound import sound
from desk.cases.pages import casebook
from desk.drawing import Drawing
from desk.entry import sign_on
from desk.entry.door import door
from desk.entry.own import own
from desk.here import EXTENSION, Desk
from desk.incidents.pages import incidents
from desk.live.engine import Live
from desk.management.pages import management
from desk.office import Office
from desk.owed.pages import owed
from desk.people.audit import audit
from desk.people.pages import staff
from desk.reports.courtesy import courtesy
from desk.reports.pages import reports

_PAGES = (
    *(door, own, agent, softphone, board, acts, calls, call, export, sound),
    *(reports, courtesy, staff, audit, api, casebook, owed, incidents, management),
)


def install(app: Flask, office: Office) -> Live:
    """Give `app`, which has a secret key, the pages of a hotline.

    Call `close` on the answer when the process is told to end: live pages would hold it up.
    """
    drawing = Drawing(office, app.jinja_env)
    live = Live(office, drawing)
    app.extensions[EXTENSION] = Desk(office, live, drawing)
    session.configure(app, office)
    for blueprint in _PAGES:
        app.register_blueprint(blueprint)
    if office.provider:
        sign_on.install(app, office.provider)
    return live
