"""What every story may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# A contributor's own settings must not decide whether a story passes.
for variable in [name for name in os.environ if name.startswith("STAMMKUNDE_")]:
    del os.environ[variable]
os.environ.update(DO_NOT_TRACK="1", RUNTIME__DLTHUB_TELEMETRY="false", GX_ANALYTICS_ENABLED="false")
# Files of a story are whole when they are there.
os.environ["STAMMKUNDE_SETTLE_SECONDS"] = "0"


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root."""
    return ROOT
