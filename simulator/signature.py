"""`X-Twilio-Signature`: what proves that a webhook comes from the network."""

import base64
import hashlib
import hmac
from collections.abc import Mapping

from yarl import URL


def signed_url(url: URL) -> str:
    """The form of `url` that is signed: no credentials, no fragment; https loses its port."""
    bare = url.with_user(None).with_fragment(None)
    if bare.scheme == "https":
        bare = bare.with_port(None)
    return str(bare)


def sign(url: str, form: Mapping[str, str], token: str) -> str:
    """Base64 HMAC-SHA1 over the URL and, sorted by name, every name and value of the form."""
    text = url + "".join(name + form[name] for name in sorted(form))
    digest = hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def basic(user: str, password: str) -> str:
    """The value of an `Authorization` header."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
