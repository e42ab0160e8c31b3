"""Sound of every other kind made plain by the program ffmpeg."""

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

RATE = 16_000
LONGEST = 12 * 3600.0
"""Seconds after which a sound is cut off: a small file may hold years of silence."""
PATIENCE = 1800.0
FORMATS = "aac,aiff,amr,asf,au,caf,flac,matroska,mov,mp3,ogg,w64,wav"
"""No playlists and the like, through which a file could have others read."""


class NoFfmpeg(Exception):
    """There is no ffmpeg here."""


class NotConverted(Exception):
    """ffmpeg could make nothing of it; the text is its own."""


@contextmanager
def converted(path: Path) -> Iterator[Path]:
    """A passing 16-bit WAV of the first sound in the file, with all its channels, at 16 kHz.

    Raises NoFfmpeg, NotConverted, and OSError when the disk is full.
    """
    program = _program()
    with TemporaryDirectory(prefix="sapa-") as folder:
        plain = Path(folder) / "plain.wav"
        _run([program, *_arguments(path, plain)])
        yield plain


def _program() -> str:
    """The one on the PATH, else the one that the extra `mp3` brings."""
    if found := shutil.which("ffmpeg"):
        return found
    try:
        return str(import_module("imageio_ffmpeg").get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        raise NoFfmpeg from error


def _arguments(path: Path, plain: Path) -> list[str]:
    said = ("-nostdin", "-hide_banner", "-loglevel", "error")
    read = ("-protocol_whitelist", "file", "-format_whitelist", FORMATS, "-i", f"file:{path}")
    write = ("-map", "0:a:0", "-map_metadata", "-1", "-t", str(LONGEST), "-ar", str(RATE))
    return [*said, *read, *write, "-c:a", "pcm_s16le", "-f", "wav", f"file:{plain}"]


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and the file's name is never an option
            command, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotConverted(f"ffmpeg gave up after {PATIENCE:.0f} s") from None
    said = done.stderr.decode("utf-8", "replace").strip()
    if os.strerror(errno.ENOSPC) in said:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if done.returncode:
        raise NotConverted(said.splitlines()[-1][:300] if said else f"exit {done.returncode}")
