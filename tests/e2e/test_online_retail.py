"""A real shop's 305 daily files through the template door (DATA.md)."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from .house import ROOT, House

FILES = ROOT.parent / "shared" / "data" / "online_retail"
MAPPING = ROOT / "examples" / "online_retail" / "mapping.yml"
COHORT = [885, 324, 286, 340, 321, 352, 321, 309, 313, 350, 331, 445, 235]
MARTS = [
    "customers", "orders", "order_lines", "products", "cohort_retention_monthly",
    "kpi_retention_monthly", "kpi_order_value_monthly", "kpi_repeat_purchase_monthly",
]  # fmt: skip

pytestmark = pytest.mark.skipif(not FILES.exists(), reason="the data set lies beside a checkout")


def content(house: House) -> dict[str, list[tuple[object, ...]]]:
    return {mart: house.query(f"select * from marts.{mart} order by all") for mart in MARTS}


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House(tmp_path_factory.mktemp("online_retail"))
    house.cdp("land", "online_retail", "--from", str(FILES), "--mapping", str(MAPPING))
    house.dbt("--quiet", "build", "--exclude-resource-type", "unit_test")
    return house


def test_the_marts_give_the_known_figures(at_once: House) -> None:
    assert at_once.query(
        "select count(*), count(*) filter (where status = 'cancelled') from marts.orders"
    ) == [(25900, 3836)]
    assert at_once.query("select count(*) from marts.customers") == [(4372,)]
    ((orders, revenue),) = at_once.query(
        """
        select sum(identified_order_count), sum(identified_net_sales_amount)
        from marts.kpi_order_value_monthly where channel = 'all' and sales_model = 'all'
        """
    )
    assert orders == 18532
    assert float(revenue) == pytest.approx(8911407.904, abs=0.0005)
    assert float(revenue) / orders == pytest.approx(480.866, abs=0.001)


def test_repeat_customers_are_65_58_per_cent(at_once: House) -> None:
    ((repeat, customers),) = at_once.query(
        """
        select repeat_customer_to_date_count, customer_to_date_count
        from marts.kpi_repeat_purchase_monthly
        where channel = 'all' and sales_model = 'all' and month = date '2011-12-01'
        """
    )
    assert (repeat, customers) == (2845, 4338)


def test_the_december_cohort_stands_row_by_row(at_once: House) -> None:
    rows = at_once.query(
        """
        select month_number, customer_count, active_customer_count
        from marts.cohort_retention_monthly
        where cohort_month = date '2010-12-01' and month_number <= 12 order by month_number
        """
    )
    assert rows == [(number, 885, active) for number, active in enumerate(COHORT)]


def test_files_in_any_order_over_several_runs_give_identical_marts(
    at_once: House, tmp_path: Path
) -> None:
    """One run a day takes 305 runs; `bench/one_run_a_day.py` does that. Here: three runs."""
    house = House(tmp_path)
    files = sorted(FILES.glob("*.csv.gz"))
    random.Random(7).shuffle(files)
    drop = tmp_path / "drop"
    drop.mkdir()
    for part in range(3):
        for path in files[part::3]:
            shutil.copy(path, drop)
        house.cdp("land", "online_retail", "--from", str(drop), "--mapping", str(MAPPING))
    house.build(*(f"+{mart}" for mart in MARTS))

    assert content(house) == content(at_once)
