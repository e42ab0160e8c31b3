"""The way out to Twilio: legs redirected, placed and ended, recordings fetched, numbers set."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

TIMEOUT = 10.0
"""Seconds for one REST request."""
NOT_IN_PROGRESS = 21220
UP = ("queued", "ringing", "in-progress")
NEWEST = 20
"""Of the legs to one number, so many are looked at."""


class PhoneError(Exception):
    """Twilio could not be asked, or would not do it."""


class LegGone(PhoneError):
    """That leg is over: normal when somebody hangs up at the same moment."""


class TooBusy(PhoneError):
    """Twilio has too much to do and has done nothing: asking again is safe."""


class Refused(PhoneError):
    """Twilio will not do that, however often it is asked: a number that is none, for one."""


class NoSecondChannel(PhoneError):
    """The recording has one channel only."""


def _kind(error: TwilioRestException) -> type[PhoneError]:
    if error.code == NOT_IN_PROGRESS or error.status == 404:
        return LegGone
    return _KINDS.get(error.status, PhoneError)


_KINDS: dict[int, type[PhoneError]] = {400: Refused, 429: TooBusy}


@dataclass(frozen=True)
class Account:
    """`api_url` is a stand-in's address; empty for Twilio itself."""

    sid: str
    token: str
    api_url: str = ""


