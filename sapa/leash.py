"""A child process that does not outlive the one that started it, even if that one is killed."""

import ctypes
import os
import signal
import sys
from collections.abc import Sequence

PR_SET_PDEATHSIG = 1


def leashed(command: Sequence[str]) -> list[str]:
    """The command to start instead, from the main thread, so that it ends with this process."""
    return [sys.executable, "-P", "-m", "sapa.leash", str(os.getpid()), *command]


def main(parent: str, program: str, *arguments: str) -> None:
    """Ask the kernel for SIGTERM when `parent` ends (on Linux), then become the program."""
    if prctl := getattr(ctypes.CDLL(None), "prctl", None):
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(parent):
        sys.exit("the process that started this one is gone")
    try:
        os.execvp(program, [program, *arguments])  # noqa: S606 - a shell is what we don't want
    except OSError as error:
        sys.exit(f"{program}: {error.strerror}")


if __name__ == "__main__":
    main(*sys.argv[1:])
