"""The hotline's wording: Fluent messages in every language, rendered to plain speech."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

from ivr.actions import Line

LANGUAGES = ("en", "id")
"""Languages the product speaks; each has its `prompts/<code>.ftl`."""


class UnknownPrompt(Exception):
    """A message that the language's file does not hold, or one lacking an argument."""


@dataclass(frozen=True)
class Voice:
    """How a language is spoken: the recogniser's and the speaker's language tag, and a voice."""

    tag: str
    name: str


VOICES = {
    "en": Voice("en-US", "Polly.Joanna-Neural"),
    "id": Voice("id-ID", "Google.id-ID-Wavenet-A"),
}


def source(language: str) -> str:
    """The Fluent source of `language`."""
    return (files("ivr") / "prompts" / f"{language}.ftl").read_text(encoding="utf-8")


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(source(language)))
    return bundle


def say(line: Line) -> str:
    """`line` in words. Raises UnknownPrompt rather than say something half."""
    bundle = _bundle(line.language)
    if not bundle.has_message(line.message):
        raise UnknownPrompt(f"{line.message} ({line.language})")
    pattern = bundle.get_message(line.message).value
    if pattern is None:
        raise UnknownPrompt(f"{line.message} ({line.language}) is empty")
    text, errors = bundle.format_pattern(pattern, dict(line.arguments))
    if errors:
        raise UnknownPrompt(f"{line.message} ({line.language}): {errors[0]!r}")
    return str(text).replace("m..", "m.")  # "8 a.m." at the end of a sentence
