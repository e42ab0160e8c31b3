"""HTTP towards the hotline: signed requests, connection overrides, retries, redirects.

All limits here are in real seconds: however fast simulated time runs, the hotline's
processes do not run faster.
"""

import asyncio
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin

import aiohttp
from aiohttp.abc import AbstractCookieJar
from yarl import URL

from simulator.clock import Clock
from simulator.network.source import Form
from simulator.signature import basic, sign, signed_url

MOST_REDIRECTS = 10
BETWEEN_TRIES = 0.25
LARGEST_DOCUMENT = 64 * 1024
LARGEST_MEDIA = 16 * 1024 * 1024
_LIMITS = {"ct": (100, 10_000), "rt": (100, 15_000), "tt": (100, 15_000), "rc": (0, 5)}


class TwimlError(Exception):
    """Instructions could not be fetched or executed; `code` is from Twilio's dictionary."""

    def __init__(self, code: int, message: str, url: str = "") -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.url = url


@dataclass(frozen=True)
class Overrides:
    """`#ct=..&rt=..&tt=..&rc=..&rp=..`: times in seconds, retries, and what is retried."""

    ct: float = 5.0
    rt: float = 15.0
    tt: float = 15.0
    rc: int = 1
    rp: frozenset[str] = frozenset({"ct"})

    @classmethod
    def read(cls, fragment: str) -> "Overrides":
        """What a URL's fragment asks for; values outside their limits count as not given."""
        given = dict(parse_qsl(fragment))
        rp = given.get("rp")
        return cls(
            ct=_within("ct", given, 5000) / 1000,
            rt=_within("rt", given, 15_000) / 1000,
            tt=_within("tt", given, 15_000) / 1000,
            rc=_within("rc", given, 1),
            rp=frozenset({"ct"}) if rp is None else frozenset(rp.replace(" ", "").split(",")),
        )

    def retries(self, failure: str) -> bool:
        return bool(self.rp & {failure, "all"})


@dataclass(frozen=True)
class Reply:
    """A 2xx answer, from `url` (after redirects)."""

    url: str
    status: int
    content_type: str
    body: bytes


def join(base: str, url: str) -> str:
    """`url` as it is meant in a document from `base`; raise `TwimlError` 11100."""
    try:
        return urljoin(base, url)
    except ValueError:
        raise TwimlError(11100, "not an address", url) from None


class _Failure(Exception):
    def __init__(self, kind: str, error: TwimlError) -> None:
        self.kind = kind
        self.error = error


