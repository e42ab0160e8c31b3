"""The diagram in the documents is the table that the hotline runs on."""

import subprocess
import sys
from pathlib import Path

from ivr.call import State
from ivr.diagram import diagram
from ivr.flow import TRANSITIONS
from ivr.signals import Signal

PAGE = Path(__file__).parents[2] / "docs" / "conversation.md"
BEGIN, END = "<!-- diagram: python -m ivr.diagram -->\n```mermaid\n", "```\n<!-- end of diagram -->"
EVERYWHERE = {Signal.HUNG_UP, Signal.FAULT}


def test_the_page_shows_the_table_as_it_is() -> None:
    shown = PAGE.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]
    assert shown == diagram(), "put the output of python -m ivr.diagram between the markers"


def test_every_arrow_is_drawn_once() -> None:
    drawn = [
        (source.strip(), target, signal)
        for line in diagram().splitlines()
        if ": " in line
        for source, rest in [line.split(" --> ")]
        for target, signals in [rest.split(": ")]
        for signal in signals.split(" / ")
    ]
    arrows = [
        (source.replace("-", "_"), target.replace("-", "_"), str(signal))
        for source, signals in TRANSITIONS.items()
        for signal, target in signals.items()
        if signal not in EVERYWHERE
    ]
    assert sorted(drawn) == sorted(arrows)


def test_every_state_is_explained_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [state for state in State if f"| `{state}` |" not in text] == []


def test_it_is_printed_by_one_command() -> None:
    command = [sys.executable, "-m", "ivr.diagram"]
    printed = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=PAGE.parents[1]
    )
    assert printed.stdout == diagram()
