"""Who may try to sign in, how often: guessing is slow, and nobody can lock a colleague out.

A browser in which somebody has signed in before keeps a device cookie that names their login. Its
tries at that login are counted by themselves. All others are counted by login and address, by
address, and by login over all addresses: whoever uses those up, from wherever, is in the way of
strange browsers only.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response as AnyResponse

from desk.memory import Limit
from desk.office import Office

ON_DEVICE = Limit(20, 300.0)
FROM_ADDRESS = Limit(10, 300.0)
BY_ADDRESS = Limit(100, 300.0)  # a whole office may have one
BY_LOGIN = Limit(100, 3600.0)
KEPT = timedelta(days=90)
"""How long a browser is remembered."""

_MOST = 8  # logins that one shared browser is remembered with
_DEVICE, _LOGINS = "device", "logins"


@dataclass(frozen=True)
class Try:
    """One try at `login` by this request."""

    office: Office
    login: str

    def allowed(self) -> bool:
        """Count it; False when there were too many."""
        now = self.office.clock.now()
        return all(self.office.attempts.allow(key, now, limit) for key, limit in self._limits())

    def succeeded(self) -> None:
        """It was not a guess."""
        for key, _ in self._limits():
            self.office.attempts.forgive(key)

    def _limits(self) -> list[tuple[str, Limit]]:
        login, address = digest(self.login), request.remote_addr
        device, logins = _device(self.office)
        if login in logins:
            return [(f"device:{device}:{login}", ON_DEVICE)]
        return [
            (f"login:{login}:{address}", FROM_ADDRESS),
            (f"address:{address}", BY_ADDRESS),
            (f"login:{login}", BY_LOGIN),
        ]


def digest(login: str) -> str:
    """Stands for a login where it must not be read; the same one for any way to write it."""
    key = str(current_app.secret_key).encode()
    written = login.strip().casefold().encode("utf-8", "replace")
    return hmac.new(key, written, hashlib.sha256).hexdigest()[:32]


def remember(response: AnyResponse, office: Office, login: str) -> None:
    """Somebody has signed in with `login` in this browser."""
    device, logins = _device(office)
    known = [digest(login), *(one for one in logins if one != digest(login))]
    response.set_cookie(
        _name(office),
        _serializer().dumps({_DEVICE: device, _LOGINS: known[:_MOST]}),
        max_age=KEPT,
        secure=office.secure,
        httponly=True,
        samesite="Strict",
    )


def _device(office: Office) -> tuple[str, list[str]]:
    """This browser, and the logins that it is remembered with; a new one without any."""
    try:
        kept = _serializer().loads(
            request.cookies.get(_name(office), ""), max_age=int(KEPT.total_seconds())
        )
        return str(kept[_DEVICE]), [str(login) for login in kept[_LOGINS]]
    except (BadSignature, KeyError, TypeError):
        return secrets.token_urlsafe(16), []


def _name(office: Office) -> str:
    return "__Host-sapa-device" if office.secure else "sapa-device"


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="device")
