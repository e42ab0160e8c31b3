"""Telephones in pages: with which token they connect, and whose leg it is when they do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import structlog
from flask import Blueprint, Response, request
from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant

from ivr.actions import Line
from records import people
from records.models import Person
from webhooks.reply import guard_call, house, leg_sid, twiml, unbind
from webhooks.staff import is_on_call, language_of, stands_by
from webhooks.twiml import Writer

log = structlog.get_logger()
clients = Blueprint("clients", __name__, url_prefix="/agent")
clients.before_request(guard_call)
clients.teardown_request(unbind)

TOKEN_SECONDS = 3600
TWILIO = (
    *("wss://voice-js.roaming.twilio.com", "https://eventgw.twilio.com"),
    *("https://sdk.twilio.com", "https://media.twiliocdn.com"),
)
"""Where Twilio's script connects to, and plays its sounds from."""
_CLIENT = re.compile(r"client:agent-([0-9]{1,8})", re.ASCII)


@dataclass(frozen=True)
class Softphone:
    """The desk's softphone: `key` and `secret` sign its tokens, `application` says where its
    calls go. `address`: where a script that is not Twilio's connects to."""

    account: str
    key: str
    secret: str = field(repr=False)
    application: str
    address: str = ""

    @property
    def script(self) -> str:
        return f"softphone-{self._kind}.js"

    @property
    def connects(self) -> tuple[str, ...]:
        return (self.address,) if self.address else TWILIO

    @property
    def _kind(self) -> str:
        return "simulator" if self.address else "twilio"

    def settings(self, person_id: int) -> Mapping[str, str]:
        """`kind`, a `token` for this person, and the `address` if there is one."""
        grant = VoiceGrant(outgoing_application_sid=self.application)
        token = AccessToken(
            self.account,
            self.key,
            self.secret,
            grants=[grant],
            identity=f"agent-{person_id}",
            ttl=TOKEN_SECONDS,
        )
        there = {"address": self.address} if self.address else {}
        return {"kind": self._kind, "token": str(token.to_jwt()), **there}


def is_client(sender: str) -> bool:
    """Whether a leg is the telephone in somebody's page."""
    return _CLIENT.fullmatch(sender) is not None


@clients.post("/client")
def connected() -> Response:
    """Somebody's page connects. Who they are is known from their token: no PIN is asked for,
    and the status that they chose stays."""
    at = house()
    person = _who(request.form.get("From", ""))
    if person is None:
        log.warning("softphone_refused")
        no = Line("agent-no-softphone", at.language)
        return twiml(Writer(at.links).speak([no], hang_up=True))
    with at.store.transaction() as session:
        people.open_leg(session, leg_sid(), person, "standby", at.clock.now())
    log.info("softphone_connected", agent=person.id)
    hello = Line("agent-connected", language_of(at, person))  # so that they know that they hear us
    return twiml(Writer(at.links).speak([hello], then=at.links.to("/agent/park")))


def _who(sender: str) -> Person | None:
    """Whose page it is. Those who are rung on their own telephone have none, nor who has left."""
    found = _CLIENT.fullmatch(sender)
    if found is None:
        return None
    with house().store.reading() as session:
        person = people.by_id(session, found[1])
    if person is None or person.left_at is not None or is_on_call(person):
        return None
    return person if stands_by(person) else None
