"""A process that plays scenes on whole hotlines, made when first needed."""

from collections.abc import Iterator

import pytest

from tests.faults.scenes import Ground


@pytest.fixture(scope="session")
def ground() -> Iterator[Ground]:
    with Ground() as ground:
        yield ground
