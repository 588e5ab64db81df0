"""sqlfluff ignores misspelt settings silently: prove that ours bite."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def violations(path: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-m", "sqlfluff", "lint", "--format", "json", "--nofail", str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {found["name"] for file in json.loads(done.stdout) for found in file["violations"]}


def test_the_linter_bites_on_a_known_bad_file() -> None:
    found = violations(ROOT / "tests" / "lint" / "known_bad.sql")

    assert found >= {
        "capitalisation.keywords",  # SELECT
        "capitalisation.identifiers",  # X
        "convention.casting_style",  # ::
        "ambiguous.join",  # JOIN without inner
        "aliasing.table",  # t a
        "structure.using",  # using (id)
    }
