"""What Python knows and the scripts must know too, as Lua: each fact keeps its one home."""

from collections.abc import Sequence

from queueing.errors import ERRORS
from queueing.keys import FAMILIES
from queueing.lines import BEST_LEVEL, RANKS_A_LEVEL
from queueing.model import PERSONAL, VISIT, Rung
from queueing.policy import Policy


def heading(keys: Sequence[str]) -> str:
    """Written in front of every script: its KEYS by name, key families, and error codes."""
    lines = [f"local {name.upper()} = KEYS[{i}]" for i, name in enumerate(keys, start=1)]
    lines.append(f"local PREFIX = string.sub(KEYS[1], 1, -{len(keys[0]) + 1})")
    lines += [f"local {name} = '{text}'" for name, text in FAMILIES.items()]
    lines += [f"local {name} = {error.code}" for name, error in ERRORS.items()]
    lines.append(f"local VISIT = '{VISIT}'")
    return "\n".join(lines) + "\n"


def of_policy(policy: Policy) -> str:
    """What `--- @include "policy"` stands for. The text, and so the script, is the policy's own."""
    numbers = {name: getattr(policy, name) for name in _NUMBERS} | vars(policy.matching)
    numbers |= {"best_level": BEST_LEVEL, "ranks_a_level": RANKS_A_LEVEL}
    pauses = ", ".join(f"{cause} = {pause!r}" for cause, pause in sorted(policy.back_off.items()))
    own = [
        f"  if skill == '{skill}' then return {_ladder(ladder)} end"
        for skill, ladder in sorted({**policy.ladders, PERSONAL: ()}.items())
    ]
    return "\n".join(
        [
            *(f"local {name.upper()} = {number!r}" for name, number in numbers.items()),
            f"local function back_off(cause) return ({{ {pauses} }})[cause] end",
            "local function ladder_of(skill)",
            *own,
            f"  return {_ladder(policy.ladder)}",
            "end\n",
        ]
    )


_NUMBERS = (
    "wrap_up",
    "wrap_up_extension",
    "raise_bonus",
    "owner_patience",
    "back_off_growth",
    "back_off_most",
    "misses_before_break",
    "redeliver_after",
    "stream_cap",
)


def _ladder(ladder: tuple[Rung, ...]) -> str:
    rungs = ", ".join(f"{{ after = {rung.after!r}, act = '{rung.act}' }}" for rung in ladder)
    return f"{{ {rungs} }}"