class Phones:
    """Twilio's REST interface, as far as the hotline needs it."""

    def __init__(self, account: Account) -> None:
        self._account = account
        client = TwilioHttpClient(timeout=TIMEOUT)
        self._client = Client(account.sid, account.token, http_client=client)
        if account.api_url:
            self._client.api.base_url = account.api_url

    def _ask(self, what: Any, *args: Any, **options: Any) -> Any:
        """Call the SDK; its errors become ours. Nothing is retried here."""
        try:
            return what(*args, **options)
        except TwilioRestException as error:
            raise _kind(error)(f"{error.status}/{error.code}") from error
        except (TwilioException, requests.RequestException, OSError, ValueError) as error:
            raise PhoneError(type(error).__name__) from error

    def redirect(self, sid: str, url: str) -> None:
        """The leg goes on with the document at `url`. Raises LegGone if it is over."""
        self._ask(self._client.calls(sid).update, url=url, method="POST")

    def place(
        self,
        to: str,
        caller_id: str,
        url: str,
        status_url: str,
        seconds: int,
        *,
        fallback_url: str | None = None,
    ) -> str:
        """Ring `to` for at most `seconds`; returns the new leg's sid at once."""
        more = {"fallback_url": fallback_url} if fallback_url else {}
        call = self._ask(
            self._client.calls.create,
            to=to,
            from_=caller_id,
            url=url,
            status_callback=status_url,
            status_callback_event=["completed"],
            timeout=seconds,
            **more,
        )
        return str(call.sid)

    def text(self, to: str, from_: str, body: str, status_url: str) -> str:
        """Send a text message; returns its sid at once, `status_url` is told what became of it."""
        message = self._ask(
            self._client.messages.create,
            to=to,
            from_=from_,
            body=body,
            status_callback=status_url,
        )
        return str(message.sid)

    def text_to(self, number: str, from_: str, body: str) -> str | None:
        """The text message with these words among the newest that went to `number`."""
        newest = self._ask(
            self._client.messages.list, to=number, from_=from_, limit=NEWEST, page_size=NEWEST
        )
        return next((str(one.sid) for one in newest if one.body == body), None)

    def end(self, sid: str) -> None:
        """Hang up a leg, ringing or not."""
        self._ask(self._client.calls(sid).update, status="completed")

    def live_legs(self) -> set[str]:
        """The sids of all legs that are up or coming up."""
        return {
            str(leg.sid)
            for status in UP
            for leg in self._ask(self._client.calls.list, status=status, page_size=1000)
        }

    def is_up(self, sid: str) -> bool:
        """Whether the leg is up or coming up."""
        try:
            leg = self._ask(self._client.calls(sid).fetch)
        except LegGone:
            return False
        return leg.status in UP

    def leg_to(self, number: str, caller_id: str) -> str | None:
        """The leg that we placed to `number` and that is up or coming up, if there is one."""
        newest = self._ask(
            self._client.calls.list, to=number, from_=caller_id, limit=NEWEST, page_size=NEWEST
        )
        return next((str(leg.sid) for leg in newest if leg.status in UP), None)

    def numbers(self) -> dict[str, str]:
        """Sids of the account's phone numbers, by number."""
        owned = self._ask(self._client.incoming_phone_numbers.list)
        return {str(number.phone_number): str(number.sid) for number in owned}

    def point(self, number_sid: str, addresses: Mapping[str, str]) -> None:
        """Point a number's webhooks at `addresses`: voice_url, voice_fallback_url, ..."""
        number = self._client.incoming_phone_numbers(number_sid)
        self._ask(number.update, voice_application_sid="", voice_method="POST", **addresses)

    def application(self, sid: str) -> str:
        """Where calls to a TwiML App go. Raises LegGone where there is no such app."""
        return str(self._ask(self._client.applications(sid).fetch).voice_url or "")

    def point_application(self, sid: str, addresses: Mapping[str, str]) -> None:
        """Point a TwiML App at `addresses`, as a number's webhooks."""
        self._ask(self._client.applications(sid).update, voice_method="POST", **addresses)

    def check(self) -> None:
        """Raise PhoneError unless the account answers to these credentials."""
        self._ask(self._client.api.accounts(self._account.sid).fetch)

    def pause_recording(self, leg: str, sid: str) -> None:
        """Silence on a running recording of `leg`, in place of what is said, until resumed."""
        running = self._client.calls(leg).recordings(sid)
        self._ask(running.update, status="paused", pause_behavior="silence")

    def resume_recording(self, leg: str, sid: str) -> None:
        """A recording of `leg` goes on. Raises LegGone if it is over."""
        self._ask(self._client.calls(leg).recordings(sid).update, status="in-progress")

    def together(self, conference: str) -> bool:
        """Whether more than one is in the conference of that name."""
        there = self._client.conferences(conference).participants
        return len(self._ask(there.list, limit=2)) > 1

    def hold(self, conference: str, leg: str, url: str) -> None:
        """The leg in the conference of that name hears the document at `url`, and nobody it."""
        self._participant(conference, leg, hold=True, hold_url=url, hold_method="POST")

    def unhold(self, conference: str, leg: str) -> None:
        """The leg hears the others again, and they it."""
        self._participant(conference, leg, hold=False)

    def mute(self, conference: str, leg: str, *, muted: bool) -> None:
        """Whether nobody hears the leg in the conference of that name."""
        self._participant(conference, leg, muted=muted)

    def take_part(self, conference: str, leg: str, *, muted: bool, coach: str | None) -> None:
        """The leg is heard by nobody, by the leg `coach` alone, or by everybody."""
        if coach is None:
            self._participant(conference, leg, muted=muted, coaching=False)
        else:
            self._participant(conference, leg, muted=muted, coaching=True, call_sid_to_coach=coach)

    def _participant(self, conference: str, leg: str, **changes: bool | str) -> None:
        """Raises LegGone if the leg is not in the conference."""
        here = self._client.conferences(conference).participants(leg)
        self._ask(here.update, **changes)

    def announce(self, conference: str, url: str) -> None:
        """Everybody in the conference of that name hears the document at `url`."""
        named = self._ask(
            self._client.conferences.list, friendly_name=conference, status="in-progress", limit=1
        )
        if not named:
            raise LegGone("no such conference")
        found = self._client.conferences(named[0].sid)
        self._ask(found.update, announce_url=url, announce_method="POST")

    def delete_recording(self, sid: str) -> None:
        """Twilio's own copy is deleted; it may be gone already."""
        with suppress(LegGone):
            self._ask(self._client.recordings(sid).delete)

    @property
    def one_channel_only(self) -> type[Exception]:
        return NoSecondChannel

    def recording(self, sid: str, *, dual: bool) -> Iterator[bytes]:
        """The WAV of a finished recording, in pieces. Raises NoSecondChannel, PhoneError."""
        base = self._account.api_url or "https://api.twilio.com"
        url = f"{base}/2010-04-01/Accounts/{self._account.sid}/Recordings/{sid}.wav"
        reply = self._ask(
            requests.get,
            url,
            params={"RequestedChannels": "2"} if dual else {},
            auth=(self._account.sid, self._account.token),
            timeout=TIMEOUT,
            stream=True,
        )
        with reply:
            if reply.status_code == 400 and dual:
                raise NoSecondChannel(sid)
            if reply.status_code != 200:
                raise PhoneError(f"recording: {reply.status_code}")
            yield from self._pieces(reply)

    def _pieces(self, reply: requests.Response) -> Iterator[bytes]:
        try:
            yield from reply.iter_content(65536)
        except requests.RequestException as error:
            raise PhoneError(type(error).__name__) from error
