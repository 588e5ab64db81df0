"""What every story may ask for."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import forked, parsed_once

ROOT = Path(__file__).resolve().parents[1]

# A contributor's own settings must not decide whether a story passes.
for variable in [name for name in os.environ if name.startswith("STAMMKUNDE_")]:
    del os.environ[variable]
os.environ.update(DO_NOT_TRACK="1", RUNTIME__DLTHUB_TELEMETRY="false", GX_ANALYTICS_ENABLED="false")
# What stories start compiles Python once, wherever they run: else each start does so anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Files of a story are whole when they are there.
os.environ["STAMMKUNDE_SETTLE_SECONDS"] = "0"
# What goes wrong dbt prints. Its log of everything else, and what it leaves for others to
# read, are a tenth of what it costs; a verb that wants them says so.
os.environ.update(DBT_LOG_LEVEL_FILE="none", DBT_WRITE_JSON="false")
# The same order of tests and models, found in a hundredth of the time.
os.environ["DBT_USE_FAST_TEST_EDGES"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones of e2e first, so that no worker waits for the other at the end.

    Nor at the beginning: of e2e's two first files only one asks for the parse at once.
    """
    items.sort(key=lambda item: "e2e" not in item.path.parts)


def pytest_collection_finish() -> None:
    """What was imported stays to the end: nobody need look for garbage in it."""
    gc.collect()
    gc.freeze()
    # Looking at every 700th object is an eighth of what dbt costs.
    gc.set_threshold(100_000)


@pytest.fixture(scope="session", autouse=True)
def parse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One parse of the project for all stories, whichever worker tells them."""
    ours = tmp_path_factory.getbasetemp()
    is_one_of_many = "PYTEST_XDIST_WORKER" in os.environ
    parsed_once.keep_in((ours.parent if is_one_of_many else ours) / "parsed_once")
    yield
    forked.end()


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root."""
    return ROOT
