"""sqlfluff ignores misspelt settings silently: prove that ours bite, as `make lint` runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def violations(*paths: Path) -> list[set[str]]:
    """What is said of each file, in their order."""
    # The last word counts; files that lie elsewhere do not find our settings by themselves.
    arguments = ["--format", "json", "--nofail", "--processes", "1", "--config", ".sqlfluff"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.lint.sql", *arguments, *map(str, paths)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    told = {
        Path(file["filepath"]).name: {found["name"] for found in file["violations"]}
        for file in json.loads(done.stdout)
    }
    return [told[path.name] for path in paths]


def test_the_linter_bites_on_a_known_bad_file() -> None:
    (found,) = violations(ROOT / "tests" / "lint" / "known_bad.sql")

    assert found >= {
        "capitalisation.keywords",  # SELECT
        "capitalisation.identifiers",  # X
        "convention.casting_style",  # ::
        "ambiguous.join",  # JOIN without inner
        "aliasing.table",  # t a
        "structure.using",  # using (id)
    }


def test_each_file_is_judged_by_its_own_layout(tmp_path: Path) -> None:
    """Though rules share the layout of a tree, and no file waits for a process of its own."""
    sound = "select\n    one_column,\n    another_column\nfrom some_table\n"
    texts = [
        sound,
        sound.replace(",", " ,"),
        sound,
        sound.replace("    one", "  one"),
        sound.replace("some_table", f"some_table -- {'x' * 90}"),
        sound,
    ]
    paths = [tmp_path / f"{number}.sql" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text)

    assert violations(*paths) == [
        set(),
        {"layout.spacing"},
        set(),
        {"layout.indent"},
        {"layout.long_lines"},
        set(),
    ]
