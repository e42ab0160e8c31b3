"""Plays scenes in a process of its own, which forks hotlines: `python -m tests.faults.ground`.

Reads lines of a module, a scene's name and its arguments, and answers each with a line of JSON:
what went `wrong` (null: nothing), and what the scene `noted`.
"""

import asyncio
import importlib
import json
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.faults.hotline import learnt

Scene = Callable[..., Awaitable[list[str] | None]]
LONGEST = 100.0  # real seconds


def main() -> None:
    learnt()
    home = Path(tempfile.mkdtemp(prefix="sapa-faults-"))
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(home / "network.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND), 1)
    try:
        for number, line in enumerate(sys.stdin):
            module, name, *arguments = line.rstrip("\n").split("\t")
            folder = home / str(number)
            folder.mkdir()
            wrong, noted = play(getattr(importlib.import_module(module), name), folder, *arguments)
            print(json.dumps({"wrong": wrong, "noted": noted}), file=answers, flush=True)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def play(scene: Scene, folder: Path, *arguments: str) -> tuple[str | None, list[str]]:
    """The trace of what went wrong with the end of the hotline's log, and what was noted."""
    played = getattr(scene, "scene", scene)
    try:
        noted = asyncio.run(asyncio.wait_for(played(folder, *arguments), LONGEST))
    except Exception:  # noqa: BLE001 - whatever it is, it is the answer
        return f"{traceback.format_exc()}\n{_log(folder)}", []
    return None, noted or []


def _log(folder: Path) -> str:
    log = folder / "log"
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    return "\n".join(lines[-60:])


if __name__ == "__main__":
    main()
