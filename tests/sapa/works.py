"""A hotline's objects for a test: real stores in the test's folder, closed at its end."""

from collections.abc import Callable
from pathlib import Path

from sapa.wiring import Works

EXAMPLES = Path(__file__).parents[2] / "examples"

MakeWorks = Callable[[str], Works]
"""Makes the bank's hotline, migrated, with the Redis at an address."""
