"""Pages and their sections as HTML."""

from jinja2 import Environment

from desk.office import Office
from desk.picture import Picture
from desk.wording import LANGUAGES, Wording, timer


class Drawing:
    """Draws with the templates of the application, in the reader's language."""

    def __init__(self, office: Office, templates: Environment) -> None:
        self._office = office
        self._templates = templates
        self._wordings = {language: Wording(language) for language in LANGUAGES}

    def part(self, part: str, picture: Picture, language: str) -> str:
        """One section of the live board."""
        template = self._templates.get_template(f"_{part}.html")
        return template.render(
            self.common(language), picture=picture, now=picture.now, shown=getattr(picture, part)
        )

    def wording(self, language: str) -> Wording:
        return self._wordings[language]

    def common(self, language: str) -> dict[str, object]:
        """What every template uses."""
        return {
            "say": self._wordings[language],
            "office": self._office,
            "title_of": lambda skill: self._title(skill, language),
            "timer": timer,
        }

    def _title(self, skill: str, language: str) -> str:
        titles = self._office.titles.get(skill, {})
        return titles.get(language) or next(iter(titles.values()), skill)
