"""What only the making and measuring of models needs, asked for where it is used."""

import importlib
from types import ModuleType


class NoExtra(Exception):
    """A package is missing that only the making of models needs."""


def needed(name: str) -> ModuleType:
    """The module `name`; raises `NoExtra` with what to install."""
    try:
        return importlib.import_module(name)
    except ImportError as missing:
        raise NoExtra(f"this needs {name}: pip install 'sapa[models]'") from missing
