"""A hotline of processes whose pages are looked at: `python -m tests.browser.hotline`.

Reads lines of JSON: ["open", folder, speed, epoch, address of the network], ["kill", role],
["start", role], ["close"]. Answers each, when it is done, with the hotline's environment.
"""

import json
import os
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from sapa.reasons import Trained
from sapa.settings import Settings
from sapa.wiring import Works
from tests.faults.hotline import ROLES, Hotline
from tests.queueing.fleet import HOST

FILE = Path(__file__).with_name("hotline.toml")


@cache
def learnt() -> Works:
    """Learning what reasons mean takes a while: done once, before anything is forked."""
    works = Works(Settings.load({"SAPA_DATA": "/nonexistent", "SAPA_SECRET_KEY": "-" * 32}, FILE))
    works.__dict__.update(trained=Trained(works.hotline))  # no phrases of people: no records yet
    works.trained.all()
    _ = works.phones._client.calls
    return works


@dataclass
class Served(Hotline):
    """With a telephone in its pages."""

    @property
    def environ(self) -> dict[str, str]:
        return {
            "SAPA_DATA": str(self.folder),
            "REDIS_URL": f"redis://{HOST}:{self.redis.port}",
            "SAPA_PUBLIC_URL": f"http://{HOST}:{self.listener.getsockname()[1]}",
            "SAPA_TWILIO_API_URL": self.api_url,
            "SAPA_SIMULATOR_PORT": str(urlsplit(self.api_url).port),
            "SAPA_SPEED": str(self.speed),
            "SAPA_EPOCH": str(self.epoch),
            "SAPA_CALLS_PER_SECOND": "100",
            "SAPA_SECRET_KEY": "-" * 32,
        }

    def _settings(self) -> Settings:
        return Settings.load(self.environ, FILE)

    def new_works(self) -> Works:
        works = Works(self._settings())
        works.__dict__.update(flow=learnt().flow, trained=learnt().trained)
        return works

    def open_for(self, block: ExitStack) -> None:
        block.enter_context(self.open())
        for role in ROLES:
            self.start(role)

    def end(self, role: str) -> None:
        """Killed, and gone when this returns."""
        pid = self.pid(role)
        self.kill(role)
        os.waitpid(pid, 0)
        del self._pids[pid]


def main() -> None:
    learnt()
    answers = os.fdopen(os.dup(1), "w")
    with ExitStack() as block:
        print("ready", file=answers, flush=True)
        for line in sys.stdin:
            match json.loads(line):
                case ["open", folder, speed, epoch, api_url]:
                    hotline = Served(Path(folder), speed, epoch, api_url, appendonly=False)
                    hotline.open_for(block)
                    environ = hotline.environ
                case ["kill", role]:
                    hotline.end(role)
                case ["start", role]:
                    hotline.start(role)
                case ["close"]:
                    block.close()
            print(json.dumps(environ), file=answers, flush=True)


if __name__ == "__main__":
    main()
