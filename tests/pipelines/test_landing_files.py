"""Stories of files that arrive: once, twice, renamed, corrected, or not at all."""

from __future__ import annotations

import gc
import gzip
import hashlib
import json
import subprocess
import sys
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from pipelines import live
from pipelines.cli import main
from pipelines.console import VerbError
from pipelines.landing import engine, folders, hashes, inserts, readings
from pipelines.landing.engine import connect
from pipelines.landing.places import LocalFile
from pipelines.landing.readings import Refused
from pipelines.sources import TEMPLATE, TOOLS

from .landing_house import CONTACTS, LINES_HEADER, House, as_if_large, till_line


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def order(number: int, **fields: object) -> dict[str, object]:
    return {
        "id": number,
        "created_at": "2025-03-01T10:00:00+01:00",
        "currency": "EUR",
        "total_price": "12.30",
        "line_items": [],
        **fields,
    }


def test_a_missing_tool_is_an_empty_table(house: House) -> None:
    report = house.land()

    assert report.files == []
    tables = house.rows(
        "select schema_name, table_name from duckdb_tables() where schema_name like 'raw_%'"
    )
    declared = [(s.dataset, t.name) for s in (*TOOLS.values(), TEMPLATE) for t in s.tables]
    assert sorted(tables) == sorted(declared)
    assert house.rows("select count(*) from raw_shopify.orders") == [(0,)]
    assert house.rows(
        "select column_name, data_type from duckdb_columns()"
        " where schema_name = 'raw_hubspot' and table_name = 'contacts' order by column_index"
    ) == [
        *((name, "VARCHAR") for name in ("id", "properties", "created_at", "updated_at")),
        *((name, "VARCHAR") for name in ("archived", "archived_at", "associations")),
        ("_file_sha256", "VARCHAR"),
        ("_row_number", "BIGINT"),
        ("_load_id", "VARCHAR"),
    ]


def test_all_five_tools_land_as_text_with_file_and_row_of_origin(house: House) -> None:
    house.drop("shopify/orders-2025-03.json", {"orders": [order(1), order(2, note="neu")]})
    house.drop(
        "hubspot/contacts-0001.json",
        {"results": [{"id": "7", "properties": {"email": "a@example.com"}, "createdAt": None}]},
    )
    house.drop(
        "zendesk/ticket_metrics-2025-03.json",
        {"ticket_metrics": [{"id": 1, "ticket_id": 12345678901234567890123, "reopens": 0}]},
    )
    house.drop(
        "typeform/responses-2025-03.json",
        {
            "items": [
                {"response_id": "r1", "submitted_at": "2025-03-01T10:00:00Z", "answers": [{"n": 1}]}
            ]
        },
    )
    house.drop("dsfinvk/K1-2025-03/index.xml", "<DataSet/>")
    rows = [LINES_HEADER, till_line(1), till_line(2, '"Größe ""M""; blau"'), ""]
    house.drop("dsfinvk/K1-2025-03/lines.csv", "\r\n".join(rows))

    report = house.land()

    assert (report.landed_rows, report.quarantined_rows, report.refused) == (7, 0, [])
    assert not report.of("ignored"), "index.xml belongs to the export and is no loose end"
    assert house.rows(
        "select id, total_price, line_items, _row_number from raw_shopify.orders"
        " order by _row_number"
    ) == [("1", "12.30", "[]", 1), ("2", "12.30", "[]", 2)]
    assert house.rows("select id, properties, created_at from raw_hubspot.contacts") == [
        ("7", '{"email":"a@example.com"}', None)
    ]
    assert house.rows("select ticket_id, reopens from raw_zendesk.ticket_metrics") == [
        ("12345678901234567890123", "0")
    ]
    assert house.rows("select answers from raw_typeform.responses") == [('[{"n":1}]',)]
    assert house.rows(
        "select artikeltext, menge, stk_br, gtin from raw_dsfinvk.lines order by _row_number"
    ) == [("Hose", "1,000", "19,99", None), ('Größe "M"; blau', "1,000", "19,99", None)]
    assert house.rows("select distinct length(_file_sha256), _load_id from raw_dsfinvk.lines") == [
        (64, report.load_id)
    ]


def test_the_same_file_twice_lands_nothing_twice(house: House) -> None:
    house.drop("kasse/contacts.csv", CONTACTS)
    house.land()
    before = house.everything()

    again = house.land()

    assert [file.status for file in again.files] == ["already"]
    assert house.everything() == before