class Courier:
    """Carries requests to the hotline. Open it with `async with`."""

    def __init__(self, auth_token: str, clock: Clock | None = None) -> None:
        self._token = auth_token
        self._clock = clock or Clock()
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> "Courier":
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, force_close=True),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": "TwilioProxy/1.1", "Accept": "*/*"},
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def send(
        self,
        method: str,
        url: str,
        form: Form,
        *,
        after_redirect: Form | None = None,
        cookies: AbstractCookieJar | None = None,
        token: str | None = None,
        most: int = LARGEST_DOCUMENT,
    ) -> Reply:
        """Send `form` and return the 2xx answer; every other outcome is a `TwimlError`.

        `after_redirect` is what is sent instead once the answer is a redirect. `token` is
        the idempotency token, the same in all tries.
        """
        address = _address(url)
        overrides = Overrides.read(address.fragment)
        jar = cookies if cookies is not None else aiohttp.DummyCookieJar()
        token = token or str(uuid.uuid4())
        trip = _Trip(self._open_session(), self._token, overrides, jar, token, self._clock)
        try:
            async with asyncio.timeout(overrides.tt):
                return await trip.go(method, address, form, after_redirect or form, most)
        except TimeoutError:
            raise TwimlError(11205, "no answer within the time limit", url) from None

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("the courier is not open")
        return self._session


@dataclass(frozen=True)
class _Trip:
    session: aiohttp.ClientSession
    secret: str
    overrides: Overrides
    jar: AbstractCookieJar
    idempotency: str
    clock: Clock

    async def go(self, method: str, url: URL, form: Form, later: Form, most: int) -> Reply:
        for _ in range(MOST_REDIRECTS + 1):
            found = await self._persist(method, url, form, most)
            if isinstance(found, Reply):
                return found
            status, target = found
            url = _address(join(str(url), target))
            method = method if status in {307, 308} else "GET"
            form = later
        raise TwimlError(11215, "too many redirects", str(url))

    async def _persist(
        self, method: str, url: URL, form: Form, most: int
    ) -> "Reply | tuple[int, str]":
        tries = self.overrides.rc
        while True:
            try:
                return await self._try(method, url, form, most)
            except _Failure as failure:
                if tries == 0 or not self.overrides.retries(failure.kind):
                    raise failure.error from failure
                tries -= 1
                await asyncio.sleep(BETWEEN_TRIES)

    async def _try(self, method: str, url: URL, form: Form, most: int) -> "Reply | tuple[int, str]":
        try:
            with self.clock.real():
                return await self._ask(method, url, form, most, auth=None)
        except aiohttp.ConnectionTimeoutError as error:
            raise _Failure("ct", TwimlError(11205, "connecting took too long", str(url))) from error
        except aiohttp.ClientConnectorError as error:
            raise _Failure("ct", TwimlError(11205, "connection refused", str(url))) from error
        except aiohttp.SocketTimeoutError as error:
            raise _Failure("rt", TwimlError(11205, "no answer in time", str(url))) from error
        except (aiohttp.ClientError, OSError) as error:
            raise _Failure("protocol", TwimlError(11206, repr(error), str(url))) from error

    async def _ask(
        self, method: str, url: URL, form: Form, most: int, auth: str | None
    ) -> "Reply | tuple[int, str]":
        bare = url.with_user(None).with_fragment(None)
        target = bare.extend_query(form) if method == "GET" else bare
        body = {} if method == "GET" else form
        headers = ({"Authorization": auth} if auth else {}) | {
            "X-Twilio-Signature": sign(signed_url(target), body, self.secret),
            "I-Twilio-Idempotency-Token": self.idempotency,
        }
        limits = aiohttp.ClientTimeout(
            total=None, sock_connect=self.overrides.ct, sock_read=self.overrides.rt
        )
        async with self.session.request(
            method,
            target,
            data=None if method == "GET" else dict(form),
            headers=headers,
            cookies=self.jar.filter_cookies(target),
            timeout=limits,
            allow_redirects=False,
        ) as response:
            self.jar.update_cookies(response.cookies, target)
            if response.status == 401 and url.user and auth is None:
                retry = basic(url.user, url.password or "")
                return await self._ask(method, url, form, most, retry)
            if 300 <= response.status < 400 and "Location" in response.headers:
                return response.status, response.headers["Location"]
            _check_status(response.status, str(url))
            received = await _read(response, most, str(url))
            kind = response.headers.get("Content-Type", "")
            return Reply(str(url), response.status, kind, received)


def _within(name: str, given: Mapping[str, str], default: int) -> int:
    low, high = _LIMITS[name]
    text = given.get(name, "")
    number = int(text) if text.isascii() and text.isdigit() else default
    return number if low <= number <= high else default


def _address(url: str) -> URL:
    try:
        address = URL(url)
    except ValueError:
        address = URL()
    if address.scheme not in {"http", "https"} or not address.host:
        raise TwimlError(11100, "not an absolute http address", url)
    if "_" in address.host:
        raise TwimlError(11210, "a host name has no underscores", url)
    return address


def _check_status(status: int, url: str) -> None:
    if not 200 <= status < 300:
        error = TwimlError(11200, f"the answer was HTTP {status}", url)
        raise _Failure(f"{status // 100}xx", error)


async def _read(response: aiohttp.ClientResponse, most: int, url: str) -> bytes:
    received = bytearray()
    async for chunk in response.content.iter_any():
        received += chunk
        if len(received) > most:
            raise TwimlError(11750, f"the answer is larger than {most} bytes", url)
    return bytes(received)
