"""``cdp land``: the verb in front of the landing engine."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from pathlib import Path
from types import ModuleType

import click

from pipelines.console import Console, fail, verb
from pipelines.landing import folders, hashes
from pipelines.landing.places import DropFolder
from pipelines.landing.report import wrapped
from pipelines.settings import settings


class _WithoutPandas(MetaPathFinder):
    """DuckDB and pyarrow import pandas, if there is one, at the first bound value.

    Nothing here needs it, and it costs more than landing a small file does.
    """

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError("pandas is left out of cdp land", name="pandas")


def without_pandas() -> None:
    """For a process that does nothing but land."""
    if "pandas" not in sys.modules:
        sys.meta_path.insert(0, _WithoutPandas())


@click.command("land")
@click.argument("tools", nargs=-1, metavar="[TOOL ...]")
@click.option(
    "--from",
    "folder",
    type=DropFolder(),
    help="The drop folders' root, or the one TOOL's own folder; a path, or a URL such as "
    "s3://bucket/exports or sftp://user@host/exports. Default: exports/.",
)
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="How the files of the drop folder become our words. Default: its mapping.yml.",
)
@click.option("--api", is_flag=True, help="First fetch from the tools' APIs.")
@click.option("--again", is_flag=True, help="With --api: everything, not only what is new.")
@click.option(
    "--accept",
    metavar="REASON",
    help="Let full exports shrink beyond their limit this once; the ledger keeps why.",
)
@verb
def command(
    tools: tuple[str, ...],
    folder: Path | str | None,
    mapping: Path | None,
    api: bool,
    again: bool,
    accept: str | None,
    console: Console,
) -> None:
    """Land exports into raw_<tool>.

    A drop folder named like a tool holds that tool's exports; any other holds template
    files, or files and a mapping.yml. What landed before is not landed twice; rows that
    break the contract go to quarantine; a file that cannot be read is refused, is named
    at the end, and is tried again next time.

    With --api the named tools, or all whose credentials are set, are asked first for
    what is new: STAMMKUNDE_SHOPIFY_URL, STAMMKUNDE_SHOPIFY_TOKEN and so on.
    """
    if api and (folder or mapping):
        raise click.UsageError("--api fetches into exports of its own: leave --from away.")
    if again and not api:
        raise click.UsageError("--again goes with --api; a file is landed once.")
    if "pytest" not in sys.modules:
        without_pandas()
    if api:
        from pipelines.landing.fetch import fetch_and_land

        fetched, report = fetch_and_land(
            settings(), tools or None, console, again=again, accept=accept
        )
        console.result(
            {**report.payload(), **fetched.payload()}, [*fetched.lines(), *report.lines()]
        )
        failures = [f"not all fetched: {reason}" for reason in fetched.failures.values()]
    else:
        # A large file is hashed while Python imports what is to read it.
        if large := folders.first_large(settings(), tools, folder):
            hashes.begin(large)
        from pipelines.landing.engine import land

        report = land(settings(), tools or None, folder, mapping, console, accept)
        console.result(report.payload(), report.lines())
        failures = []
    lines = [line for failure in failures for line in wrapped(failure)]
    if report.refused:
        count = len(report.refused)
        refused = "1 file was refused" if count == 1 else f"{count} files were refused"
        lines.append(f"{refused}; all others landed.")
        for file in report.refused:
            lines += wrapped(f"{file.label}: {file.reason}")
    if lines:
        fail("\n".join(lines))
