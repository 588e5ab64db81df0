"""``cdp sync``: makes each destination hold what its segment says, and no one else.

T1 plan (diff, breaker, intents), commit; then per batch: gate, send, T2 receipts, commit.
Killed anywhere, the next run finds open intents and says them again under the same keys.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime

from duckdb import DuckDBPyConnection

from pipelines.console import Console, VerbError
from pipelines.destinations.base import Destination, NotConfigured
from pipelines.settings import Settings
from pipelines.syncing import plan as planning
from pipelines.syncing.breaker import Limits, objection
from pipelines.syncing.catalog import SyncSpec, catalog, chosen
from pipelines.syncing.delivery import Delivery, Patience
from pipelines.syncing.doors import open_door
from pipelines.syncing.ledger import (
    SCHEMA,
    Intent,
    Ledger,
    Outcome,
    ensure_tables,
    now,
    scratch_tables,
)
from pipelines.syncing.report import SyncReport, SyncResult


def sync(
    settings: Settings,
    names: Iterable[str] | None = None,
    dry_run: bool = False,
    accept: str | None = None,
    console: Console | None = None,
    *,
    retry_rejected: bool = False,
    destinations: Mapping[str, Destination] | None = None,
    patience: Patience | None = None,
    limits: Limits | None = None,
) -> SyncReport:
    """Syncs the named models, or all, one after the other; one that fails stops no other.

    accept: why the breaker is overruled in this run; recorded in raw_syncing.runs.
    destinations: used in place of those the environment names.
    """
    specs = chosen(catalog(settings.root), names)
    report = SyncReport(datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f"), dry_run)
    with nullcontext() if dry_run else _alone(settings):
        for spec in specs:
            result = SyncResult(spec.name, spec.destination)
            report.syncs.append(result)
            try:
                destination = (destinations or {}).get(spec.destination)
                one = _OneSync(
                    Ledger(settings.warehouse),
                    spec,
                    destination or open_door(spec.destination, settings),
                    report.run_id,
                    result,
                    console or Console(quiet=True),
                )
                if dry_run:
                    one.preview(limits or Limits(), accept, retry_rejected)
                else:
                    one.run(limits or Limits(), accept, retry_rejected, patience or Patience())
            except NotConfigured as error:
                result.status, result.message = "not configured", str(error)
            except VerbError as error:
                result.status, result.message = "failed", error.message
    return report


class _OneSync:
    """One sync of one run."""

    def __init__(
        self,
        ledger: Ledger,
        spec: SyncSpec,
        destination: Destination,
        run_id: str,
        result: SyncResult,
        console: Console,
    ) -> None:
        self.ledger = ledger
        self.spec = spec
        self.destination = destination
        self.run_id = run_id
        self.result = result
        self.console = console

    def preview(self, limits: Limits, accept: str | None, retry: bool) -> None:
        """Counts what a run would do. The warehouse is opened for reading only."""
        with self.ledger.reading() as connection:
            plan, _ = self._plan(connection, retry, scratch_tables(connection))
        self.result.status = "planned"
        reason = objection(plan, self.spec, limits)
        if reason and not accept:
            self.result.message = f"would stop: {reason}"

    def run(self, limits: Limits, accept: str | None, retry: bool, patience: Patience) -> None:
        """Plans and commits, then delivers; the outcome goes into ``result``."""
        with self.ledger.writing() as connection:
            ensure_tables(connection)
            plan, wanted = self._plan(connection, retry)
            reason = objection(plan, self.spec, limits)
            is_stopped = reason is not None and not accept
            intents = planning.commit(connection, self.spec, self.run_id, is_stopped)
            self._judge(plan, reason, accept, is_stopped)
            self._open_run(connection, plan, accept if reason else None, bool(intents))
        if not intents:
            return
        if trouble := self._deliver(wanted, intents, patience):
            self.result.status = "failed"
            self.result.message = f"{trouble}. Run cdp sync again: it goes on from here."
        with self.ledger.writing() as connection:
            connection.execute(
                f"""update {SCHEMA}.runs set status = ?, message = ?, ended_at = ?
                where run_id = ? and sync_name = ?""",
                [
                    self.result.status,
                    self.result.message or None,
                    now(),
                    self.run_id,
                    self.spec.name,
                ],
            )

    def _judge(
        self, plan: planning.Plan, reason: str | None, accept: str | None, is_stopped: bool
    ) -> None:
        """The sync's state as far as the plan decides it."""
        if is_stopped:
            self.result.status = "stopped"
            self.result.message = (
                f"{reason}. Look at the segment; if it is right, run: cdp sync "
                f'{self.spec.name.split("__")[-1]} --accept "why"'
            )
        elif reason:
            self.result.message = f"breaker overruled ({accept}): {reason}"
        elif plan.audience == 0:
            self.result.message = "nobody to send to: the segment is empty, or no one agreed"

    def _plan(
        self, connection: DuckDBPyConnection, retry: bool, ledger: str = SCHEMA
    ) -> tuple[planning.Plan, planning.Desired]:
        wanted = planning.desired(connection, self.spec)
        plan = planning.make(connection, self.spec, wanted, retry, ledger)
        self.result.audience = plan.audience
        self.result.created, self.result.updated = plan.created, plan.updated
        self.result.removed, self.result.repeated = plan.removed, plan.again
        self.result.unchanged, self.result.withheld = plan.unchanged, plan.withheld
        self.result.rejected_before = plan.rejected_before
        return plan, wanted

    def _deliver(
        self, wanted: planning.Desired, intents: list[Intent], patience: Patience
    ) -> str | None:
        label = f"{self.spec.name}: {len(intents):,} changes"
        with self.console.progress(label, len(intents)) as advance:

            def settled(outcomes: Sequence[Outcome]) -> None:
                for outcome in outcomes:
                    self._count(outcome)
                advance(len(outcomes))

            delivery = Delivery(
                self.ledger, self.spec, wanted, self.destination, self.run_id, patience, settled
            )
            trouble = delivery.run(intents)
        result = self.result
        if trouble:
            result.unsettled = len(intents) - result.accepted - result.rejected
        return trouble

    def _count(self, outcome: Outcome) -> None:
        result = self.result
        if outcome.status == "accepted":
            result.accepted += 1
        elif outcome.status == "rejected":
            result.rejected += 1
        elif outcome.status == "withheld":
            result.withheld += 1
        if outcome.status == "rejected" and outcome.reason:
            result.reasons[outcome.reason] = result.reasons.get(outcome.reason, 0) + 1

    def _open_run(
        self,
        connection: DuckDBPyConnection,
        plan: planning.Plan,
        accept: str | None,
        goes_on: bool,
    ) -> None:
        """A run that is killed stays `running` for ever; one with nothing to say ends here."""
        connection.execute(
            f"""insert into {SCHEMA}.runs (
                run_id, sync_name, destination, status, message, accept_reason,
                audience_count, held_count, created_count, updated_count, removed_count,
                started_at, ended_at
            ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            [
                self.run_id,
                self.spec.name,
                self.spec.destination,
                "running" if goes_on else self.result.status,
                self.result.message or None,
                accept,
                plan.audience,
                plan.held,
                plan.created,
                plan.updated,
                plan.removed,
                now(),
                None if goes_on else now(),
            ],
        )


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Two syncs at once would both plan the same people: the second one is turned away."""
    settings.state.mkdir(parents=True, exist_ok=True)
    with (settings.state / "sync.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise VerbError("Another cdp sync is running here. Wait for it to end.") from None
        yield
