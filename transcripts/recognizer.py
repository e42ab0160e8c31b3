"""Vosk models: loaded from a folder, or refused with a clear word."""

from pathlib import Path

import vosk

QUIET = -1


class ModelUnusable(Exception):
    """The folder holds no Vosk model, or a broken one."""


def check_model(folder: Path) -> None:
    """Load the model once. Raises ModelUnusable."""
    vosk.SetLogLevel(QUIET)
    # Vosk looks for these before anything else and says nothing useful without them
    if not any((folder / part).exists() for part in ("am/final.mdl", "final.mdl")):
        raise ModelUnusable(f"{folder} holds no Vosk model (no final.mdl)")
    try:
        vosk.Model(str(folder))
    except Exception as error:  # Vosk raises plain Exception
        raise ModelUnusable(f"{folder} does not load: {error}") from error
