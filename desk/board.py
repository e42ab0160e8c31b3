"""The live board: who waits, who is with whom, and how the day goes."""

from collections.abc import Callable

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    request,
    stream_with_context,
)

from desk import picture, session
from desk.guard import page, protect, reader, supervisor
from desk.here import here
from desk.live import PARTS, Edition, Full
from desk.picture import SEES_BOARD
from desk.stream import messages
from records.models import Person

board = Blueprint(
    "board", __name__, template_folder="templates", static_folder="static", static_url_path="/desk"
)
protect(board)


@board.get("/board")
def live() -> Response:
    """The whole page, true as of now."""
    at, person = here(), reader(*SEES_BOARD)
    seen = picture.take(at.office)
    language = session.language(at.office)
    parts = {part: at.drawing.part(part, seen, language) for part in PARTS}
    return page("board.html", person=person, now=seen.now, parts=parts)


@board.get("/board/events")
def events() -> Response:
    """The sections of the page as they change, for as long as the session is good."""
    at, person = here(), supervisor()
    language, may_watch = session.language(at.office), _still(person)
    try:
        at.live.join()
    except Full:
        abort(503)
    stream = stream_with_context(messages(at.live.editions(), language, may_watch))
    response = Response(stream, mimetype="text/event-stream", headers={"X-Accel-Buffering": "no"})
    response.call_on_close(at.live.leave)
    return response


def _still(person: Person) -> Callable[[Edition], bool]:
    """Judges, later, whether this request's session is still good and its person may watch.

    The cookie is opened afresh each time: that is what its age is checked by.
    """

    def may_watch(edition: Edition) -> bool:
        now = current_app.session_interface.open_session(current_app, request)
        good = now is not None and session.is_open(here().office, now)
        return good and person.id in edition.picture.watchers

    return may_watch
