"""``cdp``: one verb, one module; a verb's imports are paid only when it runs."""

from __future__ import annotations

import importlib
from typing import Any

import click

from pipelines.console import fitted

#: verb -> (module, attribute, help line). Import cost matters: dbt alone takes seconds.
VERBS = {
    "sandbox": ("pipelines.sandbox.command", "Write the fake retailer's raw exports."),
    "collect": ("pipelines.collecting.command", "Receive events over HTTP."),
    "land": ("pipelines.landing.command", "Land exports into raw_<tool>."),
    "status": ("pipelines.landing.status", "Show freshness and the file ledger."),
    "quarantine": ("pipelines.landing.quarantine", "List, show and replay rejected rows."),
    "plan": ("pipelines.plan", "Compile the tracking plan of events."),
    "check": ("pipelines.checks.command", "Check both borders."),
    "publish": ("pipelines.publish", "Swap in the copies that BI reads."),
    "identity": ("pipelines.identity.command", "Decide who is who; look before you build."),
    "explain": ("pipelines.identity.explain", "Why two records are one customer, or are not."),
    "segment": ("pipelines.segment", "Look at a segment before you send it."),
    "sync": ("pipelines.syncing.command", "Send segments to the tools that act."),
    "run": ("pipelines.run", "Land, build, check, publish, sync."),
    "score": ("pipelines.score", "Score identity against labelled records."),
    "demo": ("pipelines.demo", "Run the whole job on the sandbox and tell of it."),
}


class Verbs(click.Group):
    """A group whose commands are imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command = importlib.import_module(VERBS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Wrong use is told in lines that fit, as all errors are."""
        try:
            return super().invoke(ctx)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            told = fitted(error.format_message(), "Error: ")
            raise click.UsageError(told, error.ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl([(name, text) for name, (_, text) in VERBS.items()])


@click.group(cls=Verbs, context_settings={"max_content_width": 80})
def main() -> None:
    """Stammkunde: raw exports in, golden customers and KPIs, segments out.

    Exit codes: 0 done, 1 failed, 2 wrong use, 3 stopped by a breaker or gate.
    """


if __name__ == "__main__":
    main()
