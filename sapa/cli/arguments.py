"""What may stand on the command line: each value checked, and refused in one clear line."""

from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import fields

from simulator.config import Faults
from webhooks.agents import EXTENSION_DIGITS


def skill(text: str) -> tuple[str, int]:
    key, _, level = text.partition("=")
    if not key or level not in set("12345"):
        raise ArgumentTypeError(f"{text}: must be SKILL=LEVEL, the level from 1 to 5")
    return key, int(level)


def extension(text: str) -> str:
    if not (text.isascii() and text.isdecimal() and len(text) == EXTENSION_DIGITS):
        raise ArgumentTypeError(f"{text}: must be {EXTENSION_DIGITS} digits")
    return text


def fault(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    known = {field.name for field in fields(Faults)}
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if name not in known or number < 0:
        raise ArgumentTypeError(
            f"{text}: must be NAME=NUMBER, the name one of {', '.join(sorted(known))}"
        )
    return name, number


def count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() else 0
    if not 1 <= number <= 100_000:
        raise ArgumentTypeError(f"{text}: must be a number from 1 to 100000")
    return number


def positive(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < 1e6:
        raise ArgumentTypeError(f"{text}: must be a number above 0")
    return number


def share(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise ArgumentTypeError(f"{text}: must be a share from 0 to 1")
    return number


def crowd(parser: ArgumentParser, callers: int | None) -> None:
    """Who phones and who answers; `callers` None: an endless stream unless told otherwise."""
    parser.add_argument(
        "--callers", type=count, default=callers, metavar="N", help="how many phone"
    )
    parser.add_argument("--agents", type=count, default=12, metavar="M", help="how many answer")
    parser.add_argument("--seed", type=int, default=1, metavar="K", help="the same callers again")
    parser.add_argument("--per-hour", type=positive, metavar="R", help="callers an hour")
    parser.add_argument(
        "--patience", type=positive, default=600.0, metavar="S", help="mean seconds callers hold"
    )
    parser.add_argument(
        "--hang-up", type=share, default=0.0, metavar="P", help="chance to hang up at any moment"
    )
    parser.add_argument(
        "--drop", type=share, default=0.02, metavar="P", help="chance of a line to break"
    )
    parser.add_argument(
        "--callers-from",
        nargs="+",
        metavar="FILE",
        help="real names (.tsv) and real questions (.csv), or the folder that holds them",
    )
    parser.add_argument(
        "--fault",
        type=fault,
        action="append",
        metavar="NAME=P",
        help=f"what goes wrong, and how often: {', '.join(field.name for field in fields(Faults))}",
    )
