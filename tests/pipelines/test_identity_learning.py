"""What pairs teach about kinds of pairs, held against expectation maximisation by hand.

Pairs say whether home, first name and birthday agree. One person agrees on all, relatives
on their home, twins on the birthday, too; how many are of which kind nobody says. What
strangers agree on is counted beforehand. Nature gives few relatives a twin: a limit.
"""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import duckdb
import pytest

from .test_identity_closure import PROFILE, PROJECT, ROOT, Closure

Level = tuple[str, str, str]  # parameter, field, level
Shown = tuple[str, str, str]
FIELDS = ("home", "name", "birthday")
#: kind -> the parameter by which it shows each field
KINDS = {
    "person": ("person", "person", "person"),
    "household": ("household", "stranger", "stranger"),
    "twin": ("household", "stranger", "twin"),
    "stranger": ("stranger", "stranger", "stranger"),
}
#: parameter -> how often each field is the same, and as how many pairs that weighs
BELIEFS = {
    "person": ((0.8, 0.99, 0.9), 40),
    "household": ((0.9, None, None), 40),
    "twin": ((None, None, 0.97), 40),
    "stranger": ((0.01, 0.02, 0.003), 10**9),
}
DESCRIBED = """
models:
  - name: likelihoods
    config: { materialized: kept, meta: { learns: true } }
    columns: [{ name: parameter }, { name: field }, { name: level }]
"""


def levels(kind: str, shown: Shown) -> list[Level]:
    """What a pair that shows this says if it is of this kind."""
    family = "relative" if kind in ("household", "twin") else kind
    told = [(p, field, level) for p, field, level in zip(KINDS[kind], FIELDS, shown, strict=True)]
    told.append(("share", "kind", family))
    return told + ([("relative", "kinship", kind)] if family == "relative" else [])


def assumed(most: float | None) -> dict[Level, tuple[float, float, float | None]]:
    """Of each level the probability to begin with, its pairs and its limit."""
    found: dict[Level, tuple[float, float, float | None]] = {}
    for parameter, (agreeing, pairs) in BELIEFS.items():
        for field, same in zip(FIELDS, agreeing, strict=True):
            if same is not None:
                found[parameter, field, "same"] = same, pairs * same, None
                found[parameter, field, "different"] = 1 - same, pairs * (1 - same), None
    for kind, share in (("person", 0.1), ("relative", 0.1), ("stranger", 0.8)):
        found["share", "kind", kind] = share, 40 * share, None
    found["relative", "kinship", "household"] = 0.98, 39.2, None
    found["relative", "kinship", "twin"] = 0.02, 0.8, most
    return found


def by_hand(pairs: dict[Shown, int], most: float | None) -> dict[Level, float]:
    """Rounds of the textbook until none moves a share by more than a hundredth of itself;
    a limited share takes no more than its limit."""
    begin = assumed(most)
    believed = {level: share for level, (share, _, _) in begin.items()}
    moved = 1.0
    while moved > 0.01:
        counts = {level: float(count) for level, (_, count, _) in begin.items()}
        for shown, count in pairs.items():
            odds = {k: math.prod(believed[x] for x in levels(k, shown)) for k in KINDS}
            for kind, odd in odds.items():
                for level in levels(kind, shown):
                    counts[level] += count * odd / sum(odds.values())
        shares: dict[Level, float] = {}
        for level in begin:
            alike = [counts[other] for other in begin if other[:2] == level[:2]]
            shares[level] = counts[level] / sum(alike)
        for level, (_, _, limit) in begin.items():
            if limit is not None and shares[level] > limit:
                shares[level] = limit
                (other,) = (o for o in begin if o[:2] == level[:2] and o != level)
                shares[other] = 1 - limit
        moved = max(abs(math.log(shares[level] / believed[level])) for level in begin)
        believed = shares
    return believed


class Lesson(Closure):
    """A dbt project of one model that is materialized as what its pairs teach."""

    def __init__(self, place: Path) -> None:
        self.place, self.file = place, place / "lesson.duckdb"
        (place / "models").mkdir(parents=True)
        shutil.copytree(ROOT / "macros" / "materializations", place / "macros")
        shutil.copy(ROOT / "macros" / "identity" / "hash_of.sql", place / "macros")
        (place / "dbt_project.yml").write_text(PROJECT)
        (place / "profiles.yml").write_text(PROFILE.format(path=self.file))
        (place / "models" / "likelihoods.sql").write_text("select * from given.told")
        (place / "models" / "likelihoods.yml").write_text(DESCRIBED)

    def learned(self, pairs: dict[Shown, int], most: float | None) -> dict[Level, float]:
        told: list[tuple[object, ...]] = [
            ("-".join(shown), count, kind, *level, None, None, None)
            for shown, count in pairs.items()
            for kind in KINDS
            for level in levels(kind, shown)
        ]
        told += [
            (None, None, None, *level, count, share, limit)
            for level, (share, count, limit) in assumed(most).items()
        ]
        with duckdb.connect(str(self.file)) as connection:
            connection.execute(
                "create schema if not exists given; create or replace table given.told ("
                "pattern_id text, pair_count decimal(18, 1), kind text, parameter text,"
                " field text, level text, assumed_count decimal(28, 9),"
                " first_guess decimal(28, 12), most_share decimal(18, 9))"
            )
            connection.executemany(
                "insert into given.told values (?, ?, ?, ?, ?, ?, ?, ?, ?)", told
            )
        self.run()
        rows = self.query("select parameter, field, level, probability from main.likelihoods")
        return {(parameter, field, level): float(p) for parameter, field, level, p in rows}


#: A register without families: three thousand first names are injured.
REGISTER = {
    ("same", "same", "same"): 5000,
    ("same", "different", "same"): 3000,
    ("same", "same", "different"): 100,
    ("different", "different", "different"): 20_000,
}


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    return Lesson(tmp_path_factory.mktemp("lesson"))


@pytest.mark.parametrize("most", [None, 0.05])
def test_what_is_learned_is_what_one_learns_by_hand(lesson: Lesson, most: float | None) -> None:
    learned, textbook = lesson.learned(REGISTER, most), by_hand(REGISTER, most)
    assert learned == pytest.approx(textbook, rel=1e-5)


def test_however_many_look_like_twins_they_are_few_and_their_names_are_injured(
    lesson: Lesson,
) -> None:
    twin, injured = ("relative", "kinship", "twin"), ("person", "name", "different")
    without, limited = lesson.learned(REGISTER, None), lesson.learned(REGISTER, 0.05)
    assert without[twin] > 0.9
    assert limited[twin] <= 0.05
    truth = 3000 / 8100
    assert without[injured] < truth / 2
    assert limited[injured] == pytest.approx(truth, rel=0.1)
