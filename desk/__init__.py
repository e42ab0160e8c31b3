"""Pages for the people who work here: signing in, the live board, and the calls to be read."""

from flask import Flask

from desk import session
from desk.audit import audit
from desk.board import board
from desk.call import call
from desk.calls import calls
from desk.courtesy import courtesy
from desk.door import door
from desk.drawing import Drawing
from desk.export import export
from desk.here import EXTENSION, Desk
from desk.live import Live
from desk.mine import mine
from desk.office import Office
from desk.session import IDLE
from desk.sound import sound

__all__ = ["IDLE", "install"]


def install(app: Flask, office: Office) -> Live:
    """Give `app`, which has a secret key, the pages of a hotline.

    Call `close` on the answer when the process is told to end: live pages would hold it up.
    """
    drawing = Drawing(office, app.jinja_env)
    live = Live(office, drawing.part)
    app.extensions[EXTENSION] = Desk(office, live, drawing)
    session.configure(app, office)
    for blueprint in (door, board, calls, call, export, sound, courtesy, mine, audit):
        app.register_blueprint(blueprint)
    return live