def test_a_renamed_or_copied_file_lands_nothing_twice(house: House) -> None:
    first = house.drop("kasse/contacts.csv", CONTACTS)
    house.drop("kasse/contacts-copy.csv", CONTACTS)
    assert sorted(file.status for file in house.land().files) == ["already", "landed"]
    first.rename(first.with_name("contacts-2025.csv"))

    assert {file.status for file in house.land().files} == {"already"}
    assert house.rows("select count(*) from raw_template.contacts") == [(2,)]


def test_the_same_bytes_in_two_drop_folders_are_two_sources(house: House) -> None:
    house.drop("laden/contacts.csv", CONTACTS)
    house.drop("messe/contacts.csv", CONTACTS)

    house.land()

    assert house.rows(
        "select source_name, count(*) from raw_template.contacts group by all order by 1"
    ) == [("laden", 2), ("messe", 2)]


def test_a_corrected_export_is_told_apart_by_its_load(house: House) -> None:
    house.drop("shopify/orders.json", {"orders": [order(1, total_price="10.00")]})
    first = house.land()
    house.drop("shopify/orders.json", {"orders": [order(1, total_price="11.00")]})
    second = house.land()

    assert first.load_id < second.load_id
    assert house.rows("select total_price, _load_id from raw_shopify.orders order by 2") == [
        ("10.00", first.load_id),
        ("11.00", second.load_id),
    ]


def test_a_file_whose_hash_was_begun_lands_under_the_hash_of_what_was_read(
    house: House,
) -> None:
    text = CONTACTS.replace("ada", "ida")
    kept = house.drop("kasse/contacts-1.csv", CONTACTS)
    changed = house.drop("kasse/contacts-2.csv", CONTACTS)
    for path in (kept, changed):
        hashes.begin(path)
    house.drop("kasse/contacts-2.csv", text)

    assert house.land().refused == []

    expected = [
        (path.name, hashlib.sha256(content.encode()).hexdigest())
        for path, content in ((kept, CONTACTS), (changed, text))
    ]
    assert house.rows("select file_path, file_sha256 from landing.files order by 1") == expected


def test_a_file_whose_hash_was_begun_and_that_goes_is_told_as_any_other(house: House) -> None:
    path = house.drop("kasse/contacts.csv", CONTACTS)
    hashes.begin(path)
    path.unlink()

    with pytest.raises(Refused, match="No such file"):
        LocalFile(path, path.name).sha256()


def test_the_large_file_whose_hash_is_begun_is_one_that_the_run_reads(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "_LARGE", 1)
    (tmp_path / "elsewhere.csv").write_text(CONTACTS)
    house.drop("kasse/.hidden.csv", CONTACTS)
    (house.settings.exports / "kasse/contacts.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert folders.first_large(house.settings, (), None) is None

    path = house.drop("kasse/more.csv", CONTACTS)
    moved = replace(house.settings, elsewhere={"kasse": "s3://bucket/kasse"})

    assert folders.first_large(house.settings, (), None) == path
    assert folders.first_large(house.settings, ("kasse",), path.parent) == path
    assert folders.first_large(house.settings, ("nobody",), None) is None
    assert folders.first_large(moved, (), None) is None
    monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(house.settings.warehouse))
    given = ["land", "--from", str(house.settings.exports), "--quiet"]
    assert CliRunner().invoke(main, given).exit_code == 0
    sha256 = hashlib.sha256(CONTACTS.encode()).hexdigest()
    assert house.rows("select file_path, file_sha256 from landing.files") == [("more.csv", sha256)]
    assert hashes._begun == {}, "the run took what was begun"


def test_load_ids_grow_even_if_the_clock_goes_back(house: House) -> None:
    house.land()
    con = duckdb.connect(str(house.settings.warehouse))
    con.execute(
        "insert into landing.loads (load_id, finished_at) values ('29991231T235959999998', now())"
    )
    con.close()
    house.drop("kasse/contacts.csv", CONTACTS)

    assert house.land().load_id == "29991231T235959999999"


