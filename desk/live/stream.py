"""Server-Sent Events: what has changed of a page, for as long as its reader may see it.

One event for each part that is another one, named as the part, with its HTML; `rows` with rows of
lists (see `desk.rows`) as JSON. `pulse`: the page is up to date as of the `now` (epoch seconds)
that it carries. `over`: the session has ended.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from desk.live.parts import Edition
from desk.live.picture import Picture
from desk.live.posts import Post

_LINE_ENDS = re.compile("\r\n|\r|\n")  # to a browser no other sign ends one
_RETRY = "retry: 1000\n\n"
_STILL_HERE = ": still here\n\n"

MayWatch: TypeAlias = Callable[[Edition], bool]
DrawDesk: TypeAlias = Callable[[Post, Picture, str], Mapping[str, str]]
"""The parts of one person's desk as HTML, by name, in a language."""


def message(event: str, data: str) -> str:
    """One event; its data may have lines."""
    lines = "".join(f"data: {line}\n" for line in _LINE_ENDS.split(data))
    return f"event: {event}\n{lines}\n"


def messages(
    editions: Iterable[Edition | None],
    sections: tuple[str, ...],
    language: str,
    may_watch: MayWatch,
) -> Iterator[str]:
    """Events for one page of these sections, beginning with every one of them whole."""
    yield _RETRY
    sent = beat = 0
    for edition in editions:
        if edition is None:
            yield _STILL_HERE
            continue
        is_due = edition.beat != beat
        if is_due and not _may(may_watch, edition):
            yield message("over", "")
            return
        news = _news(edition, sections, sent, language)
        if news or is_due:
            yield news + _pulse(edition)
        sent, beat = edition.number, edition.beat


def desk_messages(
    editions: Iterable[Edition | None],
    person_id: int,
    draw: DrawDesk,
    language: str,
    may_watch: MayWatch,
) -> Iterator[str]:
    """Events for one person's desk, beginning with every part as it is.

    The parts are drawn when the post is another one than before, and sent where they are."""
    yield _RETRY
    beat = 0
    before: Post | None = None
    shown: dict[str, str] = {}
    for edition in editions:
        if edition is None:
            yield _STILL_HERE
            continue
        is_due = edition.beat != beat
        post = edition.picture.posts.get(person_id)
        if post is None or (is_due and not _may(may_watch, edition)):
            yield message("over", "")
            return
        drawn = shown
        if post != before:
            with edition.turns:
                drawn = dict(draw(post, edition.picture, language))
        changed = [message(name, html) for name, html in drawn.items() if shown.get(name) != html]
        if changed or is_due:
            yield "".join(changed) + _pulse(edition)
        before, shown, beat = post, drawn, edition.beat


def _may(watch: MayWatch, edition: Edition) -> bool:
    with edition.turns:
        return watch(edition)


def _pulse(edition: Edition) -> str:
    return message("pulse", f"{edition.picture.now:.3f}")


def _news(edition: Edition, sections: tuple[str, ...], sent: int, language: str) -> str:
    if not sent:
        whole = edition.sections(sections, language)
        return "".join(message(name, html) for name, html in whole.items())
    changed, deltas = edition.changes(sections, sent, language)
    parts = "".join(message(name, html) for name, html in changed.items())
    return parts + "".join(message("rows", delta.json(language)) for delta in deltas)
