"""The stand-in as a process: it starts from a configuration, and a signal ends it cleanly."""

import json
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from urllib.request import urlopen

import pytest
from pydantic import ValidationError

from simulator.config import AgentSpec, CallerSpec, Config, Faults
from tests.simulator.stage import CONFIG, now

START = "import sys; from simulator import server, config; server.main(config.Config.from_json(sys.argv[1]))"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(process: "subprocess.Popen[str]") -> bool:
    """Wait until the process says that it listens."""
    assert process.stdout
    return any("simulator_started" in line for line in process.stdout)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_process_and_frees_its_port(stop: signal.Signals) -> None:
    config = replace(CONFIG, port=free_port(), epoch=now())
    with subprocess.Popen(
        [sys.executable, "-c", START, config.to_json()], stdout=subprocess.PIPE, text=True
    ) as process:
        assert started(process)
        with urlopen(f"http://127.0.0.1:{config.port}/sim/health", timeout=10) as response:
            answer = json.load(response)
        process.send_signal(stop)
        output, _ = process.communicate(timeout=10)
    assert answer["ok"] is True
    assert process.returncode == 0
    assert "simulator_stopped" in output
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", config.port))


def test_a_configuration_survives_the_journey_to_another_process() -> None:
    full = replace(
        CONFIG,
        agents=(AgentSpec(extension="101", pin="4711", number="+15550177", mode="ring"),),
        callers=CallerSpec(count=3, per_hour=900.0),
        faults=Faults(reorder=0.25),
        skills={"billing": {"en": ["my bill"]}},
        titles={"billing": {"en": "billing"}},
        languages=("id", "en"),
    )
    assert Config.from_json(full.to_json()) == full


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"speed": 0}, "speed"),
        ({"port": "80"}, "port"),
        ({"account_sid": "AC"}, "account_sid"),
        ({"faults": {"repeat": 1.5}}, "repeat"),
        ({"callers": {"patience": -1}}, "patience"),
        ({"agents": [{"extension": "1"}]}, "pin"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_configuration_names_the_key(change: dict[str, object], where: str) -> None:
    given = json.loads(CONFIG.to_json()) | change
    with pytest.raises(ValidationError, match=where):
        Config.from_json(json.dumps(given))
