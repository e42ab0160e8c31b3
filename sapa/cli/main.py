"""`sapa`: every command of the hotline."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from ivr.prompts import LANGUAGES
from records.errors import RecordsError
from sapa import doctor, household, logs, numbers, reference, worker
from sapa.cli import (
    arguments,
    demo,
    emergency,
    play,
    privacy,
    promises,
    simulate,
    staff,
    transcribe,
)
from sapa.errors import SettingsError
from sapa.processes import Supervisor
from sapa.settings import Settings
from sapa.wiring import Works

USAGE_ERROR = 2
GENTLE_PER_HOUR = 60.0
GENTLE_AGENTS = 4

FAILURES = (
    *(SettingsError, RecordsError, numbers.NotPointed),
    *(demo.DemoFailed, simulate.NoSuchFile, staff.NotAdded, emergency.NotSaid),
    *(transcribe.NotTranscribed, privacy.NotDone),
)

Command = Callable[[argparse.Namespace, Works], int]
if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - has no other name


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 failed, 2 asked wrongly."""
    options = _parser().parse_args(arguments)
    if getattr(options, "hotline", None):
        os.environ["SAPA_HOTLINE"] = options.hotline
    try:
        with closing(Works(Settings.load(os.environ))) as works:
            logs.configure(works.clock, works.settings.log_level, works.settings.log_format)
            command: Command = options.command
            return command(options, works)
    except FAILURES as error:
        sys.stderr.write(f"sapa: {error}\n")
        return USAGE_ERROR if isinstance(error, SettingsError) else 1


def _migrate(_: argparse.Namespace, works: Works) -> int:
    works.prepare()
    return 0


def _run(options: argparse.Namespace, works: Works) -> int:
    """Everything at once; while there are no credentials, with the simulator."""
    _migrate(options, works)
    simulated = not works.settings.account_sid
    callers = ["--per-hour", str(GENTLE_PER_HOUR), "--agents", str(GENTLE_AGENTS), "--booth"]
    passwords: dict[str, str] = {}
    if simulated:
        passwords = simulate.hosts(works)
        os.environ.update(simulate.models(works.settings))  # the processes inherit it
    with household.listen(works.settings) as listener:
        network = callers if simulated else None
        supervisor = Supervisor(household.children(works.settings, listener, network))
        supervisor.run(up=lambda: _announce(works, passwords))
    return 0


def _announce(works: Works, passwords: Mapping[str, str]) -> None:
    console = Console()
    console.rule(works.hotline.about.name)
    console.print(f"Desk         {works.settings.public_url}", highlight=False)
    if passwords:
        booth = f"http://127.0.0.1:{works.settings.simulator_port}/booth"
        for login, password in passwords.items():
            console.print(f"  sign in as {login} with {password}", highlight=False)
        console.print(f"Phone booth  {booth}", highlight=False)
        console.print("The telephone network is simulated: no Twilio credentials are set.")
    else:
        console.print("  sign in as somebody added with `sapa people add --role supervisor`")
    console.print("Ctrl-C stops everything.")
    console.rule()


def _work(kind: str) -> Command:
    def command(_: argparse.Namespace, works: Works) -> int:
        worker.work(kind, works)
        return 0

    return command


def _doctor(_: argparse.Namespace, works: Works) -> int:
    console = Console()
    well = True
    for finding in doctor.examine(works):
        mark = {True: "[green]ok[/]", False: "[red]wrong[/]", None: "[yellow]note[/]"}[finding.ok]
        console.print(f"{mark:>20} {finding.what}: {finding.text}", highlight=False)
        well = well and finding.ok is not False
    return 0 if well else 1


def _twilio_setup(_: argparse.Namespace, works: Works) -> int:
    for line in numbers.point(works):
        sys.stdout.write(line + "\n")
    return 0


