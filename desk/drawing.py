"""Pages and their parts as HTML."""

from flask import current_app, url_for
from jinja2 import Environment
from markupsafe import Markup

from desk.live.parts import LOOKS
from desk.live.picture import Picture
from desk.office import Office
from desk.wording import LANGUAGES, Wording, timer


class Drawing:
    """Draws with the templates of the application, in the reader's language."""

    def __init__(self, office: Office, templates: Environment) -> None:
        self._office = office
        self._templates = templates
        self._wordings = {language: Wording(language) for language in LANGUAGES}
        self._common = {language: self._words(language) for language in LANGUAGES}

    def part(self, part: str, picture: Picture, language: str) -> str:
        """One part of the live board, by the template `_<part>.html`."""
        template = self._templates.get_template(f"_{part}.html")
        look = LOOKS[part](picture)
        return template.render(self.common(language), picture=picture, now=picture.now, shown=look)

    def row(self, name: str, shown: object, now: float, language: str) -> str:
        """A row of one of its lists, by the template `_<list>-row.html`."""
        template = self._templates.get_template(f"_{name}-row.html")
        return template.render(self.common(language), shown=shown, now=now).strip()

    def section(self, name: str, head: str, rows: list[str], language: str) -> str:
        """A list with its head, by the template `_<list>.html`."""
        template = self._templates.get_template(f"_{name}.html")
        drawn = Markup("".join(rows))  # noqa: S704  our own templates made them
        return template.render(self.common(language), head=Markup(head), rows=drawn)  # noqa: S704

    def wording(self, language: str) -> Wording:
        return self._wordings[language]

    def common(self, language: str) -> dict[str, object]:
        """What every template uses."""
        return self._common[language]

    def _words(self, language: str) -> dict[str, object]:
        return {
            "say": self._wordings[language],
            "office": self._office,
            "title_of": lambda skill: self.title(skill, language),
            "reason_of": lambda reason: self._reason(reason, language),
            "timer": timer,
            "address_of": address_of,
        }

    def title(self, skill: str, language: str) -> str:
        """What a skill is called."""
        titles = self._office.titles.get(skill, {})
        return titles.get(language) or next(iter(titles.values()), skill)

    def _reason(self, reason: str, language: str) -> str | None:
        """What a reason for a break is called; None for what is none of the hotline's."""
        return self._office.break_reasons.get(reason, {}).get(language)


def address_of(endpoint: str, **values: str) -> str | None:
    """Where this can be asked for; None where it is not offered."""
    return (
        url_for(endpoint, _external=False, **values)
        if endpoint in current_app.view_functions
        else None
    )
