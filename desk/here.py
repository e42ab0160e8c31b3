"""What the views find in the application they run in."""

from dataclasses import dataclass

from flask import current_app

from desk.drawing import Drawing
from desk.live.engine import Live
from desk.office import Office

EXTENSION = "desk"


@dataclass(frozen=True)
class Desk:
    """The parts of one application's desk."""

    office: Office
    live: Live
    drawing: Drawing


def here() -> Desk:
    """The desk of the application that serves this request."""
    found: Desk = current_app.extensions[EXTENSION]
    return found