def test_a_new_column_lands_and_is_reported(house: House) -> None:
    house.drop("kasse/contacts.csv", CONTACTS)
    house.land()
    house.drop("kasse/contacts-2.csv", "source_record_id,email,birth_date,Größe\n3,,,42\n")

    report = house.land()

    (file,) = report.of("landed")
    assert file.new_columns == ("groesse",)
    assert house.rows("select source_record_id, groesse from raw_template.contacts order by 1") == [
        ("1", None),
        ("2", None),
        ("3", "42"),
    ]
    assert house.rows("select table_name, column_name, change from landing.schema_changes") == [
        ("contacts", "groesse", "new_column")
    ]


def test_template_files_come_in_every_form(house: House, tmp_path: Path) -> None:
    house.drop("kasse/contacts-1.csv", "source_record_id;city\n1;Köln\n")
    house.drop("kasse/contacts-2.csv.gz", gzip.compress(b"source_record_id,city\n2,Bonn"))
    house.drop("kasse/contacts-3.jsonl", '{"source_record_id": 3, "city": "Kiel"}\n')
    house.drop("kasse/contacts_4.jsonl.gz", gzip.compress(b'{"source_record_id": "4"}\n\n'))
    house.drop(
        "kasse/order_lines.csv",
        "source_order_line_id,source_order_id,quantity,unit_price_amount\n1-1,1,-2,19.99\n",
    )
    duckdb.sql(
        "copy (select 5 as source_record_id, 'Ulm' as city, "
        " timestamptz '2025-03-01 10:00:00+01' as updated_at)"
        f" to '{house.settings.exports}/kasse/contacts-5.parquet'"
    )

    report = house.land()

    assert report.refused == []
    assert house.rows(
        "select source_name, source_record_id, city, updated_at"
        " from raw_template.contacts order by 2"
    ) == [
        ("kasse", "1", "Köln", None),
        ("kasse", "2", "Bonn", None),
        ("kasse", "3", "Kiel", None),
        ("kasse", "4", None, None),
        ("kasse", "5", "Ulm", "2025-03-01T09:00:00Z"),
    ]
    assert house.rows("select quantity from raw_template.order_lines") == [("-2",)]


def test_json_comes_as_envelope_bare_list_or_lines(house: House) -> None:
    house.drop("shopify/orders-1.json", {"orders": [order(1)]})
    house.drop(
        "shopify/orders-2.json",
        '[{"id": 2, "created_at": "2025-03-01T10:00:00Z", "currency": "EUR", "line_items": []}]',
    )
    house.drop(
        "shopify/orders-3.jsonl",
        '{"id": 3, "created_at": "2025-03-01T10:00:00Z", "currency": "EUR", "line_items": []}\n',
    )
    house.drop("shopify/orders-4.json.gz", gzip.compress(b'{"orders": []}'))

    assert house.land().refused == []
    assert house.rows("select id from raw_shopify.orders order by 1") == [("1",), ("2",), ("3",)]


def test_a_warehouse_thrown_away_is_filled_again(house: House) -> None:
    house.drop("kasse/contacts.csv", CONTACTS)
    house.drop("kasse/contacts-2.csv", "source_record_id,extra\n3,x\n")
    house.land()
    house.settings.warehouse.unlink()

    assert house.land().landed_rows == 3
    assert house.rows("select extra from raw_template.contacts order by 1") == [
        ("x",),
        (None,),
        (None,),
    ]


def test_a_file_that_is_no_tables_is_named_and_left(house: House) -> None:
    house.drop("shopify/gift_cards.csv", "id\n1\n")
    house.drop("shopify/orders.json.part", "{")

    report = house.land()

    assert [(f.file_path, f.status) for f in report.files] == [("gift_cards.csv", "ignored")]
    assert "gift_cards.csv" in " ".join(report.lines())


def test_a_link_that_leaves_the_drop_folder_is_not_followed(house: House, tmp_path: Path) -> None:
    secret = tmp_path / "contacts-secret.csv"
    secret.write_text(CONTACTS)
    house.drop("kasse/readme.md", "-").with_name("contacts.csv").symlink_to(secret)

    assert house.land().of("landed") == []


def test_a_warehouse_in_use_is_said_in_plain_words(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "PATIENCE_SECONDS", 0.3)
    house.land()
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import duckdb, sys\n"
            f"con = duckdb.connect({str(house.settings.warehouse)!r})\n"
            "print('held', flush=True)\nsys.stdin.read()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    try:
        with pytest.raises(VerbError, match=rf"in use by process {holder.pid}.*run this again"):
            connect(house.settings.warehouse)
    finally:
        holder.communicate()