def _settings(_: argparse.Namespace, __: Works) -> int:
    sys.stdout.write(reference.markdown())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sapa", description="A hotline that keeps its word.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(
        name: str, command: Command, text: str, to: Commands = commands
    ) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = to.add_parser(name, help=text, description=text)
        made.set_defaults(command=command)
        return made

    add("run", _run, "Run the whole hotline; Ctrl-C stops it.")
    add("migrate", _migrate, "Make or update the tables of the database, and who is on call.")
    add("calls", _work("calls"), "Do telephone jobs.")
    add("transcripts", _work("transcripts"), "Fetch recordings and write them down.")
    add("clock", _work("clock"), "Turn the clock: ladders, deadlines, repairs.")
    add("doctor", _doctor, "Check what the hotline needs, and say what to do about each fault.")
    add("promises", promises.show, "List what is owed to customers.")
    transcribe.add_options(
        add("transcribe", transcribe.transcribe, "Write down sound files, but for what is private.")
    )
    add("settings", _settings, "List every setting, as in docs/settings.md.")
    playing = add("simulate", play.simulate, "Play the telephone network, with callers and agents.")
    arguments.crowd(playing, callers=None)
    playing.add_argument("--booth", action="store_true", help="serve the phone booth's page")
    demo_ = add("demo", play.demo, "Play calls faster than life and sum up what became of them.")
    arguments.crowd(demo_, callers=60)
    demo_.add_argument(
        "--days", type=arguments.count, metavar="D", help="play so many days on end, in minutes"
    )
    demo_.add_argument("--speed", type=arguments.positive, default=20.0, metavar="S")
    demo_.add_argument("--hotline", metavar="FILE", help="the hotline's file")
    demo_.add_argument("--kill-every", type=arguments.positive, metavar="S", help="kill a process")
    demo_.add_argument("--json", action="store_true", help="print the summary as JSON")
    _add_groups(commands, add)
    return parser


def _add_groups(commands: Commands, add: Callable[..., argparse.ArgumentParser]) -> None:
    twilio = commands.add_parser("twilio", help="Set up the Twilio account.")
    under_twilio = twilio.add_subparsers(required=True, metavar="WHAT")
    add("setup", _twilio_setup, "Point the hotline's numbers at this address.", under_twilio)
    switch = commands.add_parser("emergency", help="Tell every caller, at once.")
    under_switch = switch.add_subparsers(required=True, metavar="WHAT")
    emergency.add_messages(
        add("on", emergency.on, "Have every caller told from now on.", under_switch)
    )
    add("off", emergency.off, "It is over.", under_switch)
    add("show", emergency.show, "What callers are told.", under_switch)
    _add_people(commands, add)
    _add_privacy(add)


def _add_privacy(add: Callable[..., argparse.ArgumentParser]) -> None:
    forget = add("forget", privacy.forget, "Delete all that tells who a customer is and said.")
    give = add("export", privacy.export, "Write all that is on record about a customer to a file.")
    for command in (forget, give):
        command.add_argument("number", help="the telephone number they call from")
    forget.add_argument("--yes", action="store_true", help="do not ask whether this is meant")
    give.add_argument("--to", type=Path, required=True, metavar="FILE", help="a new ZIP file")


def _add_people(commands: Commands, add: Callable[..., argparse.ArgumentParser]) -> None:
    crew = commands.add_parser("people", help="Who works here.").add_subparsers(required=True)
    add("list", staff.show, "Everybody on record.", crew)
    person = add("add", staff.add, "Add somebody; asks for PIN and password.", crew)
    person.add_argument("extension", type=arguments.extension, help="the number they sign in with")
    person.add_argument("name")
    person.add_argument("--role", choices=("agent", "supervisor", "administrator"), default="agent")
    person.add_argument("--language", action="append", choices=LANGUAGES)
    person.add_argument("--skill", action="append", type=arguments.skill, metavar="SKILL=LEVEL")
    person.add_argument("--phone", help="ring this number; without it they stand by")
    person.add_argument("--login", help="name for signing in to the pages")


if __name__ == "__main__":
    sys.exit(main())
