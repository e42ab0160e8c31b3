"""What the pages say, in the reader's language: `wording/<language>/*.ftl`, numbers and times."""

from datetime import date, datetime
from functools import cache, cached_property
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.numbers import format_decimal, format_percent
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Resource

LANGUAGES = ("en", "id")
"""Languages the pages speak; each has its folder."""

_REGIONS = {"en": "en_GB", "id": "id_ID"}  # both with days of 24 hours


class UnknownWording(Exception):
    """A message that the language's files do not hold, or one lacking an argument."""


class Wording:
    """One language: call it with a message and its arguments."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = Locale.parse(_REGIONS[language])
        self._plain: dict[str, str] = {}

    @cached_property
    def _bundle(self) -> FluentBundle:
        bundle = FluentBundle([self.language], use_isolating=False)
        bundle.add_resource(_messages(self.language))
        return bundle

    def __call__(self, message: str, **arguments: str | int) -> str:
        """The message in words. Raises UnknownWording rather than show something half."""
        if arguments:
            return self._formatted(message, arguments)
        if message not in self._plain:
            self._plain[message] = self._formatted(message, {})
        return self._plain[message]

    def _formatted(self, message: str, arguments: dict[str, str | int]) -> str:
        if not self._bundle.has_message(message):
            raise UnknownWording(f"{message} ({self.language})")
        pattern = self._bundle.get_message(message).value
        if pattern is None:
            raise UnknownWording(f"{message} ({self.language}) is empty")
        text, errors = self._bundle.format_pattern(pattern, arguments)
        if errors:
            raise UnknownWording(f"{message} ({self.language}): {errors[0]!r}")
        return str(text)

    def language_name(self, code: str) -> str:
        """What this language calls the one with `code`."""
        return str(self._locale.languages.get(code, code))

    def number(self, value: float) -> str:
        return str(format_decimal(value, locale=self._locale))

    def percent(self, share: float) -> str:
        return str(format_percent(share, locale=self._locale))

    def time(self, epoch: float, zone: ZoneInfo) -> str:
        """The time of day: 09:14, 09.14."""
        return format_time(datetime.fromtimestamp(epoch, zone), "short", locale=self._locale)

    def exact_time(self, epoch: float, zone: ZoneInfo) -> str:
        """The time of day with its seconds: 09:14:05, 09.14.05."""
        return format_time(datetime.fromtimestamp(epoch, zone), "medium", locale=self._locale)

    def moment(self, epoch: float, zone: ZoneInfo) -> str:
        """The day and the time: 15 Jan 2027, 09:14."""
        day = format_date(datetime.fromtimestamp(epoch, zone), "medium", locale=self._locale)
        return f"{day}, {self.time(epoch, zone)}"

    def short_day(self, day: date) -> str:
        """The day without its year: 15 Jan."""
        return format_skeleton("MMMd", day, locale=self._locale)

    def week_day(self, day: date) -> str:
        """The day with that of the week: Fri, 15 Jan."""
        return format_skeleton("MMMEd", day, locale=self._locale)

    def day_range(self, first: date, last: date) -> str:
        """From one day to another: 9 to 15 Jan 2027."""
        return str(format_interval(first, last, "yMMMd", locale=self._locale))


@cache
def _messages(language: str) -> Resource:
    """The files of a language; they take long to read."""
    folder = files("desk") / "wording" / language
    pages = sorted((page for page in folder.iterdir()), key=lambda page: page.name)
    return FluentResource("\n".join(page.read_text(encoding="utf-8") for page in pages))


def timer(seconds: float) -> str:
    """Minutes and seconds, hours where there are any: 0:07, 12:30, 1:02:03."""
    minutes, rest = divmod(int(max(seconds, 0)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
