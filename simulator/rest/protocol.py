"""What all REST resources share: errors, forms, pages."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar
from urllib.parse import urlencode

from aiohttp import web

from simulator.exchange import Exchange
from simulator.network.source import Hook

Json = dict[str, object]
T = TypeVar("T")

EXCHANGE = web.AppKey("exchange", Exchange)
PAGE_SIZE = 50
LARGEST_PAGE = 1000
NOT_FOUND = 20404


class RestError(Exception):
    """A request that is refused: an HTTP status and a code of Twilio's dictionary."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code

    def response(self) -> web.Response:
        body = {
            "code": self.code,
            "message": str(self),
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }
        return web.json_response(body, status=self.status)


def found(thing: T | None, request: web.Request) -> T:
    """`thing`, or 20404."""
    if thing is None:
        message = f"The requested resource {request.path} was not found"
        raise RestError(404, NOT_FOUND, message)
    return thing


class Form:
    """A request's form: one value or, for repeated keys, several."""

    def __init__(self, values: Mapping[str, list[str]]) -> None:
        self._values = values

    @classmethod
    async def read(cls, request: web.Request) -> "Form":
        values: dict[str, list[str]] = {}
        for name, value in (await request.post()).items():
            if isinstance(value, str):
                values.setdefault(name, []).append(value)
        return cls(values)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str, default: str = "") -> str:
        return self._values.get(name, [default])[0]

    def flag(self, name: str, *, default: bool = False) -> bool:
        return self.choice(name, "true" if default else "false", {"true", "false"}) == "true"

    def choice(self, name: str, default: str, among: Iterable[str]) -> str:
        """One of a few words; capitals do not matter."""
        given = self.text(name, default)
        for word in among:
            if word.lower() == given.lower():
                return word
        raise RestError(400, 20001, f"Invalid {name}: {given}")

    def number(self, name: str, default: int, low: int, high: int) -> int:
        given = self.text(name)
        if not given:
            return default
        if given.isascii() and given.isdigit() and low <= int(given) <= high:
            return int(given)
        raise RestError(400, 20001, f"Invalid {name}: {given}")

    def method(self, name: str, default: str = "POST") -> str:
        return self.choice(name, default, ("GET", "POST"))

    def address(self, name: str, code: int = 21205) -> str:
        """A URL, or "" when it is not given."""
        given = self.text(name)
        if given and not given.startswith(("http://", "https://")):
            raise RestError(400, code, f"{name} is not a valid URL: {given}")
        return given

    def words(self, name: str, default: str) -> frozenset[str]:
        """Repeated keys, or one key with several words."""
        given = " ".join(self._values.get(name, [])) or default
        return frozenset(given.replace(",", " ").split())

    def hook(self, name: str, default_events: str) -> Hook | None:
        url = self.address(name, 21609)
        if not url:
            return None
        events = self.words(f"{name}Event", default_events)
        return Hook(url, self.method(f"{name}Method"), events)


def page(
    request: web.Request, key: str, records: Iterable[T], shape: Callable[[T], Json]
) -> web.Response:
    """One page of a list, in Twilio's envelope."""
    size = min(max(_number(request, "PageSize", PAGE_SIZE), 1), LARGEST_PAGE)
    number = _number(request, "Page", 0)
    everything = list(records)
    start = number * size
    part = everything[start : start + size]
    more = start + size < len(everything)
    body: Json = {
        key: [shape(record) for record in part],
        "page": number,
        "page_size": size,
        "start": start,
        "end": max(start + len(part) - 1, 0),
        "uri": request.path_qs,
        "first_page_uri": _page_uri(request, 0, size),
        "next_page_uri": _page_uri(request, number + 1, size) if more else None,
        "previous_page_uri": _page_uri(request, number - 1, size) if number else None,
    }
    return web.json_response(body)


def _number(request: web.Request, name: str, default: int) -> int:
    given = request.query.get(name, "")
    if not given:
        return default
    if not (given.isascii() and given.isdigit() and len(given) < 9):
        raise RestError(400, 20001, f"Invalid {name}: {given}")
    return int(given)


def _page_uri(request: web.Request, number: int, size: int) -> str:
    query = {k: v for k, v in request.query.items() if k not in {"Page", "PageSize"}}
    return f"{request.path}?{urlencode(query | {'Page': number, 'PageSize': size})}"
