"""`sapa emergency`: one switch, and a message that every caller hears."""

import argparse
import sys
from datetime import datetime

from ivr.prompts import LANGUAGES
from records import notices
from sapa.wiring import Works

BY = "the command line"


class NotSaid(Exception):
    """An emergency could not be raised; the text says why."""


def on(options: argparse.Namespace, works: Works) -> int:
    """Tell every caller, from now on; said again, the words are replaced."""
    messages = _messages(options, works.hotline.about.languages)
    with works.store.transaction() as session:
        notices.raise_emergency(session, messages, options.close, works.clock.now(), BY)
    return show(options, works)


def off(_: argparse.Namespace, works: Works) -> int:
    with works.store.transaction() as session:
        was_on = notices.end_emergency(session, works.clock.now())
    sys.stdout.write("the emergency is over\n" if was_on else "there was no emergency\n")
    return 0


def show(_: argparse.Namespace, works: Works) -> int:
    with works.store.reading() as session:
        notice = notices.emergency(session)
    if notice is None:
        sys.stdout.write("there is no emergency\n")
        return 0
    since = datetime.fromtimestamp(notice.since, works.zone)
    closes = "callers are told and let go" if notice.closes else "callers are told and helped"
    sys.stdout.write(f"emergency since {since:%Y-%m-%d %H:%M}: {closes}\n")
    for language, message in sorted(notice.messages.items()):
        sys.stdout.write(f"  {language}: {message}\n")
    return 0


def add_messages(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--close", action="store_true", help="put nobody in line meanwhile")
    for language in LANGUAGES:
        parser.add_argument(
            f"--{language}",
            dest=f"in_{language}",
            metavar="TEXT",
            help=f"what is said ({language})",
        )


def _messages(options: argparse.Namespace, spoken: tuple[str, ...]) -> dict[str, str]:
    """What was given, by language: one in each that the hotline speaks, and in no other."""
    given = {language: getattr(options, f"in_{language}") for language in LANGUAGES}
    for language, message in given.items():
        if language in spoken and not (message or "").strip():
            raise NotSaid(f"--{language}: is missing, callers must be told in this language too")
        if language not in spoken and message is not None:
            raise NotSaid(f"--{language}: must be one of {', '.join(spoken)}, which we speak")
    return {language: given[language] for language in spoken}