def test_the_verb_names_refused_files_and_fails_at_the_end(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(house.settings.warehouse))
    house.drop("kasse/contacts.csv", CONTACTS + "3,x@example.com,31.12.1990\n")
    house.drop("kasse/orders.csv", "source_order_id,currency\n1,EUR\n")

    result = CliRunner().invoke(main, ["land", "--from", str(house.settings.exports)])

    assert result.exit_code == 1
    assert "kasse/orders.csv: line 1: the column ordered_at is missing" in " ".join(
        result.output.split()
    )
    assert max(len(line) for line in result.output.splitlines()) <= 80
    assert house.rows("select count(*) from raw_template.contacts") == [(2,)]
    listed = CliRunner().invoke(main, ["quarantine", "list"])
    assert "kasse/contacts.csv, line 4, column birth_date" in " ".join(listed.output.split())
    shown = CliRunner().invoke(main, ["quarantine", "show", listed.output.split()[0]])
    assert "3,x@example.com,31.12.1990" in shown.output
    status = CliRunner().invoke(main, ["status"])
    assert status.output.splitlines()[1].split()[:6] == ["kasse", "1", "1", "3", "2", "1"]


def test_one_tools_own_folder_can_be_given(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "products.json").write_text('{"products": [{"id": 1}]}')

    house.land("shopify", folder=folder)

    assert house.rows("select source_name, tool from landing.files") == [("shopify", "shopify")]


def test_a_misspelt_tool_is_an_error_that_names_the_tools(house: House) -> None:
    with pytest.raises(VerbError, match=r"shopfy is no tool.*shopify, dsfinvk"):
        house.land("shopfy")


def test_what_lies_in_the_spool_lands_once_and_then_goes(tmp_path: Path) -> None:
    house = House(tmp_path)
    spool = house.settings.spool / "hubspot"
    spool.mkdir(parents=True)
    page = json.dumps({"results": [{"id": "1", "properties": {}}]})
    (spool / "contacts-1.json").write_text(page)
    (spool / "contacts-2.json").write_text("{")
    (spool / "contacts-3.json.part").write_text(page)

    house.land()
    (spool / "contacts-1.json").write_text(page)  # as if killed before it was removed
    house.land()

    assert house.rows("select count(*) from raw_hubspot.contacts") == [(1,)]
    assert sorted(path.name for path in spool.iterdir()) == [
        "contacts-2.json",
        "contacts-3.json.part",
    ]


def test_a_large_file_that_is_refused_at_its_end_leaves_no_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows of it were committed already, when a new column came half way through."""
    as_if_large(monkeypatch, 30_000)
    house = House(tmp_path)
    sound = "".join(f'{{"source_record_id": "{n}"}}\n' for n in range(4000))
    late = sound + '{"source_record_id": "x", "mood": "fine"}\n' + sound
    house.drop("web/contacts.jsonl", late.encode() + b'{"source_record_id": "\xff"}\n')
    house.drop("kasse/contacts.jsonl", sound)

    report = house.land()

    assert {file.source_name: file.status for file in report.files} == {
        "web": "refused",
        "kasse": "landed",
    }
    assert "line 8002" in report.refused[0].reason
    assert house.rows("select source_name, count(*) from raw_template.contacts group by 1") == [
        ("kasse", 4000)
    ]
    house.drop("web/contacts.jsonl", late)
    assert [file.landed_count for file in house.land("web").files] == [8001]
    assert house.rows("select count(*) from raw_template.contacts") == [(12_001,)]


def test_a_disk_that_is_full_while_files_are_read_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even of a large file that was read to its end before."""
    as_if_large(monkeypatch, 30_000)
    house = House(tmp_path)
    for name in ("kasse", "web"):
        house.drop(f"{name}/contacts.csv", "source_record_id\n" + "1\n" * 20_000)
    original = engine.Run.take

    def fails_at_web(run: engine.Run, source: Any, reading: Any, outcome: Any, *rest: Any) -> Any:
        done = original(run, source, reading, outcome, *rest)
        if outcome.source_name == "web":
            raise OSError("No space left on device")
        return done

    monkeypatch.setattr(engine.Run, "take", fails_at_web)
    with pytest.raises(VerbError, match=r"no room.*Nothing of this run was kept"):
        house.land()

    assert house.rows("select count(*) from raw_template.contacts") == [(0,)]
    assert house.rows("select count(*) from landing.loads") == [(0,)]
    monkeypatch.setattr(engine.Run, "take", original)
    assert [file.landed_count for file in house.land().files] == [20_000, 20_000]


