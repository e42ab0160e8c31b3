"""One of the processes behind the web: started often, so it imports only what it needs."""

import os
import sys

from sapa import jobs, logs
from sapa.clockwork import Clockwork
from sapa.errors import SettingsError
from sapa.settings import Settings
from sapa.wiring import Works

KINDS = ("calls", "transcripts", "clock")
NICENESS = 10
"""Recognition takes all the time that it can get: callers and the board come first."""


def work(kind: str, works: Works) -> None:
    """Be the process `kind` until told to stop."""
    if kind == "clock":
        Clockwork(works).run()
        return
    if kind == "transcripts":
        os.nice(NICENESS)
    jobs.work(works, kind)


def main(kind: str) -> None:
    try:
        works = Works(Settings.load(os.environ))
    except SettingsError as error:
        sys.exit(f"sapa: {error}")
    logs.configure(works.clock, works.settings.log_level, works.settings.log_format)
    work(kind, works)


if __name__ == "__main__":
    main(sys.argv[1])
