"""Is this request from Twilio? Everything else is turned away before anybody looks at it."""

import hmac
from dataclasses import dataclass

from flask import Request
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict


@dataclass(frozen=True)
class Signatures:
    """Checks X-Twilio-Signature against the account's primary token.

    `public_url` is the address that Twilio was given. Headers about a proxy are not looked
    at, because anybody can send them.
    """

    auth_token: str
    public_url: str

    def genuine(self, request: Request) -> bool:
        """Whether Twilio signed this very request: address as sent, and form or JSON body."""
        url = self.public_url + str(request.environ.get("RAW_URI", ""))
        signature = request.headers.get("X-Twilio-Signature", "")
        validator = RequestValidator(self.auth_token)
        if request.mimetype == "application/json":
            return bool(request.args.get("bodySHA256")) and _valid(
                validator, url, request.get_data(as_text=True), signature
            )
        # the address exactly as it was sent; the library's own check looks for a port as well,
        # at ten times the price, and loses an empty query
        expected = validator.compute_signature(url, request.form)
        return hmac.compare_digest(expected.encode(), signature.encode()) or _valid(
            validator, url, request.form, signature
        )

    def key(self, sid: str) -> str:
        """Opens one recording's address to who was given it: media may be fetched unsigned."""
        return hmac.new(self.auth_token.encode(), sid.encode(), "sha256").hexdigest()

    def opens(self, key: str, sid: str) -> bool:
        return hmac.compare_digest(key.encode(), self.key(sid).encode())


def _valid(
    validator: RequestValidator, url: str, body: MultiDict[str, str] | str, signature: str
) -> bool:
    try:
        return bool(validator.validate(url, body, signature))
    except ValueError:  # an address that cannot be taken apart is nobody's
        return False
