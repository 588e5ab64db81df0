"""``cdp sandbox``: write the fake retailer's raw exports and the truth about them."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import click

from pipelines.console import Console, fail, verb

#: Summer time follows today's rule since 1996; before that the offsets would be wrong.
EARLIEST_YEAR = 2000


@click.command(name="sandbox")
@click.option("--customers", type=click.IntRange(1, 5_000_000), default=5000, show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=7, show_default=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=None,
              help="Folder that plays exports/ (default: the project's exports).")  # fmt: skip
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), default=None,
              help="Last day of the 24 months (default: end of last month).")  # fmt: skip
@verb
def command(
    console: Console, customers: int, seed: int, out: Path | None, until: dt.datetime | None
) -> None:
    """Write the fake retailer's raw exports, and truth.parquet.

    The same customers, seed and until give the same bytes; another until moves dates only.
    Only the tools' own folders and truth.parquet below the folder are replaced.
    """
    from pipelines.sandbox.clock import default_until
    from pipelines.sandbox.retailer import TOOLS, TRUTH, write
    from pipelines.settings import settings

    folder = out or settings().local_exports
    last = until.date() if until else default_until(dt.date.today())
    if last.year < EARLIEST_YEAR:
        raise click.BadParameter(f"{last} is before {EARLIEST_YEAR}.", param_hint="--until")
    began = time.monotonic()
    with console.progress("Inventing a retailer", len(TOOLS) + 1) as advance:
        try:
            tallies = write(customers, seed, last, folder, advance)
        except OSError as error:
            fail(f"sandbox: cannot write {folder}: {error}. Free space or choose another --out.")
    seconds = time.monotonic() - began
    lines = [f"{'tool':10} {'files':>6}  records"]
    for tool, tally in tallies.items():
        kinds = ", ".join(f"{count} {kind}" for kind, count in tally.by_kind.items())
        lines += _wrapped(f"{tool:10} {tally.files:6}  ", kinds)
    lines.append(f"Truth: {folder / TRUTH}"[:80])
    lines.append(f"24 months until {last}, seed {seed}, {seconds:.1f} s.")
    payload = {
        "out": str(folder), "customers": customers, "seed": seed, "until": last,
        "seconds": round(seconds, 2),
        "tools": {name: {"files": t.files, **t.by_kind} for name, t in tallies.items()},
    }  # fmt: skip
    console.result(payload, lines)


def _wrapped(head: str, text: str) -> list[str]:
    import textwrap

    return textwrap.wrap(text, 80, initial_indent=head, subsequent_indent=" " * len(head))
