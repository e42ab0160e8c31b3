"""The house as a whole: what the tools are told about it is true."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGES = sorted(
    path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"
)


def test_every_tool_knows_every_package() -> None:
    tools = PROJECT["tool"]
    assert sorted(tools["importlinter"]["root_packages"]) == PACKAGES
    assert set(PACKAGES) < set(tools["mypy"]["packages"])
    found = tools["setuptools"]["packages"]["find"]["include"]
    assert sorted(name.rstrip("*") for name in found) == PACKAGES


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_promises_its_types(package: str) -> None:
    assert (ROOT / package / "py.typed").exists()


@pytest.mark.parametrize("package", PACKAGES)
def test_every_file_that_a_package_reads_is_shipped(package: str) -> None:
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["*"]
    shipped = {path for pattern in patterns for path in (ROOT / package).rglob(pattern)}
    files = {path for path in (ROOT / package).rglob("*.*") if path.is_file()}
    read = {path for path in files if path.suffix not in {".py", ".pyc", ".pyi", ".md"}}
    assert read <= shipped


def test_no_two_tests_files_have_the_same_name() -> None:
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []


def test_every_dependency_is_pinned_and_no_pin_names_an_address() -> None:
    pins = (ROOT / "constraints.txt").read_text().splitlines()[1:]
    form = re.compile(r"[A-Za-z0-9._-]+==[0-9a-z.+]+(; python_version >= '3\.\d+')?")
    assert [pin for pin in pins if not form.fullmatch(pin)] == []
    project = PROJECT["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pinned = {_canonical(pin) for pin in pins}
    assert {_canonical(requirement) for requirement in named} <= pinned


def _canonical(requirement: str) -> str:
    name = re.split(r"[\[<>=;]", requirement)[0].strip()
    return re.sub("[._-]+", "-", name).lower()
