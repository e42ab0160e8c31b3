"""What the documents say exists, exists."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from sapa.reference import markdown
from sapa.settings import IGNORED, Settings

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def names(pattern: str) -> list[tuple[str, str]]:
    """Every match in every page, with the page that has it."""
    return [(page.name, match) for page in PAGES for match in re.findall(pattern, page.read_text())]


def test_the_settings_page_is_current() -> None:
    page = (ROOT / "docs" / "settings.md").read_text()
    assert page == markdown(), "write it again: sapa settings > docs/settings.md"


def test_every_setting_that_is_named_exists() -> None:
    settings = {field.alias for field in Settings.model_fields.values()}
    named = names(r"\b(?:SAPA|TWILIO)_[A-Z_]*[A-Z]\b|\bDATABASE_URL\b|\bREDIS_URL\b")
    assert [one for one in named if one[1] not in settings if not one[1].startswith(IGNORED)] == []


def test_every_command_that_is_named_exists() -> None:
    sapa = Path(sys.executable).with_name("sapa")
    usage = subprocess.run([sapa, "--help"], capture_output=True, text=True, check=True).stdout
    commands = set(re.findall(r"^    ([a-z]+)", usage, re.MULTILINE))
    assert [one for one in names(r"(?:`|^)sapa ([a-z]+)") if one[1] not in commands] == []


def test_every_target_of_make_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert [one for one in names(r"(?:`|^)make ([a-z]+)") if one[1] not in targets] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_within_the_documents_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_file_that_is_named_exists() -> None:
    folders = "|".join(
        path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "."
    )
    named = names(rf"`((?:{folders})/[\w./-]+)`")
    missing = [one for one in named if not (ROOT / one[1]).exists()]
    assert [one for one in missing if not one[1].startswith("var/")] == []
