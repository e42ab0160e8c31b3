"""Tests that are scenes: a coroutine on a town, played by a process of its own (`ground`)."""

import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from functools import wraps
from pathlib import Path
from typing import Self

from tests.faults.town import Town, town

ROOT = Path(__file__).parents[2]
OnTown = Callable[[Town], Awaitable[None]]


class Ground:
    """Plays scenes by name, one after the other."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.ground"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        with self._process:
            assert self._process.stdin
            self._process.stdin.close()

    def play(self, module: str, name: str, *arguments: str) -> list[str]:
        """What the scene noted; fails as it failed."""
        assert self._process.stdin
        assert self._process.stdout
        print(module, name, *arguments, sep="\t", file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline() or '{"wrong": "the ground is gone"}')
        assert not answer["wrong"], answer["wrong"]
        noted: list[str] = answer["noted"]
        return noted


def scene(
    played: OnTown | None = None, *, appendonly: bool = True, hurried: bool = True
) -> Callable[..., object]:
    """Make a test of a scene; the options are the town's."""
    if played is None:
        return lambda played: scene(played, appendonly=appendonly, hurried=hurried)
    file, name = Path(played.__code__.co_filename), played.__name__

    async def on_ground(folder: Path) -> None:
        async with town(folder, appendonly=appendonly, hurried=hurried) as here:
            await played(here)

    @wraps(played)
    def test(ground: Ground) -> None:
        ground.play(f"tests.faults.{file.stem}", name)

    del test.__wrapped__  # or pytest would take the scene's argument for a fixture
    test.scene = on_ground  # type: ignore[attr-defined]
    return test
