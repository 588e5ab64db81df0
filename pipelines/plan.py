"""``cdp plan``: the tracking plan, from the one file that people edit."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines import tracking_plan
from pipelines.console import Console, VerbError, fail, verb
from pipelines.settings import settings

#: What is written, below the project's root.
SEED = Path("seeds/marts/tracking_plan_rules.csv")
PAGE = Path("models/marts/tracking_plan.md")


@click.group("plan")
def command() -> None:
    """Work with the tracking plan, tracking_plan.yml."""


@command.command("compile")
@click.option("--check", is_flag=True, help="Write nothing; fail if something is out of step.")
@verb
def compile_plan(check: bool, console: Console) -> None:
    """Write the seed and the docs page of the tracking plan.

    The plan is tracking_plan.yml. Run this verb after each edit; `dbt build` then judges
    all events by the new plan.
    """
    where = settings()
    plan = tracking_plan.load(where.tracking_plan)
    written = []
    for path, text in ((SEED, tracking_plan.seed(plan)), (PAGE, tracking_plan.page(plan))):
        file = where.root / path
        try:
            if file.exists() and file.read_text(encoding="utf-8") == text:
                continue
            written.append(str(path))
            if not check:
                file.write_text(text, encoding="utf-8")
        except OSError as error:
            raise VerbError(f"{file} cannot be written: {error.strerror}.") from error
    if check and written:
        fail(f"Out of step with the tracking plan: {', '.join(written)}. Next: cdp plan compile")
    console.result(
        {"events": len(plan.events), "rules": len(plan.rules), "written": written},
        [
            f"{len(plan.events)} events, {len(plan.rules)} rules;"
            f" {len(plan.blocking)} of them block.",
            f"Written: {', '.join(written)}. Next: dbt build" if written else "Nothing changed.",
        ],
    )
