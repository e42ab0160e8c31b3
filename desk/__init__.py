"""Pages for the people who work here: signing in, and the supervisors' live board."""

from flask import Flask

from desk import session
from desk.board import board
from desk.door import door
from desk.drawing import Drawing
from desk.here import EXTENSION, Desk
from desk.live import Live
from desk.office import Office
from desk.session import IDLE

__all__ = ["IDLE", "install"]


def install(app: Flask, office: Office) -> Live:
    """Give `app`, which has a secret key, the pages of a hotline.

    Call `close` on the answer when the process is told to end: live pages would hold it up.
    """
    drawing = Drawing(office, app.jinja_env)
    live = Live(office, drawing.part)
    app.extensions[EXTENSION] = Desk(office, live, drawing)
    session.configure(app, office)
    for blueprint in (door, board):
        app.register_blueprint(blueprint)
    return live
