"""`sapa simulate` and `sapa demo`: the telephone network played, with people."""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from sapa import cast
from sapa.cli import demo as shows
from sapa.cli import month
from sapa.cli import simulate as crowds
from sapa.cli.demo_summary import Result, Transcripts
from sapa.cli.month_summary import RATIOS, Month
from sapa.wiring import Works
from simulator import server
from simulator.config import CallerSpec, Faults


def simulate(options: argparse.Namespace, works: Works) -> int:
    crowd = crowds.Crowd.of(options.callers_from or ())
    callers = CallerSpec(
        count=options.callers,
        per_hour=options.per_hour or crowds.busy_hour(options.agents),
        patience=options.patience,
        names_file=crowd.names,
        reasons_file=crowd.reasons,
        hang_up_anywhere=options.hang_up,
        drops=options.drop,
    )
    config = crowds.config(
        works,
        crew=list(cast.players(works.hotline, options.agents, options.seed)),
        callers=callers,
        faults=Faults(**dict(options.fault or ())),
        seed=options.seed,
        booth=options.booth,
    )

    crowds.point_when_up(works)
    server.main(config)
    return 0


def demo(options: argparse.Namespace, works: Works) -> int:
    if options.days is not None:
        return _month(options, works)
    crowds.Crowd.of(options.callers_from or ())  # said at once, not by a child's log
    plan = shows.Plan(
        callers=options.callers,
        speed=options.speed,
        seed=options.seed,
        simulate=tuple(_simulator_arguments(options)),
        kill_every=options.kill_every,
    )
    console = Console(stderr=True)
    columns = (TextColumn("calls"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("", total=options.callers)

        def invite(desk: str, passwords: Mapping[str, str]) -> None:
            for login, password in passwords.items():
                console.print(f"{desk}: sign in as {login} with {password}", highlight=False)

        played = shows.play(
            plan, os.environ, lambda gone, _: bar.update(task, completed=gone), invite
        )
    if options.json:
        told = asdict(played.result) | asdict(played.callbacks) | asdict(played.transcripts)
        sys.stdout.write(json.dumps(told, indent=2) + "\n")
    else:
        _show(played.result, played.callbacks, played.transcripts)
    return 0 if played.result.sound else 1


def _month(options: argparse.Namespace, _: Works) -> int:
    """Days on end, in one process: five agents and a supervisor, and people who remember."""
    plan = month.Plan(days=options.days, seed=options.seed, patience=options.patience)
    console = Console(stderr=True)
    columns = (TextColumn("days"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("", total=plan.days)
        played = month.play(plan, os.environ, lambda day, _: bar.update(task, completed=day))
    if options.json:
        sys.stdout.write(json.dumps(asdict(played), indent=2) + "\n")
    else:
        _show(played)
    return 0 if played.sound else 1


def _simulator_arguments(options: argparse.Namespace) -> list[str]:
    crowd: dict[str, object] = {
        "--callers": options.callers,
        "--agents": options.agents,
        "--seed": options.seed,
        "--patience": options.patience,
        "--hang-up": options.hang_up,
        "--drop": options.drop,
    }
    if options.per_hour:
        crowd["--per-hour"] = options.per_hour
    flat = [str(part) for pair in crowd.items() for part in pair]
    faults = [
        part for name, value in options.fault or () for part in ("--fault", f"{name}={value}")
    ]
    files = [str(Path(path).resolve()) for path in options.callers_from or ()]
    return [*flat, *faults, *(("--callers-from", *files) if files else ())]


def _show(*parts: Result | shows.Callbacks | Transcripts | Month) -> None:
    table = Table(show_header=False)
    for told in parts:
        for field in fields(told):
            table.add_row(
                field.name.replace("_", " "), _told(field.name, getattr(told, field.name))
            )
    Console().print(table)


def _told(name: str, value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}" if name in RATIOS else f"{value:.1f} s"
    if isinstance(value, Mapping):
        return ", ".join(f"{what} {count}" for what, count in sorted(value.items()))
    return "-" if value is None else str(value)
