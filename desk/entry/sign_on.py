"""Signing in with the account that people have where they work, by OpenID Connect.

The provider says who they are; whether they work here, and as what, is on record.
"""

from collections.abc import Mapping
from typing import Any

import structlog
from flask import Blueprint, Flask, Response, current_app
from requests import RequestException
from werkzeug.wrappers import Response as AnyResponse

from desk.entry.door import let_in, note_refused
from desk.guard import page, protect
from desk.here import here
from desk.office import Provider
from records import people

log = structlog.get_logger()
sign_on = Blueprint("sign_on", __name__)
protect(sign_on)

_EXTENSION = "sign_on"
_PATIENCE = 10.0  # seconds for one request to the provider
_WELL_KNOWN = "/.well-known/openid-configuration"


class NoAuthlib(Exception):
    """The library is not installed."""


class _Refused(Exception):
    """Somebody is not let in; the text is a message of the pages."""


def install(app: Flask, provider: Provider) -> None:
    """Offer it on the page of signing in. Raises NoAuthlib."""
    try:
        from authlib.integrations.flask_client import OAuth
    except ImportError:
        raise NoAuthlib("the extra `oidc` is not installed") from None
    app.extensions[_EXTENSION] = OAuth(app).register(
        "provider",
        client_id=provider.client,
        client_secret=provider.secret,
        server_metadata_url=provider.issuer.rstrip("/") + _WELL_KNOWN,
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": _PATIENCE,
        },
    )
    app.register_blueprint(sign_on)


@sign_on.get("/sign-in/elsewhere")
def leave() -> AnyResponse:
    """To the provider, who asks them who they are."""
    provider = _provider()
    try:
        answer: AnyResponse = _library().authorize_redirect(provider.back)
    except (RequestException, RuntimeError, ValueError) as error:
        log.warning("sign_on_provider_away", why=type(error).__name__)
        return _sorry(502, "sign-on-away")
    return answer


@sign_on.get("/sign-in/back")
def back() -> AnyResponse:
    """From the provider: who they are, once its signature and our question have been checked."""
    try:
        login = _login(_claims(), _provider().claim)
    except _Refused as refused:
        return _sorry(401, str(refused))
    with here().office.store.reading() as records:
        person = people.by_login(records, login)
    if person is None or person.left_at is not None:
        note_refused(login)
        return _sorry(403, "sign-on-unknown")
    return let_in(person)


def _claims() -> Mapping[str, Any]:
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError

    try:
        token = _library().authorize_access_token()
    except (AuthlibBaseError, JoseError, RequestException, RuntimeError, ValueError) as error:
        log.warning("sign_on_refused", why=type(error).__name__)
        raise _Refused("sign-on-refused") from None
    claims: Mapping[str, Any] = token.get("userinfo") or {}
    return claims


def _login(claims: Mapping[str, Any], claim: str) -> str:
    """An address that nobody has verified could be anybody's."""
    login = claims.get(claim)
    if not isinstance(login, str) or not login.strip():
        log.warning("sign_on_without_claim", claim=claim)
        raise _Refused("sign-on-refused")
    if claim == "email" and claims.get("email_verified") is not True:
        raise _Refused("sign-on-unverified")
    return login.strip()


def _library() -> Any:
    return current_app.extensions[_EXTENSION]


def _provider() -> Provider:
    provider = here().office.provider
    assert provider is not None  # noqa: S101 - narrows the type: without one nobody gets here
    return provider


def _sorry(status: int, problem: str) -> Response:
    return page("sign_in.html", status, problem=problem, login="")
