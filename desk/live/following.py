"""The answer that goes on: a stream for one open page, while its reader may see it."""

from collections.abc import Callable, Collection, Iterable, Iterator

from flask import Response, abort, current_app, request, stream_with_context

from desk import session
from desk.here import here
from desk.live.engine import Full
from desk.live.parts import Edition
from desk.live.stream import MayWatch
from records.models import Role

Tell = Callable[[Iterable[Edition | None], str, MayWatch], Iterator[str]]
"""Makes the events of one page, in a language, while its reader may watch."""


def followed(tell: Tell, roles: Collection[Role]) -> Response:
    """A stream of events until the session is over, or its person has none of the `roles` any
    more; 503 when there are too many streams."""
    at = here()
    try:
        at.live.join()
    except Full:
        abort(503)
    language, still = session.language(at.office), _still(roles)
    stream = stream_with_context(tell(at.live.editions(), language, still))
    response = Response(stream, mimetype="text/event-stream", headers={"X-Accel-Buffering": "no"})
    response.call_on_close(at.live.leave)
    return response


def _still(roles: Collection[Role]) -> MayWatch:
    """Judges, later, whether this request's session is still good and its person may watch.

    The cookie is opened afresh each time: that is what its age is checked by.
    """

    def may_watch(edition: Edition) -> bool:
        now = current_app.session_interface.open_session(current_app, request)
        found = session.still(here().office, now, edition.picture.staff) if now else None
        return found is not None and found.role in roles

    return may_watch