def test_a_large_file_stays_in_memory_no_longer_than_its_chunks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of fifty chunks of rows none is left when the transactions of the file end."""
    as_if_large(monkeypatch, 30_000)
    house = House(tmp_path)
    house.drop("kasse/contacts.csv", "source_record_id\n" + "1234567\n" * 200_000)
    chunks: list[weakref.ref[Any]] = []
    left: list[int] = []
    insert, end = inserts.Inserts.insert, inserts.Inserts.end

    def watched(own: inserts.Inserts, rows: Any, *rest: Any) -> int:
        chunks.append(weakref.ref(rows))
        return insert(own, rows, *rest)

    def ended(own: inserts.Inserts) -> None:
        gc.collect()
        left.append(sum(chunk() is not None for chunk in chunks))
        end(own)

    monkeypatch.setattr(inserts.Inserts, "insert", watched)
    monkeypatch.setattr(inserts.Inserts, "end", ended)
    house.land()

    assert len(chunks) >= 50
    assert left == [0]


def test_a_large_file_lands_as_a_small_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In chunks side by side: the same rows, new columns and quarantine."""
    contacts = "".join(f"{n},Ada {n},\n" for n in range(2000))
    contacts += 'broken\n7a,"Zoë\nrow",x\n' + "".join(f"8{n},Bob,2\n" for n in range(2000))
    events = "".join(f'{{"source_record_id": {n}, "city": "Ulm"}}\n' for n in range(2000))
    events += '{"source_record_id": }\n{"source_record_id": 3, "late": 0.10, "city": null}\n'
    document = {"customers": [{"id": n, "note": "]" * (n % 5)} for n in range(3000)]}
    houses = [House(tmp_path / "small"), House(tmp_path / "large")]
    for house in houses:
        house.drop("kasse/contacts.csv", f"source_record_id,first_name,extra\n{contacts}")
        house.drop("web/contacts.jsonl", events)
        house.drop("shopify/customers.json", document)
    small, large = houses
    small.land()
    as_if_large(monkeypatch, 30_000)

    large.land()

    assert large.everything() == small.everything()
    assert {file.status for file in large.land().files} == {"already"}
    assert large.rows("select count(*) from raw_template.contacts") == [(4000 + 2001,)]
    assert list(large.settings.state.rglob("*.parquet")) == []


def test_a_file_without_a_sound_row_is_kept_row_by_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its texts wait on the disk, whatever their number; broken ones and unfit ones."""
    monkeypatch.setattr(readings, "_IN_MEMORY", 100)
    house = House(tmp_path)
    rows = [f"{n},c{n}@example.com" + ",31.12.1990" * (n % 3 > 0) for n in range(3000)]
    house.drop("kasse/contacts.csv", "\n".join([CONTACTS.splitlines()[0], *rows, ""]))

    assert house.land().landed_rows == 0

    kept = house.rows("select raw_text, reason from landing.quarantine order by row_number")
    assert [text for text, _ in kept] == rows
    assert ["values" in reason for _, reason in kept] == [n % 3 == 0 for n in range(3000)]


def test_a_file_that_is_still_being_copied_waits_for_the_next_run(tmp_path: Path) -> None:
    """No name gives it away, so it is looked at twice."""
    house = House(tmp_path)
    house.settings = replace(house.settings, settle_seconds=0.5)
    house.drop("kasse/contacts-old.csv", CONTACTS)
    growing = house.drop("kasse/contacts.csv", "source_record_id,city\n")
    is_over = threading.Event()

    def copy() -> None:
        with growing.open("a") as file:
            while not is_over.wait(0.02):
                file.write("3,Ulm\n")
                file.flush()

    with ThreadPoolExecutor() as pool:
        pool.submit(copy)
        report = house.land()
        is_over.set()

    assert report.unfinished == ["kasse/contacts.csv"]
    assert "still being written" in " ".join(report.lines())
    assert [file.file_path for file in report.of("landed")] == ["contacts-old.csv"]
    (landed,) = house.land().of("landed")
    assert landed.file_path == "contacts.csv"
    assert landed.row_count == growing.read_text().count("\n") - 1
