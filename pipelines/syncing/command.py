"""``cdp sync [NAME ...]``."""

from __future__ import annotations

import click

from pipelines.console import Console, fitted, verb
from pipelines.settings import settings
from pipelines.syncing.engine import sync


@click.command("sync")
@click.argument("names", nargs=-1, metavar="[NAME ...]")
@click.option("--dry-run", is_flag=True, help="Count what would be sent; write nothing.")
@click.option(
    "--accept",
    metavar="REASON",
    help="Overrule the breaker in this run; the reason is recorded.",
)
@click.option(
    "--retry-rejected", is_flag=True, help="Try rejected people again although nothing changed."
)
@verb
def command(
    names: tuple[str, ...],
    dry_run: bool,
    accept: str | None,
    retry_rejected: bool,
    console: Console,
) -> None:
    """Send to each destination what it does not hold yet, or all of the named syncs.

    NAME is a sync model, or its last part: lapsed_customers. Only people with consent for
    the sync's purpose are sent; whoever took it back is removed. A second run sends nothing.

    Exit code 3: a breaker stopped a sync, because its segment shrank suddenly.
    """
    if accept is not None and not accept.strip():
        raise click.BadParameter("say why, for those who read it later", param_hint="--accept")
    report = sync(
        settings(), names or None, dry_run, accept, console, retry_rejected=retry_rejected
    )
    console.result(report.payload(), report.lines())
    if report.exit_code:
        if console.quiet and not console.as_json:
            for result in report.syncs:
                if result.status in ("failed", "stopped"):
                    click.echo(fitted(f"{result.name}: {result.message}"), err=True)
        raise SystemExit(report.exit_code)
