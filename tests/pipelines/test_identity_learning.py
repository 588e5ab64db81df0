"""What pairs teach about kinds of pairs, held against expectation maximisation by hand.

Pairs say whether home, first name and birthday agree. One person agrees on all, relatives
on their home, twins on the birthday, too, namesakes on home and first name; how many are of
which kind nobody says. What strangers agree on is counted beforehand. Nature gives few
relatives a twin, and no house more namesakes than other relatives: two limits.
"""

from __future__ import annotations

import math
import shutil
from dataclasses import dataclass
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
    "namesake": ("household", "person", "stranger"),
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


@dataclass(frozen=True)
class Assumed:
    """A probability to begin with, as how many pairs it weighs, and its limit: the share
    of itself and one other level, or of all, that it may come to at most."""

    share: float
    pairs: float
    most: float | None = None
    other: str | None = None


def assumed(twins: float | None, namesakes: float | None) -> dict[Level, Assumed]:
    """What is believed of each level beforehand, with the limits of two kinds."""
    found: dict[Level, Assumed] = {}
    for parameter, (agreeing, pairs) in BELIEFS.items():
        for field, same in zip(FIELDS, agreeing, strict=True):
            if same is not None:
                found[parameter, field, "same"] = Assumed(same, pairs * same)
                found[parameter, field, "different"] = Assumed(1 - same, pairs * (1 - same))
    for kind, share in (("person", 0.1), ("relative", 0.1), ("stranger", 0.7)):
        found["share", "kind", kind] = Assumed(share, 40 * share)
    found["share", "kind", "namesake"] = Assumed(0.1, 4, namesakes, "relative")
    found["relative", "kinship", "household"] = Assumed(0.98, 39.2)
    found["relative", "kinship", "twin"] = Assumed(0.02, 0.8, twins)
    return found


def by_hand(pairs: dict[Shown, int], begin: dict[Level, Assumed]) -> dict[Level, float]:
    """Rounds of the textbook until none moves the share of what at least one pair shows by
    more than a hundredth of itself; of a limited level no more pairs count than its limit
    leaves it."""
    believed = {level: known.share for level, known in begin.items()}
    moved = 1.0
    while moved > 0.01:
        seen = {level: known.pairs for level, known in begin.items()}
        for shown, count in pairs.items():
            odds = {k: math.prod(believed[x] for x in levels(k, shown)) for k in KINDS}
            for kind, odd in odds.items():
                for level in levels(kind, shown):
                    seen[level] += count * odd / sum(odds.values())
        counts = dict(seen)
        for level, known in begin.items():
            if known.most is not None:
                beside = sum(
                    seen[o]
                    for o in begin
                    if o[:2] == level[:2] and o != level and known.other in (None, o[2])
                )
                counts[level] = min(seen[level], beside * known.most / (1 - known.most))
        shares: dict[Level, float] = {}
        for level in begin:
            alike = [counts[other] for other in begin if other[:2] == level[:2]]
            shares[level] = counts[level] / sum(alike)
        shown_at_all = [level for level in begin if counts[level] >= 1]
        moved = max(abs(math.log(shares[level] / believed[level])) for level in shown_at_all)
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

    def learned(self, pairs: dict[Shown, int], begin: dict[Level, Assumed]) -> dict[Level, float]:
        told: list[tuple[object, ...]] = [
            ("-".join(shown), count, kind, *level, None, None, None, None)
            for shown, count in pairs.items()
            for kind in KINDS
            for level in levels(kind, shown)
        ]
        told += [
            (None, None, None, *level, known.pairs, known.share, known.most, known.other)
            for level, known in begin.items()
        ]
        with duckdb.connect(str(self.file)) as connection:
            connection.execute(
                "create schema if not exists given; create or replace table given.told ("
                "pattern_id text, pair_count decimal(18, 1), kind text, parameter text,"
                " field text, level text, assumed_count decimal(28, 9),"
                " first_guess decimal(28, 12), most_share decimal(18, 9),"
                " limited_by text)"
            )
            connection.executemany(
                "insert into given.told values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", told
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


#: A register without families: of two thousand the birthday is another.
REDATED = {
    ("same", "same", "same"): 5000,
    ("same", "same", "different"): 2000,
    ("different", "same", "different"): 100,
    ("different", "different", "different"): 20_000,
}


@pytest.mark.parametrize("twins", [None, 0.05])
@pytest.mark.parametrize("namesakes", [None, 0.5])
def test_what_is_learned_is_what_one_learns_by_hand(
    lesson: Lesson, twins: float | None, namesakes: float | None
) -> None:
    for pairs in (REGISTER, REDATED):
        begin = assumed(twins, namesakes)
        assert lesson.learned(pairs, begin) == pytest.approx(by_hand(pairs, begin), rel=1e-5)


def test_however_many_look_like_twins_they_are_few_and_their_names_are_injured(
    lesson: Lesson,
) -> None:
    twin, injured = ("relative", "kinship", "twin"), ("person", "name", "different")
    without = lesson.learned(REGISTER, assumed(None, 0.5))
    limited = lesson.learned(REGISTER, assumed(0.05, 0.5))
    assert without[twin] > 0.9
    assert limited[twin] <= 0.05
    truth = 3000 / 8100
    assert without[injured] < truth / 2
    assert limited[injured] == pytest.approx(truth, rel=0.1)


def test_namesakes_are_no_more_than_other_relatives_and_their_birthdays_are_injured(
    lesson: Lesson,
) -> None:
    namesake, relative = ("share", "kind", "namesake"), ("share", "kind", "relative")
    injured = ("person", "birthday", "different")
    without = lesson.learned(REDATED, assumed(0.05, None))
    limited = lesson.learned(REDATED, assumed(0.05, 0.5))
    assert without[namesake] > 10 * without[relative]
    assert limited[namesake] <= limited[relative] * 1.0001
    truth = 2000 / 7000
    assert without[injured] < truth / 2
    assert limited[injured] == pytest.approx(truth, rel=0.1)
