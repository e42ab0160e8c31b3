"""`sapa transcribe`: sound files written down by hand."""

import argparse
import json
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from ivr.prompts import LANGUAGES
from sapa.wiring import Works
from transcripts.audio import NoSound
from transcripts.by_hand import Conversation, write_down
from transcripts.recognizer import Model, Models, ModelUnusable, NoModel
from transcripts.writing import as_srt, as_text, as_values

FORMS = {
    "text": "lines with time and speaker (if nothing else is asked for)",
    "srt": "subtitles",
    "json": "a line of JSON for each file, with times and confidence of every word",
}


class NotTranscribed(Exception):
    """No file can be written down; the text says what to do."""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="+", type=Path, metavar="FILE", help="WAV, or with ffmpeg any other sound"
    )
    parser.add_argument("--language", choices=LANGUAGES, help="the hotline's first one if not set")
    form = parser.add_mutually_exclusive_group()
    for name, text in FORMS.items():
        form.add_argument(f"--{name}", action="store_const", dest="form", const=name, help=text)
    parser.set_defaults(form="text")


def transcribe(options: argparse.Namespace, works: Works) -> int:
    """Every file to the standard output, what is wrong with one to the other; 1 if one failed."""
    language = options.language or works.hotline.about.languages[0]
    model = _model(works, language)
    return max([_one(file, model, language, options) for file in options.file])


def _model(works: Works, language: str) -> Model:
    setting = f"SAPA_MODEL_{language.upper()}"
    try:
        return Models(works.settings.models).of(language)
    except NoModel:
        raise NotTranscribed(
            f"there is no speech model for the language {language}: set {setting} to the folder "
            "of a Vosk model or to the name of one (docs/transcripts.md lists them); `make demo` "
            "has tiny models of its own, which know no more than the words of the demo"
        ) from None
    except ModelUnusable as error:
        raise NotTranscribed(f"{setting}: {error}") from error


def _one(file: Path, model: Model, language: str, options: argparse.Namespace) -> int:
    try:
        found = _heard(file, model, language)
    except NoSound as error:
        sys.stderr.write(f"sapa: {error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"sapa: {file}: {error.strerror}\n")
        return 1
    if found.cut_short:
        sys.stderr.write(f"sapa: {file}: is cut short, this is what it holds\n")
    if not found.lines:
        sys.stderr.write(f"sapa: {file}: not a word in {found.seconds:.0f} s\n")
    sys.stdout.write(_written(file, found, model, language, options))
    return 0


def _heard(file: Path, model: Model, language: str) -> Conversation:
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(file.name, total=1.0)
        return write_down(file, model, language, lambda part: progress.update(task, completed=part))


def _written(
    file: Path, found: Conversation, model: Model, language: str, options: argparse.Namespace
) -> str:
    if options.form == "srt":
        return as_srt(found.lines)
    if options.form == "text":
        return (f"{file}\n" if len(options.file) > 1 else "") + as_text(found.lines)
    facts = {
        "file": str(file),
        "language": language,
        "model": model.name,
        "seconds": round(found.seconds, 2),
        "cut_short": found.cut_short,
        "lines": as_values(found.lines),
    }
    return json.dumps(facts) + "\n"  # a line for each file
