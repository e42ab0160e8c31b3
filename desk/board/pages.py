"""The live board: who waits, who is with whom, and how the day goes; and its view for a wall."""

from flask import Blueprint, Response

from desk import session
from desk.guard import page, protect, reader
from desk.here import here
from desk.live import picture
from desk.live.following import followed
from desk.live.parts import BOARD, WALL, edition
from desk.live.picture import SEES_BOARD
from desk.live.stream import messages
from records.models import Person

board = Blueprint(
    "board", "desk", template_folder="templates", static_folder="static", static_url_path="/desk"
)
protect(board)


@board.get("/board")
def live() -> Response:
    """The whole page, true as of now."""
    person = reader(*SEES_BOARD)
    return _page("board.html", BOARD, person)


@board.get("/board/events")
def events() -> Response:
    """The sections of the page as they change, for as long as the session is good."""
    return _events(BOARD)


@board.get("/wall")
def wall() -> Response:
    """The view for a big screen: no name of a customer on it."""
    person = reader(*SEES_BOARD)
    return _page("wall.html", WALL, person)


@board.get("/wall/events")
def wall_events() -> Response:
    """The same for the wall view."""
    return _events(WALL)


def _page(template: str, sections: tuple[str, ...], person: Person) -> Response:
    at = here()
    seen = edition(None, 1, 1, picture.take(at.office), at.drawing)
    parts = seen.sections(sections, session.language(at.office))
    return page(template, person=person, now=seen.picture.now, parts=parts)


def _events(sections: tuple[str, ...]) -> Response:
    reader(*SEES_BOARD)
    return followed(
        lambda editions, language, still: messages(editions, sections, language, still),
        SEES_BOARD,
    )
