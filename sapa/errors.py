"""A wrong setting, said in one line that helps to mend it."""

import re
from collections.abc import Collection

from pydantic import ValidationError

LONGEST_VALUE = 60


class SettingsError(Exception):
    """Its text is one line: the key, the value and what is allowed."""

    def __init__(self, text: str) -> None:
        super().__init__(" ".join(text.split()))


def explain(error: ValidationError, secret: Collection[str] = ()) -> str:
    """The first complaint; the values of the keys in `secret` are masked."""
    first = error.errors(include_url=False)[0]
    key = ".".join(f"#{part + 1}" if isinstance(part, int) else part for part in first["loc"])
    must = re.sub(r"^\w+ should", "must", first["msg"].removeprefix("Value error, "))
    must = re.sub(r", (unable to parse|input is|invalid) .*", "", must)
    match first["type"], first["input"]:
        case "missing", _:
            return f"{key}: is missing"
        case "extra_forbidden", _:
            return f"{key}: is no setting"
        case "value_error", dict():  # of a whole table, names its key itself
            return f"{key}.{must}".removeprefix(".")
        case _, value:
            return f"{key}={'***' if key in secret else _short(value)}: {must}"


def _short(value: object) -> str:
    text = str(value) if not isinstance(value, str) else repr(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
