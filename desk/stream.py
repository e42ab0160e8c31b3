"""Server-Sent Events: the page's own sections, whenever they have changed.

`figures`, `waiting`, `agents`: the section's HTML. `pulse`: the page is up to date as of the
`now` (epoch seconds) that it carries. `over`: the session has ended.
"""

from collections.abc import Callable, Iterable, Iterator

from desk.live import Edition

_RETRY = "retry: 1000\n\n"
_STILL_HERE = ": still here\n\n"


def message(event: str, data: str) -> str:
    """One event; its data may have lines."""
    lines = "".join(f"data: {line}\n" for line in data.splitlines() or [""])
    return f"event: {event}\n{lines}\n"


def messages(
    editions: Iterable[Edition | None], language: str, may_watch: Callable[[Edition], bool]
) -> Iterator[str]:
    """Events for one page, beginning with every section as it is."""
    yield _RETRY
    sent = 0
    for edition in editions:
        if edition is None:
            yield _STILL_HERE
        elif may_watch(edition):
            yield _news(edition, sent, language)
            sent = edition.number
        else:
            yield message("over", "")
            return


def _news(edition: Edition, sent: int, language: str) -> str:
    changed = [part for part in edition.parts.values() if part.since > sent]
    sections = "".join(message(part.name, part.html(language)) for part in changed)
    return sections + message("pulse", f"{edition.picture.now:.3f}")
