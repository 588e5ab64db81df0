"""The ERP's flat files: stock at each month's end, parcels and payments year by year."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.sandbox.clock import Clock
from pipelines.sandbox.write import Tally, dated, headed, write_lines

#: file stem -> its columns, in the order of the queries below
COLUMNS = {
    "bestand": "Artikelnummer;EAN;Lagerort;Stand;Bestand;Reserviert",
    "lieferungen": "Lieferschein;Auftragsnummer;Herkunft;Versanddienst;Sendungsnummer;"
    "Zugesagt am;Versandt am;Zugestellt am;Status;Geändert am",
    "zahlungen": "Belegnummer;Auftragsnummer;Herkunft;Gebucht am;Betrag;Währung;Zahlungsart",
}


def write(con: duckdb.DuckDBPyConnection, clock: Clock, root: Path) -> Tally:
    """Writes stock, shipments and payments of the shop's orders below ``root``/erp."""
    tally = Tally()
    queries = {"bestand": _STOCK, "lieferungen": _SHIPMENTS, "zahlungen": _PAYMENTS}
    for kind, query in queries.items():
        write_lines(
            con, tally, root / "erp", kind, query, dated(kind), headed(COLUMNS[kind]),
            encoding="cp1252",
        )  # fmt: skip
    return tally


_STOCK = """
    select month, concat_ws(';',
        sku, gtin, place, german_minute(counted_at), held || ',000', reserved || ',000'
    ) || '\r\n'
    from stock
    join product using (product)
    order by month, place, product
"""

# Every fifteenth order comes in two parcels, the second with the first.
_SHIPMENTS = """
    with parcels as (
        select *, unnest(case when order_no % 15 = 7 then [1, 2] else [1] end) as parcel
        from shop_order
        where is_closed and not is_cancelled
    )
    select strftime(local_day(delivered_at), '%Y') as year, concat_ws(';',
        'LS' || (700001 + order_no) || '-' || parcel,
        1001 + order_no,
        'shopify',
        carrier,
        'JD' || (880000000001 + order_no * 4 + parcel),
        -- What is promised for a day is late from the next day on.
        german_day(local_day(case when is_late then least(promised_at, delivered_at - 86400)
            else promised_at end)),
        german_minute(shipped_at),
        german_minute(delivered_at),
        'zugestellt',
        german_minute(delivered_at)
    ) || '\r\n'
    from parcels
    order by year, delivered_at, order_no, parcel
"""

_PAYMENTS = """
    with booked as (
        select
            order_no, 1 as place, "at" + 3600 as booked_at,
            gross - discount + shipping as amount
        from shop_order
        where not is_cancelled and (is_closed or not is_b2b)
        union all
        select order_no, 2, refunded_at, -sum((quantity * line.price - line.discount) * back
            // quantity)
        from shop_order join line using (sale)
        where refunded_at >= 0 and back > 0
        group by order_no, refunded_at
    )
    select strftime(local_day(booked_at), '%Y') as year, concat_ws(';',
        'ZE' || (400001 + order_no) || '-' || place,
        1001 + order_no,
        'shopify',
        german_day(local_day(booked_at)),
        comma(amount),
        'EUR',
        ['Überweisung', 'Kreditkarte', 'PayPal'][cast(order_no % 3 + 1 as int)]
    ) || '\r\n'
    from booked
    where booked_at <= history_end() and amount <> 0
    order by year, booked_at, order_no, place
"""
