"""PINs and passwords, kept as salted scrypt hashes that carry their own cost."""

import base64
import hashlib
import hmac
import os

_MEMORY = 64 * 1024 * 1024
_BLOCK = 8
_ROUNDS = 2**14
PASSWORD_PASSES = 5  # with the two above, the cost OWASP asks of scrypt
PIN_PASSES = 1  # a caller waits on the line, and no cost protects so few digits


def hashed(secret: str, passes: int) -> str:
    """`scrypt$n$r$p$salt$hash`, different each time."""
    salt = os.urandom(16)
    parts = [_encode(salt), _encode(_scrypt(secret, salt, _ROUNDS, _BLOCK, passes))]
    return "$".join(["scrypt", str(_ROUNDS), str(_BLOCK), str(passes), *parts])


def matches(secret: str, stored: str | None, passes: int) -> bool:
    """Whether `secret` is the one stored; nothing stored costs as much time as a wrong one."""
    if stored is None:
        hashed(secret, passes)
        return False
    _, n, r, p, salt, wanted = stored.split("$")
    found = _scrypt(secret, base64.b64decode(salt), int(n), int(r), int(p))
    return hmac.compare_digest(found, base64.b64decode(wanted))


def _scrypt(secret: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    data = secret.encode("utf-8", "replace")
    return hashlib.scrypt(data, salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
