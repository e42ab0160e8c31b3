"""Lua scripts as source: found, completed with what they include, and run.

`lua/<verb>-<N>.lua` is one verb on N keys, named by its line `--- @keys`. A line
`--- @include "name"` stands for `lua/includes/<name>.lua`, once; `policy` stands for the
hotline's policy as constants, so that it is neither sent nor read with each call.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeAlias

import redis
from redis.cluster import RedisCluster

from queueing.constants import heading, of_policy
from queueing.errors import from_code
from queueing.keys import Keys
from queueing.policy import Policy

LUA = Path(__file__).parent / "lua"

Reply: TypeAlias = "str | int | list[Reply] | None"
Server: TypeAlias = redis.Redis | RedisCluster
"""One server, a master that Sentinel finds, or a cluster: a hotline is one slot of it."""

_INCLUDE = re.compile(r'^--- @include "(\w+)"\n', re.MULTILINE)
_CONSTANT = re.compile(r"^local ([A-Z_]+) = ('[^'\n]*'|-?[\d.e+]+)\n", re.MULTILINE)
_NAME = re.compile(r"\b[A-Z][A-Z_]+\b")
_KEYS = re.compile(r"^--- @keys (.+)$", re.MULTILINE)


@cache
def verbs() -> dict[str, Path]:
    """The file of every verb."""
    return {path.stem.rpartition("-")[0]: path for path in sorted(LUA.glob("*-*.lua"))}


@cache
def key_names(verb: str) -> tuple[str, ...]:
    """The keys that a verb declares, in the order of KEYS."""
    declared = _KEYS.search(verbs()[verb].read_text())
    return tuple(declared[1].split()) if declared else ()


@cache
def source(verb: str, policy: str) -> str:
    """The whole text of a verb, as the server runs it. `policy`: its policy as Lua."""
    included: set[str] = set()

    def include(found: re.Match[str]) -> str:
        name = found[1]
        if name in included:
            return ""
        included.add(name)
        if name == "policy":
            return policy
        return complete((LUA / "includes" / f"{name}.lua").read_text())

    def complete(text: str) -> str:
        return _INCLUDE.sub(include, text)

    return _inlined(heading(key_names(verb)) + complete(verbs()[verb].read_text()))


def _inlined(text: str) -> str:
    """Constants as their values: each function that uses a local of the script costs more."""
    values = dict(_CONSTANT.findall(text))
    return _NAME.sub(lambda name: values.get(name[0], name[0]), _CONSTANT.sub("", text))


class Scripts:
    """The verbs on the keys of one hotline; a server that does not know a script is taught it."""

    def __init__(self, client: Server, keys: Keys, policy: Policy) -> None:
        lua = of_policy(policy)
        self._scripts = {verb: client.register_script(source(verb, lua)) for verb in verbs()}
        self._keys = {verb: [keys(name) for name in key_names(verb)] for verb in verbs()}

    def run(self, verb: str, *args: str | float) -> Reply:
        """What the script answers, as text and integers; a BoardError where it refuses."""
        reply = text(self._scripts[verb](keys=self._keys[verb], args=args))
        if isinstance(reply, int) and reply < 0:
            raise from_code(reply, f"{verb} {args[1]}")
        return reply


def text(reply: object) -> Reply:
    """A reply with its bytes decoded, whichever way the client decodes."""
    if isinstance(reply, bytes):
        return reply.decode()
    if isinstance(reply, list):
        return [text(item) for item in reply]
    if reply is None or isinstance(reply, str | int):
        return reply
    raise TypeError(f"a script answers text, integers and lists, not {type(reply).__name__}")


def texts(reply: Iterable[bytes | str | None]) -> list[str]:
    """A flat reply as text, nothing as an empty string."""
    return [item.decode() if isinstance(item, bytes) else item or "" for item in reply]
