"""People's records resolved: seconds, CPU seconds and peak memory of each step, in 6 GB.

RECORDS=10000000 takes ten million; a million is the default. ``dbt run`` builds the
identity room in a process of its own, one model after the other; the layer of likeness is
shown apart from exact keys (LIKENESS=no leaves its tables empty), and so is what only
explains. Beside it: sql-identity-resolution's way on the same records (see
label_spreading.py), and closure alone beside scipy's. The last lines hold one against
the other, by CPU seconds, because other work on the machine moves the clock more.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import yaml

from bench import closure
from bench.crowd import fill, room
from bench.meter import MEMORY, Step, Watch, in_a_process_of_its_own, summed
from tests.e2e.house import ROOT

RECORDS = int(os.environ.get("RECORDS", "1000000"))
#: What is asked for: closure within so many times scipy's; of ten million, seconds and MB.
CLOSURE, SECONDS, PEAK = 3, 100, 6000
LIKENESS = {
    f"int_identity_{name}"
    for name in (
        "agreed_groups", "assumptions", "beliefs", "block_sizes", "block_values", "blocks",
        "candidates", "chance", "date_objections", "expectations", "explained_fields", "features",
        "first_edges", "first_groups", "later_candidates", "later_links", "later_patterns",
        "later_scores", "descriptions", "block_counts", "compared_sizes", "lesson_levels",
        "lesson_meetings", "lesson_pairs",
        "lesson_plan", "lessons", "likelihoods", "objections", "patterns",
        "peer_scores", "peers", "proposals", "rarities", "review", "scored_edges",
        "scored_groups", "scores", "shown_pairs", "sound_links", "threshold",
        "unique_objections", "weights", "year_objections",
    )
}  # fmt: skip
EXPLAINING = {
    "int_identity_bounds", "int_identity_spans", "int_identity_open_links",
    "int_identity_anomalies", "int_identity_crowds", "int_customer_confidences",
    "int_customer_contradictions",
}  # fmt: skip


def dbt(place: Path, *arguments: str) -> list[Step]:
    """The models that a dbt command ran, within 6 GB."""
    profile = yaml.safe_load((ROOT / "profiles.yml").read_text())
    profile["stammkunde"]["outputs"]["duckdb"]["settings"] |= {"memory_limit": MEMORY, "threads": 2}
    (place / "profiles.yml").write_text(yaml.safe_dump(profile))
    return in_a_process_of_its_own(
        place, "bench.meter", str(place), *arguments, "--project-dir", str(ROOT)
    )


def ours(place: Path, *skipped: str) -> list[Step]:
    """Prints a line for each model of the identity room; what they are good for, summed."""
    # Without it, empty tables would make all records the news of one day.
    run = dbt(place, "run", "--full-refresh", "--select", "path:models/identity", *skipped)
    for step in run:
        step.show()
    return [
        summed("exact keys", [s for s in run if s.name not in LIKENESS | EXPLAINING]),
        summed("likeness", [s for s in run if s.name in LIKENESS]),
        summed("explaining", [s for s in run if s.name in EXPLAINING]),
        summed("in all", run),
    ]


def theirs(place: Path) -> Step:
    """Prints a line for each step of label spreading; all of them, summed."""
    run = in_a_process_of_its_own(place, "bench.label_spreading", str(place / "live.duckdb"))
    for step in run:
        step.show()
    return summed("sql-identity-resolution", run)


def verdict(name: str, one: Step, other: Step, most: float) -> None:
    """Prints how many times the other's CPU seconds the one takes, and what that means."""
    ratio = one.cpu / other.cpu
    if most > 1:
        said = f"within {most:g}" if ratio <= most else f"not within {most:g}"
    else:
        said = "ahead" if ratio < most else "behind"
    print(f"   {name:<36} {ratio:7.2f} times {other.name}: {said}", flush=True)


def concluded(parts: list[Step], peer: Step, closures: list[tuple[Step, Step]]) -> None:
    """Prints what the bench is for: our parts, the peer, and which is ahead."""
    print(f"   {RECORDS:,} records, in short")
    for step in [*parts, peer]:
        step.show()
    exact, whole = parts[0], parts[-1]
    if RECORDS == 10_000_000:
        kept = "yes" if exact.wall < SECONDS and exact.peak < PEAK else "no"
        print(f"   exact keys under {SECONDS} s, inside {PEAK:,} MB: {kept}")
    for step in (exact, whole):
        verdict(f"{step.name}, CPU seconds", step, peer, 1)
    for scipys, by_sql in closures:
        verdict(by_sql.name, by_sql, scipys, CLOSURE)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        room(place / "live.duckdb")
        dbt(place, "seed", "--select", "path:seeds/identity")
        skipped: list[str] = []
        if os.environ.get("LIKENESS") == "no":
            # Built once without contacts, so that its tables stand and are empty.
            dbt(place, "run", "--select", "path:models/identity")
            skipped = ["--exclude", *LIKENESS]
        watch = Watch()
        fill(place / "live.duckdb", RECORDS)
        watch.stop(f"{RECORDS:,} records drawn").show()
        parts = ours(place, *skipped)
        peer = theirs(place)
    concluded(parts, peer, closure.main())


if __name__ == "__main__":
    main()
