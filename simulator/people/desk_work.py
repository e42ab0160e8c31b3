"""What colleagues do at their desks: pages read and forms sent over HTTP, as a browser would."""

import html
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
import structlog
from yarl import URL

from simulator.clock import Clock

log = structlog.get_logger()

_DOOR = 'action="/sign-in"'
_CSRF = re.compile(r'name="csrf" value="([^"]+)"')
_CASE = re.compile(r'/cases/(\d+)["/#?]')
_OFFICIAL = re.compile(r'<p class="words answer"[^>]*>(.*?)</p>', re.DOTALL)
_TALK = re.compile(r'name="talk" value="(\d+)"')
_QUESTION = re.compile(r'name="question" value="(\d+)"')
_WAITING = re.compile(r'href="/cases/(\d+)#(?:question-\d+|handover)"')
_HANDOVER = re.compile(r'/accept".*?name="handover" value="(\d+)"', re.DOTALL)
_HEIRS = re.compile(r'<select id="offer-to".*?</select>', re.DOTALL)
_OPTION = re.compile(r'<option value="(\d+)"')
_INCIDENT = re.compile(r'action="/incidents/(\d+)/tell"')
_MESSAGE = re.compile(r'<textarea[^>]*name="(said-\w+)"[^>]*>\n?(.*?)</textarea>', re.DOTALL)


class SignInFailed(Exception):
    """The desk does not let them in."""


@dataclass(frozen=True)
class Case:
    """A case as its page shows it."""

    id: int
    official: str
    questions: tuple[str, ...] = ()
    handover: str = ""
    heirs: tuple[str, ...] = ()


class Desk:
    """One person's browser at `url`, where they are `login`."""

    def __init__(self, url: str, login: str, password: str, clock: Clock) -> None:
        self._url = URL(url)
        self._form = {"login": login, "password": password}
        self._clock = clock
        self._browser: aiohttp.ClientSession | None = None
        self._csrf = ""
        self.refused = 0

    async def close(self) -> None:
        if self._browser is not None:
            await self._browser.close()

    async def begin(self) -> None:
        """Open the browser and be in; who was in yesterday is in still, until the door is shown.
        Raises SignInFailed."""
        if self._browser is None:
            jar = aiohttp.CookieJar(unsafe=True)
            connector = aiohttp.TCPConnector(force_close=True)
            self._browser = aiohttp.ClientSession(cookie_jar=jar, connector=connector)
            await self.sign_in()

    async def sign_in(self) -> None:
        """Be in. Raises SignInFailed."""
        await self._get("/sign-in")
        status, _ = await self._ask("POST", "/sign-in", self._form | {"csrf": self._csrf})
        if status != 200:
            raise SignInFailed(status)

    async def caller(self) -> Case | None:
        """The case of who they talk with."""
        found = _CASE.search(await self._get("/desk"))
        return await self.case(int(found.group(1))) if found else None

    async def case(self, case_id: int) -> Case | None:
        """A case; None when it is not theirs to read."""
        status, page = await self._ask("GET", f"/cases/{case_id}")
        if status != 200:
            return None
        official = _OFFICIAL.search(page)
        words = html.unescape(official.group(1)).strip() if official else ""
        questions = tuple(dict.fromkeys(_QUESTION.findall(page)))
        handover, heirs = _HANDOVER.search(page), _HEIRS.search(page)
        return Case(
            case_id,
            words,
            questions,
            handover.group(1) if handover else "",
            tuple(_OPTION.findall(heirs.group())) if heirs else (),
        )

    async def write(self, case_id: int, text: str) -> bool:
        """Write the official answer; False when they are stopped."""
        return await self._act(f"/cases/{case_id}/answer", {"text": text})

    async def finish(self, outcome: str) -> bool:
        """Say what became of the talk that is just over."""
        talk = _TALK.search(await self._get("/desk"))
        if talk is None:
            return False
        return await self._act("/desk/finish", {"talk": talk.group(1), "outcome": outcome})

    async def look_after(self) -> None:
        """See to what waits: questions to them, and cases that are to be theirs."""
        for case_id in dict.fromkeys(_WAITING.findall(await self._get("/cases"))):
            case = await self.case(int(case_id))
            if case is None:
                continue
            for question in case.questions:  # what is official is the answer to all of them
                text = case.official or "Please wait for my word."
                form = {"question": question, "text": text}
                await self._act(f"/cases/{case_id}/reply", form)
            if case.handover:
                await self._act(f"/cases/{case_id}/accept", {"handover": case.handover})

    async def hand_over(self, dice: random.Random) -> bool:
        """Offer one of the cases to a colleague; False where it is not theirs, or there is none."""
        known = sorted(set(_CASE.findall(await self._get("/cases"))))
        case = await self.case(int(dice.choice(known))) if known else None
        if case is None or not case.heirs:
            return False
        form = {"to": dice.choice(case.heirs), "note": "I shall be away for some days."}
        return await self._act(f"/cases/{case.id}/offer", form)

    async def incidents(self) -> list[int]:
        """Those that are open."""
        return [int(one) for one in _INCIDENT.findall(await self._get("/incidents"))]

    async def tell(self, incident: int) -> bool:
        """Have callers told of it, in the words that are proposed."""
        page = await self._get("/incidents")
        words = proposed(page, incident)
        return await self._act(f"/incidents/{incident}/tell", words | {"told": "yes"})

    async def over(self, incident: int, *, real: bool) -> bool:
        """It is solved, or was none."""
        act = "solve" if real else "dismiss"
        return await self._act(f"/incidents/{incident}/{act}", {})

    async def _get(self, path: str) -> str:
        _, page = await self._ask("GET", path)
        if _DOOR in page and path != "/sign-in":
            await self.sign_in()
            _, page = await self._ask("GET", path)
        return page

    async def _act(self, path: str, form: Mapping[str, str]) -> bool:
        status, _ = await self._ask("POST", path, {**form, "csrf": self._csrf})
        if status not in (200, 409):
            self.refused += 1
            log.warning("desk_refused", path=re.sub(r"\d+", "N", path), status=status)
        return status == 200

    async def _ask(
        self, method: str, path: str, form: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        """The status and the page, after redirects."""
        if self._browser is None:
            raise SignInFailed("not begun")
        with self._clock.real():
            async with self._browser.request(
                method, self._url.join(URL(path)), data=dict(form or {}) or None
            ) as reply:
                page = await reply.text()
        if token := _CSRF.search(page):
            self._csrf = html.unescape(token.group(1))
        return reply.status, page


def proposed(page: str, incident: int) -> dict[str, str]:
    """What callers might be told of it, by the field of its own form: others have such fields."""
    _, _, rest = page.partition(f'action="/incidents/{incident}/tell"')
    form, _, _ = rest.partition("</form>")
    return {name: html.unescape(text) for name, text in _MESSAGE.findall(form)}
