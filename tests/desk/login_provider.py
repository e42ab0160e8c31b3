"""An OpenID provider on this machine: it knows one person, and says what it is told to say."""

import base64
import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

CLIENT, SECRET = "sapa", "between us"


@dataclass
class LoginProvider:
    """`claims` are of whoever signs in; `key` signs, `known_key` is what it publishes."""

    claims: dict[str, object]
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    known_key: RSAKey | None = None
    address: str = ""
    away: bool = False
    asked: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        return self._answer(Request(environ))(environ, start)

    def _answer(self, request: Request) -> Response:
        if self.away:
            return Response("away", 503)
        match request.path:
            case "/.well-known/openid-configuration":
                return self._json(self._metadata())
            case "/authorize":
                return self._authorize(request)
            case "/token":
                return self._token(request)
            case "/keys":
                shown = (self.known_key or self.key).as_dict(private=False)
                return self._json({"keys": [shown]})
        return Response("", 404)

    def _metadata(self) -> dict[str, object]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def _authorize(self, request: Request) -> Response:
        code = secrets.token_urlsafe(8)
        self.asked[code] = request.args.to_dict()
        back = urlencode({"code": code, "state": request.args["state"]})
        return Response("", 302, {"Location": f"{request.args['redirect_uri']}?{back}"})

    def _token(self, request: Request) -> Response:
        asked = self.asked.pop(request.form["code"])
        proof = hashlib.sha256(request.form["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(proof).rstrip(b"=").decode() == asked["code_challenge"]
        assert request.authorization is not None
        assert (request.authorization.username, request.authorization.password) == (CLIENT, SECRET)
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": "1",
            "iat": 1_700_000_000,
            "exp": 4_000_000_000,
            "nonce": asked["nonce"],
            **self.claims,
        }
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return self._json({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def _json(self, values: Mapping[str, object]) -> Response:
        return Response(json.dumps(values), mimetype="application/json")


@contextmanager
def serving(provider: LoginProvider) -> Iterator[LoginProvider]:
    """The provider, at `provider.address` while the block lasts."""
    server = make_server("127.0.0.1", 0, provider, threaded=True)
    provider.address = f"http://127.0.0.1:{server.port}"
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
