"""The fake retailer: deterministic, exact to the cent, in the tools' formats, and fake."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import hashlib
import json
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow.parquet as parquet
import pytest
from click.testing import CliRunner

from pipelines.sandbox import retailer
from pipelines.sandbox.clock import Clock, black_friday, default_until, easter
from pipelines.sandbox.command import command

UNTIL = dt.date(2026, 9, 30)
PEOPLE, SEED = 260, 11
CENT = Decimal("0.01")
TOOLS = {
    "shopify", "dsfinvk", "hubspot", "zendesk", "typeform",
    "akeneo",
    "klaviyo",
    "salesforce",
    "qualtrics",
    "erp",
    "shopware",
    "segment",
    "square",
    "amazon",
    "loyalty",
    "google_ads", "meta_ads",
}  # fmt: skip

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    retailer.write(PEOPLE, SEED, UNTIL, folder)
    return folder


@pytest.fixture(scope="module")
def other_month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("other_month")
    retailer.write(PEOPLE, SEED, dt.date(2025, 2, 28), folder)
    return folder


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def documents(folder: Path, pattern: str, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for path in sorted(folder.glob(pattern)):
        page = json.loads(path.read_text())
        for word in words:
            page = page[word]
        found += page
    return found


def messages(folder: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for path in sorted((folder / "segment").glob("events-*.jsonl.gz"))
        for line in gzip.decompress(path.read_bytes()).splitlines()
    ]


def till(folder: Path, table: str) -> Rows:
    rows: Rows = []
    for path in sorted((folder / "dsfinvk").glob(f"*/{table}.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file, delimiter=";"))
    return rows


def bulk(folder: Path, name: str) -> Rows:
    return table(folder, f"salesforce/{name}.csv")


def table(folder: Path, pattern: str) -> Rows:
    rows: Rows = []
    for path in folder.glob(pattern):
        with path.open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    return rows


def flat(folder: Path, pattern: str, encoding: str = "utf-8") -> Rows:
    rows: Rows = []
    for path in sorted(folder.glob(pattern)):
        with path.open(encoding=encoding, newline="") as file:
            rows += list(csv.DictReader(file, delimiter=";"))
    return rows


def german(text: str) -> Decimal:
    assert re.fullmatch(r"-?\d+,\d+", text), text
    return Decimal(text.replace(",", "."))


def receipt(row: dict[str, str]) -> str:
    return f"{row['Z_KASSE_ID']}-{row['Z_NR']}-{row['BON_ID']}"


def walk(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a JSON document, with the name it stands under."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from walk(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, key)
    elif isinstance(value, str):
        yield key, value


def all_texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.json")):
        yield from walk(json.loads(path.read_text()))
    for name in ("Account", "Contact", "Lead"):
        for row in bulk(folder, name):
            yield from ((key, text) for key, text in row.items() if text)


# --- the same every time ---------------------------------------------------------------------


def test_the_same_seed_gives_the_same_bytes(exports: Path, tmp_path: Path) -> None:
    retailer.write(PEOPLE, SEED, UNTIL, tmp_path)
    assert hashes(tmp_path) == hashes(exports)


def test_another_seed_gives_other_people(exports: Path, tmp_path: Path) -> None:
    retailer.write(PEOPLE, SEED + 1, UNTIL, tmp_path)
    file = "shopify/customers-0001.json"
    assert hashes(tmp_path)[file] != hashes(exports)[file]


def test_another_until_moves_only_dates(exports: Path, other_month: Path) -> None:
    moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")

    def timeless(folder: Path) -> Counter[str]:
        lines: Counter[str] = Counter()
        for pattern, word in (
            ("shopify/customers-*", "customers"),
            ("shopify/orders-*", "orders"),
            ("hubspot/contacts-*", "results"),
            ("zendesk/users-*", "users"),
            ("zendesk/tickets-*", "tickets"),
            ("typeform/responses-*", "items"),
            ("klaviyo/profiles-*", "data"),
        ):
            for record in documents(folder, pattern, word):
                lines[moment.sub("", json.dumps(record, ensure_ascii=False))] += 1
        return lines

    assert timeless(other_month) == timeless(exports)
    truth = "truth.parquet"
    assert parquet.read_table(exports / truth) == parquet.read_table(other_month / truth)


def test_history_is_24_months_and_ends_on_until(exports: Path) -> None:
    days = [order["created_at"][:10] for order in documents(exports, "shopify/orders-*", "orders")]
    days += [row["Z_BUCHUNGSTAG"] for row in till(exports, "cashpointclosing")]
    assert min(days) >= "2024-10-01"
    assert "2026-09-20" <= max(days) <= "2026-09-30"
    latest = max(
        text for key, text in all_texts(exports) if key.endswith("_at") and text[:2] == "20"
    )
    assert latest[:19] <= "2026-09-30T23:59:59"


def test_months_end_where_calendars_say() -> None:
    assert default_until(dt.date(2026, 3, 15)) == dt.date(2026, 2, 28)
    assert Clock(dt.date(2026, 2, 28)).start == dt.date(2024, 3, 1)
    assert Clock(dt.date(2026, 5, 10)).start == dt.date(2024, 5, 11)
    assert [black_friday(year).isoformat() for year in (2024, 2025)] == ["2024-11-29", "2025-11-28"]
    assert [easter(year).isoformat() for year in (2024, 2025)] == ["2024-03-31", "2025-04-20"]


# --- money -----------------------------------------------------------------------------------


def test_orders_add_up_to_the_cent(exports: Path) -> None:
    orders = documents(exports, "shopify/orders-*", "orders")
    assert len(orders) > PEOPLE
    for order in orders:
        money = {key: Decimal(order[key]) for key in order if key.startswith("total_") and
                 isinstance(order[key], str)}  # fmt: skip
        lines = order["line_items"]
        gross = sum(line["quantity"] * Decimal(line["price"]) for line in lines)
        discounts = sum(Decimal(line["total_discount"]) for line in lines)
        shipping = Decimal(order["total_shipping_price_set"]["shop_money"]["amount"])
        assert money["total_line_items_price"] == gross
        assert money["total_discounts"] == discounts
        assert discounts == sum(Decimal(code["amount"]) for code in order["discount_codes"])
        assert Decimal(order["subtotal_price"]) == gross - discounts
        assert money["total_price"] == gross - discounts + shipping
        assert shipping == sum(Decimal(line["price"]) for line in order["shipping_lines"])
        tax = Decimal(0)
        for line in [*lines, *order["shipping_lines"]]:
            net = line.get("quantity", 1) * Decimal(line["price"])
            net -= Decimal(line.get("total_discount", 0))
            for part in line["tax_lines"]:
                rate = Decimal(str(part["rate"]))
                owed = (net * rate / (1 + rate)).quantize(CENT, ROUND_HALF_UP)
                assert Decimal(part["price"]) == owed
                tax += owed
        assert money["total_tax"] == tax


def test_refunds_never_give_back_more_than_was_paid(exports: Path) -> None:
    refunded = 0
    for order in documents(exports, "shopify/orders-*", "orders"):
        lines = {line["id"]: line for line in order["line_items"]}
        for refund in order["refunds"]:
            assert refund["note"]
            for item in refund["refund_line_items"]:
                line = lines[item["line_item_id"]]
                paid = line["quantity"] * Decimal(line["price"]) - Decimal(line["total_discount"])
                assert 1 <= item["quantity"] <= line["quantity"]
                assert 0 <= Decimal(item["subtotal"]) <= paid
                if item["quantity"] == line["quantity"]:
                    assert Decimal(item["subtotal"]) == paid
                refunded += 1
        assert (order["financial_status"] in ("refunded", "partially_refunded")) == bool(
            order["refunds"]
        )
    assert refunded > 10


def test_receipts_equal_their_lines_and_payments(exports: Path) -> None:
    lines: defaultdict[str, Decimal] = defaultdict(Decimal)
    paid: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in till(exports, "lines"):
        lines[receipt(row)] += german(row["MENGE"]) * german(row["STK_BR"])
    for row in till(exports, "datapayment"):
        assert row["ZAHLWAEH_BETRAG"] == row["BASISWAEH_BETRAG"]
        paid[receipt(row)] += german(row["ZAHLWAEH_BETRAG"])
    receipts = till(exports, "transactions")
    stated = {receipt(row): german(row["UMS_BRUTTO"]) for row in receipts}
    assert len(stated) == len(receipts) > PEOPLE
    assert stated == dict(lines) == dict(paid)


def test_daily_closings_sum_up(exports: Path) -> None:
    all_paid: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    cash: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in till(exports, "datapayment"):
        key = (row["Z_KASSE_ID"], row["Z_NR"])
        all_paid[key] += german(row["BASISWAEH_BETRAG"])
        cash[key] += german(row["BASISWAEH_BETRAG"]) if row["ZAHLART_TYP"] == "Bar" else 0
    bons: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in till(exports, "transactions"):
        bons[row["Z_KASSE_ID"], row["Z_NR"]].append(row["BON_ID"])
        assert row["BON_ENDE"][:10] == row["Z_ERSTELLUNG"][:10]
        assert row["BON_START"] < row["BON_ENDE"] <= row["Z_ERSTELLUNG"]
    closings = till(exports, "cashpointclosing")
    assert len(closings) == len(bons)
    for row in closings:
        key = (row["Z_KASSE_ID"], row["Z_NR"])
        assert german(row["Z_SE_ZAHLUNGEN"]) == all_paid[key]
        assert german(row["Z_SE_BARZAHLUNGEN"]) == cash[key]
        assert (row["Z_START_ID"], row["Z_ENDE_ID"]) == (min(bons[key]), max(bons[key]))
        assert dt.date.fromisoformat(row["Z_BUCHUNGSTAG"]).weekday() < 6


def test_a_voided_receipt_is_followed_by_its_mirror_image(exports: Path) -> None:
    total = {receipt(row): german(row["UMS_BRUTTO"]) for row in till(exports, "transactions")}
    voids = [row for row in till(exports, "transactions") if row["BON_STORNO"] == "1"]
    assert voids
    for row in voids:
        bon = row["BON_NOTIZ"].removeprefix("Storno zu Bon ")
        assert german(row["UMS_BRUTTO"]) == -total[f"{row['Z_KASSE_ID']}-{row['Z_NR']}-{bon}"]


# --- formats ---------------------------------------------------------------------------------

HEADERS = {
    "transactions": "Z_KASSE_ID;Z_ERSTELLUNG;Z_NR;BON_ID;BON_NR;BON_TYP;BON_NAME;TERMINAL_ID;"
    "BON_STORNO;BON_START;BON_ENDE;BEDIENER_ID;BEDIENER_NAME;UMS_BRUTTO;KUNDE_NAME;KUNDE_ID;"
    "KUNDE_TYP;KUNDE_STRASSE;KUNDE_PLZ;KUNDE_ORT;KUNDE_LAND;KUNDE_USTID;BON_NOTIZ",
    "lines": "Z_KASSE_ID;Z_ERSTELLUNG;Z_NR;BON_ID;POS_ZEILE;GUTSCHEIN_NR;ARTIKELTEXT;"
    "POS_TERMINAL_ID;GV_TYP;GV_NAME;INHAUS;P_STORNO;AGENTUR_ID;ART_NR;GTIN;WARENGR_ID;WARENGR;"
    "MENGE;FAKTOR;EINHEIT;STK_BR",
    "lines_vat": "Z_KASSE_ID;Z_ERSTELLUNG;Z_NR;BON_ID;POS_ZEILE;UST_SCHLUESSEL;POS_BRUTTO;"
    "POS_NETTO;POS_UST",
    "datapayment": "Z_KASSE_ID;Z_ERSTELLUNG;Z_NR;BON_ID;ZAHLART_TYP;ZAHLART_NAME;"
    "ZAHLWAEH_CODE;ZAHLWAEH_BETRAG;BASISWAEH_BETRAG",
    "cashpointclosing": "Z_KASSE_ID;Z_ERSTELLUNG;Z_NR;Z_BUCHUNGSTAG;TAXONOMIE_VERSION;"
    "Z_START_ID;Z_ENDE_ID;NAME;STRASSE;PLZ;ORT;LAND;STNR;USTID;Z_SE_ZAHLUNGEN;Z_SE_BARZAHLUNGEN",
}


def test_the_till_export_follows_the_standard(exports: Path) -> None:
    folders = sorted((exports / "dsfinvk").iterdir())
    assert all(re.fullmatch(r"[A-Z]{3}1-\d{4}-\d\d", folder.name) for folder in folders)
    for folder in folders[::7]:
        assert {path.stem for path in folder.iterdir()} == {"index", *HEADERS}
        tables = ElementTree.fromstring((folder / "index.xml").read_bytes()).iter("Table")
        described = {
            str(table.findtext("URL")): [str(name.text) for name in table.iterfind(".//Name")][1:]
            for table in tables
        }
        for name, header in HEADERS.items():
            text = (folder / f"{name}.csv").read_bytes().decode()
            assert text.startswith(header + "\r\n")
            assert text.endswith("\r\n")
            assert text.count("\n") == text.count("\r\n")
            assert described[f"{name}.csv"] == header.split(";")
            rows = list(csv.reader(text.splitlines(), delimiter=";"))
            assert {len(row) for row in rows} == {len(header.split(";"))}


def test_articles_with_delimiters_and_quotes_survive(exports: Path) -> None:
    articles = {row["ARTIKELTEXT"] for row in till(exports, "lines")}
    titles = {product["title"] for product in documents(exports, "shopify/products-*", "products")}
    assert {'Kinderlaufrad 12"', "Wäscheleine; 20 m"} <= titles
    sold = {text for text in articles if not text.startswith(("Rabatt", "Gutschein eingelöst"))}
    assert sold <= titles
    assert len(sold) > 40


def test_documents_carry_the_tools_envelopes(exports: Path) -> None:
    for pattern, words in {
        "shopify/customers-0001.json": {"customers"},
        "shopify/orders-2025-11.json": {"orders"},
        "hubspot/companies-0001.json": {"results"},
        "zendesk/users-0001.json": {"users"},
        "zendesk/ticket_metrics-2025-11.json": {"ticket_metrics"},
        "typeform/responses-2025-11.json": {"total_items", "page_count", "items"},
        "klaviyo/profiles-0001.json": {"data", "links"},
    }.items():
        assert set(json.loads((exports / pattern).read_text())) == words
    page = json.loads((exports / "typeform/responses-2025-11.json").read_text())
    assert page["total_items"] == len(page["items"])


def test_orders_lie_in_the_file_of_their_month(exports: Path) -> None:
    for path in (exports / "shopify").glob("orders-*"):
        months = {order["created_at"][:7] for order in json.loads(path.read_text())["orders"]}
        assert months == {path.stem.removeprefix("orders-")[:7]}


def test_local_times_carry_the_offset_of_their_day(exports: Path) -> None:
    berlin, seen = ZoneInfo("Europe/Berlin"), set()
    for order in documents(exports, "shopify/orders-*", "orders"):
        stated = dt.datetime.fromisoformat(order["created_at"])
        assert stated.utcoffset() == stated.astimezone(berlin).utcoffset()
        seen.add(order["created_at"][-6:])
    assert seen == {"+01:00", "+02:00"}


def test_gtins_have_valid_check_digits(exports: Path) -> None:
    codes = [product["variants"][0]["barcode"]
             for product in documents(exports, "shopify/products-*", "products")]  # fmt: skip
    assert len(set(codes)) == len(codes) >= 40
    for code in codes:
        digits = [int(digit) for digit in code]
        assert len(digits) == 13
        assert (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10 == 0


def test_events_tell_of_the_shops_orders_and_of_who_signed_in(exports: Path) -> None:
    totals = {
        order["name"]: Decimal(order["total_price"])
        for order in documents(exports, "shopify/orders-*", "orders")
    }
    found = messages(exports)
    completed = [row["properties"] for row in found if row.get("event") == "Order Completed"]
    assert len(completed) > 30
    for order in completed:
        assert Decimal(str(order["total"])) == totals[order["order_id"]]
    browsers: dict[str, set[str]] = defaultdict(set)
    for row in found:
        if "userId" in row:
            browsers[row["anonymousId"]].add(row["userId"])
    anonymous = [row for row in found if "userId" not in row]
    assert any(len(browsers[row["anonymousId"]]) == 1 for row in anonymous)


def test_events_come_late_twice_and_under_ids_that_others_have(exports: Path) -> None:
    payloads: dict[str, set[str]] = defaultdict(set)
    late = odd = 0
    found = messages(exports)
    for row in found:
        payloads[row["messageId"]].add(json.dumps([row.get("event"), row["properties"]])
                                       if "properties" in row else "")  # fmt: skip
        wait = dt.datetime.fromisoformat(row["receivedAt"]) - dt.datetime.fromisoformat(
            row["timestamp"]
        )
        late += wait > dt.timedelta(days=1)
        odd += row["sentAt"].startswith("1970")
        # Segment's rule: the time of receipt less what the device's own clock measured.
        sent, said = (
            dt.datetime.fromisoformat(row[key]) for key in ("sentAt", "originalTimestamp")
        )
        assert wait == sent - said
    assert late > 5
    assert odd > 0
    assert len(found) > len(payloads)
    assert any(len(said) > 1 for said in payloads.values())


# --- fake, and nobody else -------------------------------------------------------------------

# Bundesnetzagentur, Mitteilung 148/2021: numbers that are never given to anyone.
RESERVED = re.compile(
    r"49(3023125\d{3}|6990009\d{3}|4066969\d{3}|2214710\d{3}|8999998\d{3}"
    r"|17139200\d\d|176040690\d\d)"
)


def test_every_email_is_in_a_reserved_domain(exports: Path) -> None:
    mails = {text for _, text in all_texts(exports) if "@" in text}
    assert len(mails) > PEOPLE / 2
    for mail in mails:
        domain = mail.strip().lower().rpartition("@")[2]
        assert re.search(r"(^|\.)example\.(com|org|net)$", domain), mail
    assert not any("@" in row["KUNDE_NAME"] for row in till(exports, "transactions"))
    for row in flat(exports, "loyalty/members-*"):
        domain = row["email"].strip().lower().rpartition("@")[2]
        assert not domain or re.search(r"(^|\.)example\.(com|org|net)$", domain), row["email"]


def e164(text: str) -> str:
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    if text.startswith("+"):
        return digits
    return digits[2:] if digits.startswith("0049") else "49" + digits[1:]


PHONES = {"phone", "mobilephone", "phone_number", "Phone", "MobilePhone"}


def test_every_phone_is_a_reserved_number_or_a_placeholder(exports: Path) -> None:
    phones = [text for key, text in all_texts(exports) if key in PHONES]
    phones += [row["phone"] for row in flat(exports, "loyalty/members-*") if row["phone"]]
    real = [text for text in phones if text not in ("phone", "0000000", "000000")]
    assert len(real) > 50
    assert [text for text in real if not RESERVED.fullmatch(e164(text))] == []
    assert len({re.sub(r"\d", "9", text) for text in real}) > 8


# --- the truth -------------------------------------------------------------------------------


def record_ids(exports: Path) -> set[tuple[str, str]]:
    ids = {("shopify", str(row["id"])) for row in
           documents(exports, "shopify/customers-*", "customers")}  # fmt: skip
    ids |= {("hubspot", row["id"]) for row in documents(exports, "hubspot/contacts-*", "results")}
    ids |= {("zendesk", str(row["id"])) for row in documents(exports, "zendesk/users-*", "users")}
    ids |= {("dsfinvk", row["KUNDE_ID"]) for row in till(exports, "transactions")}
    ids |= {("shopware", row["id"]) for row in documents(exports, "shopware/customers-*", "data")}
    ids |= {("shopware", "newsletter:" + row["id"]) for row in
            documents(exports, "shopware/newsletter_recipients-*", "data")}  # fmt: skip
    ids |= {("square", row["id"]) for row in
            documents(exports, "square/customers-*", "customers")}  # fmt: skip
    for path in (exports / "amazon").glob("unshipped_orders-*"):
        rows = csv.DictReader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
        ids |= {("amazon", row["buyer-email"]) for row in rows}
    for row in documents(exports, "typeform/responses-*", "items"):
        if row["hidden"]["email"] or row["hidden"]["shopify_customer_id"]:
            ids.add(("typeform", row["response_id"]))
    people = documents(exports, "qualtrics/contacts-*", "result", "elements")
    ids |= {("qualtrics", row["contactId"]) for row in people}
    # Two lines below the header are texts; a preview says nothing about anybody.
    sheets = table(exports, "qualtrics/responses-*.csv")[2:]
    ids |= {("qualtrics", row["ResponseId"]) for row in sheets if row["RecipientEmail"]}
    for name in ("Contact", "Lead"):
        ids |= {("salesforce", row["Id"]) for row in bulk(exports, name)}
    ids |= {("klaviyo", row["id"]) for row in documents(exports, "klaviyo/profiles-*", "data")}
    ids |= {("segment", row["userId"]) for row in messages(exports) if "userId" in row}
    ids |= {("loyalty", row["card_number"]) for row in flat(exports, "loyalty/members-*")}
    return ids - {("dsfinvk", "")}


def test_truth_names_every_record_once(exports: Path) -> None:
    table = parquet.read_table(exports / "truth.parquet")
    assert table.column_names == ["source_name", "source_record_id", "person_id"]
    rows = table.to_pylist()
    keys = [(row["source_name"], row["source_record_id"]) for row in rows]
    assert len(set(keys)) == len(keys)
    assert set(keys) == record_ids(exports)
    people = Counter(row["person_id"] for row in rows)
    assert all(re.fullmatch(r"p\d{6}|test:\d+|kiosk:\d+", person) for person in people)
    nobody = {person: count for person, count in people.items() if person[0] != "p"}
    assert len(nobody) >= 7
    assert set(nobody.values()) == {1}
    assert sum(count > 1 for count in people.values()) > PEOPLE / 3


def test_about_a_fifth_of_the_records_is_injured(exports: Path) -> None:
    con, _ = retailer.build(PEOPLE, SEED, UNTIL)
    clean = {row["person_id"]: row for row in retailer.persons(con)}
    con.close()
    truth = {
        (row["source_name"], row["source_record_id"]): clean.get(row["person_id"])
        for row in parquet.read_table(exports / "truth.parquet").to_pylist()
    }
    hurt = []

    def compare(key: tuple[str, str], name: str, email: str | None, **fields: str | None) -> None:
        person = truth[key]
        if person is None or (email or "").endswith("@marketplace.example.com"):
            return
        expected = {
            "name": f"{person['first_name']} {person['last_name']}",
            "email": person["email"],
            "phone": "49" + person["phone"] if person["phone"] else None,
            "birth": str(person["birth_date"]),
            "zip": person["postal_code"],
        }
        tidy = re.sub(r"\+\w+@", "@", (email or "").strip().lower()) or None
        seen = {"name": name, "email": tidy, **fields}
        hurt.append(any(value and value != expected[field] for field, value in seen.items()))

    for row in documents(exports, "shopify/customers-*", "customers"):
        name = f"{row['first_name']} {row['last_name']}"
        phone = row["phone"] and e164(row["phone"])
        code = row["default_address"]["zip"]
        compare(("shopify", str(row["id"])), name, row["email"], phone=phone, zip=code)
    for row in documents(exports, "hubspot/contacts-*", "results"):
        said = row["properties"]
        phone = said["phone"] or said["mobilephone"]
        name = f"{said['firstname']} {said['lastname']}"
        birth = said["date_of_birth"]
        phone = phone and e164(phone)
        compare(("hubspot", row["id"]), name, said["email"], phone=phone, zip=said["zip"],
                birth=birth)  # fmt: skip
    assert len(hurt) > PEOPLE
    assert 0.15 <= sum(hurt) / len(hurt) <= 0.32


def test_what_goes_wrong_is_there(exports: Path) -> None:
    customers = documents(exports, "shopify/customers-*", "customers")
    contacts = [row["properties"] for row in documents(exports, "hubspot/contacts-*", "results")]
    users = documents(exports, "zendesk/users-*", "users")
    mails = [row["email"] or "" for row in [*customers, *contacts]]
    orders = documents(exports, "shopify/orders-*", "orders")
    receipts = till(exports, "transactions")
    assert any(mail.startswith(("tablet-", "kiosk@")) for mail in mails)
    assert any(mail.startswith("familie.") for mail in mails)
    assert any(mail.endswith("@marketplace.example.com") for mail in mails)
    assert any(mail != mail.strip() for mail in mails)
    assert any(", " in user["name"] for user in users)
    assert any((user["external_id"] or "").startswith("shopify:") for user in users)
    assert any("test" in customer["tags"] for customer in customers)
    assert any(order["test"] for order in orders)
    assert any(order["cancelled_at"] for order in orders)
    assert any(order["company"] for order in orders)
    assert {order["source_name"] for order in orders} == {
        "web", "mobile_app", "amazon", "shopify_draft_order",
    }  # fmt: skip
    anonymous = sum(not row["KUNDE_ID"] for row in receipts) / len(receipts)
    assert 0.35 < anonymous < 0.7
    kinds = {row["GV_TYP"] for row in till(exports, "lines")}
    assert kinds >= {"Umsatz", "Rabatt", "MehrzweckgutscheinEinloesung"}
    assert any(row["MENGE"].startswith("-") for row in till(exports, "lines"))
    assert any(contact["shopify_customer_id"] for contact in contacts)
    assert any(contact["loyalty_card_number"] for contact in contacts)


def people_behind(exports: Path) -> dict[tuple[str, str], str]:
    return {
        (row["source_name"], row["source_record_id"]): row["person_id"]
        for row in parquet.read_table(exports / "truth.parquet").to_pylist()
    }


def test_shop_and_crm_mostly_agree_on_consent(exports: Path) -> None:
    truth = people_behind(exports)
    words = {"subscribed": "granted", "unsubscribed": "withdrawn", "not_subscribed": "denied"}
    shop = {
        truth["shopify", str(row["id"])]: row["email_marketing_consent"]
        for row in documents(exports, "shopify/customers-*", "customers")
        if row["email_marketing_consent"]
    }
    agreed: Counter[bool] = Counter()
    for row in documents(exports, "hubspot/contacts-*", "results"):
        said = row["properties"]["marketing_email_consent"]
        heard = shop.get(truth["hubspot", row["id"]])
        assert said is None or row["properties"]["marketing_email_consent_at"] <= "2026-09-30T22"
        if said and heard:
            agreed[words.get(heard["state"]) == said] += 1
    assert agreed[True] > 5 * agreed[False] > 0


def test_some_accounts_carry_a_card_of_somebody_else(exports: Path) -> None:
    truth = people_behind(exports)
    own: Counter[bool] = Counter()
    for row in documents(exports, "shopify/customers-*", "customers"):
        for field in row["metafields"]:
            holder = truth.get(("dsfinvk", field["value"]))
            if field["key"] == "loyalty_card" and holder:
                own[holder == truth["shopify", str(row["id"])]] += 1
    assert own[True] > 5 * own[False] > 0


# --- behaviour -------------------------------------------------------------------------------


def test_black_friday_is_the_biggest_week(exports: Path) -> None:
    orders = documents(exports, "shopify/orders-*", "orders")
    weeks = Counter(dt.date.fromisoformat(order["created_at"][:10]).isocalendar()[:2]
                    for order in orders)  # fmt: skip
    assert {week for week, _ in weeks.most_common(2)} == {(2024, 48), (2025, 48)}
    coded = [order for order in orders for code in order["discount_codes"]
             if code["code"] == "BLACK25"]  # fmt: skip
    assert len(coded) > 10
    for order in coded:
        day = dt.date.fromisoformat(order["created_at"][:10])
        assert -4 <= (day - black_friday(day.year)).days <= 3


def test_late_parcels_are_promised_first_and_bring_tickets(exports: Path) -> None:
    late: set[str] = set()
    on_time: set[str] = set()
    for order in documents(exports, "shopify/orders-*", "orders"):
        for parcel in order["fulfillments"]:
            is_late = dt.datetime.fromisoformat(parcel["delivered_at"]) > dt.datetime.fromisoformat(
                parcel["estimated_delivery_at"]
            )
            (late if is_late else on_time).add(order["name"])
    assert 0.05 < len(late) / len(late | on_time) < 0.16
    named: Counter[bool] = Counter()
    for ticket in documents(exports, "zendesk/tickets-*", "tickets"):
        for entry in ticket["custom_fields"]:
            if entry["id"] == "order_name":
                named[entry["value"] in late] += 1
                if ticket["tags"][0] == "grund:lieferung_spaet":
                    assert entry["value"] in late
    assert named[True] / len(late) > 4 * named[False] / len(on_time)


def test_surveys_ask_the_declared_questions(exports: Path) -> None:
    top = {"nps_relationship": 10, "ces_service": 7}
    seen: Counter[str] = Counter()
    for item in documents(exports, "typeform/responses-*", "items"):
        for answer in item["answers"]:
            ref = answer["field"]["ref"]
            seen[ref] += 1
            if ref != "comment":
                assert (
                    (0 if ref == "nps_relationship" else 1) <= answer["number"] <= top.get(ref, 5)
                )
    assert set(seen) == {
        "csat_purchase", "csat_delivery", "csat_service", "csat_store", "nps_relationship",
        "ces_service", "comment",
    }  # fmt: skip


def test_every_reference_points_at_a_record(exports: Path) -> None:
    known = record_ids(exports)
    for order in documents(exports, "shopify/orders-*", "orders"):
        assert ("shopify", str(order["customer"]["id"])) in known
    for ticket in documents(exports, "zendesk/tickets-*", "tickets"):
        assert ("zendesk", str(ticket["requester_id"])) in known
    for contact in documents(exports, "hubspot/contacts-*", "results"):
        shop = contact["properties"]["shopify_customer_id"]
        assert shop is None or ("shopify", shop) in known
    companies = {row["id"] for row in documents(exports, "hubspot/companies-*", "results")}
    linked = {row["properties"]["associatedcompanyid"]
              for row in documents(exports, "hubspot/contacts-*", "results")}  # fmt: skip
    assert linked - {None} <= companies


# --- goods and money -------------------------------------------------------------------------


def moment(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%d.%m.%Y %H:%M").replace(tzinfo=ZoneInfo("Europe/Berlin"))


def test_the_pim_lists_what_shop_and_till_sell(exports: Path) -> None:
    (page,) = (exports / "akeneo").glob("products-*.json")
    items = json.loads(page.read_text())["_embedded"]["items"]
    variants = [product["variants"][0] for product in documents(exports, "shopify/products-*",
                "products")]  # fmt: skip
    listed = {item["identifier"]: item["values"]["ean"][0]["data"] for item in items}
    assert listed == {variant["sku"]: variant["barcode"] for variant in variants}
    exported = flat(exports, "akeneo/products.csv")
    assert {row["sku"]: row["ean"] for row in exported} == listed
    categories = {row["code"] for row in flat(exports, "akeneo/categories.csv")}
    assert {row["categories"] for row in exported} <= categories


def test_the_erp_ships_what_the_shop_fulfilled_and_says_late_of_the_same(exports: Path) -> None:
    parcels = flat(exports, "erp/lieferungen-*", "cp1252")
    shipped: defaultdict[str, set[bool]] = defaultdict(set)
    for row in parcels:
        promised = dt.datetime.strptime(row["Zugesagt am"], "%d.%m.%Y").date()
        shipped["#" + row["Auftragsnummer"]].add(moment(row["Zugestellt am"]).date() > promised)
        assert moment(row["Versandt am"]) < moment(row["Zugestellt am"])
    late = {
        order["name"]: dt.datetime.fromisoformat(parcel["delivered_at"])
        > dt.datetime.fromisoformat(parcel["estimated_delivery_at"])
        for order in documents(exports, "shopify/orders-*", "orders")
        for parcel in order["fulfillments"]
    }
    assert shipped == {name: {is_late} for name, is_late in late.items()}
    assert len(parcels) > len(late), "some orders come in two parcels"


def test_the_erp_booked_what_the_shop_was_paid(exports: Path) -> None:
    booked: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in flat(exports, "erp/zahlungen-*", "cp1252"):
        assert row["Währung"] == "EUR"
        booked["#" + row["Auftragsnummer"]] += german(row["Betrag"])
    kept: dict[str, Decimal] = {}
    for order in documents(exports, "shopify/orders-*", "orders"):
        given_back = sum(
            Decimal(item["subtotal"])
            for refund in order["refunds"]
            for item in refund["refund_line_items"]
        )
        if order["financial_status"] not in ("voided", "pending"):
            kept[order["name"]] = Decimal(order["total_price"]) - given_back
    assert booked == kept


def test_stock_is_counted_everywhere_at_each_months_end(exports: Path) -> None:
    counts = flat(exports, "erp/bestand-*", "cp1252")
    places: Counter[tuple[str, str]] = Counter((row["Stand"], row["Lagerort"]) for row in counts)
    assert len(set(places.values())) == 1, "every count holds every article"
    assert len({moment for moment, _ in places}) == 24
    assert {place for _, place in places} == {"ZENTRAL", "BER1", "HAM1", "KOE1", "MUC1"}
    assert all(moment(when).month != (moment(when) + dt.timedelta(days=1)).month
               for when, _ in places)  # fmt: skip
    assert all(0 <= german(row["Reserviert"]) <= german(row["Bestand"]) for row in counts)
    listed = {row["sku"] for row in flat(exports, "akeneo/products.csv")}
    assert {row["Artikelnummer"] for row in counts} < listed


def test_points_follow_what_the_till_took_and_never_run_short(exports: Path) -> None:
    paid = {receipt(row): german(row["UMS_BRUTTO"]) for row in till(exports, "transactions")}
    balance: Counter[str] = Counter()
    entries = sorted(flat(exports, "loyalty/points-*"), key=lambda row: row["booked_at"])
    assert {row["entry_type"] for row in entries} == {"earn", "burn", "expire", "adjust"}
    for row in sorted(entries, key=lambda row: dt.datetime.fromisoformat(row["booked_at"])):
        balance[row["card_number"]] += int(row["points"])
        assert balance[row["card_number"]] >= 0
        if row["order_number"]:
            assert row["order_source"] == "dsfinvk"
            assert int(row["points"]) == int(paid[row["order_number"]])
    members = {row["card_number"] for row in flat(exports, "loyalty/members-*")}
    assert set(balance) <= members
    assert {row["KUNDE_ID"] for row in till(exports, "transactions")} - {""} <= members


def test_vouchers_are_redeemed_at_the_till_that_took_them(exports: Path) -> None:
    issued = {row["voucher_code"]: row for row in flat(exports, "loyalty/vouchers-*")}
    taken = {
        (row["GUTSCHEIN_NR"], receipt(row)): -german(row["STK_BR"])
        for row in till(exports, "lines")
        if row["GV_TYP"] == "MehrzweckgutscheinEinloesung"
    }
    uses = flat(exports, "loyalty/redemptions-*")
    assert uses
    for row in uses:
        voucher = issued[row["voucher_code"]]
        assert taken[row["voucher_code"], row["order_number"]] == Decimal(row["redeemed_amount"])
        assert voucher["issued_at"] < row["redeemed_at"]
        assert voucher["value_amount"] == row["redeemed_amount"]
        assert row["redeemed_at"][:10] <= voucher["valid_to"]


def test_googles_total_rows_are_the_sum_of_its_days(exports: Path) -> None:
    for path in (exports / "google_ads").iterdir():
        rows = list(csv.reader(path.read_text().splitlines()))[3:]
        days = [row for row in rows if not row[0].startswith("Total: ")]
        totals = [row for row in rows if row[0].startswith("Total: ")]
        assert [row[0] for row in totals] == ["Total: Campaigns", "Total: Account"]
        for row in totals:
            for column in (4, 5, 6):
                parts = [Decimal(day[column].replace(",", "")) for day in days]
                assert Decimal(row[column].replace(",", "")) == sum(parts)
        assert len(days) % 3 == 0, "three campaigns run every day"


# --- the verb --------------------------------------------------------------------------------


def test_only_its_own_folders_are_replaced(tmp_path: Path) -> None:
    mine = tmp_path / "online_retail" / "orders.csv"
    stale = tmp_path / "shopify" / "orders-1999-01.json"
    for path in (mine, stale):
        path.parent.mkdir()
        path.write_text("kept?")
    result = CliRunner().invoke(
        command, ["--customers", "30", "--out", str(tmp_path), "--until", "2026-09-30"]
    )
    assert result.exit_code == 0, result.output
    assert mine.read_text() == "kept?"
    assert not stale.exists()
    assert {path.name for path in tmp_path.iterdir()} == {*TOOLS, "online_retail", "truth.parquet"}
    assert max(len(line) for line in result.output.splitlines()) <= 80
    assert all(tool in result.output for tool in TOOLS)
    assert "@" not in result.output


def test_what_it_says_in_json_is_what_it_wrote(tmp_path: Path) -> None:
    out = tmp_path / "exports"
    result = CliRunner().invoke(
        command, ["--customers", "20", "--seed", "7", "--out", str(out), "--json"]
    )
    said = json.loads(result.output)
    for tool in TOOLS:
        files = [path for path in (out / tool).rglob("*") if path.is_file()]
        assert said["tools"][tool]["files"] == len(files)
    customers = documents(out, "shopify/customers-*", "customers")
    assert said["tools"]["shopify"]["customers"] == len(customers)
    assert said["tools"]["dsfinvk"]["transactions"] == len(till(out, "transactions"))


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = CliRunner().invoke(command, ["--customers", "3", "--out", str(tmp_path / "file/x")])
    assert result.exit_code == 1
    assert str(tmp_path / "file/x") in result.output
    assert CliRunner().invoke(command, ["--until", "1980-01-01"]).exit_code == 2


@pytest.mark.parametrize("customers", [1, 2, 5])
def test_a_tiny_retailer_is_a_retailer_too(customers: int, tmp_path: Path) -> None:
    retailer.write(customers, 1, UNTIL, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {*TOOLS, "truth.parquet"}
    assert record_ids(tmp_path)
